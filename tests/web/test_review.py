"""The review page writes decisions, and only decisions."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from communique.ledger import ingest, open_ledger
from communique.ledger.decisions import log
from communique.model import Record
from communique.web import create_app
from communique.web.security import COOKIE

RECORD = Path(__file__).parents[1] / "export" / "record.jsonl"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_ledger(tmp_path / "x.db", create=True) as ledger:
        list(ingest(ledger, [msgspec.json.decode(RECORD.read_bytes(), type=Record)]))
    return tmp_path / "x.db"


@pytest.fixture
def client(path: Path) -> TestClient:
    client = TestClient(create_app(path), base_url="http://127.0.0.1:8765", follow_redirects=False)
    client.get("/review")
    return client


def ask(client: TestClient, **fields: str) -> tuple[int, str]:
    whole = {"form_token": client.cookies[COOKIE], "by": "Ada", "because": "the readout", "back": "/review", **fields}
    answer = client.post("/decisions", data=whole)
    return answer.status_code, answer.headers.get("location", "") or answer.text


def call_of(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = client.get("/api/v1/happenings", params={"who": "Lula", "medium": "phone"}).json()["items"][0]
    return found


def test_the_queue_lists_what_is_doubtful_with_a_form_for_each(client: TestClient) -> None:
    page = client.get("/review").text
    assert "Less than sure" in page
    assert page.count('action="/decisions"') == page.count('class="item"') > 0


def test_a_fix_is_logged_shown_and_undone(client: TestClient, path: Path) -> None:
    call = call_of(client)
    assert ask(client, kind="fix", id=str(call["id"]), field="duration_minutes", value="55") == (303, "/review?done=1")
    assert call_of(client)["duration_minutes"] == 55
    page = client.get(f"/happenings/{call['id']}").text
    assert "by Ada" in page and "the readout" in page
    with open_ledger(path) as ledger:
        (made,) = log(ledger.db)
    assert ask(client, kind="undo", id=made.id)[0] == 303
    assert call_of(client)["duration_minutes"] == call["duration_minutes"]


def test_the_counts_follow_the_ledger(client: TestClient) -> None:
    assert ">video</a>" not in client.get("/").text
    assert ask(client, kind="fix", id=str(call_of(client)["id"]), field="medium", value="video")[0] == 303
    assert ">video</a>" in client.get("/").text


def test_what_is_confirmed_or_rejected_waits_no_more(client: TestClient) -> None:
    before = client.get("/review").text.count('class="item"')
    call = call_of(client)
    assert ask(client, kind="confirm", id=str(call["id"]))[0] == 303
    assert f"/happenings/{call['id']}" not in client.get("/review").text
    assert client.get("/review").text.count('class="item"') <= before


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "fix", "field": "medium", "value": "pigeon"}, "use one of"),
        ({"kind": "fix", "field": "colour", "value": "red"}, "no field"),
        ({"kind": "explode"}, "no decision"),
        ({"kind": "confirm", "because": "  "}, "Say why"),
        ({"kind": "confirm", "because": "x" * 2_001}, "at most"),
        ({"kind": "merge", "value": ""}, "two or more"),
        ({"kind": "confirm", "id": "h000000000000"}, "has this id"),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is_logged(client: TestClient, path: Path, fields: dict[str, str], says: str) -> None:
    status, words = ask(client, **{"id": str(call_of(client)["id"]), **fields})
    assert status == 422 and says in words
    with open_ledger(path) as ledger:
        assert log(ledger.db) == ()


def test_a_decision_without_the_visitors_word_is_refused(client: TestClient, path: Path) -> None:
    assert ask(client, kind="confirm", id=str(call_of(client)["id"]), form_token="forged")[0] == 403
    with open_ledger(path) as ledger:
        assert log(ledger.db) == ()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_no_form_leads_elsewhere(client: TestClient, back: str) -> None:
    assert ask(client, kind="confirm", id=str(call_of(client)["id"]), back=back)[1].startswith("/review?")
