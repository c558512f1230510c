"""PLOVER JSON (manual 0.8, "Data Fields"), one event a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from communique import __version__
from communique.export.base import Notes, Options, Told, told, wikidata
from communique.knowledge.labels import load_intensity, load_sectors
from communique.model import Actor, Record


def write(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """One line of JSON for each event. Our status stands in ``comment``: PLOVER has no field for it."""
    del options
    for item in told(records):
        if item.event.status != "occurred":
            notes.add(f"{item.event.status} events: PLOVER has no status, so it stands in `comment`")
        if item.event.when is None:
            notes.add("events dated by their article's publication: the text has no day for them")
        yield msgspec.json.encode(_event(item)) + b"\n"


def _event(item: Told) -> dict[str, object]:
    event, article, when, where = item.event, item.record.article, item.event.when, item.event.where
    return {
        "id": event.id,
        "date": item.day,
        "time": None,
        "enddate": when.latest if when else None,
        "actor": [_actor(item.party(a)) for a in event.actors],
        "recipient": [_actor(item.party(a)) for a in event.recipients],
        "event": [event.type],
        "mode": [event.mode] if event.mode else [],
        "context": list(event.contexts),
        "event_loc": {"name": where.name, "country": where.country, "lat": where.lat, "lon": where.lon} if where else None,
        "event_text": [item.words],
        "quad_code": event.quad,
        "event_scale": load_intensity().of(event),
        "link": [event.id, *event.about] if event.about else [],
        "text": item.words,
        "text_info": {"sequence": None, "start": item.trigger.start, "end": item.trigger.end},
        "cite_info": {
            "corpus": None, "citation": None, "url": article.url, "title": article.title, "language": article.language,
            "publication": article.publisher, "license": None, "copyright": None, "coder": "communique", "codebook": "PLOVER 0.8",
            "version": __version__,
        },
        "coder": f"communique {__version__} {item.record.engine.knowledge}",
        "coded_date": None,
        "coded_time": None,
        "comment": f"status: {event.status}; medium: {event.medium or 'none'}; date: {when.edtf if when else 'not in the text'}",
    }  # fmt: skip


def _actor(actor: Actor) -> dict[str, object]:
    return {
        "code": actor.country,
        "sector": load_sectors().of(actor),
        "entity_text": actor.name,
        "identifier_id": wikidata(actor.id) or actor.id,
        "identifier_text": actor.name,
        "office": actor.office,
    }
