"""The tables that CSV, Parquet and the data release share: typed columns with their meanings, and the rows of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec

from communique.export.base import Expand, Told, pairs, told
from communique.model import Record, Statement

ColumnType = Literal["string", "integer", "number", "boolean", "date"]
Values = dict[str, Any]


class Column(msgspec.Struct, frozen=True):
    """One column: its name, what its cells are, and what they mean."""

    name: str
    type: ColumnType
    meaning: str


class Table(msgspec.Struct, frozen=True):
    """One table: its columns, and the rows that one record gives."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Record, Expand], Iterator[Values]]


def _columns(*described: tuple[str, ColumnType, str]) -> tuple[Column, ...]:
    return tuple(Column(*d) for d in described)


def _events(record: Record, expand: Expand) -> Iterator[Values]:
    del expand
    for item in told((record,)):
        e, when, where = item.event, item.event.when, item.event.where
        yield {
            "event": e.id, "article": record.article.id, "sha256": record.article.sha256, "published": record.article.published,
            "publisher": record.article.publisher, "url": record.article.url, "type": e.type, "mode": e.mode, "cameo": e.cameo,
            "quad": e.quad, "contexts": " ".join(e.contexts), "status": e.status, "medium": e.medium, "reciprocal": e.reciprocal,
            "earliest": when.earliest if when else None, "latest": when.latest if when else None, "edtf": when.edtf if when else None,
            "place": where.name if where else None, "place_country": where.country if where else None,
            "lat": where.lat if where else None, "lon": where.lon if where else None, "geonames_id": where.geonames_id if where else None,
            "duration_minutes": e.duration_minutes, "initiator": e.initiator, "about": " ".join(e.about),
            "topics": "; ".join(" ".join(t.split()) for t in e.topics), "rule": e.rule, "confidence": e.confidence, "words": item.words,
        }  # fmt: skip


def _parties(record: Record, expand: Expand) -> Iterator[Values]:
    del expand
    for item in told((record,)):
        roles = (("actor", item.event.actors), ("recipient", item.event.recipients))
        for role, ids in roles:
            for actor in map(item.party, ids):
                named = {"actor": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country, "office": actor.office}
                yield {"event": item.event.id, "role": role, **named}


def _statements(record: Record, expand: Expand) -> Iterator[Values]:
    del expand
    text, names = record.article.text, {a.id: a.name for a in record.actors}
    countries = {a.id: a.country for a in record.actors}
    for s in record.statements:
        outermost = s.via[-1] if s.via else s.speaker
        yield {
            "statement": s.id, "article": record.article.id, "event": s.event, "speaker": s.speaker, "speaker_name": names.get(s.speaker),
            "via": " ".join(s.via), "side": countries.get(outermost), "addressee": s.addressee, **_stance(s),
            "source": s.source.text if s.source else None, "cue": s.cue.text if s.cue else None, "start": s.content.start,
            "end": s.content.end, "content": text[s.content.start : s.content.end],
        }  # fmt: skip


def _stance(statement: Statement) -> Values:
    stance = statement.stance
    return {"stance": stance.kind if stance else None, "stance_target": stance.target if stance else None}


def _evidence(record: Record, expand: Expand) -> Iterator[Values]:
    del expand
    text = record.article.text
    for event in record.events:
        for e in event.evidence:
            yield {"event": event.id, "field": e.field, "start": e.start, "end": e.end, "words": text[e.start : e.end]}


def _dyads(record: Record, expand: Expand) -> Iterator[Values]:
    if expand == "none":
        return
    for item in told((record,)):
        for a, b in pairs(item.event, expand):
            if a and b:
                yield _dyad(item, a[0], b[0])


def _dyad(item: Told, source: str, target: str) -> Values:
    a, b, e, when = item.party(source), item.party(target), item.event, item.event.when
    return {
        "event": e.id, "source": a.id, "source_name": a.name, "source_country": a.country, "target": b.id, "target_name": b.name,
        "target_country": b.country, "type": e.type, "medium": e.medium, "status": e.status,
        "earliest": when.earliest if when else None, "latest": when.latest if when else None,
    }  # fmt: skip


TABLES = (
    Table("events", _columns(
        ("event", "string", "id of the event"),
        ("article", "string", "id of the article that tells it"),
        ("sha256", "string", "digest of the article's text"),
        ("published", "date", "publication date"),
        ("publisher", "string", "who published the article"),
        ("url", "string", "where it was published"),
        ("type", "string", "PLOVER event type"),
        ("mode", "string", "PLOVER mode"),
        ("cameo", "string", "CAMEO code, where there is one"),
        ("quad", "integer", "PLOVER quad class, 1 to 4"),
        ("contexts", "string", "PLOVER contexts, separated by blanks"),
        ("status", "string", "occurred, planned, proposed, cancelled, postponed, denied or hypothetical"),
        ("medium", "string", "phone, video, in_person, letter or unspecified; empty for what is no contact"),
        ("reciprocal", "boolean", "whether it goes both ways"),
        ("earliest", "date", "first possible day; empty is open"),
        ("latest", "date", "last possible day; empty is open"),
        ("edtf", "string", "the same interval in Extended Date/Time Format"),
        ("place", "string", "name of the place"),
        ("place_country", "string", "ISO 3166-1 alpha-3 of the place"),
        ("lat", "number", "latitude, WGS 84 degrees"),
        ("lon", "number", "longitude, WGS 84 degrees"),
        ("geonames_id", "integer", "GeoNames id of the place"),
        ("duration_minutes", "integer", "how long it took"),
        ("initiator", "string", "id of the actor who asked for it"),
        ("about", "string", "ids of the events it dealt with, separated by blanks"),
        ("topics", "string", "what it was about, as written, separated by semicolons"),
        ("rule", "string", "rule that found it"),
        ("confidence", "number", "how sure, 0 to 1"),
        ("words", "string", "paragraph with the trigger"),
    ), _events),
    Table("parties", _columns(
        ("event", "string", "id of the event"),
        ("role", "string", "actor or recipient"),
        ("actor", "string", "id of the party"),
        ("name", "string", "its name"),
        ("kind", "string", "person, state, government, organisation, armed_group, office, group or other"),
        ("country", "string", "ISO 3166-1 alpha-3"),
        ("office", "string", "office held"),
    ), _parties),
    Table("statements", _columns(
        ("statement", "string", "id in its article's record"),
        ("article", "string", "id of the article"),
        ("event", "string", "event that it gives an account of"),
        ("speaker", "string", "id of whose words they are"),
        ("speaker_name", "string", "the speaker's name"),
        ("via", "string", "ids of the sources that report them, nearest first, separated by blanks"),
        ("side", "string", "ISO 3166-1 alpha-3 of the outermost source"),
        ("addressee", "string", "id of whom they are said to"),
        ("stance", "string", "what the statement does: support, thanks, call…"),
        ("stance_target", "string", "towards whom or what"),
        ("source", "string", "the source as written"),
        ("cue", "string", "the cue as written"),
        ("start", "integer", "first code point of the content in the text"),
        ("end", "integer", "code point after the content"),
        ("content", "string", "the content as written"),
    ), _statements),
    Table("evidence", _columns(
        ("event", "string", "id of the event"),
        ("field", "string", "field that the words prove"),
        ("start", "integer", "first code point in the text"),
        ("end", "integer", "code point after the words"),
        ("words", "string", "the words"),
    ), _evidence),
    Table("dyads", _columns(
        ("event", "string", "id of the event"),
        ("source", "string", "id of the first party"),
        ("source_name", "string", "its name"),
        ("source_country", "string", "its ISO 3166-1 alpha-3"),
        ("target", "string", "id of the second party"),
        ("target_name", "string", "its name"),
        ("target_country", "string", "its ISO 3166-1 alpha-3"),
        ("type", "string", "PLOVER event type"),
        ("medium", "string", "medium of a contact"),
        ("status", "string", "status of the event"),
        ("earliest", "date", "first possible day"),
        ("latest", "date", "last possible day"),
    ), _dyads),
)  # fmt: skip
