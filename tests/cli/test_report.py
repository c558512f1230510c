"""The report: one file, nothing loaded from elsewhere, every word escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from ledger.made import ACTORS, SANTIAGO, event, ledger, record, when

from communique.cli import main
from communique.model import Record, Span, Statement

EVIL = '<script>alert("x")</script> & "friends"'
CALL = event("wd:Q1", "wd:Q2", on=when("2025-08-18"), duration_minutes=30)
VISIT = event("wd:Q1", "wd:Q3", on=when("2025-07-01"), medium="in_person", where=SANTIAGO)


class Page(HTMLParser):
    """Which elements there are, what they load or lead to, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.leads: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.leads += [(tag, value or "") for name, value in attrs if name in ("href", "src", "srcset", "data", "action", "poster")]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.words += data


def told() -> Record:
    text = f"Prado said: {EVIL}. Lind was silent on the call with her."
    made = record("a", CALL, VISIT, text=text)
    start = text.index("<script>")
    said = Statement("s1", "wd:Q1", (), None, None, None, Span(start, start + len(EVIL)), (), None, CALL.id, None)
    article = msgspec.structs.replace(made.article, publisher=EVIL, url="javascript:alert(1)", title="</style><b>")
    names = tuple(msgspec.structs.replace(a, name=EVIL) if a.id == "wd:Q3" else a for a in made.actors)
    return msgspec.structs.replace(made, article=article, statements=(said,), actors=names)


@pytest.fixture
def path(tmp_path: Path) -> str:
    with ledger(tmp_path, told(), record("b", CALL)) as made:
        return str(made.path)


def report(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["report", *args])
    shown = capfd.readouterr()
    return int(left.value.code or 0), shown.out, shown.err


def test_a_report_stands_alone_and_runs_nothing(path: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = report(capfd, "--actor", "Prado", "--ledger", path)
    page = Page(out)
    assert code == 0
    assert not {"script", "link", "img", "iframe", "object", "b", "base", "form"} & set(page.tags)
    assert all(tag == "a" and (to.startswith(("#h", "https://"))) for tag, to in page.leads)
    assert {to[1:] for _, to in page.leads if to.startswith("#")} <= set(page.ids)
    assert not re.search(r"url\(|@import|@font-face", out)
    assert EVIL in page.words
    assert "default-src 'none'" in out and "@media print" in out and "prefers-color-scheme: dark" in out


def test_both_sides_days_and_evidence_are_told(path: str, capfd: pytest.CaptureFixture[str]) -> None:
    words = " ".join(Page(report(capfd, "--actor", "Prado", "--ledger", path)[1]).words.split())
    assert "Chile says" in words and "Sweden says No account of this side is known." in words
    assert "Mon 18 Aug 2025 · phone · 30 minutes · occurred" in words
    assert "Tue 1 Jul 2025 · in person · Santiago" in words
    assert "tells of what took place The Sample" not in words  # words and source are apart
    assert "The Sample, Mon 18 Aug 2025" in words
    assert "by both sides: 0, by one side only: 1, by no side itself: 1." in words
    assert re.search(r"Bo Lind\s*phone\s*occurred\s*Chile only", words)


def test_a_report_is_narrowed_and_the_same_each_time(path: str, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    for file in (one, two):
        code, out, err = report(capfd, "--actor", "CHL", "--with", "SWE", "--since", "2025-08-01", "--ledger", path, "-o", str(file))
        assert (code, out) == (0, "") and "1 contact" in err
    assert one.read_bytes() == two.read_bytes()
    assert "Santiago" not in Page(one.read_text("utf-8")).words
    assert "there are more" in report(capfd, "--actor", "Prado", "--limit", "1", "--ledger", path)[1]
    assert "No contact is known" in report(capfd, "--actor", "Prado", "--since", "2030-01-01", "--ledger", path)[1]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--actor", "Pradoo"), 1, "did you mean Ana Prado"),
        (("--actor", "Prado", "--since", "August"), 2, "--since takes a day"),
        (("--actor", "Prado", "-o", "no/such/folder/x.html"), 1, "cannot be written"),
    ],
)
def test_bad_wishes_are_refused(path: str, capfd: pytest.CaptureFixture[str], args: tuple[str, ...], code: int, words: str) -> None:
    assert ACTORS["wd:Q1"].name == "Ana Prado"
    left, _, err = report(capfd, *args, "--ledger", path)
    assert left == code and words in err
