"""Releases: same ledger, same bytes; what changed since the last one is told; no text leaves that may not."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from ledger.made import changed, event, when
from ledger.made import ledger as made_ledger
from ledger.made import record as made_record

from communique.errors import InputError
from communique.ledger import Ledger, ingest, open_ledger
from communique.ledger.decided import decided
from communique.ledger.release import Cited, build
from communique.model import Record

CALL = event("wd:Q1", "wd:Q2", on=when("2025-08-18"))
RECORD = Path(__file__).parents[1] / "export" / "record.jsonl"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = open_ledger(tmp_path / "x.db", create=True)
    list(ingest(opened, [msgspec.json.decode(RECORD.read_bytes(), type=Record)]))
    return opened


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_ledger_without_decisions_gives_its_records(ledger: Ledger) -> None:
    assert list(decided(ledger)) == list(ledger.records())


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    for name in ("a", "b"):
        build(ledger, tmp_path / name, version="1")
    assert files(tmp_path / "a") == files(tmp_path / "b")


BUILD = """
import locale, sys, time
from pathlib import Path
from communique.ledger import open_ledger
from communique.ledger.release import Cited, build
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
with open_ledger(sys.argv[1]) as ledger:
    build(ledger, Path(sys.argv[2]), version="1", cited=Cited(title="T: 1", authors=("Ana",), license="CC-BY-4.0"))
"""


def test_the_same_bytes_in_another_time_zone_locale_and_hash_order(ledger: Ledger, tmp_path: Path) -> None:
    ledger.close()
    places = [("UTC", "C", "0", "C.UTF-8"), ("Pacific/Auckland", "de_DE.UTF-8", "77", "POSIX"), ("America/Lima", "tr_TR.UTF-8", "4", "C")]
    for zone, tongue, seed, letters in places:
        around = {**os.environ, "TZ": zone, "LANG": tongue, "LC_ALL": letters, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", BUILD, str(tmp_path / "x.db"), str(tmp_path / seed)], env=around, check=True)
    one, *others = (files(tmp_path / seed) for *_, seed, _ in places)
    assert len(one) > 10
    assert all(other == one for other in others)


def test_it_does_not_matter_in_which_order_articles_came(tmp_path: Path) -> None:
    first = made_record("a", CALL)
    second = made_record("b", changed(CALL, duration_minutes=30))
    for name, records in (("ab", (first, second)), ("ba", (second, first))):
        (tmp_path / name).mkdir()
        with made_ledger(tmp_path / name, *records) as made:
            build(made, tmp_path / name / "r", version="1")
    tables = {f"data/{t}.csv" for t in ("events", "happenings", "parties")}
    one, other = (files(tmp_path / name / "r") for name in ("ab", "ba"))
    assert {t: one[t] for t in tables - {"data/happenings.csv"}} == {t: other[t] for t in tables - {"data/happenings.csv"}}


def test_reports_of_one_happening_are_told_as_one(tmp_path: Path) -> None:
    with made_ledger(tmp_path, made_record("a", CALL), made_record("b", CALL)) as made:
        build(made, tmp_path / "r", version="1")
    (happening,) = rows(tmp_path / "r", "happenings")
    assert (happening["reports"], happening["medium"], happening["earliest"]) == ("2", "phone", "2025-08-18")
    reports = rows(tmp_path / "r", "reports")
    assert {r["happening"] for r in reports} == {happening["happening"]}
    assert sorted(bool(r["reasons"]) for r in reports) == [False, True]


def test_a_plan_and_its_fulfilment_are_tied(tmp_path: Path) -> None:
    plan = event("wd:Q1", "wd:Q2", on=when("2025-08-18"), status="planned")
    with made_ledger(tmp_path, made_record("a", plan, published="2025-08-10"), made_record("b", CALL)) as made:
        build(made, tmp_path / "r", version="1")
    assert [link["kind"] for link in rows(tmp_path / "r", "links")] == ["fulfils"]


def test_it_is_cited_as_its_makers_say(ledger: Ledger, tmp_path: Path) -> None:
    import yaml

    cited = Cited(title='Calls: "round"', authors=("Ana Prado", "B: Lind"), license="CC-BY-4.0")
    build(ledger, tmp_path / "r", version="1.0", cited=cited)
    citation = yaml.safe_load((tmp_path / "r" / "CITATION.cff").read_text("utf-8"))
    assert (citation["title"], citation["license"], citation["version"]) == ('Calls: "round"', "CC-BY-4.0", "1.0")
    assert [a["name"] for a in citation["authors"]] == ["Ana Prado", "B: Lind"]
    package = json.loads((tmp_path / "r" / "datapackage.json").read_text())
    assert (package["licenses"], [c["title"] for c in package["contributors"]]) == ([{"name": "CC-BY-4.0"}], ["Ana Prado", "B: Lind"])


def test_checksums_and_descriptor_agree_with_the_files(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    found = build(ledger, folder, version="1")
    listed = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files(folder).items() if name != "SHA256SUMS"}
    for resource in json.loads((folder / "datapackage.json").read_text())["resources"]:
        table = rows(folder, resource["name"])
        assert len(table) == found.rows[resource["name"]]
        assert not table or list(table[0]) == [f["name"] for f in resource["schema"]["fields"]]


@pytest.mark.parametrize(("text", "quoted", "whole"), [("none", False, False), ("quote", True, False), ("full", True, True)])
def test_as_much_text_leaves_as_is_allowed(ledger: Ledger, tmp_path: Path, text: str, quoted: bool, whole: bool) -> None:
    folder = tmp_path / "r"
    build(ledger, folder, version="1", text=text)  # type: ignore[arg-type]
    everything = b"".join(data for name, data in files(folder).items() if name.startswith("data")).decode()
    assert ("condemned the attack" in everything) == quoted
    assert ("text" in rows(folder, "articles")[0]) == whole


def test_changes_since_the_last_release_are_told(ledger: Ledger, tmp_path: Path) -> None:
    build(ledger, tmp_path / "a", version="1")
    first, second = (r["event"] for r in ledger.db.execute("SELECT event FROM report ORDER BY number LIMIT 2"))
    ledger.db.execute("UPDATE report SET state = 'rejected' WHERE event = ?", (first,))
    ledger.db.execute("UPDATE report SET json = json_set(json, '$.status', 'denied') WHERE event = ?", (second,))
    found = build(ledger, tmp_path / "b", version="2", since=tmp_path / "a")
    assert found.changes == {"added": 0, "changed": 1, "withdrawn": 1}
    changes = [json.loads(line) for line in (tmp_path / "b" / "changes.jsonl").read_text().splitlines()]
    assert {c["change"]: c["event"] for c in changes} == {"withdrawn": first, "changed": second}
    assert next(c["fields"]["status"][1] for c in changes if c["change"] == "changed") == "denied"


def test_a_release_is_there_whole_or_not_at_all(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as short:
        short.setattr("communique.ledger.release._json", full)
        with pytest.raises(InputError, match=r"release: cannot be written: No space left on device"):
            build(ledger, tmp_path / "release", version="1")
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == []
    build(ledger, tmp_path / "release", version="1")
    assert (tmp_path / "release" / "SHA256SUMS").exists()


def test_wrong_folders_are_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not empty"):
        build(ledger, tmp_path, version="1")
    with pytest.raises(InputError, match="is no release"):
        build(ledger, tmp_path / "r", version="1", since=tmp_path / "missing")
    assert not (tmp_path / "r").exists()
