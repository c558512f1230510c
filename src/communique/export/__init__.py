"""Records → files of other tools. One line in ``EXPORTERS`` a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from communique.errors import InputError
from communique.export import feeds, folders, graphs, icews, linked, plover, polecat
from communique.export.base import Expand, Notes, Options
from communique.export.wholly import whole_folder
from communique.model import Record

Stream = Callable[[Iterable[Record], Options, Notes], Iterator[bytes]]
Folder = Callable[[Iterable[Record], Path, Options, Notes], None]


class Exporter(msgspec.Struct, frozen=True):
    """A format: what it is, and the function that writes it, as a stream of bytes or into a folder."""

    says: str
    stream: Stream | None = None
    folder: Folder | None = None


EXPORTERS: dict[str, Exporter] = {
    "jsonl": Exporter("our own records, one a line", stream=linked.write_jsonl),
    "plover": Exporter("PLOVER JSON, one event a line", stream=plover.write),
    "polecat": Exporter("POLECAT's 40 columns, tab-separated", stream=polecat.write),
    "icews": Exporter("ICEWS's 20 columns, tab-separated", stream=icews.write),
    "csv": Exporter("a folder of CSV tables", folder=folders.write_csv),
    "parquet": Exporter("a folder of Parquet tables", folder=folders.write_parquet),
    "ftm": Exporter("FollowTheMoney entities, one a line", stream=linked.write_ftm),
    "webannotation": Exporter("W3C Web Annotations, one a line", stream=linked.write_annotations),
    "gexf": Exporter("network with spells, GEXF 1.3", stream=graphs.write_gexf),
    "graphml": Exporter("network, GraphML", stream=graphs.write_graphml),
    "edges": Exporter("a folder with nodes.csv and edges.csv", folder=graphs.write_edges),
    "geojson": Exporter("events with a place, GeoJSON", stream=linked.write_geojson),
    "ical": Exporter("contacts to come, iCalendar", stream=feeds.write_ical),
    "atom": Exporter("events of an actor or a pair, Atom", stream=feeds.write_atom),
}


def export(records: Iterable[Record], name: str, to: BinaryIO | Path, options: Options | None = None) -> list[str]:
    """Write records in a format of ``EXPORTERS``: to a binary stream, or into a folder, which is made.

    Returns what was mapped or left out, a line each. Raises ``InputError`` for an unknown format and for a stream where the format
    needs a folder, for records whose references lead nowhere, and where the output cannot be written.
    """
    exporter = EXPORTERS.get(name)
    if exporter is None:
        raise InputError(f"there is no format {name!r}; use one of: {', '.join(EXPORTERS)}")
    chosen, notes = options or Options(), Notes()
    try:
        if exporter.folder:
            if not isinstance(to, Path):
                raise InputError(f"format {name!r} is {exporter.says}: name the folder")
            with whole_folder(to) as partial:
                exporter.folder(records, partial, chosen, notes)
        elif exporter.stream:
            _stream(exporter.stream(records, chosen, notes), to)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"{to if isinstance(to, Path) else 'output'}: cannot be written: {error.strerror or error}") from error
    return notes.lines()


def _stream(chunks: Iterator[bytes], to: BinaryIO | Path) -> None:
    """A file is there whole or not at all."""
    if not isinstance(to, Path):
        for chunk in chunks:
            to.write(chunk)
        return
    partial = to.with_name(f"{to.name}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(chunks)
        partial.replace(to)
    finally:
        partial.unlink(missing_ok=True)


__all__ = ["EXPORTERS", "Expand", "Exporter", "Notes", "Options", "export"]
