"""The pages over a small ledger: what they show, what they refuse, and that the text of others stays text."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from communique.ledger import ingest, open_ledger
from communique.model import Record, Span
from communique.web import create_app
from communique.web.filters import Filters
from communique.web.marking import Mark, passages, pieces
from communique.web.security import COOKIE

RECORD = Path(__file__).parents[1] / "export" / "record.jsonl"
HOSTILE = "<script>alert(1)</script> & \u202e\u200b&lt;b&gt; “Ramaphosa”"


@pytest.fixture(scope="module")
def record() -> Record:
    return msgspec.json.decode(RECORD.read_bytes(), type=Record)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, record: Record) -> TestClient:
    path = tmp_path_factory.mktemp("web") / "x.db"
    article = msgspec.structs.replace(record.article, title=HOSTILE, url="javascript:alert(1)")
    with open_ledger(path, create=True) as ledger:
        list(ingest(ledger, [msgspec.structs.replace(record, article=article)]))
    return TestClient(create_app(path), base_url="http://127.0.0.1:8765")


def first(client: TestClient) -> dict[str, str]:
    found: dict[str, str] = client.get("/api/v1/happenings", params={"who": "Lula"}).json()["items"][0]
    return found


@pytest.mark.parametrize("path", ["/", "/?who=Lula&medium=phone", "/paste", "/data", "/search?q=Lula", "/articles/1", "/actors/wd:Q37181"])
def test_a_page_is_shown_under_a_strict_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h1>" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    scripts = re.findall(r"<script([^>]*)>([^<]*)</script>", answer.text)
    assert len(scripts) == answer.text.count("<script") > 0
    assert all('src="/static/' in where and not code for where, code in scripts)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_text_of_others_stays_text(client: TestClient) -> None:
    page = client.get("/articles/1").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="javascript' not in page


def test_a_happening_shows_both_sides_and_its_reports(client: TestClient) -> None:
    page = client.get(f"/happenings/{first(client)['id']}").text
    assert "What each side says" in page
    assert "asked France to sign" in page
    assert "/articles/1#" in page


@pytest.mark.parametrize(
    ("path", "status"),
    [("/happenings/h0", 404), ("/articles/99", 404), ("/?who=Zorro", 404), ("/?medium=pigeon", 422), ("/?since=soon", 422),
     ("/?page=0", 422), ("/nothing", 404), ("/actors/wd:Q1", 404)],
)  # fmt: skip
def test_what_is_not_there_is_said_on_a_page(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "path", ["/happenings/h0", "/happenings?limit=0", "/happenings?who=Zorro", "/happenings?medium=pigeon", "/nothing"]
)
def test_errors_of_the_interface_are_problem_details(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail"} == set(answer.json())


def test_the_interface_pages_with_a_cursor(client: TestClient) -> None:
    every = client.get("/api/v1/happenings?kind=all").json()
    assert every["next"] is None
    seen, after = [], 0
    while after is not None:
        answer = client.get(f"/api/v1/happenings?kind=all&limit=2&after={after}").json()
        seen += [c["id"] for c in answer["items"]]
        after = answer["next"]
    assert seen == [c["id"] for c in every["items"]]


def test_the_interface_describes_itself(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) >= {"/api/v1/happenings", "/api/v1/quotes", "/api/v1/search"}


def test_a_form_without_its_word_is_refused(client: TestClient) -> None:
    client.get("/paste")
    assert client.post("/paste", data={"text": "They met."}).status_code == 403
    assert client.post("/paste", data={"text": "They met.", "form_token": "wrong"}).status_code == 403


@pytest.mark.parametrize(
    ("text", "published", "says"), [("", "", "Paste a text first"), ("x" * 200_001, "", "at most"), ("They met.", "soon", "soon")]
)
def test_a_paste_that_cannot_be_read_is_told_why(client: TestClient, text: str, published: str, says: str) -> None:
    client.get("/paste")
    answer = client.post("/paste", data={"text": text, "published": published, "form_token": client.cookies[COOKIE]})
    assert answer.status_code == 422
    assert says in answer.text


def test_a_pasted_text_is_coded_and_not_stored(client: TestClient) -> None:
    client.get("/paste")
    text = "President Emmanuel Macron spoke by phone with Chancellor Olaf Scholz on Tuesday.\r\n\r\nThey agreed."
    answer = client.post("/paste", data={"text": text, "published": "2024-05-15", "form_token": client.cookies[COOKIE]})
    assert answer.status_code == 200
    assert "Nothing of it is stored" in answer.text
    assert "Olaf Scholz (DEU)" in answer.text
    assert len(client.get("/api/v1/search?q=agreed").json()["items"]) == 0


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=12))
def test_marking_never_changes_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(a, b, "when", f"e{n}") for n, (a, b) in enumerate(spans) if a < b]
    assert "".join(p.words for p in pieces(text, marks, Span(0, len(text)))) == text


def test_a_passage_covers_all_and_names_each_place_once(record: Record) -> None:
    found = [p for passage in passages(record) for p in passage.pieces]
    assert "".join(p.words for p in found) == record.article.text
    anchors = [a for p in found for a in p.anchors]
    assert len(anchors) == len(set(anchors)) == len({r for p in found for r in p.refs})


def test_every_state_of_the_overview_is_an_address() -> None:
    filters = Filters(who=("Lula",), medium=("phone",), page=3)
    assert filters.address(page=4) == "/?who=Lula&medium=phone&page=4"
    assert filters.toggled("medium", "phone") == "/?who=Lula"
    assert filters.toggled("medium", "video") == "/?who=Lula&medium=phone&medium=video"
    assert Filters().address() == "/"
