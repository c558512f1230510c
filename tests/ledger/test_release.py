"""Releases: same ledger, same bytes; what changed since the last one is told; no text leaves that may not."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from communique.errors import InputError
from communique.ledger import Ledger, ingest, open_ledger
from communique.ledger.decided import decided
from communique.ledger.release import build
from communique.model import Record

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


def test_wrong_folders_are_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not empty"):
        build(ledger, tmp_path, version="1")
    with pytest.raises(InputError, match="is no release"):
        build(ledger, tmp_path / "r", version="1", since=tmp_path / "missing")
    assert not (tmp_path / "r").exists()
