"""Blind double coding: sheets of events without the machine's values, how far two coders agree, and what is left to settle.

Nominal alpha after Krippendorff, Content Analysis (2004), chapter 11: 1 - observed / expected disagreement over pairable values.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from communique.errors import InputError
from communique.export.base import safe
from communique.ledger.keys import target_of

FIELDS = ("type", "status", "medium")
CONTEXT = 400
COLUMNS = ("key", "text", *FIELDS, "parties")
# Stands between the values of two coders where they differ.
OR = " | "


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a sheet: a report's key, its words in ``[[`` ``]]`` with what stands around them, and the coder's values (ids or names).

    ``none`` as a type says that there is no such event, as a medium that it is no contact; ``None`` is not coded.
    """

    key: str
    text: str = ""
    type: str | None = None
    status: str | None = None
    medium: str | None = None
    parties: tuple[str, ...] = ()


class Agreement(msgspec.Struct, frozen=True):
    """Alpha of each field (``None`` where nothing varies), F1 of the parties, and how many events both have coded."""

    events: int
    alpha: dict[str, float | None]
    parties_f1: float


def sheet(db: sqlite3.Connection) -> Iterator[Coded]:
    """Every event once, in the order of keys, without what the machine or anybody says of it."""
    rows = db.execute("SELECT r.key, s.text FROM report r JOIN snapshot s ON s.number = r.snapshot GROUP BY r.key ORDER BY r.key")
    for row in rows:
        target, text = target_of(row["key"]), row["text"]
        before, after = text[max(0, target.start - CONTEXT) : target.start], text[target.end : target.end + CONTEXT]
        yield Coded(key=row["key"], text=f"{before}[[{text[target.start : target.end]}]]{after}")


def read_sheet(lines: Iterable[bytes], *, name: str) -> dict[str, Coded]:
    """A coder's sheet, JSONL or CSV, by key. Raises ``InputError`` naming a bad line, or one whose key stands twice."""
    found: dict[str, Coded] = {}
    for number, coded in _coded(b"\n".join(line.rstrip(b"\r\n") for line in lines), name):
        if coded.key in found:
            raise InputError(f"{name}: line {number}: {coded.key} stands twice; keep one line for each event")
        found[coded.key] = coded
    return found


def _coded(data: bytes, name: str) -> Iterator[tuple[int, Coded]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{name}: line {line}: is not UTF-8; save the sheet as CSV with UTF-8") from error
    if text.lstrip().startswith("{"):
        yield from _of_json(text, name)
    else:
        yield from _of_csv(text, name)


def _of_json(text: str, name: str) -> Iterator[tuple[int, Coded]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line, type=Coded)
        except msgspec.DecodeError as error:
            raise InputError(f"{name}: line {number}: {error}") from error


def _of_csv(text: str, name: str) -> Iterator[tuple[int, Coded]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if text.startswith("key;") else ",")
    heads = next(rows, [])
    if "key" not in heads or (unknown := set(heads) - set(COLUMNS)):
        wrong = f"no column {sorted(unknown)[0]!r} is known" if "key" in heads else "the first line has no column 'key'"
        raise InputError(f"{name}: line 1: {wrong}; a sheet has {', '.join(COLUMNS)}")
    for row in rows:
        if not any(row):
            continue
        if len(row) != len(heads):
            raise InputError(f"{name}: line {rows.line_num}: has {len(row)} cells instead of {len(heads)}")
        yield rows.line_num, _of_cells(dict(zip(heads, row, strict=True)))


def _of_cells(cells: Mapping[str, str]) -> Coded:
    values = {f: cells.get(f, "").strip() or None for f in FIELDS}
    parties = tuple(p.strip() for p in cells.get("parties", "").split(";") if p.strip())
    return Coded(key=cells["key"], text=cells.get("text", ""), parties=parties, **values)


def write_csv(sheet: Iterable[Coded]) -> Iterator[bytes]:
    """A sheet as CSV, a line at a time; spreadsheets take no cell for a formula, and open it as UTF-8."""
    yield "\ufeff".encode()
    for row in (COLUMNS, *((c.key, c.text, *(getattr(c, f) for f in FIELDS), "; ".join(c.parties)) for c in sheet)):
        line = io.StringIO(newline="")
        csv.writer(line).writerow([safe(cell) for cell in row])
        yield line.getvalue().encode()


def to_settle(one: Mapping[str, Coded], other: Mapping[str, Coded]) -> Iterator[Coded]:
    """The sheet of both: what they agree on, and `` | `` between the values where they differ or only one has coded."""
    for key in sorted(one.keys() | other.keys()):
        a, b = (sheet.get(key, Coded(key=key)) for sheet in (one, other))
        values = {f: _both(getattr(a, f), getattr(b, f)) for f in FIELDS}
        same = set(a.parties) == set(b.parties)
        parties = a.parties if same else (f"{'; '.join(a.parties)}{OR}{'; '.join(b.parties)}",)
        yield Coded(key=key, text=a.text or b.text, parties=parties, **values)


def _both(one: str | None, other: str | None) -> str | None:
    return one if one == other else f"{one or ''}{OR}{other or ''}"


def agreement(one: Mapping[str, Coded], other: Mapping[str, Coded]) -> Agreement:
    """How far two coders agree on the events that both have. Raises ``InputError`` where there is none."""
    pairs = [(one[k], other[k]) for k in sorted(one.keys() & other.keys())]
    if not pairs:
        raise InputError("the two sheets have no event in common; code the same sheet twice")
    values = {f: alpha([(getattr(a, f), getattr(b, f)) for a, b in pairs]) for f in FIELDS}
    shared = sum(len(set(a.parties) & set(b.parties)) for a, b in pairs)
    named = sum(len(set(a.parties)) + len(set(b.parties)) for a, b in pairs)
    return Agreement(len(pairs), values, 2 * shared / named if named else 1.0)


def alpha(pairs: Sequence[tuple[str | None, str | None]]) -> float | None:
    """Krippendorff's alpha for two coders and nominal values; ``None`` is missing, and the outcome where all values are the same."""
    paired = [(a, b) for a, b in pairs if a is not None and b is not None]
    counts = Counter(v for pair in paired for v in pair)
    total = counts.total()
    expected = total * total - sum(n * n for n in counts.values())
    if not expected:
        return None
    return 1 - (total - 1) * 2 * sum(a != b for a, b in paired) / expected
