"""Records for other tools' data models: FollowTheMoney entities, W3C Web Annotations, GeoJSON, and our own JSON Lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from communique.export.base import Notes, Options, Told, iso2, told, uri, wikidata
from communique.model import Actor, Evidence, Record

Entity = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# So many code points before and after a quotation help to find it again in a changed text.
AROUND = 32
_SCHEMAS = {
    "person": "Person", "state": "PublicBody", "government": "PublicBody", "organisation": "Organization", "armed_group": "Organization",
    "office": "LegalEntity", "group": "LegalEntity", "other": "LegalEntity",
}  # fmt: skip


def write_jsonl(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """Our own contract: one record a line (``communique schema`` prints its JSON Schema)."""
    del options, notes
    for record in records:
        yield record.to_json() + b"\n"


def write_ftm(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """FollowTheMoney entities, one a line: actors once, articles, events. Evidence goes into ``description``."""
    del options
    seen: set[str] = set()
    for record in records:
        article = _article(record)
        for entity in (article, *(_body(a) for a in record.actors), *(_event(t, article["id"], notes) for t in told((record,)))):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield msgspec.json.encode(entity) + b"\n"


def _entity(identity: str, schema: str, **properties: object) -> Entity:
    """Without empty values; every value is a list of strings, as FollowTheMoney has it."""
    lists = {k: [str(x) for x in (v if isinstance(v, list) else [v]) if x not in (None, "")] for k, v in properties.items()}
    return {"id": identity, "schema": schema, "properties": {k: v for k, v in lists.items() if v}}


def _article(record: Record) -> Entity:
    a = record.article
    identity = f"communique-article-{a.sha256[:24]}"
    return _entity(
        identity, "Article", title=a.title, publisher=a.publisher, sourceUrl=a.url, publishedAt=a.published, contentHash=_sha1(a.text)
    )


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _body(actor: Actor) -> Entity:
    item, place = wikidata(actor.id), iso2(actor.country)
    where = {"nationality": place} if actor.kind == "person" else {"country": place}
    return _entity(_identity(actor.id), _SCHEMAS[actor.kind], name=actor.name, wikidataId=item, **where)


def _identity(actor: str) -> str:
    return f"communique-{''.join(c if c.isalnum() or c == '-' else '-' for c in actor)}"


def _event(item: Told, article: str, notes: Notes) -> Entity:
    event, when, where, url = item.event, item.event.when, item.event.where, item.record.article.url
    parties = [_identity(p) for p in event.parties]
    evidence = [f"{e.field}: {item.record.article.text[e.start : e.end]}" for e in event.evidence]
    shared = {"sourceUrl": url, "summary": item.words, "description": evidence, "recordId": event.id, "proof": article}
    days = {"startDate": when.earliest if when else None, "endDate": when.latest if when else None}
    if event.medium == "phone" and len(parties) == 2 and event.status == "occurred":
        return _entity(f"communique-{event.id}", "Call", caller=parties[0], receiver=parties[1], **shared, **days)
    if event.medium == "phone" and len(parties) > 2:
        notes.add("calls of more than two parties written as Event: FollowTheMoney's Call has two")
    name = f"{event.type} {event.medium or event.mode or ''}, {event.status}".replace("_", " ")
    place = {"location": where.name if where else None, "country": iso2(where.country) if where else None}
    return _entity(f"communique-{event.id}", "Event", name=name, involved=parties, **place, **shared, **days)


def write_annotations(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """W3C Web Annotations, one a line: one for each evidence of each event. Positions count Unicode code points."""
    del options, notes
    for item in told(records):
        for number, evidence in enumerate(item.event.evidence):
            yield msgspec.json.encode(_annotation(item, number, evidence)) + b"\n"


def _annotation(item: Told, number: int, evidence: Evidence) -> Entity:
    article, event = item.record.article, item.event
    text, start, end = article.text, evidence.start, evidence.end
    return {
        "@context": CONTEXT,
        "id": uri(item.record, f"{event.id}:{number}"),
        "type": "Annotation",
        "motivation": "classifying",
        "body": {"type": "TextualBody", "format": "text/plain", "value": f"{event.type} {event.id}: {evidence.field}"},
        "target": {
            "source": {"id": article.url or uri(item.record, "text"), "sha256": article.sha256, "positionUnit": "Unicode code point"},
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(start - AROUND, 0) : start],
                 "suffix": text[end : end + AROUND]},
            ],
        },
    }  # fmt: skip


def write_geojson(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """Events with a place, as one RFC 7946 FeatureCollection; those without coordinates are left out and counted."""
    del options
    features = []
    for item in told(records):
        where = item.event.where
        if where is None or where.lat is None or where.lon is None:
            notes.add("events left out: no coordinates")
        else:
            features.append({"type": "Feature", "id": item.event.id, "properties": _properties(item),
                             "geometry": {"type": "Point", "coordinates": [where.lon, where.lat]}})  # fmt: skip
    yield msgspec.json.format(msgspec.json.encode({"type": "FeatureCollection", "features": features}), indent=1) + b"\n"


def _properties(item: Told) -> Entity:
    event, when, where = item.event, item.event.when, item.event.where
    return {
        "type": event.type, "medium": event.medium, "status": event.status, "when": when.edtf if when else None,
        "place": where.name if where else None, "parties": [item.party(p).name for p in event.parties],
        "url": item.record.article.url, "words": item.words,
    }  # fmt: skip
