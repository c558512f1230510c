"""Bytes of a feed → what it lists: RSS and Atom (feedparser, BSD), JSON Feed. No entity of a document's own is ever expanded."""

from __future__ import annotations

import calendar
import codecs
import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterable
from typing import Any

import feedparser
import httpx
import msgspec

from communique.feeds.fetching import http_url
from communique.feeds.nouns import Answer, Entry, Listing, Trouble
from communique.reading import parse_published
from communique.reading.facts import clean

KINDS = (
    "application/atom+xml", "application/rss+xml", "application/feed+json", "application/xml", "text/xml", "application/json",
    "application/rdf+xml", "text/html", "text/plain",
)  # fmt: skip
# Beyond these a feed is no feed but an attack, or an archive.
MOST_ENTRIES = 500
MOST_TAGS = 200_000
LONGEST_URL = 2_000
LONGEST_TITLE = 500
_ENTITY = re.compile(r"<!\s*ENTITY", re.I)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_START = re.compile(r"(?>(?:\s+|<!--.*?-->|<!DOCTYPE[^>]*>|<\?[^>]*>)*)<(?:\w+:)?(rss|feed|RDF)\b", re.I | re.S)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Character sets in which the letters of a tag are those letters: nothing can hide in them.
_PLAIN = re.compile(
    r"(?:us-)?ascii|utf-?8|utf-?16(?:[lb]e)?|iso-?8859-?\d+|latin-?\d|windows-?125\d|cp125\d|koi8-?[ru]"
    r"|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr)",
    re.I,
)


class _Item(msgspec.Struct, frozen=True):
    """An item of a JSON Feed, as far as it matters here."""

    id: str | int | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    summary: str | None = None
    content_html: str | None = None
    content_text: str | None = None


class _JsonFeed(msgspec.Struct, frozen=True):
    version: str
    items: list[msgspec.Raw] = []


def listing(answer: Answer) -> Listing | Trouble:
    """What a feed lists; trouble where it is none, or one that is made to harm."""
    if answer.media.endswith("json") or answer.body.lstrip()[:1] == b"{":
        return _from_json(answer)
    text = _decoded(answer)
    if isinstance(text, Trouble):
        return text
    if _ENTITY.search(text):
        return Trouble("entities", "it declares entities of its own, which no feed needs and which are not expanded")
    if text.count("<") > MOST_TAGS:
        return Trouble("too-complex", f"it has more than {MOST_TAGS:,} tags")
    if not _START.match(text[:20_000]):
        return Trouble("no-feed", "it is no RSS, Atom or JSON feed")
    return _from_xml(text, answer.url)


def _decoded(answer: Answer) -> str | Trouble:
    """The text, in the character set that its mark, the server or itself names."""
    declared = _DECLARED.match(answer.body[:500])
    named = next((name for mark, name in _MARKS if answer.body.startswith(mark)), None)
    named = named or (declared[1].decode("ascii") if declared else None) or answer.charset or "utf-8"
    if named != "utf-8-sig" and not _PLAIN.fullmatch(named):
        return Trouble("wrong-coding", f"its character set {named[:40]!r} is not read")
    try:
        return answer.body.decode(named, "replace").replace("\0", "")
    except LookupError:
        return Trouble("wrong-coding", f"its character set {named[:40]!r} is unknown")


def _from_xml(text: str, base: str) -> Listing | Trouble:
    data = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers=headers)
    except Exception as error:  # on broken feeds it raises many things
        return Trouble("no-feed", f"it cannot be read as a feed: {type(error).__name__}")
    if not found.version and not found.entries:
        return Trouble("no-feed", "it is no RSS, Atom or JSON feed")
    return _listed((_entry_of_xml(e, base) for e in found.entries), len(found.entries))


def _entry_of_xml(entry: Any, base: str) -> Entry | None:
    url = _page(entry.get("link") or _guid(entry), base)
    if url is None:
        return None
    moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    said = [dict.get(entry, k) for k in ("title", "published", "updated", "summary")] + [c.get("value") for c in entry.get("content", ())]
    # Asked as a plain dict: the parser else gives one of the two for the other.
    published, updated = (_day(dict.get(entry, k), dict.get(entry, f"{k}_parsed")) for k in ("published", "updated"))
    return Entry(url, _title(entry.get("title")), published, updated, _moment(moment), _mark(said))


def _guid(entry: Any) -> str | None:
    return entry.get("id") if str(entry.get("id", "")).startswith(("http://", "https://")) else None


def _from_json(answer: Answer) -> Listing | Trouble:
    try:
        feed = msgspec.json.decode(answer.body, type=_JsonFeed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Trouble("no-feed", f"it cannot be read as a JSON Feed: {error}")
    if "jsonfeed.org/version/" not in feed.version:
        return Trouble("no-feed", "it is JSON, but no JSON Feed: its version does not say so")
    return _listed((_entry_of_json(raw, answer.url) for raw in feed.items[: MOST_ENTRIES + 1]), len(feed.items))


def _entry_of_json(raw: msgspec.Raw, base: str) -> Entry | None:
    try:
        item = msgspec.json.decode(raw, type=_Item, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    url = _page(item.url or item.external_url, base)
    if url is None:
        return None
    said = [item.title, item.date_published, item.date_modified, item.summary, item.content_html, item.content_text]
    published, updated = parse_published(item.date_published), parse_published(item.date_modified)
    return Entry(url, _title(item.title), published, updated, _iso(item.date_published or item.date_modified), _mark(said))


def _listed(entries: Iterable[Entry | None], total: int) -> Listing:
    """Each page once, the first that the feed names; no more than ``MOST_ENTRIES``."""
    kept: dict[str, Entry] = {}
    repeated = 0
    for entry in entries:
        if entry is None:
            continue
        repeated += entry.url in kept
        if len(kept) < MOST_ENTRIES:
            kept.setdefault(entry.url, entry)
    return Listing(tuple(kept.values()), total - repeated - len(kept))


def _page(link: object, base: str) -> str | None:
    """The address of a page; ``None`` for scripts, mail and whatever else is no http or https address."""
    if not isinstance(link, str) or not 0 < len(link) <= LONGEST_URL:
        return None
    try:
        found = http_url(str(httpx.URL(base).join(link.strip())))
    except (httpx.InvalidURL, ValueError, UnicodeError):
        return None
    return None if isinstance(found, Trouble) else str(found)


def _title(value: object) -> str | None:
    from html import unescape

    title = clean(unescape(re.sub(r"<[^<>]{0,500}>", "", value))) if isinstance(value, str) else None
    return title[:LONGEST_TITLE] if title else None


def _day(written: object, parsed: Any) -> dt.date | None:
    """The day as written, in no other time zone; where only the parser understands it, in UTC."""
    day = parse_published(written)
    if day is None and parsed:
        day = parse_published(dt.date(*parsed[:3])) if 1 <= parsed[0] <= 9999 else None
    return day


def _moment(parsed: Any) -> float | None:
    try:
        return float(calendar.timegm(parsed)) if parsed else None
    except (ValueError, OverflowError):
        return None


def _iso(value: str | None) -> float | None:
    try:
        moment = dt.datetime.fromisoformat(value or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _mark(said: Iterable[object]) -> str:
    return hashlib.sha256(msgspec.json.encode([str(s) if s else "" for s in said])).hexdigest()[:16]
