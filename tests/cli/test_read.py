"""What ``communique read`` reads, writes, says and answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main

STORY = "The ministers of Chile and Peru met in Lima on Monday. They talked about copper, fish and a new road over the mountains.\n"


def read(runner: CliRunner, *args: str, **options: object) -> Result:
    return runner.invoke(main, ["read", *args], **options)  # type: ignore[arg-type]


def write(name: str, text: str = STORY) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, "utf-8")
    return name


def ids(result: Result) -> list[str]:
    return [json.loads(line)["article"]["id"] for line in result.stdout.splitlines()]


def lines(*articles: dict[str, object]) -> str:
    return "".join(json.dumps(a) + "\n" for a in articles)


def test_in_a_pipe_records_are_lines_of_json(runner: CliRunner) -> None:
    result = read(runner, write("a.txt"), write("b.txt"), "--published", "2024-05-15", "--publisher", "Us")
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["schema"] for r in records] == ["communique/record/1"] * 2
    assert records[0]["article"]["published"] == "2024-05-15"
    assert records[0]["article"]["publisher"] == "Us"
    assert records[0]["article"]["text"] == STORY
    assert result.stderr == ""


def test_json_is_one_indented_object(runner: CliRunner) -> None:
    result = read(runner, write("a.txt"), "--format", "json")
    assert json.loads(result.stdout)["article"]["text"] == STORY
    assert result.stdout.startswith('{\n  "schema"')
    assert result.stdout.endswith("}\n")


def test_json_of_two_documents_is_wrong_usage(runner: CliRunner) -> None:
    result = read(runner, write("two.jsonl", lines({"text": STORY}, {"text": STORY})), "--format", "json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--format jsonl" in result.stderr


def test_table(runner: CliRunner) -> None:
    result = read(runner, write("a.txt"), "--format", "table", "--title", "Copper [bold]and[/bold] fish")
    assert "Copper [bold]and[/bold] fish" in result.stdout
    assert "No contact found." in result.stdout


def test_standard_input(runner: CliRunner) -> None:
    result = read(runner, "-", "--published", "2024-05-15", input=STORY)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["article"]["text"] == STORY


def test_folders_and_patterns_in_order(runner: CliRunner) -> None:
    for name in ("b", "a", "c"):
        write(f"news/{name}.jsonl", lines({"id": name, "text": STORY}))
    write("news/.hidden.txt")
    write("news/picture.bin")
    assert ids(read(runner, "news")) == ["a", "b", "c"]
    assert ids(read(runner, "news/[ab]*.jsonl")) == ["a", "b"]
    assert ids(read(runner, "**/c.jsonl", "news/a.jsonl")) == ["c", "a"]


def test_order_is_kept_across_batches(runner: CliRunner) -> None:
    names = [f"n{i}" for i in range(50)]
    write("many.jsonl", lines(*({"id": n, "text": STORY} for n in names)))
    assert ids(read(runner, "many.jsonl")) == names


def test_a_broken_line_among_good_ones_is_told_and_skipped(runner: CliRunner) -> None:
    good = lines({"id": "1", "text": STORY})
    result = read(runner, write("x.jsonl", good + '{"text": "half a\n' + good.replace('"1"', '"3"')))
    assert result.exit_code == 3
    assert ids(result) == ["1", "3"]
    assert "x.jsonl:2" in result.stderr


def test_a_fault_of_ours_costs_one_document(runner: CliRunner) -> None:
    write("x.jsonl", lines({"id": "1", "text": STORY}, {"id": "2", "text": f"CRASH {STORY}"}, {"id": "3", "text": STORY}))
    result = read(runner, "x.jsonl")
    assert result.exit_code == 3
    assert ids(result) == ["1", "3"]
    assert "2: not coded, a fault in Communique: RuntimeError: the rules fell over" in result.stderr


@pytest.mark.parametrize("path", ["missing.txt", "empty/", "nothing-*.txt", "a-folder/without/it"])
def test_nothing_to_read_is_a_failure_with_its_name(runner: CliRunner, path: str) -> None:
    Path("empty").mkdir()
    result = read(runner, path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert path in result.stderr


def test_one_missing_file_of_two(runner: CliRunner) -> None:
    result = read(runner, "missing.txt", write("a.txt"))
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1


def test_an_empty_file_gives_a_record_with_its_problem(runner: CliRunner) -> None:
    result = read(runner, write("a.txt", ""))
    assert result.exit_code == 1
    assert [p["code"] for p in json.loads(result.stdout)["problems"]] == ["empty-document"]
    assert result.stderr == "communique: a.txt: not coded: There is no text in this document.\n"


def test_a_binary_file_is_told(runner: CliRunner) -> None:
    Path("x.txt").write_bytes(b"\x00\x01\x02\x03" * 1000)
    result = read(runner, "x.txt")
    assert result.exit_code == 1
    assert "x.txt" in result.stderr


WRONG = [
    "",
    "a.txt --format xml",
    "a.txt --published 2024-02-31",
    "a.txt --published soon",
    "a.txt --from pdf",
    "--what",
    "a.txt b.txt --format json",
]


@pytest.mark.parametrize("args", WRONG)
def test_wrong_usage(runner: CliRunner, args: str) -> None:
    write("a.txt")
    write("b.txt")
    result = read(runner, *args.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_interruption_ends_with_its_own_code(runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(items: object, _: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("communique.cli.coding.coded", interrupted)
    result = read(runner, write("a.txt"))
    assert result.exit_code == 130
    assert result.stderr.strip() == "communique: interrupted"


def test_options_stand_over_the_environment_and_that_over_the_file(runner: CliRunner) -> None:
    def publisher(*args: str, **env: str) -> str:
        return str(json.loads(read(runner, "a.txt", *args, env=env).stdout)["article"]["publisher"])

    write("a.txt")
    assert publisher() == "None"
    write("communique.toml", '[read]\npublisher = "the file"\npublished = 2024-05-15\n')
    assert publisher() == "the file"
    assert json.loads(read(runner, "a.txt").stdout)["article"]["published"] == "2024-05-15"
    assert publisher(COMMUNIQUE_PUBLISHER="the environment") == "the environment"
    assert publisher("--publisher", "the option", COMMUNIQUE_PUBLISHER="the environment") == "the option"


@pytest.mark.parametrize("text", ["[read]\ncolour = 1\n", "[reed]\n", "not toml", "read = 3\n"])
def test_a_configuration_that_cannot_be_meant_is_wrong_usage(runner: CliRunner, text: str) -> None:
    write("communique.toml", text)
    result = read(runner, write("a.txt"))
    assert result.exit_code == 2
    assert "communique.toml" in result.stderr
