"""A visit: may we ask, is it time, where are we sent, and is the answer of the wanted kind."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple

import httpx
from protego import Protego

from communique.feeds.fetching import AGENT, REDIRECTS, Headers, Reply, ask, http_url
from communique.feeds.nouns import DAY, HOUR, MINUTE, Answer, Settings, Trouble
from communique.feeds.store import Host, Store

MOST_HOPS = 5
# A crawl delay beyond this is meant to keep everybody out; so long we do wait.
LONGEST_PAUSE = 60.0
# Nobody is left alone for longer because of what it answered once.
LONGEST_WAIT = 7 * DAY
# A host that failed so often in a row is not asked for so long.
STRIKES, REST = 3, 15 * MINUTE
ROBOTS_BYTES = 512_000
ROBOTS_KEPT = DAY


class Clock(NamedTuple):
    """What time it is, and waiting."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Wanted(NamedTuple):
    """What is asked for: the kinds it may be of, what we have, and whether private addresses are allowed."""

    url: str
    kinds: tuple[str, ...]
    etag: str | None = None
    modified: str | None = None
    allow_private: bool = False


class Visitor:
    """Asks hosts gently: one request at a time, with pauses, as their robots.txt says; remembers in ``store`` who asked to wait."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._last: dict[str, float] = {}
        self._strikes: dict[str, tuple[int, float]] = {}

    def ready(self, url: str) -> float:
        """The moment from which the host of ``url`` may be asked."""
        origin = origin_of(url)
        return self._last.get(origin, 0.0) + self._pause(self._store.host(origin))

    def visit(self, wanted: Wanted) -> Answer | Trouble:
        """Ask, and go where we are sent."""
        deadline = time.monotonic() + self._settings.seconds
        url, moved, lasting = http_url(wanted.url), None, True
        for _ in range(MOST_HOPS + 1):
            if isinstance(url, Trouble):
                return url
            slept = time.monotonic()
            if trouble := self._unwelcome(url, wanted):
                return trouble
            deadline += time.monotonic() - slept  # waiting for our turn is not the server's fault
            reply = self._asked(url, _headers(wanted), self._settings, deadline, allow_private=wanted.allow_private)
            if isinstance(reply, Trouble) or reply.status not in REDIRECTS:
                return reply if isinstance(reply, Trouble) else self._answer(url, reply, wanted, moved)
            lasting = lasting and reply.status in (301, 308)
            url = _sent_to(url, reply)
            moved = str(url) if lasting else moved
        return Trouble("too-many-redirects", f"it sends us on more than {MOST_HOPS} times", lasting=True)

    def _asked(self, url: httpx.URL, headers: Headers, settings: Settings, deadline: float, *, allow_private: bool) -> Reply | Trouble:
        """Ask one server, and remember how often in a row it failed."""
        reply = ask(url, headers, settings, deadline, allow_private=allow_private)
        origin, failed = origin_of(str(url)), isinstance(reply, Trouble) and reply.code in ("silent", "too-slow", "unreachable")
        self._strikes[origin] = (self._strikes.get(origin, (0, 0.0))[0] + 1 if failed else 0, self._clock.now())
        return reply

    def _unwelcome(self, url: httpx.URL, wanted: Wanted) -> Trouble | None:
        """Why not to ask now. Where it is only too early by a pause, the pause is waited for."""
        origin = origin_of(str(url))
        host = self._store.host(origin)
        if host.not_before > self._clock.now():
            return Trouble("asked-to-wait", f"{origin} asked us to wait until {_shown(host.not_before)}", until=host.not_before)
        strikes, last = self._strikes.get(origin, (0, 0.0))
        if strikes >= STRIKES and last + REST > self._clock.now():
            return Trouble("silent", f"{origin} failed {strikes} times in a row and is left alone for a while", until=last + REST)
        rules = self._robots(origin, host, allow_private=wanted.allow_private)
        if rules is None:
            return Trouble("no-robots", f"{origin}/robots.txt cannot be had, so nothing else is asked for", until=self._clock.now() + HOUR)
        if not _allowed(rules, str(url)):
            return Trouble("robots", f"{origin}/robots.txt asks us not to fetch it", lasting=True)
        self._turn(origin)
        return None

    def _turn(self, origin: str) -> None:
        now = self._clock.now()
        wait = self._last.get(origin, 0.0) + self._pause(self._store.host(origin)) - now
        if wait > 0:
            self._clock.sleep(wait)
        self._last[origin] = self._clock.now()

    def _pause(self, host: Host) -> float:
        return max(self._settings.pause, min(host.delay, LONGEST_PAUSE))

    def _robots(self, origin: str, host: Host, *, allow_private: bool) -> str | None:
        """The text of robots.txt, empty where there is none; ``None`` where the server fails to say (RFC 9309)."""
        now = self._clock.now()
        if host.robots is not None and host.robots_until > now:
            return host.robots
        text = self._fetched_robots(origin, allow_private=allow_private)
        if text is None:
            # For so long what it said before is good enough.
            return host.robots if host.robots_until + 30 * DAY > now else None
        self._store.keep_robots(origin, text, now + ROBOTS_KEPT, _delay(text))
        return text

    def _fetched_robots(self, origin: str, *, allow_private: bool) -> str | None:
        settings = Settings(self._settings.contact, self._settings.seconds, ROBOTS_BYTES)
        deadline = time.monotonic() + settings.seconds
        url = http_url(f"{origin}/robots.txt")
        for _ in range(MOST_HOPS + 1):
            if isinstance(url, Trouble):
                return ""
            reply = self._asked(url, {}, settings, deadline, allow_private=allow_private)
            if isinstance(reply, Trouble):
                return "" if reply.code in ("refused-address", "too-large") else None
            if reply.status not in REDIRECTS:
                return _robots_text(reply)
            url = _sent_to(url, reply)
        return ""

    def _answer(self, url: httpx.URL, reply: Reply, wanted: Wanted, moved: str | None) -> Answer | Trouble:
        if reply.status == 304:
            return Answer(str(url), 304, etag=wanted.etag, modified=wanted.modified, moved=moved)
        if reply.status != 200:
            return self._refusal(url, reply)
        media, charset = _kind(reply.headers.get("content-type", ""))
        if media and media not in wanted.kinds:
            return Trouble("wrong-type", f"it is {media[:60]}, not {wanted.kinds[0]}", lasting=True)
        etag, modified = (_validator(reply, name) for name in ("etag", "last-modified"))
        return Answer(str(url), 200, reply.body, media, charset, etag, modified, moved)

    def _refusal(self, url: httpx.URL, reply: Reply) -> Trouble:
        status = reply.status
        said = f"{url.host} answers {status} {httpx.codes.get_reason_phrase(status)}".rstrip()
        if status == 410:
            return Trouble("gone", f"{said}: it is gone for good", lasting=True)
        if status in (429, 503):
            origin = origin_of(str(url))
            until = self._clock.now() + self._asked_wait(origin, reply.headers.get("retry-after"))
            self._store.wait(origin, until)
            return Trouble("asked-to-wait", f"{said}; asked again from {_shown(until)}", until=until)
        return Trouble(f"status-{status}", said, lasting=400 <= status < 500 and status not in (401, 403, 408, 425))

    def _asked_wait(self, origin: str, value: str | None) -> float:
        """For how long to leave a host alone: as it says, else twice as long each time."""
        told = _retry_after(value, self._clock.now())
        if told is None:
            told = 15 * MINUTE * 2 ** min(self._store.host(origin).refusals, 7)
        return min(max(told, MINUTE), LONGEST_WAIT)


def origin_of(url: str) -> str:
    """Scheme, host and port: whom we ask."""
    found = http_url(url)
    if isinstance(found, Trouble):
        return ""
    port = f":{found.port}" if found.port else ""
    host = f"[{found.host}]" if ":" in found.host else found.host
    return f"{found.scheme}://{host}{port}"


def _headers(wanted: Wanted) -> dict[str, str]:
    headers = {"Accept": ", ".join(wanted.kinds) + ", */*;q=0.1"}
    if wanted.etag:
        headers["If-None-Match"] = wanted.etag
    if wanted.modified:
        headers["If-Modified-Since"] = wanted.modified
    return headers


def _validator(reply: Reply, name: str) -> str | None:
    """A word to be given back as it is, where a header can hold it."""
    value = reply.headers.get(name, "")
    return value if value and value.isascii() and value.isprintable() and len(value) < 1_000 else None


def _sent_to(url: httpx.URL, reply: Reply) -> httpx.URL | Trouble:
    try:
        return http_url(str(url.join(reply.headers.get("location", ""))))
    except (httpx.InvalidURL, ValueError, UnicodeError):
        return Trouble("bad-address", "it sends us to what is no address", lasting=True)


def _robots_text(reply: Reply) -> str | None:
    if reply.status == 429 or reply.status >= 500:
        return None
    return reply.body.decode("utf-8", "replace") if reply.status == 200 else ""


@lru_cache(200)
def _parsed(rules: str) -> Protego:
    return Protego.parse(rules)


def _allowed(rules: str, url: str) -> bool:
    return not rules or bool(_parsed(rules).can_fetch(url, AGENT))


def _delay(rules: str) -> float:
    return float(_parsed(rules).crawl_delay(AGENT) or 0.0)


def _kind(value: str) -> tuple[str, str | None]:
    """Media type and character set."""
    from email.message import Message

    message = Message()
    message["content-type"] = value
    return value.partition(";")[0].strip().lower(), message.get_content_charset() if value else None


def _retry_after(value: str | None, now: float) -> float | None:
    value = (value or "").strip()
    if value.isdecimal():
        return float(value[:12])
    try:
        return parsedate_to_datetime(value).timestamp() - now if value else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _shown(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment, dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
