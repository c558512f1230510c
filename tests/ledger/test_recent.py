"""Rows that are kept apart until there are many: where they are plays no part in what is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger.made import event, ledger, record, state, store, when

from communique.ledger import Ledger, verify
from communique.ledger.recent import lay_down

CALL = event("wd:Q1", "wd:Q2", on=when("2025-08-18"))
PLAN = event("wd:Q3", "wd:Q4", on=when("2025-08-22"), status="planned", medium="in_person")
HELD = event("wd:Q3", "wd:Q4", on=when("2025-08-22"), medium="in_person")
TOLD = (record("a", CALL, PLAN), record("b", CALL), record("c", HELD, published="2025-08-23"), record("d", CALL), record("e", PLAN))


def sizes(made: Ledger) -> dict[str, int]:
    return {t: made.db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("block", "block_recent", "band", "band_recent")}


@pytest.mark.parametrize("most", [0, 1])
def test_it_plays_no_part_when_rows_are_laid_down(tmp_path: Path, most: int) -> None:
    for name in ("apart", "laid"):
        (tmp_path / name).mkdir()
    with ledger(tmp_path / "apart", *TOLD) as apart, ledger(tmp_path / "laid") as laid:
        for one in TOLD:
            store(laid, one)
            with laid.transaction() as db:
                lay_down(db, most)
        assert state(laid) == state(apart)
        assert not list(verify(laid))
        one, other = sizes(apart), sizes(laid)
        assert one["block"] == one["band"] == 0 and other["block"] > 0 and other["block_recent"] <= most
        for index in ("block", "band"):
            assert one[index] + one[f"{index}_recent"] == other[index] + other[f"{index}_recent"]
