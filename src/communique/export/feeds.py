"""Subscriptions: planned contacts as iCalendar, the events of an actor or a pair as Atom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from communique.errors import InputError
from communique.export.base import Notes, Options, Told, is_web, told, uri, xml_words
from communique.knowledge.actors_names import pieces
from communique.model import Actor, Record

if TYPE_CHECKING:
    from icalendar import Event as Entry

ATOM = "http://www.w3.org/2005/Atom"
PRODUCT = "-//communique//planned contacts//EN"
TO_COME = ("planned", "proposed", "postponed")


def write_ical(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """Contacts to come as whole-day events, RFC 5545. An interval is one event over all its days; an open one is left out and counted."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for item in _wanted(told(records), options):
        if item.event.medium is None or item.event.status not in TO_COME:
            continue
        when = item.event.when
        if when is None or when.earliest is None or when.latest is None:
            notes.add("contacts to come left out: their day is open")
            continue
        calendar.add_component(_entry(item, when.earliest, when.latest))
    yield calendar.to_ical()


def _entry(item: Told, first: dt.date, last: dt.date) -> Entry:
    from icalendar import Event as Component

    entry, where, published = Component(), item.event.where, item.record.article.published or first
    entry.add("uid", uri(item.record, item.event.id))
    # The same record gives the same bytes: the stamp is the publication's day.
    entry.add("dtstamp", dt.datetime.combine(published, dt.time(), dt.UTC))
    entry.add("dtstart", first)
    entry.add("dtend", last + dt.timedelta(days=1))
    entry.add("summary", _title(item))
    entry.add("description", item.words)
    entry.add("status", "TENTATIVE")
    if where:
        entry.add("location", where.name)
    if is_web(item.record.article.url):
        entry.add("url", item.record.article.url)
    return entry


def write_atom(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """The events of ``--actor`` (and ``--with``) as Atom, RFC 4287; of everybody without them.

    Those of texts without a publication date are left out and counted: an entry needs one.
    """
    root = ET.Element("feed", {"xmlns": ATOM})
    name = " and ".join(n for n in (options.actor, options.other) if n) or "all actors"
    entries = []
    for item in _wanted(told(records), options):
        if item.record.article.published is None:
            notes.add("events left out: their article has no publication date")
        else:
            entries.append(item)
    newest = max((e.record.article.published for e in entries if e.record.article.published), default=dt.date(1970, 1, 1))
    _add(root, "id", f"urn:communique:feed:{'-'.join(pieces(name))}")
    _add(root, "title", f"Events of {name}")
    _add(root, "updated", _moment(newest))
    _add(ET.SubElement(root, "author"), "name", "communique")
    for item in entries:
        _atom_entry(ET.SubElement(root, "entry"), item)
    ET.indent(root)
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def _atom_entry(entry: ET.Element, item: Told) -> None:
    article = item.record.article
    _add(entry, "id", uri(item.record, item.event.id))
    _add(entry, "title", _title(item))
    _add(entry, "updated", _moment(article.published or dt.date(1970, 1, 1)))
    _add(entry, "summary", item.words)
    if is_web(article.url):
        ET.SubElement(entry, "link", {"href": article.url})


def _add(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = xml_words(words)


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _title(item: Told) -> str:
    names = [item.party(p).name for p in item.event.parties]
    what = (item.event.medium or item.event.type.lower()).replace("_", " ")
    return f"{' – '.join(names)}: {what}, {item.event.status}"


def _wanted(items: Iterable[Told], options: Options) -> Iterator[Told]:
    """The events in which all whom the user named take part. Raises ``InputError`` where nobody in the records has such a name."""
    asked = [n for n in (options.actor, options.other) if n]
    seen = dict.fromkeys(asked, False)
    for item in items:
        cast = [item.party(p) for p in item.event.parties]
        hits = {name: any(_is(name, actor) for actor in cast) for name in asked}
        seen = {name: seen[name] or hits[name] for name in asked}
        if all(hits.values()):
            yield item
    unknown = [name for name, found in seen.items() if not found]
    if unknown:
        raise InputError(f"{unknown[0]!r} takes part in no event of these records; give a name or an id as the records have it")


def _is(name: str, actor: Actor) -> bool:
    return name in (actor.id, actor.id.removeprefix("wd:"), actor.country) or set(pieces(name)) <= set(pieces(actor.name))
