"""What is around a telling: the happenings that the index of blocks gives, and whether any of them may be one with it at all."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Container, Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import chain, groupby
from operator import itemgetter

import msgspec

from communique.knowledge.merging import load_merging
from communique.ledger.keys import listed
from communique.ledger.matching import Telling
from communique.ledger.members import Cast


class Alone(msgspec.Struct, frozen=True):
    """A happening of one report as its rows tell it: who takes part, whether any of them may stand for somebody else, and the rest."""

    ids: frozenset[str]
    actors: frozenset[str]
    any_stands_in: bool
    medium: str | None
    dated: bool


def searched(db: sqlite3.Connection, one: Telling, cast: Cast, *, slip: int = 0) -> set[int]:
    """The happenings that the index gives for a telling, ``slip`` days around it: few, and none missing."""
    return {row[0] for where in _ranges(one, cast, slip) for row in db.execute(_SEARCHED, where)}


def likely(db: sqlite3.Connection, one: Telling, cast: Cast, *, slip: int = 0, known: Container[int] = ()) -> set[int]:
    """Those of them that may be one with the telling and are not ``known``: others need not be read."""
    hits = {n for n in searched(db, one, cast, slip=slip) if n not in known}
    there = _alone(db, hits, cast) if hits else {}
    return {n for n in hits if _may_be_one(one, there.get(n), cast)}


def met(db: sqlite3.Connection, tellings: Sequence[Telling], cast: Cast, *, slip: int = 0) -> dict[int, frozenset[int]]:
    """The places in ``tellings`` of those around which something may be one with them, with what that is: asked for at once.

    The index knows countries and days; most of what it gives is another contact all the same. That is told by its rows, without reading
    its report.
    """
    ranges = [(n, *where) for n, one in enumerate(tellings) for where in _ranges(one, cast, slip)]
    hits = {hit for at in range(0, len(ranges), AT_ONCE) for hit in _hits(db, ranges[at : at + AT_ONCE])}
    there = _alone(db, {number for _, number in hits}, cast) if hits else {}
    likely = sorted((at, number) for at, number in hits if _may_be_one(tellings[at], there.get(number), cast))
    return {at: frozenset(number for _, number in group) for at, group in groupby(likely, key=itemgetter(0))}


_BLOCKS = ("block", "block_recent")
_SEARCHED = " UNION ALL ".join(
    f"SELECT happening FROM {t} WHERE sides = ?1 AND earliest BETWEEN ?2 AND ?3 AND latest >= ?4" for t in _BLOCKS
)
_WHO = """SELECT p.happening, a.id, a.kind, p.role, h.medium, COALESCE(h.earliest, h.latest) IS NOT NULL
    FROM json_each(?) w CROSS JOIN happening h ON h.number = w.value CROSS JOIN party p ON p.happening = h.number
    CROSS JOIN actor a ON a.number = p.actor WHERE (SELECT count(*) FROM report r WHERE r.happening = h.number) = 1"""
# So many ranges are asked for in one statement at the most, and a range in which nothing is.
AT_ONCE = 1024
_NOWHERE = (None,) * 5


def _hits(db: sqlite3.Connection, ranges: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    size = 1 << max(len(ranges) - 1, 3).bit_length()  # few statements serve all
    rows = db.execute(_met(size), [*chain(*ranges), *_NOWHERE * (size - len(ranges))])
    return ((n, happening) for n, happening in rows)


@cache
def _met(size: int) -> str:
    """What is asked for so many ranges at once, in both tables."""
    rows = ", ".join(["(?, ?, ?, ?, ?)"] * size)
    asked = " UNION ALL ".join(
        f"""SELECT w.n, b.happening FROM w CROSS JOIN {t} b
        ON b.sides = w.sides AND b.earliest BETWEEN w.since AND w.until AND b.latest >= w.last"""
        for t in _BLOCKS
    )
    return f"WITH w (n, sides, since, until, last) AS (VALUES {rows}) {asked}"


def _alone(db: sqlite3.Connection, numbers: Set[int], cast: Cast) -> dict[int, Alone]:
    """Those of some happenings that have one report: the rows of others do not tell all that each report names."""
    plain = db.cursor()
    plain.row_factory = None
    rows = plain.execute(_WHO, (listed(numbers),)).fetchall()
    return {int(n): _one(list(group), cast) for n, group in groupby(rows, key=itemgetter(0))}


def _one(rows: Sequence[tuple[int, str, str, str, str | None, int]], cast: Cast) -> Alone:
    kinds = {i: cast[i].kind if i in cast else kind for _, i, kind, *_ in rows}
    *_, medium, dated = rows[0]
    actors = frozenset(i for _, i, _, role, *_ in rows if role == "actor")
    return Alone(frozenset(kinds), actors, not load_merging().stand_ins.isdisjoint(kinds.values()), medium, bool(dated))


def _may_be_one(one: Telling, there: Alone | None, cast: Cast) -> bool:
    """Whether ``reasons`` could give any: what surely has none need not be read."""
    if there is None:
        return True
    if not one.is_contact:
        return one.parties <= there.ids and one.actors & one.parties == there.actors & one.parties
    if one.medium != there.medium and "unspecified" not in (one.medium, there.medium):
        return False
    lasting = frozenset(p for p in one.parties if cast[p].kind not in load_merging().stand_ins)
    if one.dated and there.dated:
        return there.any_stands_in or len(lasting) < len(one.parties) or not there.ids.isdisjoint(one.parties)
    # Without a date only the same parties do; what stands for a person beside it has no row.
    return (lasting or one.parties) <= there.ids


def _ranges(one: Telling, cast: Cast, slip: int) -> Iterator[tuple[int, int, int, int]]:
    """Where the index is read: the number of words, from and to the first day of what is there, and its last day at the least."""
    if one.days is None:
        return
    range_ = _range(*one.days, slip, is_short=not one.dated or one.width <= load_merging().longest_days)
    yield from ((word, *range_) for word in cast.blocks(one))


@lru_cache(maxsize=10_000)
def _range(first: dt.date, last: dt.date, slip: int, *, is_short: bool) -> tuple[int, int, int]:
    start, end = first - dt.timedelta(slip), last + dt.timedelta(slip)
    since = start - dt.timedelta(2 * load_merging().longest_days) if is_short else start
    return since.toordinal(), end.toordinal(), start.toordinal()
