"""The ledger as tables in memory: events, statements and dyads, as Arrow, Polars or pandas."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Literal

from communique.errors import LedgerError

Frame = Literal["arrow", "polars", "pandas"]
TableName = Literal["events", "statements", "dyads"]
# One row a happening that counts; parties are ids, in the order of the record.
_EVENTS = """
    SELECT h.id, h.type, h.mode, h.medium, h.status, h.earliest, h.latest, h.edtf, h.place, h.country, h.lat, h.lon, h.duration_minutes,
           i.id AS initiator, h.confidence, h.reports, h.sources, h.state,
           (SELECT json_group_array(a.id) FROM party p JOIN actor a ON a.number = p.actor
            WHERE p.happening = h.number AND p.role = 'actor') AS actors,
           (SELECT json_group_array(a.id) FROM party p JOIN actor a ON a.number = p.actor
            WHERE p.happening = h.number AND p.role = 'recipient') AS recipients
    FROM happening h LEFT JOIN actor i ON i.number = h.initiator
    WHERE h.absorbed IS NULL AND h.state <> 'rejected' ORDER BY h.earliest, h.id"""
_STATEMENTS = """
    SELECT s.id, n.article, n.sha256, n.published, w.id AS speaker, o.id AS outermost, h.id AS event, s.content,
           json_extract(s.json, '$.stance.kind') AS stance
    FROM statement s JOIN snapshot n ON n.number = s.snapshot JOIN actor w ON w.number = s.speaker JOIN actor o ON o.number = s.outermost
         LEFT JOIN happening h ON h.number = s.happening WHERE n.latest = 1 ORDER BY n.article, s.number"""
# One row a pair of states and happening: every two parties of different countries, the first in the alphabet first.
_DYADS = """
    SELECT DISTINCT h.id AS event, x.country AS first, y.country AS second, h.type, h.medium, h.status, h.earliest, h.latest
    FROM happening h JOIN party p ON p.happening = h.number JOIN actor x ON x.number = p.actor
         JOIN party q ON q.happening = h.number JOIN actor y ON y.number = q.actor AND x.country < y.country
    WHERE h.absorbed IS NULL AND h.state <> 'rejected' ORDER BY h.earliest, h.id, first, second"""
TABLES: dict[TableName, str] = {"events": _EVENTS, "statements": _STATEMENTS, "dyads": _DYADS}


def table(db: sqlite3.Connection, name: TableName, frame: Frame = "arrow") -> Any:
    """One of the tables, as a ``pyarrow.Table``, a ``polars.DataFrame`` or a ``pandas.DataFrame``.

    Dates are dates; ``actors`` and ``recipients`` are lists of ids. Raises ``LedgerError`` where the library for the frame is missing.
    """
    import pyarrow as pa

    cursor = db.execute(TABLES[name])
    names = [d[0] for d in cursor.description]
    rows = [dict(zip(names, values, strict=True)) for values in _plain(cursor, names)]
    schema = pa.schema([(n, _type(n, pa)) for n in names])
    return _as(pa.Table.from_pylist(rows, schema=schema), frame)


def _plain(cursor: sqlite3.Cursor, names: list[str]) -> Iterator[list[object]]:
    import datetime as dt
    import json

    for row in cursor:
        values: list[object] = []
        for name, value in zip(names, tuple(row), strict=True):
            if name in ("earliest", "latest", "published") and value:
                values.append(dt.date.fromisoformat(value))
            else:
                values.append(json.loads(value) if name in ("actors", "recipients") else value)
        yield values


def _type(name: str, pa: Any) -> Any:
    if name in ("earliest", "latest", "published"):
        return pa.date32()
    if name in ("actors", "recipients"):
        return pa.list_(pa.string())
    if name in ("lat", "lon", "confidence"):
        return pa.float64()
    return pa.int64() if name in ("duration_minutes", "reports", "sources") else pa.string()


def _as(arrow: Any, frame: Frame) -> Any:
    if frame == "arrow":
        return arrow
    try:
        if frame == "pandas":
            return arrow.to_pandas()
        import polars

        return polars.from_arrow(arrow)
    except ImportError as error:
        raise LedgerError(f"{frame} is not installed: pip install 'communique[frames]'") from error
