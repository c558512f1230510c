"""A real Chromium, driven from outside, and a real server for it to look at."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

from communique.web import create_app

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
LINKS = """[...document.querySelectorAll("a[href]")].map(a => new URL(a.getAttribute("href"), location.href))
    .filter(u => u.origin === location.origin).map(u => u.pathname + u.search)"""
# As many addresses as a walk through the pages opens.
MOST_SHAPES, MOST_ASKED = 40, 3


def executable() -> str | None:
    """Where Chromium is; ``None`` where there is none. ``COMMUNIQUE_CHROMIUM`` names another."""
    return os.environ.get("COMMUNIQUE_CHROMIUM") or next((p for n in NAMES if (p := shutil.which(n))), None)


@contextlib.contextmanager
def started() -> Iterator[Browser]:
    """The browser. Skips the test where none is installed: a browser is no Python package; `.ci/run` installs one where it can, and says so
    where it cannot."""
    path = executable()
    if path is None:
        pytest.skip("no Chromium is installed (apt-get install chromium, or set COMMUNIQUE_CHROMIUM)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextlib.contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """A server over a ledger, in a thread of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(ledger)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", server_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    app.state.desk.close()
    server.should_exit = True
    thread.join(10)


class Visit:
    """A page that notes what goes wrong: complaints of the console (the policy's among them), foreign requests, dialogs."""

    def __init__(self, browser: Browser, base: str, *, width: int = 1400, **options: Any) -> None:
        self.base, self.troubles = base, list[str]()
        # The address of an error page is an answer, not a trouble; the console tells it like one.
        self.expected = 200
        self.context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda m: self._note("console", m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self._note("script", str(e)))
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda d: (self._note("dialog", d.message), d.dismiss()))

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, path: str) -> Page:
        """Go to a page of the server and wait for all of it."""
        answer = self.page.goto(urljoin(self.base, path), wait_until="load")
        if answer is not None and answer.status != 200:
            self._note(path, f"status {answer.status}")
        return self.page

    def axe(self) -> list[str]:
        """What axe has against the page, a line each."""
        found = Axe().run(self.page, options=AXE).response["violations"]
        return [f"{v['id']}: {n['html'][:160]} {n['any'][0]['message'][:200] if n['any'] else ''}" for v in found for n in v["nodes"]]

    def width(self) -> int:
        """How wide the page is, whatever the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def _note(self, where: str, what: str) -> None:
        self.troubles.append(f"{where}: {what}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self._note("foreign request", request.url)


def shapes(page: Page, base: str, starts: Sequence[str]) -> list[str]:
    """One address for each kind of page that links lead to; of pages that can be asked for more, ``MOST_ASKED`` questions, each alone."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    waiting = list(starts)
    while waiting and len(found) < MOST_SHAPES:
        address = waiting.pop(0)
        path, asked = shape(address)
        if (path, asked) in found or len(asked) > 1 or sum(p == path for p, _ in found) > MOST_ASKED:
            continue
        # Files to keep are links like all others.
        if not page.request.get(urljoin(base, address)).headers.get("content-type", "").startswith("text/html"):
            continue
        page.goto(urljoin(base, address))
        found[shape(address)] = address
        waiting += [link for link in page.evaluate(LINKS) if shape(link) not in found]
    return list(found.values())


def shape(address: str) -> tuple[str, tuple[str, ...]]:
    """The kind of page that an address leads to: its path without ids, and what is asked of it."""
    parts = urlsplit(address)
    path = re.sub(r"/(actors|happenings|articles|dyads?)/.+", r"/\1/…", parts.path)
    return path, tuple(sorted({k for k, _ in parse_qsl(parts.query, keep_blank_values=True)} - {"page", "item"}))
