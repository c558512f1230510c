"""Ways through the pages, as people go them: the queue by key, by touch and without scripts; from a pasted text to a kept correction."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from web.browser.chromium import Visit, serving

from communique.ledger import ingest, open_ledger
from communique.ledger.decisions import log
from communique.model import Record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from communique.pipeline import Coder

TEXT = """\
OSLO, May 15 – President Emmanuel Macron spoke by phone with Chancellor Olaf Scholz on Tuesday for 40 minutes.

Scholz said that Macron “asked for patience” in the talks on grain."""
RECORD = Path(__file__).parents[2] / "export" / "record.jsonl"


def item(page: Page) -> str:
    """The id of what is being looked at."""
    return page.locator(".deciding input[name=id]").input_value()


def focused(page: Page, what: str = "className") -> str:
    return str(page.evaluate(f"document.activeElement.{what}"))


def decided(ledger: Path) -> list[tuple[str, str]]:
    with open_ledger(ledger) as opened:
        return [(e.decision.kind, e.decision.by) for e in log(opened.db)]


def test_the_queue_by_key(browser: Browser, ledger: Path) -> None:
    with serving(ledger) as base, Visit(browser, base) as visit:
        page = visit.open("/review?reason=unsure")
        first = item(page)
        assert "item" in focused(page)
        with page.expect_navigation():
            page.keyboard.press("j")
        second = item(page)
        assert second != first
        assert "item" in focused(page)
        with page.expect_navigation():
            page.keyboard.press("k")
        assert item(page) == first

        page.keyboard.press("c")
        assert focused(page, "name") == "because"
        page.keyboard.type("jcx is no key here")
        page.keyboard.press("Enter")
        assert focused(page, "name") == "by"
        page.keyboard.type("Ada")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert item(page) == second and "item" in focused(page)
        assert decided(ledger) == [("confirm", "Ada")]

        page.keyboard.press("f")
        page.locator("[name='fix.duration_minutes']").fill("12")
        page.keyboard.press("Escape")
        assert "item" in focused(page)
        page.locator("#because").fill("the readout")
        with page.expect_navigation():
            page.locator("button[value=fix]").click()
        assert decided(ledger)[-1] == ("fix", "Ada")
        with page.expect_navigation():
            page.keyboard.press("u")
        assert item(page) == second and decided(ledger)[-1][0] == "undo"

        page.keyboard.press("?")
        assert page.locator("dialog").is_visible()
        page.locator("#keys-on").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("f")
        assert not page.locator("[name='fix.type']").is_visible()
        assert visit.troubles == []


def test_enter_alone_decides_nothing(browser: Browser, ledger: Path) -> None:
    for scripts in (True, False):
        with serving(ledger) as base, Visit(browser, base, java_script_enabled=scripts) as visit:
            page = visit.open("/review?reason=unsure")
            page.locator(".deciding [name=by]").fill("Ada")
            page.locator(".deciding [name=because]").fill("the readout")
            page.keyboard.press("Enter")
            page.wait_for_timeout(300)
            assert page.url.endswith("/review?reason=unsure")
            assert decided(ledger) == []


def test_the_queue_on_a_phone_without_scripts(browser: Browser, ledger: Path) -> None:
    with serving(ledger) as base, Visit(browser, base, width=390, java_script_enabled=False, has_touch=True) as visit:
        page = visit.open("/review?reason=one-sided")
        for kind in ("confirm", "reject"):
            before = item(page)
            page.locator("#because").fill("the readout")
            page.locator(".deciding [name=by]").fill("Ada")
            button = page.locator(f"button[value={kind}]")
            box = button.bounding_box()
            assert box is not None and box["height"] >= 40 and box["width"] >= 40
            with page.expect_navigation():
                button.tap()
            assert item(page) != before
            assert page.locator(".proof-text mark").first.is_visible()
        with page.expect_navigation():
            page.get_by_role("button", name="Undo").tap()
        assert [kind for kind, _ in decided(ledger)] == ["confirm", "reject", "undo"]
        assert visit.width() <= 390


def test_what_was_typed_wrong_stays_and_is_told(browser: Browser, ledger: Path) -> None:
    with serving(ledger) as base, Visit(browser, base) as visit:
        page = visit.open("/review?reason=unsure")
        page.keyboard.press("f")
        page.locator("[name='fix.when']").fill("soon")
        page.locator("#because").fill("the readout")
        page.locator(".deciding [name=by]").fill("Ada")
        with page.expect_navigation():
            page.locator("button[value=fix]").click()
        assert page.locator("[role=alert]").is_visible()
        assert page.locator("[name='fix.when']").input_value() == "soon"
        assert visit.axe() == []


def test_from_a_pasted_text_to_a_correction_that_is_kept(browser: Browser, ledger: Path, coder: Coder) -> None:
    with serving(ledger) as base, Visit(browser, base) as visit:
        page = visit.open("/paste")
        page.locator("#text").fill(TEXT)
        page.locator("#published").fill("2024-05-15")
        with page.expect_navigation():
            page.locator("main form button").first.click()
        assert "Olaf Scholz" in page.locator("main").inner_text()
        assert page.locator("mark", has_text="spoke").first.is_visible()
        record = coded(coder)
        assert happening(ledger, record) is None

        with page.expect_navigation():
            page.locator("button[name=store]").click()
        where = happening(ledger, record)
        assert where is not None
        page = visit.open(f"/review?item={where}")
        page.locator("summary", has_text="Fix").click()
        page.locator("[name='fix.duration_minutes']").fill("45")
        page.locator("#because").fill("the Chancellery's readout")
        page.locator(".deciding [name=by]").fill("Ada")
        with page.expect_navigation():
            page.locator("button[value=fix]").click()
        assert "45 minutes" in visit.open(f"/happenings/{where}").locator("main").inner_text()

        anew = msgspec.structs.replace(record, engine=msgspec.structs.replace(record.engine, version="999.0"))
        with open_ledger(ledger) as opened:
            assert [s.outcome for s in ingest(opened, [anew])] == ["recoded"]
        assert happening(ledger, record) == where
        told = visit.open(f"/happenings/{where}").locator("main").inner_text()
        assert "45 minutes" in told and "Ada" in told
        assert visit.troubles == []


def coded(coder: Coder) -> Record:
    from communique.reading import document_from_text

    return coder.code(document_from_text(TEXT, published="2024-05-15"))


def happening(ledger: Path, record: Record) -> str | None:
    """The call that a record tells of, if the ledger has its text."""
    with open_ledger(ledger) as opened:
        row = opened.db.execute(
            """SELECT h.id FROM happening h JOIN report r ON r.happening = h.number JOIN snapshot n ON n.number = r.snapshot
               WHERE n.sha256 = ? AND h.medium = 'phone'""",
            (record.article.sha256,),
        ).fetchone()
        return str(row["id"]) if row else None


HOSTILE = (
    "<script>window.hit=1;alert(1)</script><img src=x onerror=\"window.hit=1\"><svg onload='window.hit=1'> &lt;b&gt; &amp;amp; ]]> --> "
    "</textarea></title></style> {{ 7*7 }} {% raw %} \u202eright\u202c \u2066iso\u2069 \u200b\u200d\ufeff zero e\u0301 \U0001f54a"
)


def test_a_hostile_article_stays_text(browser: Browser, tmp_path: Path) -> None:
    known = msgspec.json.decode(RECORD.read_bytes(), type=Record)
    whole = known.article.text + "\n" + HOSTILE + "\n" + "W" * 1_000_000 + "\n"
    article = msgspec.structs.replace(
        known.article, text=whole, sha256=hashlib.sha256(whole.encode()).hexdigest(), title=HOSTILE, publisher=HOSTILE,
        url="javascript:window.hit=1",
    )  # fmt: skip
    actors = tuple(msgspec.structs.replace(a, name=f"{a.name} {HOSTILE}" if a.kind == "person" else a.name) for a in known.actors)
    path = tmp_path / "hostile.db"
    with open_ledger(path, create=True) as opened:
        list(ingest(opened, [msgspec.structs.replace(known, article=article, actors=actors)]))
        call = str(opened.db.execute("SELECT id FROM happening WHERE medium = 'phone'").fetchone()["id"])
        actor = str(opened.db.execute("SELECT id FROM actor WHERE kind = 'person'").fetchone()["id"])
    with serving(path) as base, Visit(browser, base, width=390) as visit:
        for address in ("/articles/1", "/", f"/happenings/{call}", f"/actors/{actor}", "/search?q=script", f"/review?item={call}"):
            page = visit.open(address)
            assert page.evaluate("window.hit") is None, address
            assert page.locator("a[href^='javascript' i]").count() == 0, address
            assert visit.width() <= 390, address
        words = visit.open("/articles/1").evaluate("document.body.textContent")
        assert HOSTILE in words and "W" * 1_000_000 in words
        assert visit.troubles == []
