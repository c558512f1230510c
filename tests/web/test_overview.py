"""The overview: one selection, many ways to it, every state an address."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from communique.web import kept


def hrefs(page: str) -> set[str]:
    return {unescape(h) for h in re.findall(r'href="([^"]*)"', page)}


def test_a_name_typed_into_the_search_becomes_a_filter(shown: TestClient) -> None:
    answer = shown.get("/", params={"q": "Lula", "medium": "phone"})
    assert answer.status_code == 303 and answer.headers["location"] == "/?who=Lula&medium=phone"


def test_words_select_what_articles_with_them_tell(shown: TestClient) -> None:
    assert "<strong>3</strong> contacts" in shown.get("/?q=agreement").text
    none = shown.get("/?q=zeppelin")
    assert none.status_code == 200 and "Nothing in the ledger fits" in none.text
    assert "/search?q=zeppelin" in hrefs(none.text)


def test_every_filter_has_counts_and_leads_to_that_many(shown: TestClient) -> None:
    page = shown.get("/").text
    found = re.findall(r'<li><a href="([^"]+)"[^>]*><span>([^<]+)</span> <span class="n">(\d+)</span>', page)
    assert {"Emmanuel Macron", "Germany – France", "phone", "planned", "CONSULT", "2024", "Berlin", "The Example"} <= {f[1] for f in found}
    for href, label, number in found:
        assert f"<strong>{number}</strong>" in shown.get(unescape(href)).text, label


def test_a_selection_made_in_one_drawing_shows_in_all(shown: TestClient) -> None:
    whole, berlin = shown.get("/").text, shown.get("/?place=Berlin").text
    assert "/?place=Berlin" in hrefs(whole)
    assert "Lula" in whole and "Olaf Scholz" in berlin
    # Neither the timeline's lanes, the network's dots, the facets nor the table know whoever took no part.
    assert "Lula" not in berlin.replace('placeholder="Lula, RUS, Kremlin"', "")


def test_what_is_chosen_can_be_let_go_of(shown: TestClient) -> None:
    page = shown.get("/?who=wd:Q37181&medium=phone&since=2024-01-01&all=1").text
    assert 'aria-label="Without Luiz Inácio Lula da Silva"' in page
    assert {"/?medium=phone&since=2024-01-01&all=1", "/?who=wd%3AQ37181&since=2024-01-01&all=1", "/"} <= hrefs(page)


def test_borders_can_be_switched_off_and_the_page_says_whose_they_are(shown: TestClient) -> None:
    page = shown.get("/").text
    assert "by who controls the ground" in page and 'class="land bordered"' in page
    coasts = shown.get("/?borders=off").text
    assert "no view of any border" in coasts and "bordered" not in coasts


def test_states_instead_of_actors(shown: TestClient) -> None:
    page = shown.get("/?by=states").text
    assert "<span>France</span> <span" in page and 'data-twin="FRA"' in page
    assert 'data-twin="wd:' not in page
    assert "/?who=FRA&by=states" in hrefs(page)


def test_every_drawing_has_a_table(shown: TestClient) -> None:
    page = shown.get("/").text
    assert page.count("<summary>As a table</summary>") == 2
    assert "Emmanuel Macron – Olaf Scholz" in page and 'class="events-table"' in page


def test_an_empty_ledger_says_how_to_fill_it(empty: TestClient) -> None:
    page = empty.get("/").text
    assert "This ledger is empty" in page and "communique ingest" in page


def test_words_are_looked_up_once_for_all_filters_that_narrow_them(shown: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    told_in = kept.told_in
    monkeypatch.setattr(kept, "told_in", lambda db, columns, words: asked.append(words) or told_in(db, columns, words))
    whole, phone = shown.get("/?q=agreement+talks").text, shown.get("/?q=agreement+talks&medium=phone").text
    assert asked == ["agreement talks"] and 'id="found"' in whole and 'id="found"' in phone
    shown.get("/?q=agreement+talks&all=1")
    assert asked == ["agreement talks"] * 2


def test_what_is_no_contact_is_exported_and_told_only_where_it_is_asked_for(shown: TestClient) -> None:
    lines = [len(shown.get(f"/exports/plover?{q}").text.splitlines()) for q in ("", "all=1", "type=CONSULT")]
    assert lines[0] == shown.get("/api/v1/counts").json()["total"] < lines[1]
    assert lines[2] <= lines[1]


def test_a_later_page_holds_the_selection(shown: TestClient) -> None:
    assert "1–3 of 3" in shown.get("/").text
    assert shown.get("/?page=2").status_code == 200


def test_a_page_beyond_the_last_is_the_last(shown: TestClient) -> None:
    assert "1–3 of 3" in shown.get("/?page=999").text


@pytest.mark.parametrize("path", ["/?q=" + "x" * 501, "/?status=done", "/?type=TALK", "/?until=2024-13-01"])
def test_what_no_filter_has_is_refused_in_words(shown: TestClient, path: str) -> None:
    answer = shown.get(path)
    assert answer.status_code == 422 and 'class="problem"' in answer.text


def test_the_counts_follow_the_ledger(tmp_path_factory: pytest.TempPathFactory) -> None:
    from ledger.made import event, ledger, record, store, when

    from communique.web import create_app

    folder = tmp_path_factory.mktemp("grows")
    with ledger(folder, record("one", event("wd:Q1", "wd:Q2", on=when("2025-08-17")))) as made:
        client = TestClient(create_app(folder / "made.db"), base_url="http://127.0.0.1:8765")
        assert "<strong>1</strong> contact," in client.get("/").text
        store(made, record("two", event("wd:Q1", "wd:Q3", on=when("2025-08-18"))))
        assert "<strong>2</strong> contacts," in client.get("/").text


def test_an_unknown_name_leads_to_those_like_it_with_the_filters_kept(shown: TestClient) -> None:
    answer = shown.get("/", params={"who": "Makron", "medium": "phone", "since": "2024-01-01"})
    assert answer.status_code == 404
    meant = "/?who=Emmanuel+Macron&medium=phone&since=2024-01-01"
    assert meant in hrefs(answer.text) and shown.get(meant).status_code == 200
    assert "/actors/Emmanuel%20Macron" in hrefs(shown.get("/actors/Makron").text)
