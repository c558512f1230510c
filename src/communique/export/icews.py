"""The column layout of the ICEWS event data (Boschee et al., Harvard Dataverse): tab-separated, one header row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.export.base import Notes, Options, country_name
from communique.export.flat import Row, joined, rows, tsv
from communique.knowledge.labels import load_sectors
from communique.model import Record

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
    "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip


def write(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """The table, line by line."""
    yield from tsv(COLUMNS, (_cells(row) for row in rows(records, options, notes)))


def _cells(row: Row) -> tuple[object, ...]:
    record, where, sectors = row.told.record, row.told.event.where, load_sectors()
    sides = [
        (joined(a.name for a in side), joined(sectors.of(a) for a in side), joined(country_name(a.country) for a in side))
        for side in (row.sources, row.targets)
    ]
    return (
        row.id,
        row.told.day,
        *sides[0],
        row.told.words,
        row.cameo,
        row.intensity,
        *sides[1],
        record.article.id,
        _sentence(record.article.text, row.told.trigger.start),
        record.article.publisher,
        where.name if where else None,
        None,
        None,
        country_name(where.country) if where else None,
        where.lat if where else None,
        where.lon if where else None,
    )


def _sentence(text: str, at: int) -> int:
    """The number of the paragraph line, from 1: records keep no sentences."""
    return sum(1 for line in text[:at].split("\n") if line.strip()) or 1
