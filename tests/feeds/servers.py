"""A server of our own on loopback: pages by path, every request remembered, and as ill-behaved as a test wants it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Page = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """What is served: a page by its path, and the requests that came."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def put(self, path: str, body: bytes | str, media: str = "text/html", status: int = 200, **headers: str) -> None:
        """A page with an ETag that changes with its body; asked for with that, it answers 304."""
        data = body.encode() if isinstance(body, str) else body
        tag = f'"{hash(data) & 0xFFFFFFFF:x}"'

        def page(request: BaseHTTPRequestHandler) -> None:
            same = status == 200 and request.headers.get("If-None-Match") == tag
            answer(request, 304 if same else status, b"" if same else data, {"Content-Type": media, "ETag": tag, **_named(headers)})

        self.pages[path] = page

    def status(self, path: str, status: int, **headers: str) -> None:
        self.pages[path] = lambda request: answer(request, status, b"", _named(headers))

    def send(self, path: str, target: str, status: int = 302) -> None:
        self.status(path, status, location=target)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def answer(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path)
            try:
                page(self) if page else answer(self, 404, b"", {})
            except OSError:
                self.close_connection = True  # whoever asked has had enough

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rss(*items: tuple[str, str], extra: str = "", head: str = "") -> str:
    """A feed of (address, title)."""
    listed = "".join(f"<item><title>{title}</title><link>{url}</link>{extra}</item>" for url, title in items)
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>News</title><link>/</link>{listed}</channel></rss>'


def article(text: str, title: str = "A report") -> str:
    words = " ".join([text] * 4)
    return f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p></article></body></html>"
