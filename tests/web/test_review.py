"""The review page shows what waits with its evidence, and writes decisions, and only decisions."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger import made
from starlette.testclient import TestClient

from communique.ledger import ingest, open_ledger, reviewing
from communique.ledger.decisions import decide, log
from communique.ledger.making import Reason, fixing, marking
from communique.ledger.proofs import proofs
from communique.model import Evidence, Record, Span
from communique.web import create_app, review
from communique.web.excerpts import AROUND, excerpt, excerpts
from communique.web.security import COOKIE, Gate

RECORD = Path(__file__).parents[1] / "export" / "record.jsonl"
HERE = "http://127.0.0.1:8765"
ADA = Reason("the readout", "Ada")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_ledger(tmp_path / "x.db", create=True) as ledger:
        list(ingest(ledger, [msgspec.json.decode(RECORD.read_bytes(), type=Record)]))
    return tmp_path / "x.db"


def visiting(path: Path, **gate: object) -> TestClient:
    app = create_app(path, gate=Gate(**gate))  # type: ignore[arg-type]
    client = TestClient(app, base_url=HERE, follow_redirects=False, client=("127.0.0.1", 5))
    client.get("/review", headers={"x-user": "Eva"})
    return client


@pytest.fixture
def client(path: Path) -> TestClient:
    return visiting(path)


def ask(client: TestClient, **fields: str) -> tuple[int, str]:
    whole = {"form_token": client.cookies[COOKIE], "by": "Ada", "because": "the readout", "back": "/happenings/h1", **fields}
    answer = client.post("/decisions", data=whole, headers={"x-user": "Eva"})
    return answer.status_code, answer.headers.get("location", "") or answer.text


def call_of(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = client.get("/api/v1/happenings", params={"who": "Lula", "medium": "phone"}).json()["items"][0]
    return found


def form(page: str) -> dict[str, str]:
    """What the form of the item sends when nothing is typed but who and why."""
    inner = page[page.index('class="deciding"') : page.index("</form>", page.index('class="deciding"'))]
    fields = {n: unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', inner)}
    fields |= {n: unescape(v) for n, v in re.findall(r'<input name="(fix\.[^"]+)" value="([^"]*)"', inner)}
    chosen = re.findall(r'<select name="([^"]+)">.*?<option value="([^"]+)" selected', inner)
    return fields | dict(chosen) | {"by": "Ada", "because": "the readout"}


def crowd(tmp_path: Path, number: int, **facts: object) -> Path:
    """A ledger with so many doubtful calls, each of a month of its own."""
    calls = [
        made.record(
            f"a{n}", made.event("wd:Q1", "wd:Q2", on=made.when(f"{2000 + n // 12}-{n % 12 + 1:02}-05"), confidence=0.3 + n / 1000, **facts)
        )
        for n in range(number)
    ]
    with made.ledger(tmp_path, *calls) as ledger:
        return ledger.path


def test_the_item_stands_with_its_words_and_its_form(client: TestClient) -> None:
    page = client.get("/review?reason=unsure").text
    assert page.count('class="item"') == 1
    item = page[page.index('class="item"') :]
    assert '<mark class="k-trigger"' in item
    assert item.count('action="/decisions"') == 1
    assert "autofocus" in item


def test_each_reason_is_counted_and_is_an_address(client: TestClient, path: Path) -> None:
    page = client.get("/review").text
    with open_ledger(path) as ledger:
        counts = reviewing.counts(ledger.db)
        assert counts["unsure"] == len(reviewing.waiting(ledger.db, "unsure"))
    for reason, n in counts.items():
        assert re.search(rf'href="/review\?reason={reason}"[^>]*>[^<]*<span class="n">{n}</span>', page), reason
        assert client.get(f"/review?reason={reason}").status_code == 200


@pytest.mark.parametrize("query", ["reason=sad", "page=0", "page=x", "page=1001", "page=١"])
def test_a_place_that_is_none_is_told(client: TestClient, query: str) -> None:
    assert client.get(f"/review?{query}").status_code == 422


def test_the_queue_has_pages_and_a_page_beyond_is_the_last(tmp_path: Path) -> None:
    client = visiting(crowd(tmp_path, 45))
    shown = [re.findall(r"item=(h\w+)", client.get(f"/review?reason=unsure&page={n}").text.split('class="queue"')[1]) for n in (1, 2, 3, 9)]
    assert [len(s) for s in shown] == [20, 20, 5, 5]
    assert len({i for s in shown for i in s}) == 45
    assert shown[2] == shown[3]


def test_after_a_decision_the_next_is_looked_at(tmp_path: Path) -> None:
    client = visiting(crowd(tmp_path, 3))
    page = client.get("/review?reason=unsure").text
    first, second, _ = re.findall(r"item=(h\w+)", page.split('class="queue"')[1])
    answer = client.post("/decisions", data=form(page) | {"kind": "confirm"})
    assert answer.status_code == 303
    after = client.get(answer.headers["location"]).text
    assert f'name="id" value="{second}"' in after and "decision written" in after
    assert first not in after.split('class="queue"')[1]


def test_the_last_decision_is_taken_back_with_one_button(tmp_path: Path) -> None:
    client = visiting(crowd(tmp_path, 3))
    page = client.get("/review?reason=unsure").text
    decided = form(page)["id"]
    after = client.get(client.post("/decisions", data=form(page) | {"kind": "reject"}).headers["location"]).text
    notice = after[after.index('class="notice"') : after.index("</form>", after.index('class="notice"'))]
    undo = {n: unescape(v) for n, v in re.findall(r'name="([^"]+)" value="([^"]*)"', notice)}
    back = client.post("/decisions", data=undo)
    assert f"item={decided}" in back.headers["location"]
    assert decided in client.get(back.headers["location"]).text.split('class="queue"')[1]


def test_only_what_was_changed_is_fixed(tmp_path: Path) -> None:
    path = crowd(tmp_path, 1)
    client = visiting(path)
    page = client.get("/review").text
    fields = form(page)
    assert {n.removeprefix("fix.") for n in fields if n.startswith("fix.")} >= {"type", "status", "medium", "when", "actors", "topics"}
    assert client.post("/decisions", data=fields | {"kind": "fix"}).status_code == 422
    changed = {"fix.when": "2025-08", "fix.medium": "none", "fix.recipients": "Bo Lind; Chile", "fix.duration_minutes": "40"}
    assert client.post("/decisions", data=fields | changed | {"kind": "fix"}).status_code == 303
    with open_ledger(path) as ledger:
        told = {e.decision.field: e.decision.after for e in log(ledger.db)}
    assert set(told) == {"when", "medium", "recipients", "duration_minutes"}
    assert told["recipients"] == ["wd:Q2", "wd:Q298"] and told["medium"] is None


def test_what_cannot_be_meant_keeps_what_was_typed(tmp_path: Path) -> None:
    path = crowd(tmp_path, 1)
    client = visiting(path)
    fields = form(client.get("/review").text)
    answer = client.post("/decisions", data=fields | {"kind": "fix", "fix.when": "soon & <later>", "because": "as I said"})
    assert answer.status_code == 422
    assert 'value="soon &amp; &lt;later&gt;"' in answer.text and 'value="as I said"' in answer.text
    assert 'role="alert"' in answer.text and "<details open>" in answer.text
    assert f'name="id" value="{fields["id"]}"' in answer.text and 'href="/review?reason=unsure" aria-current="true"' in answer.text
    with open_ledger(path) as ledger:
        assert log(ledger.db) == ()


def test_what_was_fixed_waits_no_more_until_it_is_undone(tmp_path: Path) -> None:
    path = crowd(tmp_path, 1)
    with open_ledger(path) as ledger:
        (waits,) = reviewing.waiting(ledger.db, "unsure")
        (entry,) = decide(ledger, fixing(ledger.db, waits, {"duration_minutes": "5"}, ADA))
        assert reviewing.counts(ledger.db)["unsure"] == 0
    assert ask(visiting(path), kind="undo", id=entry.id)[0] == 303
    with open_ledger(path) as ledger:
        assert reviewing.waiting(ledger.db, "unsure") == (waits,)


def test_alike_contacts_are_offered_and_merged(tmp_path: Path) -> None:
    near = (
        made.record(f"a{n}", made.event("wd:Q1", "wd:Q2", on=made.when(f"2025-08-{day}"), confidence=0.5)) for n, day in enumerate((10, 14))
    )
    far = made.record("far", made.event("wd:Q1", "wd:Q2", on=made.when("2024-01-01"), confidence=0.9))
    with made.ledger(tmp_path, *near, far) as ledger:
        path, ids = ledger.path, made.ids(ledger)
    client = visiting(path)
    page = client.get(f"/review?item={ids['a0']}").text
    assert re.findall(r'name="into" value="(h\w+)"', page) == [ids["a1"]]
    assert client.post("/decisions", data=form(page) | {"kind": "merge", "into": ids["a1"]}).status_code == 303
    with open_ledger(path) as ledger:
        assert made.sizes(ledger) == [1, 2]
        report = proofs(ledger.db, ids["a0"])[0].key
    page = client.get(f"/review?item={ids['a0']}").text
    assert f'name="report" value="{report}"' in page
    assert client.post("/decisions", data=form(page) | {"kind": "split", "report": report}).status_code == 303
    with open_ledger(path) as ledger:
        assert made.sizes(ledger) == [1, 1, 1]


@pytest.mark.parametrize(("kind", "minutes"), [("keep", 25), ("undo", 50)])
def test_a_conflict_is_shown_and_settled_either_way(tmp_path: Path, kind: str, minutes: int) -> None:
    call = made.event("wd:Q1", "wd:Q2", on=made.when("2025-08-18"))
    with made.ledger(tmp_path, made.record("a", call)) as ledger:
        path = ledger.path
        decide(ledger, fixing(ledger.db, call.id, {"duration_minutes": "25"}, ADA))
        made.store(ledger, made.record("a", made.changed(call, duration_minutes=50), version="0.2.0"))
    client = visiting(path)
    page = client.get("/review").text
    assert "Conflicts" in page and "The machine says now" in page and ">50<" in page and ">25<" in page
    assert client.post("/decisions", data=form(page) | {"kind": kind}).status_code == 303
    with open_ledger(path) as ledger:
        assert reviewing.counts(ledger.db)["conflict"] == 0
        assert ledger.db.execute("SELECT duration_minutes FROM happening").fetchone()[0] == minutes


def test_an_orphan_is_shown_with_the_words_it_was_about(tmp_path: Path) -> None:
    call = made.event("wd:Q1", "wd:Q2", on=made.when("2025-08-18"))
    with made.ledger(tmp_path, made.record("a", call)) as ledger:
        path = ledger.path
        decide(ledger, marking(ledger.db, "reject", [call.id], ADA))
        made.store(ledger, made.record("a", version="0.2.0"))
    client = visiting(path)
    page = client.get("/review").text
    assert "no CONSULT stands there now" in page and '<mark class="k-trigger"' in page
    assert client.post("/decisions", data=form(page) | {"kind": "undo"}).status_code == 303
    assert 'class="item"' not in client.get("/review").text


def test_a_fix_is_logged_shown_and_undone(client: TestClient, path: Path) -> None:
    call = call_of(client)
    assert ask(client, kind="fix", id=str(call["id"]), **{"fix.duration_minutes": "55"}) == (303, "/happenings/h1?done=1")
    assert call_of(client)["duration_minutes"] == 55
    page = client.get(f"/happenings/{call['id']}").text
    assert "Ada" in page and "the readout" in page and 'name="kind" value="undo"' in page
    with open_ledger(path) as ledger:
        (entry,) = log(ledger.db)
    assert ask(client, kind="undo", id=entry.id)[0] == 303
    assert call_of(client)["duration_minutes"] == call["duration_minutes"]


def test_records_are_never_touched(client: TestClient, path: Path) -> None:
    with open_ledger(path) as ledger:
        before = [tuple(r) for r in ledger.db.execute("SELECT * FROM record")]
    call = str(call_of(client)["id"])
    for kind in ("confirm", "fix", "reject"):
        assert ask(client, kind=kind, id=call, **{"fix.medium": "video"})[0] == 303
    with open_ledger(path) as ledger:
        assert [tuple(r) for r in ledger.db.execute("SELECT * FROM record")] == before
        assert len(log(ledger.db)) == 3


@pytest.mark.parametrize("back", ["/happenings/h1", "/review?reason=unsure"])
@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "fix", "fix.medium": "pigeon"}, "use one of"),
        ({"kind": "fix", "fix.colour": "red"}, "no field"),
        ({"kind": "explode"}, "no decision"),
        ({"kind": ""}, "no decision"),
        ({"kind": "confirm", "because": "  "}, "Say why"),
        ({"kind": "confirm", "by": ""}, "who decides"),
        ({"kind": "confirm", "because": "x" * 2_001}, "at most"),
        ({"kind": "merge", "value": ""}, "two or more"),
        ({"kind": "keep"}, "no decision has this id"),
        ({"kind": "undo", "id": ""}, "no decision has this id"),
        ({"kind": "confirm", "id": "h000000000000"}, "has this id"),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is_logged(
    client: TestClient, path: Path, fields: dict[str, str], says: str, back: str
) -> None:
    status, words = ask(client, **{"id": str(call_of(client)["id"]), "back": back, **fields})
    assert status == 422 and says in words
    with open_ledger(path) as ledger:
        assert log(ledger.db) == ()


def test_a_decision_without_the_visitors_word_is_refused(client: TestClient, path: Path) -> None:
    assert ask(client, kind="confirm", id=str(call_of(client)["id"]), form_token="forged")[0] == 403
    with open_ledger(path) as ledger:
        assert log(ledger.db) == ()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_no_form_leads_elsewhere(client: TestClient, back: str) -> None:
    assert ask(client, kind="confirm", id=str(call_of(client)["id"]), back=back)[1].startswith("/review?")


def test_the_name_is_remembered_and_may_have_any_letters(client: TestClient) -> None:
    assert ask(client, kind="confirm", id=str(call_of(client)["id"]), by="Zoë; Ångström")[0] == 303
    assert 'value="Zoë; Ångström"' in client.get("/review?reason=unsure").text


def test_whom_the_proxy_names_decides_and_nobody_else(path: Path) -> None:
    client = visiting(path, header="X-User")
    client.headers["x-user"] = "Eva"
    page = client.get("/review?reason=unsure").text
    assert 'name="by"' not in page.split('class="deciding"')[1] and "as Eva" in page
    assert ask(client, kind="confirm", id=str(call_of(client)["id"]), by="Somebody else")[0] == 303
    with open_ledger(path) as ledger:
        assert {e.decision.by for e in log(ledger.db)} == {"Eva"}


def test_every_place_of_the_queue_is_an_address() -> None:
    assert review.Where("unsure").address(item="h1") == "/review?reason=unsure&item=h1"
    assert review.Where("orphan", 2, "d1").address(page=3, item="") == "/review?reason=orphan&page=3"


@given(st.text(alphabet="a \n", max_size=1500), st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 40)), min_size=1, max_size=6))
def test_an_excerpt_holds_its_evidence_and_changes_no_word(text: str, spans: list[tuple[int, int]]) -> None:
    proof = tuple(Evidence("trigger", a, a + size) for a, size in spans if a + size <= len(text))
    cut = excerpts(text, made.changed(made.event("wd:Q1", "wd:Q2"), evidence=proof))
    for passage in cut:
        start = passage.pieces[0].start
        words = "".join(p.words for p in passage.pieces)
        assert text[start : start + len(words)] == words
    marked = {n for passage in cut for p in passage.pieces if p.kinds for n in range(p.start, p.start + len(p.words))}
    assert marked == {n for e in proof for n in range(e.start, e.end)}


def test_a_giant_word_is_cut_around_its_evidence() -> None:
    text = "x" * 1_000_000
    (passage,) = excerpt(text, Span(500_000, 500_010))
    assert sum(len(p.words) for p in passage.pieces) == 2 * AROUND + 10
    assert passage.cut_before and passage.cut_after
    assert excerpt(text, Span(999_999, 1_000_001)) == ()
