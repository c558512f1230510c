"""How fast the pages come on a large ledger: the overview's first paint and its filters in a real Chromium, and the size of the scripts.

    python benchmarks/pages.py [--articles 100000] [--ledger FILE] [--rounds 7] [--json]

Without ``--ledger`` a synthetic one is made as ``benchmarks/ledger.py`` makes it (a quarter of an hour for 100,000 articles). The
server runs in a process of its own, as ``communique serve`` starts it. First paint is Chromium's own ``first-contentful-paint``, counted
from the start of the navigation; a filter that is pressed is the time from the click on its link in the overview until Chromium shows the
narrowed selection's number (``renderTime`` of its element timing: all that stands in the window comes in the same frame), and until all
below the window has been drawn too; "server" is what a client without a browser waits for the answer. Each is the median of the rounds
after one that does not count, and the slowest of all rounds beside it, but for filters asked for the first time: the server keeps what it
has written for the latest selections. What the overview's filters lead to it writes before anybody asks, for which it has some seconds.
Ends with 1 where a limit is broken; without Chromium the browser's times are left out, which is no success either.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import ledger as synthetic

from communique.ledger import open_ledger
from communique.web.filters import Filters

PAINT_MS, FILTER_MS, SCRIPTS_BYTES = 300.0, 150.0, 1_000_000
SECONDS_TO_START = 300.0
# A reader looks at the overview before a filter is pressed.
REST_MS = 300
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FILTERS = ("/?medium=phone", "/?status=planned", "/?type=CONSULT", "/?since=2022-01-01&until=2022-12-31")
# The server writes the pages that the overview's filters lead to while nobody asks; a reader comes so long after its start.
AHEAD_SECONDS = 15.0
# Links of the overview that nobody has followed before; those that are pointed at for as long as a reader does, then pressed.
FRESH = ("/?medium=video", "/?medium=unspecified", *(f"/?since={y}-01-01&until={y}-12-31" for y in (2020, 2021, 2024)))
POINTED = ("/?medium=in_person", "/?status=occurred", "/?since=2023-01-01&until=2023-12-31")
# A word that most articles of the synthetic ledger have.
WORD = "w1a"
POINTED_MS = 300
POINT = """href => [...document.querySelectorAll("a")].find((a) => a.getAttribute("href") === href)
    .dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))"""
OTHERS = ("/review", "/data", "/search?q=w1a")
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
# The load event waits for style sheets and scripts.
LOADED = "(e => e.loadEventEnd - e.startTime)(performance.getEntriesByType('navigation')[0])"
# The number of contacts is marked as soon as the new one is there, so that Chromium tells when it was on the screen.
PRESSED = """href => new Promise((done, fail) => {
    const link = [...document.querySelectorAll("a")].find((a) => a.getAttribute("href") === href);
    if (!link) return fail(new Error(`no link to ${href}`));
    const start = performance.now(), name = `pressed ${start}`;
    new PerformanceObserver((list) => {
        for (const e of list.getEntries()) if (e.identifier === name) rest(e.renderTime - start);
    }).observe({ type: "element" });
    const rest = (shown) => document.querySelector(".later") ? requestAnimationFrame(() => rest(shown))
        : requestAnimationFrame(() => requestAnimationFrame(() => done([shown, performance.now() - start])));
    new MutationObserver(() => document.getElementById("found")?.setAttribute("elementtiming", name))
        .observe(document.getElementById("main"), { childList: true });
    link.click();
})"""


class Row(NamedTuple):
    """One line of the table; without a limit it is told only."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def is_broken(self) -> bool:
        """Also by what could not be measured."""
        return self.limit is not None and not self.value <= self.limit


def answered(base: str, path: str) -> float:
    """The milliseconds until the whole answer is there."""
    start = time.perf_counter()
    with urllib.request.urlopen(base + path) as answer:
        answer.read()
    return 1000 * (time.perf_counter() - start)


def median(measure: Callable[[], float], rounds: int) -> float:
    measure()
    return statistics.median(measure() for _ in range(rounds))


def worst(base: str, paths: Sequence[str], rounds: int, measure: Callable[[str, str], float]) -> tuple[float, str]:
    """The slowest of some pages."""
    return max((median(lambda p=p: measure(base, p), rounds), p) for p in paths)


def server_rows(base: str, rounds: int) -> Iterator[Row]:
    filters = (*FILTERS, *selections(base))
    yield Row("overview, server", median(lambda: answered(base, "/"), rounds), "ms", PAINT_MS)
    first, path = max((answered(base, p), p) for p in filters)
    yield Row(f"filter asked for the first time, server ({path})", first, "ms", FILTER_MS)
    slow, path = worst(base, filters, rounds, answered)
    yield Row(f"filter, server ({path})", slow, "ms", FILTER_MS)
    for path in OTHERS:
        yield Row(f"{path}, server", median(lambda p=path: answered(base, p), rounds), "ms")
    yield Row("overview, compressed", len(gzip.compress(fetched(base, "/"))) / 1000, "kB")


def selections(base: str) -> tuple[str, ...]:
    """Filters by the actor and the country that are in the news most."""
    counted = json.loads(fetched(base, "/api/v1/counts"))["counts"]
    return tuple(Filters(who=(counted[field][0]["value"],)).address() for field in ("actor", "country") if counted[field])


def deeper(base: str) -> tuple[tuple[str, str], ...]:
    """What is pressed in a page that is filtered already, each once: nobody has asked for these, and none is written ahead.

    A second filter, a third, a second value of one, one that is taken away; by actors, media, status, days and words.
    """
    state, other = (json.loads(fetched(base, "/api/v1/counts"))["counts"][f][n]["value"] for f, n in (("country", 0), ("actor", 2)))
    year = [{"since": f"{y}-01-01", "until": f"{y}-12-31"} for y in range(2020, 2025)]
    phone, video, held, planned = {"medium": ("phone",)}, {"medium": ("video",)}, {"status": ("occurred",)}, {"status": ("planned",)}
    by, theirs, words, consult = {"who": (state,)}, {"who": (other,)}, {"q": WORD}, {"type": ("CONSULT",)}
    steps = (
        *((m, m | s) for m in (phone, video, {"medium": ("in_person",)}) for s in (held, planned)),
        *((planned | y, video | planned | y) for y in year[:2]), *((by | y, by | phone | y) for y in year[2:4]),
        (theirs | phone | year[4], theirs | phone), (theirs | phone | held, theirs | held), (theirs, theirs | video),
        (by | video | held, video | held | {"who": (state, other)}), (phone, {"medium": ("phone", "video")}),
        (phone | year[0], phone | held | year[0]), (words, words | phone), (words | planned, words), (consult, consult | video),
        ({"by": "states"} | planned, {"by": "states"} | planned | phone),
    )  # fmt: skip
    return tuple((Filters(**at).address(), Filters(**to).address()) for at, to in steps)


def browser_rows(base: str, rounds: int) -> Iterator[Row]:
    path = next((p for n in BROWSERS if (p := shutil.which(n))), None)
    if path is None:
        yield Row("first paint: no Chromium is installed", float("nan"), "ms", 0)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1400, "height": 900})

        def seen(address: str, measured: str) -> float:
            page.goto(base + address, wait_until="load")
            while page.evaluate(PAINT) is None:
                page.wait_for_timeout(5)
            return float(page.evaluate(measured))

        def pressed(address: str, pointed_ms: int = 0, at: str = "/") -> tuple[float, float]:
            page.goto(base + at, wait_until="load")
            page.wait_for_timeout(REST_MS)
            if pointed_ms:
                page.evaluate(POINT, address)
                page.wait_for_timeout(pointed_ms)
            shown, whole = page.evaluate(PRESSED, address)
            return float(shown), float(whole)

        yield Row("overview, first paint", median(lambda: seen("/", PAINT), rounds), "ms", PAINT_MS)
        yield Row("overview, loaded", median(lambda: seen("/", LOADED), rounds), "ms")
        filters = (*FILTERS, *selections(base))
        yield from pressed_rows(filters, rounds, pressed)
        yield from deeper_rows(deeper(base), pressed)
        slow, where = worst(base, filters, rounds, lambda _, p: seen(p, PAINT))
        yield Row(f"filter's address opened, first paint ({where})", slow, "ms", PAINT_MS)
        browser.close()


def pressed_rows(filters: Sequence[str], rounds: int, pressed: Callable[..., tuple[float, float]]) -> Iterator[Row]:
    """Filters in the overview, known to the server and new to it."""
    fresh = [pressed(p)[0] for p in FRESH]
    yield Row(f"filter pressed for the first time, shown, median of {len(FRESH)}", statistics.median(fresh), "ms", FILTER_MS)
    yield Row("the same, the slowest", max(fresh), "ms")
    first, where = max((pressed(p, POINTED_MS)[0], p) for p in POINTED)
    yield Row(f"the same, pointed at for {POINTED_MS} ms before ({where})", first, "ms")
    told = {p: [pressed(p) for _ in range(rounds + 1)][1:] for p in filters}
    slow, where = max((statistics.median(shown for shown, _ in t), p) for p, t in told.items())
    yield Row(f"filter pressed, shown ({where})", slow, "ms", FILTER_MS)
    yield Row(f"filter pressed, shown, median of {len(told)}", statistics.median(s for t in told.values() for s, _ in t), "ms")
    yield Row("filter pressed, shown, slowest of all rounds", max(s for t in told.values() for s, _ in t), "ms")
    yield Row("filter pressed, all below the window too", max(statistics.median(w for _, w in t) for t in told.values()), "ms")


def deeper_rows(steps: Sequence[tuple[str, str]], pressed: Callable[..., tuple[float, float]]) -> Iterator[Row]:
    """Filters in pages that are filtered already."""
    found = sorted((pressed(to, at=at)[0], to) for at, to in steps)
    usual = statistics.median(ms for ms, _ in found)
    yield Row(f"filter pressed on filters, for the first time, shown, median of {len(found)}", usual, "ms", FILTER_MS)
    yield Row(f"the same, the slowest ({found[-1][1]})", found[-1][0], "ms")
    yield Row(f"the same, the second slowest ({found[-2][1]})", found[-2][0], "ms")
    again = sorted((pressed(to, at=at)[0], to) for at, to in steps)
    yield Row(f"the same again, the slowest ({again[-1][1]})", again[-1][0], "ms")


def script_row() -> Row:
    """All scripts of all pages together, each as it is sent."""
    from communique.web.assets import load_assets

    scripts = [a for name, a in load_assets().items() if name.endswith(".js")]
    return Row(f"{len(scripts)} scripts, compressed", sum(len(s.packed) for s in scripts) / 1000, "kB", SCRIPTS_BYTES / 1000)


def fetched(base: str, path: str) -> bytes:
    with urllib.request.urlopen(base + path) as answer:
        return bytes(answer.read())


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """``communique serve`` in a process of its own; its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "communique", "serve", str(path), "--port", str(port)], stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        wait_for(base, process)
        yield base
    finally:
        process.terminate()
        process.wait()


def wait_for(base: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            fetched(base, "/static/style.css")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def told(rows: Sequence[Row]) -> None:
    wide = max(len(r.what) for r in rows)
    for r in rows:
        limit = "" if r.limit is None else f"limit {r.limit:,.0f} {r.unit}  {'BROKEN' if r.is_broken else 'kept'}"
        print(f"{r.what:{wide}} {r.value:9,.1f} {r.unit:3} {limit}")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=100_000)
    arguments.add_argument("--events", type=int, default=10)
    arguments.add_argument("--ledger", type=Path, help="a ledger that is there")
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--json", action="store_true", help="JSON lines instead of a table")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "synthetic.db"
        if given.ledger is None:
            synthetic.fill(path, given.articles, given.events)
        with open_ledger(path) as opened:
            sizes = [opened.db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("article", "happening")]
        print(f"{sizes[0]:,} articles, {sizes[1]:,} happenings", file=sys.stderr)
        start = time.monotonic()
        with serving(path) as base:
            started = Row("server, started", time.monotonic() - start, "s")
            rows = [started, *server_rows(base, given.rounds)]
            time.sleep(AHEAD_SECONDS)
            rows += [*browser_rows(base, given.rounds), script_row()]
    if given.json:
        print("\n".join(json.dumps(r._asdict()) for r in rows))
    else:
        told(rows)
    return int(any(r.is_broken for r in rows))


if __name__ == "__main__":
    sys.exit(main())
