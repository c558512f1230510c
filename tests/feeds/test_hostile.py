"""Servers that mean harm, or are ill: each gets as little as it deserves, the round goes on, and what happened is written down."""

from __future__ import annotations

import gzip
import os
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from feeds.servers import Site, answer, article, rss
from feeds.watched import Watch, did, watching

from communique.feeds import Bounded, Trouble
from communique.feeds.addresses import objection
from communique.feeds.bodies import body
from communique.feeds.listing import listing
from communique.feeds.nouns import Answer

STORY = "Chilean President Gabriel Boric met Peruvian President Dina Boluarte in Lima on Monday."
LAUGHS = '<!DOCTYPE lolz [<!ENTITY lol "lol">' + "".join(
    f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Watch]:
    """A watch with little time and room for each answer."""
    with watching(tmp_path, seconds=1.0, most_bytes=200_000) as found:
        yield found


def feed_trouble(site: Site, watch: Watch, body: bytes | str, media: str = "application/rss+xml", **headers: str) -> str:
    """The code of the trouble that a feed with this body is."""
    site.put("/feed", body, media, **headers)
    watch.add(site.url("/feed"))
    (step,) = watch.round()
    assert step.what == "feed-failed"
    assert watch.store.feeds()[0].failures == 1
    return watch.troubles()[site.url("/feed")]


def page_trouble(site: Site, watch: Watch, page: Callable[[BaseHTTPRequestHandler], None] | None = None) -> str:
    """The code of the trouble that a page is, with a good one beside it that must come through."""
    site.put("/feed", rss(("/bad", "Bad"), ("/good", "Good")), "application/rss+xml")
    site.put("/good", article(STORY))
    if page:
        site.pages["/bad"] = page
    watch.add(site.url("/feed"))
    assert sorted(did(watch.round())) == [("feed-read", "/feed"), ("page-failed", "/bad"), ("page-new", "/good")]
    return watch.troubles()[site.url("/bad")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("head", [LAUGHS, '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE r [<!ENTITY % x "y"> %x;]>'])
def test_entities_are_never_expanded(site: Site, watch: Watch, head: str, encoding: str) -> None:
    feed = rss(("/one", "&lol9;&x;"), head=head).replace('"1.0"', f'"1.0" encoding="{encoding}"')
    start = time.process_time()
    assert feed_trouble(site, watch, feed.encode(encoding)) == "entities"
    assert time.process_time() - start < 2


def test_entities_do_not_hide_in_odd_character_sets(site: Site, watch: Watch) -> None:
    feed = rss(("/one", "&x;"), head='<!DOCTYPE r [<!ENTITY x "y">]>').replace("<", "+ADw-").replace("+ADw-", "<", 1)
    assert feed_trouble(site, watch, feed.replace('"1.0"', '"1.0" encoding="utf-7"', 1)) == "wrong-coding"


def test_a_gzip_bomb_ends_at_the_limit(site: Site, quick: Watch) -> None:
    bomb = gzip.compress(b"<" * 100_000_000, 6)
    assert len(bomb) < 150_000
    assert (
        page_trouble(site, quick, lambda r: answer(r, 200, bomb, {"Content-Type": "text/html", "Content-Encoding": "gzip"})) == "too-large"
    )
    tracemalloc.start()
    found = body([bomb], "gzip", 200_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found, Trouble) and found.code == "too-large"
    assert peak < 2_000_000


def test_a_feed_may_be_packed_and_a_torn_pack_is_trouble(site: Site, watch: Watch) -> None:
    whole = rss(("/good", "Good")).encode()
    site.put("/good", article(STORY))
    for number, (packed, coding) in enumerate([(gzip.compress(whole), "gzip"), (zlib.compress(whole), "deflate")]):
        site.put(f"/{number}", packed, "application/rss+xml", content_encoding=coding)
        watch.add(site.url(f"/{number}"))
    assert [s.what for s in watch.round()][:2] == ["feed-read", "feed-read"]
    site.put("/torn", gzip.compress(whole)[:-9], "application/rss+xml", content_encoding="gzip")
    site.put("/odd", whole, "application/rss+xml", content_encoding="br")
    for path in ("/torn", "/odd"):
        watch.add(site.url(path))
    watch.round()
    assert (watch.troubles()[site.url("/torn")], watch.troubles()[site.url("/odd")]) == ("broken", "wrong-coding")


def _endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while True:
        request.wfile.write(b"<p>more</p>" * 1000)


def _drip(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(200):
        request.wfile.write(b"x")
        time.sleep(0.05)


def _dripping_headers(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        request.wfile.write(b"x")
        time.sleep(0.05)


def _silent(_: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def _says_large(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "99999999999")
    request.end_headers()


def _hangs_up(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"half")


def _nonsense(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"\x00\x01no http at all\r\n\r\n")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (_endless, "too-large"), (_says_large, "too-large"), (_drip, "too-slow"), (_dripping_headers, "too-slow"), (_silent, "too-slow"),
        (_hangs_up, "unreachable"), (_nonsense, "unreachable"),
    ],
)  # fmt: skip
def test_ill_behaved_answers_cost_their_own_page(site: Site, quick: Watch, page: Any, code: str) -> None:
    start = time.monotonic()
    assert page_trouble(site, quick, page) == code
    assert time.monotonic() - start < 6


@pytest.mark.parametrize("media", ["image/png", "application/pdf", "video/mp4", "application/octet-stream"])
def test_other_kinds_of_file_are_refused(site: Site, watch: Watch, media: str) -> None:
    assert page_trouble(site, watch, lambda r: answer(r, 200, b"\x89PNG", {"Content-Type": media})) == "wrong-type"


@pytest.mark.parametrize(
    "body", ["<html><body>Welcome</body></html>", '{"items": []}', '{"version": 3}', "", "\0\0\0", "{" * 5000, "<!---->" * 9000]
)
def test_what_is_no_feed_is_trouble(site: Site, watch: Watch, body: str) -> None:
    assert feed_trouble(site, watch, body, "text/html") == "no-feed"


def test_a_feed_of_a_million_tags_is_not_parsed(site: Site, watch: Watch) -> None:
    assert feed_trouble(site, watch, "<rss>" + "<b>" * 1_000_000) == "too-complex"


def test_what_keeps_the_parser_busy_is_killed_and_the_next_is_read() -> None:
    """A tag of so many attributes takes the parser hours."""
    many = "<rss><channel><item " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/></channel></rss>"
    with Bounded(3.0) as reader:
        found = reader.call(listing, Answer("http://a.test/feed", 200, many.encode(), "application/rss+xml"))
        assert isinstance(found, Trouble) and "took more than 3 seconds" in found.message
        assert reader.call(listing, Answer("http://a.test/feed", 200, rss(("/one", "One")).encode(), "text/xml")).entries  # type: ignore[union-attr]


def test_what_ends_its_reader_is_trouble() -> None:
    with Bounded(30.0) as reader:
        found = reader.call(os._exit, 1)
        assert isinstance(found, Trouble) and "ended the process" in found.message
        assert isinstance(reader.call(listing, 17), Trouble)


def test_a_feed_of_too_many_entries_gives_the_first(site: Site, watch: Watch) -> None:
    site.put("/feed", rss(*((f"/{n}", "x") for n in range(700))), "application/rss+xml")
    watch.add(site.url("/feed"))
    watch.store.due_pages = lambda _: []  # type: ignore[method-assign]
    (step,) = watch.round()
    assert (step.entries, step.trouble and step.trouble.code) == (500, "dropped")


def test_links_that_are_no_pages_are_dropped(site: Site, watch: Watch) -> None:
    links = (
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.test/x",
        "http://user:pw@a.test/",
        "mailto:a@b.c",
    )
    site.put("/feed", rss(*((u, "x") for u in links), ("/good#part", "Good")), "application/rss+xml")
    site.put("/good", article(STORY))
    watch.add(site.url("/feed"))
    steps = watch.round()
    assert did(steps) == [("feed-read", "/feed"), ("page-new", "/good")]
    assert steps[0].trouble and steps[0].trouble.message.startswith(f"{len(links)} entries")


def test_a_private_feed_is_refused_unless_allowed(site: Site, watch: Watch) -> None:
    watch.add(site.url("/feed"), allow_private=False)
    (step,) = watch.round()
    assert step.trouble and step.trouble.code == "refused-address"
    assert site.asked == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)", "//u:p@127.0.0.1/"])
def test_redirects_to_no_page_are_refused(site: Site, watch: Watch, target: str) -> None:
    assert page_trouble(site, watch, lambda r: answer(r, 302, b"", {"Location": target})) == "bad-address"


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data", "http://0.0.0.0/", "http://224.0.0.1/", "http://[::]/"])
def test_some_addresses_are_never_asked(site: Site, watch: Watch, target: str) -> None:
    assert page_trouble(site, watch, lambda r: answer(r, 302, b"", {"Location": target})) == "refused-address"


def test_a_public_page_that_redirects_to_loopback_is_refused(site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a name resolves to counts, at every hop; the site here plays one with a public address."""
    import communique.feeds.addresses as ours

    real = ours.objection
    monkeypatch.setattr(ours, "objection", lambda a, *, allow_private: None if a == "127.0.0.1" else real(a, allow_private=allow_private))
    site.put("/feed", rss(("/bad", "Bad"), ("/named", "Named")), "application/rss+xml")
    site.send("/bad", f"http://127.0.0.2:{site.port}/secret")
    site.send("/named", f"http://localhost.test:{site.port}/secret")
    monkeypatch.setattr(socket, "getaddrinfo", _resolver({"localhost.test": ["127.0.0.3"] * 2}))
    watch.add(site.url("/feed"), allow_private=False)
    assert [s.what for s in watch.round()] == ["feed-read", "page-failed", "page-failed"]
    assert set(watch.troubles().values()) == {"refused-address"}
    assert "/secret" not in site.paths()


def _resolver(names: dict[str, list[str]]) -> Any:
    """Each name's answers, one after another; asked once more than there are, it fails."""
    left = {name: list(addresses) for name, addresses in names.items()}

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = left[host].pop(0) if host in left else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return getaddrinfo


def test_a_name_is_resolved_once_and_that_address_is_asked(site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("/feed", rss(), "application/rss+xml")
    # For robots.txt and for the feed: one look each, and none between check and connection.
    monkeypatch.setattr(socket, "getaddrinfo", _resolver({"news.test": ["127.0.0.1", "127.0.0.1"]}))
    watch.add(site.url("/feed", "news.test"))
    assert did(watch.round()) == [("feed-read", "/feed")]
    assert site.asked[-1][1]["Host"] == f"news.test:{site.port}"


def test_a_name_that_later_points_inside_is_refused(site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    import communique.feeds.addresses as ours

    real = ours.objection
    monkeypatch.setattr(ours, "objection", lambda a, *, allow_private: None if a == "127.0.0.1" else real(a, allow_private=allow_private))
    monkeypatch.setattr(socket, "getaddrinfo", _resolver({"news.test": ["127.0.0.1", "127.0.0.2"]}))
    watch.add(site.url("/feed", "news.test"), allow_private=False)
    (step,) = watch.round()
    assert step.trouble and step.trouble.code == "refused-address"
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("address", "private", "allowed"),
    [
        ("93.184.216.34", True, True), ("2606:2800:220:1::1", True, True), ("127.0.0.1", False, True), ("10.1.2.3", False, True),
        ("172.16.0.1", False, True), ("192.168.0.1", False, True), ("::1", False, True), ("fc00::1", False, True),
        ("::ffff:127.0.0.1", False, True), ("::ffff:8.8.8.8", True, True), ("2002:7f00:1::", False, True), ("64:ff9b::7f00:1", False, True),
        ("100.64.0.1", False, False), ("169.254.1.1", False, False), ("fe80::1%eth0", False, False), ("224.0.0.1", False, False),
        ("ff02::1", False, False), ("0.0.0.0", False, False), ("::", False, False),
    ],
)  # fmt: skip
def test_addresses(address: str, private: bool, allowed: bool) -> None:
    assert (objection(address, allow_private=False) is None) is private
    assert (objection(address, allow_private=True) is None) is allowed


def test_redirects_that_never_end(site: Site, watch: Watch) -> None:
    assert page_trouble(site, watch, lambda r: answer(r, 302, b"", {"Location": "/bad"})) == "too-many-redirects"


def test_a_page_that_ties_the_extractor_in_knots_is_refused(site: Site, watch: Watch) -> None:
    deep = ("<html><body>" + "<div>" * 50_000 + STORY).encode()
    assert page_trouble(site, watch, lambda r: answer(r, 200, deep, {"Content-Type": "text/html"})) == "html-too-complex"
