"""Rows of the tab-separated layouts of others: which of our events they can hold, and as what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from communique.export.base import Notes, Options, Told, pairs, safe, told
from communique.knowledge.labels import load_intensity
from communique.model import Actor, Record

# The data sets hold what took place, and count meetings to come as agreements to meet (AGREE, CAMEO 036).
TO_COME = ("planned", "proposed")


class Row(msgspec.Struct, frozen=True):
    """One source and one target of one event (several where pairs are not expanded), with its type as the layout has it."""

    told: Told
    number: int
    type: str
    cameo: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]

    @property
    def intensity(self) -> float:
        """Goldstein's scale, of the type that the layout has."""
        event = self.told.event
        return load_intensity().of(event) if self.type == event.type else load_intensity().types["AGREE"]

    @property
    def id(self) -> str:
        """Unique: the event's id, with the row's number where it has several."""
        return f"{self.told.event.id}-{self.number}" if self.number else self.told.event.id


def rows(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[Row]:
    """The rows of all events that the layouts can hold; the others are counted in ``notes``."""
    for item in told(records):
        event = item.event
        if event.status not in ("occurred", *TO_COME):
            notes.add(f"events left out that are {event.status}: the layout has no status")
            continue
        to_come = event.status in TO_COME
        if to_come and event.type != "CONSULT":
            notes.add(f"{event.type} events left out that are only {event.status}")
            continue
        if to_come:
            notes.add(f"{event.status} contacts written as AGREE, as POLECAT does")
        if event.when is None or not (event.when.earliest or event.when.latest):
            notes.add("events dated by their article's publication: the text has no day for them")
        kind, code = ("AGREE", "036") if to_come else (event.type, event.cameo or "")
        for number, (a, b) in enumerate(pairs(event, options.expand)):
            yield Row(item, number, kind, code, tuple(map(item.party, a)), tuple(map(item.party, b)))


def tsv(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A header and lines, separated by tabs, as UTF-8; cells hold no tab, line end or formula."""
    for cells in ([*columns], *lines):
        out = io.StringIO()
        csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerow([safe(c) for c in cells])
        yield out.getvalue().encode()


def joined(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return ";".join(v for v in dict.fromkeys(values) if v)
