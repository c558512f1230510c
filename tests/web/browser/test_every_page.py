"""Every page in a real Chromium: nothing foreign, nothing broken, readable by everybody, on a phone and without scripts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ledger import made
from web.browser.chromium import Visit, serving, shapes

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STARTS = ("/", "/?who=Macron", "/review", "/paste", "/data", "/search?q=Macron", "/review?reason=one-sided")


@pytest.fixture(scope="module")
def base(browser: Browser, examples: Path) -> Iterator[str]:
    with serving(examples) as address:
        yield address


@pytest.fixture(scope="module")
def addresses(browser: Browser, base: str) -> list[str]:
    """One address of every kind, as a visitor finds them."""
    page = browser.new_page()
    found = shapes(page, base, STARTS)
    page.close()
    return found


def test_links_lead_to_every_kind_of_page(addresses: list[str]) -> None:
    paths = " ".join(addresses)
    assert all(p in paths for p in ("/happenings/", "/articles/", "/actors/", "/review", "/paste", "/data", "/search"))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 390)])
def test_every_page_is_whole_and_passes_axe(browser: Browser, base: str, addresses: list[str], scheme: str, width: int) -> None:
    troubles: list[str] = []
    with Visit(browser, base, width=width, color_scheme=scheme) as visit:
        for address in addresses:
            visit.open(address)
            troubles += [f"{address} {t}" for t in (*visit.axe(), *visit.troubles)]
            visit.troubles.clear()
            if visit.width() > width:
                troubles.append(f"{address} is {visit.width()} pixels wide in a window of {width}")
    assert troubles == []


def test_what_opens_on_a_page_passes_axe_too(browser: Browser, base: str) -> None:
    for scheme, width in (("dark", 1400), ("light", 390)):
        with Visit(browser, base, width=width, color_scheme=scheme) as visit:
            page = visit.open("/review?reason=unsure")
            page.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")
            assert visit.axe() == []
            assert visit.width() <= width
            page.locator(".item").focus()
            page.keyboard.press("?")
            assert page.locator("dialog").is_visible()
            assert visit.axe() == [] == visit.troubles


def test_every_page_reads_without_scripts(browser: Browser, base: str, addresses: list[str]) -> None:
    with Visit(browser, base, width=390, java_script_enabled=False) as visit:
        for address in addresses:
            page = visit.open(address)
            assert page.locator("h1").count() == 1, address
            assert len(page.locator("main").inner_text().strip()) > 20, address
            assert page.locator("nav a").count() > 2, address
        assert visit.troubles == []


def test_errors_are_pages_like_all_others(browser: Browser, base: str) -> None:
    with Visit(browser, base, width=390, color_scheme="dark") as visit:
        for address in ("/nothing", "/happenings/h0", "/?since=soon", "/actors/wd:Q0", "/review?reason=sad"):
            page = visit.open(address)
            assert visit.axe() == [], address
            assert visit.width() <= 390 and page.locator("main").inner_text().strip(), address


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(browser: Browser, base: str) -> None:
    with Visit(browser, base) as visit:
        page = visit.open("/data")
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.getAttribute('href')")
        assert focused is not None and page.locator(f"main{focused}, main {focused}").count() == 1


def test_every_shade_of_a_calendar_can_be_read(browser: Browser, tmp_path: Path) -> None:
    days = [f"2025-{month:02}-{1 + 7 * n:02}" for month in range(1, 5) for n in range(month)]
    with made.ledger(tmp_path, *(made.record(d, made.event("wd:Q1", "wd:Q2", on=made.when(d))) for d in days)) as ledger:
        path = ledger.path
    with serving(path) as base:
        for scheme in ("light", "dark"):
            with Visit(browser, base, color_scheme=scheme) as visit:
                page = visit.open("/actors/wd:Q1")
                assert [page.locator(f".heat td.h{shade}").count() for shade in range(1, 5)] == [1, 1, 1, 1]
                assert visit.axe() == []


def test_pointing_at_a_field_lights_its_words_and_the_other_way_round(browser: Browser, base: str, addresses: list[str]) -> None:
    with Visit(browser, base) as visit:
        page = visit.open(next(a for a in addresses if a.startswith("/articles/")))
        lit = page.locator("mark.lit")
        assert lit.count() == 0
        field = page.locator(".proof a", has_text="whom").first
        field.hover()
        assert lit.count() >= 1 and {t.strip() for t in lit.all_inner_texts()} & set(field.inner_text().split("\n")[0].split())
        page.mouse.move(0, 0)
        assert lit.count() == 0
        page.locator("mark.k-recipients").first.hover()
        assert page.locator(".proof a.lit").count() >= 1 and page.locator(".event.lit").count() >= 1
        # The keyboard does the same.
        page.mouse.move(0, 0)
        field.focus()
        assert lit.count() >= 1 and visit.troubles == []


def test_a_citation_is_copied_with_one_press(browser: Browser, base: str, addresses: list[str]) -> None:
    with Visit(browser, base) as visit:
        visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = visit.open(next(a for a in addresses if "/happenings/" in a))
        button = page.get_by_role("button", name="Copy").first
        button.click()
        page.get_by_role("button", name="Copied").first.wait_for()
        told = page.evaluate("navigator.clipboard.readText()")
        assert "Communique" in told and page.url.rsplit("/", 1)[1] in told and visit.troubles == []


def test_a_year_begins_on_a_phone_where_it_has_something_to_show(browser: Browser, tmp_path: Path) -> None:
    with made.ledger(
        tmp_path, made.record("x", made.event("wd:Q1", "wd:Q2", on=made.when("2025-11-20")), published="2025-11-21")
    ) as ledger:
        path = ledger.path
    with serving(path) as base:
        with Visit(browser, base, width=390) as visit:
            box = visit.open("/actors/wd:Q1").locator(".calendar a").bounding_box()
            assert box is not None and 0 < box["x"] < 390 and visit.width() <= 390
        with Visit(browser, base, width=390, java_script_enabled=False) as visit:
            assert visit.open("/actors/wd:Q1").locator(".heat td.h1").is_visible()


def test_what_can_only_be_pressed_is_not_on_paper(browser: Browser, base: str, addresses: list[str]) -> None:
    with Visit(browser, base, color_scheme="dark") as visit:
        for address in addresses:
            page = visit.open(address)
            page.emulate_media(media="print", color_scheme="dark")
            assert [b for b in page.locator("button, form, input").all() if b.is_visible()] == [], address
            assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(27, 34, 44)", address


def test_paper_and_no_colour_are_thought_of(browser: Browser, base: str, addresses: list[str]) -> None:
    contact = next(a for a in addresses if "/happenings/" in a)
    with Visit(browser, base, forced_colors="active") as visit:
        page = visit.open(contact)
        page.emulate_media(media="print")
        assert page.locator("h1").is_visible()
        assert not page.locator("header.top, header nav").first.is_visible()


def test_columns_of_a_timeline_are_links_with_words_and_pass_axe(browser: Browser, tmp_path: Path) -> None:
    days = [(dt.date(2025, 1, 1) + dt.timedelta(2 * n)).isoformat() for n in range(160)]
    told = [made.record(d, made.event("wd:Q1", "wd:Q2", on=made.when(d))) for d in days]
    with made.ledger(tmp_path, *told) as ledger:
        path = ledger.path
    with serving(path) as base, Visit(browser, base) as visit:
        page = visit.open("/?all=1")
        column = page.locator(".slots a").first
        assert "held" in (column.get_attribute("aria-label") or "") and column.bounding_box()["height"] == 34  # type: ignore[index]
        assert visit.axe() == []
        column.click()
        page.wait_for_url("**since=2025-01-01&until=2025-01-31**")
        assert visit.troubles == []
