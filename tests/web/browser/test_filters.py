"""A filter that is pressed: the page changes in place, and is what its address gives, however quick or odd the visitor is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from web.browser.chromium import Visit, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

# What a visitor sees and can follow, without what was lit, opened or focused.
SEEN = """[document.title, location.pathname + location.search, document.getElementById("q").value,
    [...document.querySelectorAll(".find input[type=hidden]")].map((i) => `${i.name}=${i.value}`).join("&"),
    document.getElementById("main").innerText, [...document.querySelectorAll("#main a")].map((a) => a.getAttribute("href")).join("\\n")]"""


@pytest.fixture(scope="module")
def base(browser: Browser, examples: Path) -> Iterator[str]:
    with serving(examples) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    with Visit(browser, base) as opened:
        yield opened


def marked(page: Page) -> None:
    """A mark that goes with the document: what leaves it there came without a new page."""
    page.evaluate("window.same = true")


def is_same(page: Page) -> bool:
    return bool(page.evaluate("window.same === true"))


def settled(page: Page, address: str) -> None:
    """Wait until the page shows an address."""
    page.wait_for_url(lambda url: url.endswith(address))
    page.locator("#main:not([aria-busy])").wait_for()
    page.locator(".later").first.wait_for(state="detached")


def facet(page: Page, label: str) -> Locator:
    """A value of a filter beside the overview."""
    return page.locator(".facet a", has_text=label).first


def test_a_pressed_filter_gives_what_its_address_gives(browser: Browser, base: str, visit: Visit) -> None:
    page = visit.open("/")
    page.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")
    hrefs = page.evaluate("""[...document.querySelectorAll("#main a[href]")].map((a) => a.getAttribute("href"))
        .filter((h) => h.startsWith("/?") && !h.includes("#"))""")
    assert len(set(hrefs)) > 20
    for href in list(dict.fromkeys(hrefs))[::4]:
        visit.open("/")
        marked(page)
        page.evaluate("h => [...document.querySelectorAll('a')].find((a) => a.getAttribute('href') === h).dispatchEvent("
                      "new MouseEvent('click', {bubbles: true, cancelable: true, button: 0}))", href)  # fmt: skip
        settled(page, href)
        assert is_same(page), href
        swapped = page.evaluate(SEEN)
        visit.open(href)
        assert not is_same(page)
        assert swapped == page.evaluate(SEEN), href
    assert visit.troubles == []


def test_filters_add_up_and_are_told_and_can_be_taken_away_in_place(visit: Visit) -> None:
    page = visit.open("/")
    marked(page)
    facet(page, "Emmanuel Macron").click()
    settled(page, "/?who=wd%3AQ3052772")
    assert "Emmanuel Macron" in page.title()
    facet(page, "phone").click()
    settled(page, "/?who=wd%3AQ3052772&medium=phone")
    count = page.locator("#found strong").inner_text()
    assert page.locator("[role=status]").inner_text().startswith(f"{count} contact")
    assert visit.axe() == []
    page.locator(".chip", has_text="phone").click()
    settled(page, "/?who=wd%3AQ3052772")
    assert is_same(page) and visit.troubles == []


def test_back_and_forward_show_each_selection_again(visit: Visit) -> None:
    page = visit.open("/")
    marked(page)
    whole = page.evaluate(SEEN)
    facet(page, "phone").click()
    settled(page, "/?medium=phone")
    narrowed = page.evaluate(SEEN)
    assert narrowed != whole
    page.go_back()
    settled(page, "/")
    assert page.evaluate(SEEN) == whole
    page.go_forward()
    settled(page, "/?medium=phone")
    assert page.evaluate(SEEN) == narrowed
    assert is_same(page)
    # From another page the browser comes back to the address by itself.
    page.locator(".events-table a[href^='/happenings']").first.click()
    page.wait_for_url("**/happenings/**")
    page.go_back()
    page.wait_for_url("**/?medium=phone")
    assert page.evaluate(SEEN) == narrowed and visit.troubles == []


def test_the_place_of_the_page_comes_back_with_it(visit: Visit) -> None:
    page = visit.open("/?all=1")
    page.evaluate("scrollTo(0, 500)")
    page.wait_for_timeout(100)
    page.evaluate("[...document.querySelectorAll('.facet a')].find((a) => a.dataset.stays === 'medium phone').click()")
    settled(page, "medium=phone&all=1")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(100)
    page.go_back()
    settled(page, "/?all=1")
    assert page.evaluate("Math.round(scrollY)") == 500


def test_what_was_pressed_stays_where_it_is_and_keeps_the_focus(visit: Visit) -> None:
    page = visit.open("/?all=1")
    link = facet(page, "phone")
    link.focus()
    before = link.bounding_box()
    page.keyboard.press("Enter")
    settled(page, "medium=phone&all=1")
    after = facet(page, "phone").bounding_box()
    assert before is not None and after is not None and abs(before["y"] - after["y"]) < 2
    assert page.evaluate("document.activeElement.dataset.stays") == "medium phone"
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    # What is gone hands the focus to what the page found.
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    settled(page, "/?all=1")
    assert page.evaluate("document.activeElement.id") == "found"


def test_what_stands_below_the_window_comes_a_frame_later_and_nothing_moves(visit: Visit) -> None:
    page = visit.open("/?all=1")
    page.evaluate("""() => {
        window.shifts = [];
        new PerformanceObserver((l) => { for (const e of l.getEntries()) shifts.push(e.startTime); }).observe({ type: "layout-shift" });
        window.postponed = [];
        new MutationObserver((l) => { for (const m of l) if (!m.target.matches(".later")) postponed.push(performance.now()); })
            .observe(document.getElementById("main"), { subtree: true, attributeFilter: ["class"] });
    }""")
    page.set_viewport_size({"width": 1400, "height": 500})
    page.evaluate("[...document.querySelectorAll('.facet a')].find((a) => a.dataset.stays.startsWith('actor ')).click()")
    page.wait_for_url("**who=**")
    settled(page, "all=1")
    assert page.evaluate("postponed.length") > 2
    below = page.locator(".events-table")
    assert below.is_visible() and below.bounding_box()["height"] > 40  # type: ignore[index]
    assert page.evaluate("[...document.querySelectorAll('#main *')].every((n) => !n.style.length)")
    page.wait_for_timeout(100)
    # The press itself adds a line with the filters in use; what comes later moves nothing.
    assert page.evaluate("shifts.filter((at) => at >= postponed[0])") == [] == visit.troubles


@pytest.mark.parametrize("is_unfolded", [False, True])
def test_what_is_folded_is_read_a_moment_later_unless_one_was_unfolded(visit: Visit, *, is_unfolded: bool) -> None:
    page = visit.open("/")
    if is_unfolded:
        page.locator(".rest summary").first.click()
    page.evaluate("""() => {
        window.first = null;
        new MutationObserver(() => (first ??= document.querySelectorAll(".rest > ul").length))
            .observe(document.getElementById("main"), { childList: true });
    }""")
    facet(page, "occurred").click()
    settled(page, "/?status=occurred")
    whole = page.locator(".rest > ul").count()
    assert whole > 1 and page.evaluate("first") == (whole if is_unfolded else 0)
    assert page.locator("template").count() == 0 and visit.troubles == []


def test_what_a_reader_opened_stays_open_and_what_was_shut_shut(visit: Visit) -> None:
    page = visit.open("/")
    state = "Object.fromEntries([...document.querySelectorAll('.facet')].map((d) => [d.querySelector('h2').textContent, d.open]))"
    page.locator(".facet summary", has_text="Year").first.click()
    page.locator(".facet summary", has_text="Actor").first.click()
    facet(page, "phone").click()
    settled(page, "/?medium=phone")
    now = page.evaluate(state)
    assert now["Year"] and not now["Actor"]


def test_on_a_phone_the_page_shows_what_a_filter_found(browser: Browser, base: str) -> None:
    with Visit(browser, base, width=390, has_touch=True) as visit:
        page = visit.open("/")
        marked(page)
        facet(page, "phone").tap()
        settled(page, "/?medium=phone")
        assert is_same(page) and page.evaluate("scrollY") == 0
        assert page.evaluate("document.activeElement.id") == "found"
        assert visit.width() <= 390 and visit.axe() == [] and visit.troubles == []


def test_forms_do_the_same(visit: Visit) -> None:
    page = visit.open("/?medium=phone")
    marked(page)
    page.locator("#who").fill("Macron")
    page.keyboard.press("Enter")
    settled(page, "who=Macron")
    assert "medium=phone" in page.url and "Macron" in page.locator(".chosen").inner_text()
    assert page.evaluate("document.activeElement.id") == "who"
    # A name in the search box becomes a filter: the server leads to another address.
    page.locator("#q").fill("Scholz")
    page.keyboard.press("Enter")
    settled(page, "who=Macron&who=Scholz&medium=phone")
    assert page.locator("#q").input_value() == ""
    # The search keeps what is filtered by now.
    assert page.locator(".find input[type=hidden][name=who]").count() == 2
    page.locator("#q").fill("grain")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=grain**")
    assert "medium=phone" in page.url and is_same(page) and visit.troubles == []


def test_paging_goes_to_the_list(browser: Browser, tmp_path: Path) -> None:
    from ledger import made

    events = [made.record(f"a{n}", made.event("wd:Q1", "wd:Q2", on=made.when(f"20{n + 10}-08-17"))) for n in range(60)]
    with made.ledger(tmp_path, *events) as ledger:
        path = ledger.path
    with serving(path) as base, Visit(browser, base) as visit:
        page = visit.open("/")
        marked(page)
        page.locator("a[rel=next]").click()
        settled(page, "/?page=2#list")
        assert "51–60 of 60" in page.locator(".paging").inner_text()
        assert is_same(page) and page.evaluate("document.activeElement.id") == "list"
        assert page.locator("#list").bounding_box()["y"] < 900  # type: ignore[index]
        assert visit.troubles == []


def test_the_latest_press_counts_whatever_comes_first(visit: Visit) -> None:
    page = visit.open("/")
    marked(page)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/?medium=phone", hold)
    facet(page, "phone").click()
    page.locator("#main[aria-busy]").wait_for()
    facet(page, "occurred").click()
    settled(page, "/?status=occurred")
    seen = page.evaluate(SEEN)
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert page.evaluate(SEEN) == seen and is_same(page)


def test_what_is_pointed_at_is_asked_for_once_and_shown_when_it_is_pressed(visit: Visit) -> None:
    page = visit.open("/")
    marked(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(visit.base)))
    with page.expect_response("**/?medium=phone"):
        facet(page, "phone").hover()
    assert page.url.endswith("/") and page.locator(".chip").count() == 0
    facet(page, "phone").click()
    settled(page, "/?medium=phone")
    assert asked.count("/?medium=phone") == 1 and is_same(page)
    seen = page.evaluate(SEEN)
    visit.open("/?medium=phone")
    assert seen == page.evaluate(SEEN) and visit.troubles == []


def test_what_is_pressed_down_on_is_asked_for_before_it_is_let_go(visit: Visit) -> None:
    page = visit.open("/")
    marked(page)
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.evaluate("addEventListener('pointerover', (event) => event.stopImmediatePropagation(), { capture: true })")
    facet(page, "phone").scroll_into_view_if_needed()
    box = facet(page, "phone").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.wait_for_timeout(200)
    assert not any("medium=phone" in url for url in asked)
    with page.expect_request("**/?medium=phone"):
        page.mouse.down()
    assert "medium" not in page.url
    page.mouse.up()
    settled(page, "/?medium=phone")
    assert is_same(page) and sum("medium=phone" in url for url in asked) == 1 and visit.troubles == []


def test_what_cannot_be_asked_for_ahead_is_asked_for_when_it_is_pressed(visit: Visit) -> None:
    page = visit.open("/")
    marked(page)
    page.route("**/?medium=phone", lambda route: route.abort(), times=1)
    visit.page.on("console", lambda _: visit.troubles.clear())
    with page.expect_event("requestfailed"):
        facet(page, "phone").hover()
    page.evaluate("[...document.querySelectorAll('.facet a')].find((a) => a.dataset.stays === 'medium phone').click()")
    settled(page, "/?medium=phone")
    assert is_same(page) and "phone" in page.locator(".chosen").inner_text()


def test_what_cannot_be_shown_in_place_is_left_to_the_browser(browser: Browser, base: str, visit: Visit) -> None:
    page = visit.open("/")
    marked(page)
    page.locator("#who").fill("Nobody Knows Him")
    visit.expected = 404
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert not is_same(page) and page.locator(".problem").is_visible()
    assert "Nobody+Knows+Him" in page.url
    # A key held says that the visitor wants the link elsewhere.
    page = visit.open("/")
    with page.context.expect_page() as other:
        facet(page, "phone").click(modifiers=["Control"])
    other.value.wait_for_load_state()
    assert other.value.url.endswith("/?medium=phone") and page.url.endswith("/")


def test_without_scripts_the_same_links_and_forms_do_it(browser: Browser, base: str) -> None:
    with Visit(browser, base, java_script_enabled=False) as visit:
        page = visit.open("/")
        facet(page, "phone").click()
        page.wait_for_url("**/?medium=phone")
        page.locator("#who").fill("Macron")
        page.keyboard.press("Enter")
        page.wait_for_url("**who=Macron**")
        assert "medium=phone" in page.url and "Macron" in page.locator(".chosen").inner_text()
        assert visit.troubles == []
