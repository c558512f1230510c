"""The column layout of the POLECAT data set (Halterman et al., Harvard Dataverse): tab-separated, one header row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique import __version__
from communique.export.base import Notes, Options, cow_code, wikidata
from communique.export.flat import Row, joined, rows, tsv
from communique.knowledge.labels import load_sectors
from communique.model import Actor, Record

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country",
    "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name",
    "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
# Verbal cooperation, material cooperation, verbal conflict, material conflict: PLOVER's quad classes 1 to 4.
AGREE_QUAD = 1


def write(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """The table, line by line."""
    yield from tsv(COLUMNS, (_cells(row) for row in rows(records, options, notes)))


def _cells(row: Row) -> tuple[object, ...]:
    event, record, where = row.told.event, row.told.record, row.told.event.where
    place = where.name if where else None
    return (
        row.id,
        row.told.day,
        row.type,
        "meet" if row.type != event.type else event.mode,
        row.intensity,
        AGREE_QUAD if row.type != event.type else event.quad,
        joined(event.contexts),
        *_side(row, row.sources, "actors"),
        *_side(row, row.targets, "recipients"),
        place,
        place,
        None,
        None,
        where.country if where else None,
        where.lat if where else None,
        where.lon if where else None,
        where.geonames_id if where else None,
        _raw(row, "where"),
        None,
        record.article.publisher,
        record.article.published,
        joined(a.name for a in record.actors if a.kind == "person"),
        joined(a.name for a in record.actors if a.kind in ("organisation", "armed_group", "government")),
        joined(e.where.name for e in record.events if e.where),
        record.article.language,
        f"communique {__version__} {record.engine.knowledge}",
    )


def _side(row: Row, side: tuple[Actor, ...], field: str) -> tuple[object, ...]:
    codes = [load_sectors().of(a) for a in side]
    return (
        joined(a.name for a in side),
        joined(a.country or "" for a in side),
        joined(cow_code(a.country) for a in side),
        codes[0] if codes else None,
        joined(codes),
        joined((a.office or "").replace("_", " ") for a in side),
        _raw(row, field),
        joined(wikidata(a.id) for a in side),
    )


def _raw(row: Row, field: str) -> str:
    """The words as the text has them, at the field's first evidence."""
    text = row.told.record.article.text
    return next((text[e.start : e.end] for e in row.told.event.evidence if e.field == field), "")
