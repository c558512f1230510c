"""What is downloaded is harmless in a spreadsheet and a feed reader, whatever articles say."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from communique.ledger import ingest, open_ledger
from communique.model import Record
from communique.web import create_app

RECORD = Path(__file__).parents[1] / "export" / "record.jsonl"
FORMULAS = ('=HYPERLINK("https://evil.example")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    known = msgspec.json.decode(RECORD.read_bytes(), type=Record)
    names = iter(FORMULAS * 10)
    actors = tuple(msgspec.structs.replace(a, name=next(names)) for a in known.actors)
    article = msgspec.structs.replace(known.article, title=FORMULAS[0], publisher=FORMULAS[1], url="javascript:alert(1)")
    topics = tuple(msgspec.structs.replace(e, topics=FORMULAS) for e in known.events)
    path = tmp_path_factory.mktemp("downloads") / "x.db"
    with open_ledger(path, create=True) as ledger:
        list(ingest(ledger, [msgspec.structs.replace(known, actors=actors, article=article, events=topics)]))
    return TestClient(create_app(path), base_url="http://127.0.0.1:8765")


def tables(client: TestClient, name: str) -> list[list[str]]:
    """All lines of a download's tables."""
    body = client.get(f"/exports/{name}?all=1").content
    if not body.startswith(b"PK"):
        return list(csv.reader(io.StringIO(body.decode()), delimiter="\t"))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        files = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".csv")]
    return [line for text in files for line in csv.reader(io.StringIO(text))]


@pytest.mark.parametrize("name", ["csv", "edges", "polecat", "icews"])
def test_no_cell_of_a_table_is_a_formula(client: TestClient, name: str) -> None:
    cells = [cell for line in tables(client, name) for cell in line]
    assert any("HYPERLINK" in c or "SUM(A1)" in c for c in cells)
    assert [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r")) and not NUMBER.fullmatch(c)] == []


def test_no_link_of_a_feed_is_a_script(client: TestClient) -> None:
    for path in ("/feeds/events.atom", "/exports/atom?all=1", "/exports/ical?all=1", "/exports/webannotation?all=1"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert not re.search(r"""(href|src)=["']javascript:|^URL:javascript:""", answer.text, re.I | re.M), path


@pytest.mark.parametrize("name", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "csv%00", "%2e%2e", "nothing"])
def test_no_format_is_a_path(client: TestClient, name: str) -> None:
    assert client.get(f"/exports/{name}").status_code in (404, 422)
