"""Article, paste box, contact, actor, dyad, search: what is said stands one click from where it is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from starlette.testclient import TestClient

from communique.ledger import ingest, open_ledger
from communique.ledger.overviews import Report
from communique.ledger.queries import Contact, Party
from communique.model import Evidence, EvidenceField, Record, Zone
from communique.web import citing, create_app
from communique.web.security import COOKIE


def ids(page: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', page)


def targets(page: str) -> set[str]:
    return set(re.findall(r'href="#([^"]+)"', page))


def contact_of(client: TestClient, **asked: str) -> str:
    return str(client.get("/api/v1/happenings", params=asked).json()["items"][0]["id"])


def test_every_field_leads_to_its_words_and_every_mark_to_its_field(shown: TestClient) -> None:
    page = shown.get("/articles/1").text
    assert len(ids(page)) == len(set(ids(page)))
    assert targets(page) <= set(ids(page))
    assert 'href="#e7815fb647b33-when" data-ref="e7815fb647b33-when"' in page
    assert re.search(r'<mark class="k-[^"]*when[^"]*"[^>]*><a href="#e7815fb647b33"[^>]*>Tuesday</a></mark>', page)


def test_paragraphs_are_parted_and_copy_as_they_are(shown: TestClient, told: Record) -> None:
    page = shown.get("/articles/1").text
    text = page[page.index('<div class="body">') :]
    ends = re.findall(r'<span class="gap">(\n+)</span>', text)
    assert sum(map(len, ends)) == told.article.text.count("\n") > 0


def test_what_goes_one_way_has_an_arrow_that_does(told: Record, tmp_path: Path) -> None:
    one_way = {e.id for e in told.events if e.medium is None and e.actors and e.recipients}
    both_ways = {e.id for e in told.events if e.medium and e.actors and e.recipients}
    assert one_way and both_ways
    with open_ledger(tmp_path / "x.db", create=True) as ledger:
        list(ingest(ledger, [told]))
        rows = ledger.db.execute("SELECT r.event, h.id FROM report r JOIN happening h ON h.number = r.happening").fetchall()
    client = TestClient(create_app(tmp_path / "x.db"), base_url="http://127.0.0.1")
    for event, happening in rows:
        heading = re.search(r"<h1>.*?</h1>", client.get(f"/happenings/{happening}").text, re.DOTALL)
        assert heading is not None
        if event in one_way:
            assert 'aria-label="to">→' in heading[0]
        if event in both_ways:
            assert 'aria-label="and">↔' in heading[0]


def test_a_program_gets_reports_ties_and_decisions_of_a_happening(shown: TestClient) -> None:
    found = shown.get(f"/api/v1/happenings/{contact_of(shown)}").json()
    assert found["reports"][0]["words"] and found["reports"][0]["event"] and found["decisions"] == []
    assert {"contact", "accounts", "others", "points", "links"} <= set(found)


def test_a_program_asks_what_is_overdue(shown: TestClient) -> None:
    planned = shown.get("/api/v1/happenings", params={"status": "planned"}).json()["items"]
    late = shown.get("/api/v1/overdue", params={"on": "2100-01-01"}).json()
    assert {c["id"] for c in late["items"]} == {c["id"] for c in planned if c["latest"]} != set()
    assert shown.get("/api/v1/overdue", params={"on": "1990-01-01"}).json() == {"items": [], "next": None}
    assert shown.get("/api/v1/overdue").status_code == 422
    assert shown.get("/api/v1/one-sided", params={"who": "Nobody at all"}).status_code == 404


def test_a_program_asks_what_one_side_alone_tells(told: Record, tmp_path: Path) -> None:
    spoken = next(e for e in told.events if e.medium and len(e.statements) > 1)
    kept = tuple(s for s in told.statements if s.event != spoken.id or s.id == spoken.statements[0])
    events = tuple(msgspec.structs.replace(e, statements=e.statements[:1]) if e is spoken else e for e in told.events)
    with open_ledger(tmp_path / "x.db", create=True) as ledger:
        list(ingest(ledger, [msgspec.structs.replace(told, statements=kept, events=events)]))
        (told_of,) = ledger.db.execute(
            "SELECT h.id FROM report r JOIN happening h ON h.number = r.happening WHERE r.event = ?", (spoken.id,)
        )
    client = TestClient(create_app(tmp_path / "x.db"), base_url="http://127.0.0.1")
    assert [c["id"] for c in client.get("/api/v1/one-sided").json()["items"]] == [told_of["id"]]


def test_every_kind_of_evidence_is_shown_under_a_word_of_its_own(told: Record, tmp_path: Path) -> None:
    all_kinds = tuple(Evidence(field, 0, 9) for field in get_args(EvidenceField))
    record = msgspec.structs.replace(told, events=(msgspec.structs.replace(told.events[0], evidence=all_kinds), *told.events[1:]))
    with open_ledger(tmp_path / "x.db", create=True) as ledger:
        list(ingest(ledger, [record]))
    page = TestClient(create_app(tmp_path / "x.db"), base_url="http://127.0.0.1").get("/articles/1").text
    shown = re.findall(r'data-ref="e7815fb647b33-(\w+)" title="\1: the words that prove it"><span class="dim">([^<]+)</span>', page)
    assert {field for field, _ in shown} == set(get_args(EvidenceField))
    assert len({words for _, words in shown}) == len(shown)


def test_what_is_not_coded_says_why(told: Record, tmp_path: Path) -> None:
    end = told.zones[0].end
    text = told.article.text + "\nGive us money."
    article = msgspec.structs.replace(told.article, text=text)
    zoned = msgspec.structs.replace(told, article=article, zones=(Zone("body", 0, end), Zone("subscription", end, len(text))))
    with open_ledger(tmp_path / "x.db", create=True) as ledger:
        list(ingest(ledger, [zoned]))
    page = TestClient(create_app(tmp_path / "x.db"), base_url="http://127.0.0.1").get("/articles/1").text
    assert "Not coded: asks for a subscription or a donation" in page


def test_a_pasted_text_is_stored_when_asked(tmp_path: Path) -> None:
    open_ledger(tmp_path / "x.db", create=True).close()
    client = TestClient(create_app(tmp_path / "x.db"), base_url="http://127.0.0.1", follow_redirects=False)
    client.get("/paste")
    given = {
        "text": "President Emmanuel Macron spoke by phone with Chancellor Olaf Scholz on Tuesday.", "published": "2024-05-15",
        "title": "A call", "publisher": "The Example", "url": "https://example.org/call", "form_token": client.cookies[COOKIE],
    }  # fmt: skip
    seen = client.post("/paste", data=given).text
    assert "Nothing of it is stored" in seen and 'name="store" value="yes"' in seen
    assert client.get("/api/v1/totals").json()["articles"] == 0
    kept = client.post("/paste", data=given | {"store": "yes"})
    assert (kept.status_code, kept.headers["location"]) == (303, "/articles/1")
    record = client.get("/api/v1/articles/1").json()
    assert record["article"]["title"] == "A call" and record["events"][0]["when"]["edtf"] == "2024-05-14"


def test_sentences_of_an_account_lead_to_their_place_in_the_article(shown: TestClient) -> None:
    page = shown.get(f"/happenings/{contact_of(shown, who='Lula')}").text
    places = re.findall(r'href="/articles/(\d+)#([^"]+)"', page)
    article = shown.get("/articles/1").text
    assert any(p.endswith("-content") for _, p in places)
    assert {p for _, p in places} <= set(ids(article))


def test_a_silent_side_and_the_verdicts_are_shown(shown: TestClient) -> None:
    page = shown.get(f"/happenings/{contact_of(shown, who='Scholz', status='planned')}").text
    assert page.count("Silent: no account of this side is known.") == 2
    assert "one side says" in shown.get(f"/happenings/{contact_of(shown, who='Lula')}").text


def contact(name: str = "Ada & Co. {x}") -> Contact:
    parties = (Party("name:a", name, "AAA", "actor"), Party("name:b", "Bo", "BBB", "recipient"))
    return Contact(
        id="h1", type="CONSULT", mode=None, medium="in_person", status="occurred", earliest="2025-08-18", latest="2025-08-18",
        edtf="2025-08-18", place="Oslo", country=None, duration_minutes=None, confidence=0.9, reports=1, sources=1, state="coded",
        parties=parties,
    )  # fmt: skip


def report(publisher: str, state: str = "coded") -> Report:
    return Report(
        snapshot=1, event="e1", state=state, title=None, publisher=publisher, published="2025-08-19", url=None, words="", reasons=()
    )


def test_a_citation_names_what_when_where_and_out_of_which_sources() -> None:
    line = citing.plain(contact(), [report("The Example"), report("Another", "rejected")])
    assert line.startswith("Ada & Co. {x} and Bo: in person (occurred), 18 Aug 2025, Oslo. Reported by The Example, 2025-08-19. ")
    assert line.endswith("happening h1.") and "Another" not in line
    unnamed = msgspec.structs.replace(report("The Example"), publisher=None)
    assert "Reported by an unnamed text, 2025-08-19. " in citing.plain(contact(), [unnamed])


def test_a_bibtex_entry_escapes_what_tex_would_read() -> None:
    entry = citing.bibtex(contact(), [report("Fifty % off_$")])
    assert entry.startswith("@misc{communique-h1,\n") and entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")
    assert r"Ada \& Co. \{x\}" in entry and r"Fifty \% off\_\$" in entry and "year = {2025}" in entry


@pytest.mark.parametrize("name", ["Macron", "wd:Q3052772", "Q3052772"])
def test_an_actors_page_has_office_calendar_counterparts_and_words(shown: TestClient, name: str) -> None:
    page = shown.get(f"/actors/{name}").text
    assert "President" in page and "14 May 2017" in page
    assert 'aria-label="14 May 2024: 1 contact"' in page
    assert "/dyads/wd%3AQ3052772/wd%3AQ37181" in page
    assert "Planned" not in page or "17 May 2024" in page
    assert "/feeds/events.atom?who=wd%3AQ3052772" in page


def test_two_have_their_offices_beside_each_other(shown: TestClient) -> None:
    page = shown.get("/dyads/Macron/Germany").text
    assert "Offices of Emmanuel Macron" in page and "Who held the offices of Germany" in page
    assert page.index("Offices of Emmanuel Macron") < page.index("14 May 2017") < page.index("Who held the offices of Germany")


def test_a_states_page_is_of_all_who_act_for_it(shown: TestClient) -> None:
    page = shown.get("/actors/DEU").text
    assert "<h1>Germany</h1>" in page and "Olaf Scholz" in page and "Who held its offices" in page


def test_a_dyad_shows_what_is_between_two(shown: TestClient) -> None:
    page = shown.get("/dyads/FRA/BRA").text
    assert "1 contact" in page and "Told by one side only" not in page
    assert "Luiz Inácio Lula da Silva" in page and "Olaf Scholz" not in page
    same = shown.get("/dyads/FRA/France")
    assert same.status_code == 307 and same.headers["location"] == "/actors/FRA"


def test_search_marks_the_words_and_leads_to_the_contacts(shown: TestClient) -> None:
    page = shown.get("/search?q=trade").text
    assert '<mark class="k-trigger">trade</mark>' in page and "/?q=trade" in page
    assert "No article has all of these words" in shown.get("/search?q=zeppelin").text
    assert shown.get("/search?page=0").status_code == 422


def test_marks_of_direction_turn_nothing_but_the_text_they_stand_in(told: Record, tmp_path: Path) -> None:
    turned = "\u202eexample\u2066"
    text = f"{told.article.text}{turned} end."
    article = msgspec.structs.replace(told.article, text=text, title=f"A {turned}", publisher=turned)
    actors = tuple(msgspec.structs.replace(a, name=turned + a.name) for a in told.actors)
    record = msgspec.structs.replace(told, article=article, actors=actors, zones=(Zone("body", 0, len(text)),))
    with open_ledger(tmp_path / "x.db", create=True) as ledger:
        list(ingest(ledger, [record]))
    client = TestClient(create_app(tmp_path / "x.db"), base_url="http://127.0.0.1")
    assert client.get("/articles/1").text.count(turned) == 1
    for path in ("/", "/?by=states", f"/happenings/{contact_of(client)}", "/actors/wd:Q37181", "/search?q=phone"):
        page = client.get(path)
        assert page.status_code == 200 and "example" in page.text, path
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.text), path
