"""Files to take away: feeds of an actor or a pair, and every export of the selection that the overview shows."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from communique.errors import InputError
from communique.export import EXPORTERS, Exporter, Notes, Options
from communique.export.feeds import write_atom, write_ical
from communique.ledger import Ledger
from communique.ledger.columns import Columns
from communique.ledger.decided import merged
from communique.ledger.dossier import called
from communique.ledger.facets import Wanted, choose
from communique.ledger.names import resolve
from communique.ledger.pairs import Mask
from communique.ledger.portraits import TO_COME
from communique.model import Record
from communique.web.filters import filters_of, wanted_of
from communique.web.kept import kept_of
from communique.web.pages import opened

# A feed has the newest so many events.
MOST_FED = 200
MOST_PARTIES = 2
# Of the formats that are one file: their media types and the endings of their names.
KINDS = {
    "jsonl": ("application/x-ndjson", "jsonl"), "plover": ("application/x-ndjson", "jsonl"), "ftm": ("application/x-ndjson", "jsonl"),
    "webannotation": ("application/x-ndjson", "jsonl"), "polecat": ("text/tab-separated-values", "tsv"),
    "icews": ("text/tab-separated-values", "tsv"), "gexf": ("application/gexf+xml", "gexf"),
    "graphml": ("application/graphml+xml", "graphml"),
    "geojson": ("application/geo+json", "geojson"), "ical": ("text/calendar", "ics"), "atom": ("application/atom+xml", "xml"),
}  # fmt: skip
# A ZIP archive's oldest day: the same ledger gives the same bytes.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def atom(request: Request) -> Response:
    """The newest events in which all of ``who`` take part, as Atom."""
    with opened(request) as ledger:
        records, options = _fed(request, ledger, Wanted(contacts_only=False))
        return Response(b"".join(write_atom(records, options, Notes())), media_type="application/atom+xml")


def ical(request: Request) -> Response:
    """Contacts to come in which all of ``who`` take part, as iCalendar."""
    with opened(request) as ledger:
        records, options = _fed(request, ledger, Wanted(status=TO_COME))
        return Response(b"".join(write_ical(records, options, Notes())), media_type="text/calendar")


def _fed(request: Request, ledger: Ledger, wanted: Wanted) -> tuple[list[Record], Options]:
    names = [n for n in dict.fromkeys(request.query_params.getlist("who")) if n.strip()]
    if len(names) > MOST_PARTIES:
        raise InputError(f"a feed is about one or two actors, not {len(names)}")
    parties = tuple(resolve(ledger.db, n) for n in names)
    columns = kept_of(request).columns()
    rows = choose(ledger.db, columns, msgspec.structs.replace(wanted, parties=parties)).rows
    records = list(merged(ledger, _numbers(columns, rows)[:MOST_FED]))
    # Nobody in no record: a feed without entries, not an error.
    meant = [p.country or called(ledger.db, p) for p in parties] if records else []
    return records, Options(actor=meant[0] if meant else None, other=meant[1] if len(meant) > 1 else None)


def _numbers(columns: Columns, rows: Mask) -> list[int]:
    found: list[int] = columns.numbers[rows].tolist()
    return found


def exported(request: Request) -> Response:
    """The selection of an address in a format: each happening once, with what all its reports say."""
    name = request.path_params["name"]
    exporter = EXPORTERS.get(name)
    if exporter is None:
        raise InputError(f"there is no format {name!r}; use one of: {', '.join(EXPORTERS)}")
    filters = filters_of(request.query_params)
    kept = kept_of(request)
    ledger = kept.opened()
    try:
        chosen, _ = kept.answer(ledger, wanted_of(ledger, filters))
    except BaseException:
        ledger.close()
        raise
    numbers = None if chosen.total == kept.size else _numbers(chosen.columns, chosen.rows)
    kind, ending = KINDS[name] if exporter.stream else ("application/zip", "zip")
    headers = {"content-disposition": f'attachment; filename="communique-{name}.{ending}"'}
    return StreamingResponse(_written(ledger, numbers, exporter), media_type=kind, headers=headers)


def _written(ledger: Ledger, numbers: list[int] | None, exporter: Exporter) -> Iterator[bytes]:
    with ledger:
        records = merged(ledger, numbers)
        if exporter.stream:
            yield from exporter.stream(records, Options(), Notes())
        else:
            yield _zipped(records, exporter)


def _zipped(records: Iterable[Record], exporter: Exporter) -> bytes:
    """A format's folder as one archive."""
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="communique-") as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        assert exporter.folder is not None, "a format is a stream or a folder"
        exporter.folder(records, Path(folder), Options(), Notes())
        for path in sorted(p for p in Path(folder).rglob("*") if p.is_file()):
            archive.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix(), NO_DAY), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
