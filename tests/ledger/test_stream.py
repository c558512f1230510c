"""Many records in one stream are stored as if each came alone, and what they tell is the same in any order."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from ledger.made import SANTIAGO, STOCKHOLM, event, groups, ledger, record, sizes, state, store, when

from communique.ledger import Ledger, open_ledger, verify
from communique.model import Record

DAYS = ("2025-08-16", "2025-08-18", "2025-08-20", "2025-09-01")
WIDE = when("2025-08-15", "2025-08-20")
PARTIES = ("wd:Q1", "wd:Q2", "wd:Q3", "wd:Q4", "iso:CHL", "iso:SWE")
# How many happenings of made-up records have so many reports, by the seed: another number is another way of merging.
SIZES = {0: {1: 61, 2: 13, 3: 5, 4: 2}, 1: {1: 65, 2: 13, 3: 5, 4: 1}}
TABLES = ("happening", "report", "party", "link", "actor")


def told(seed: int, *, names: int = 40) -> list[Record]:
    """Reports on few people and days, so that many tell of one contact; some articles come again with another text, or coded anew."""
    dice = random.Random(seed)

    def one(at: int) -> object:
        medium = dice.choice(["phone", "in_person", "unspecified", None])
        return event(
            *dice.sample(PARTIES, 2), on=dice.choice([when(dice.choice(DAYS)), WIDE, None]), medium=medium, at=at,
            type="CONSULT" if medium else "ACCUSE", status=dice.choice(["occurred", "occurred", "planned", "cancelled"]),
            where=dice.choice([None, None, SANTIAGO, STOCKHOLM]), duration_minutes=dice.choice([None, 30]),
        )  # fmt: skip

    found = [record(f"a{n}", *(one(4 + 6 * k) for k in range(3)), published=dice.choice(DAYS)) for n in range(names)]  # type: ignore[arg-type]
    again = [record(f"a{n}", *(one(4 + 6 * k) for k in range(2)), text=f"a{n} tells of other things today") for n in range(0, names, 7)]  # type: ignore[arg-type]
    newer = [record(f"a{n}", *found[n].events[:2], version="0.2.0") for n in range(3, names, 9)]
    renamed = msgspec.structs.replace(found[1], actors=tuple(msgspec.structs.replace(a, office="minister") for a in found[1].actors))
    late = msgspec.structs.replace(renamed, engine=msgspec.structs.replace(renamed.engine, version="0.3.0"))
    dice.shuffle(found)
    return [*found, *again, *newer, late]


def rows(of: Ledger) -> dict[str, list[tuple[object, ...]]]:
    return {t: [tuple(r) for r in of.db.execute(f"SELECT * FROM {t} ORDER BY 1, 2")] for t in TABLES}


@pytest.mark.parametrize("seed", range(4))
def test_a_stream_is_stored_as_if_each_record_came_alone(tmp_path: Path, seed: int) -> None:
    records = told(seed)
    with ledger(tmp_path, *records) as stream, open_ledger(tmp_path / "alone.db", create=True) as alone:
        for one in records:
            store(alone, one)
        assert rows(stream) == rows(alone)
        assert max(row["reports"] for row in stream.db.execute("SELECT reports FROM happening")) > 2
        assert list(verify(stream)) == []


@pytest.mark.parametrize("seed", range(4))
def test_what_reports_tell_hangs_on_no_order(tmp_path: Path, seed: int) -> None:
    records = [r for r in told(seed, names=24) if r.engine.version == "0.1.0" and "other things" not in r.article.text]
    with ledger(tmp_path, *records) as here, open_ledger(tmp_path / "there.db", create=True) as there:
        store(there, *random.Random(seed + 9).sample(records, len(records)))
        assert groups(here) == groups(there)
        # An id is that of the report that came first.
        assert Counter(h[1:] for h in state(here)["happenings"]) == Counter(h[1:] for h in state(there)["happenings"])


@pytest.mark.parametrize("seed", SIZES)
def test_which_reports_are_one_stays_as_it_was(tmp_path: Path, seed: int) -> None:
    with ledger(tmp_path, *told(seed)) as made:
        assert Counter(sizes(made)) == SIZES[seed]
