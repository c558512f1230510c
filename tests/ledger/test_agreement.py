from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from ledger.made import event, ledger, record, when

from communique.errors import InputError
from communique.ledger.agreement import Coded, agreement, alpha, read_sheet, sheet


def test_alpha_of_two_coders() -> None:
    # Worked by hand: 4 units, values a5 b3, one disagreement: 1 - 7 * 2 / (64 - 34).
    assert alpha([("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")]) == pytest.approx(1 - 14 / 30)
    assert alpha([("a", "a"), ("b", "b"), (None, "b")]) == 1
    assert alpha([("a", "a"), ("a", "a")]) is None


def test_parties_and_fields_of_what_both_coded() -> None:
    one = {"k": Coded(key="k", type="CONSULT", parties=("x", "y")), "only": Coded(key="only")}
    other = {"k": Coded(key="k", type="CONSULT", parties=("x", "z"))}
    found = agreement(one, other)
    assert (found.events, found.parties_f1, found.alpha["type"]) == (1, 0.5, None)
    with pytest.raises(InputError, match="in common"):
        agreement(one, {})


def test_a_sheet_is_blind_and_read_back(tmp_path: Path) -> None:
    with ledger(tmp_path, record("a", event("wd:Q1", "wd:Q2", on=when("2025-08-18")))) as made:
        lines = [msgspec.json.encode(c) for c in sheet(made.db)]
    (coded,) = read_sheet(lines, name="x").values()
    assert "[[" in coded.text
    assert (coded.type, coded.status, coded.medium, coded.parties) == (None, None, None, ())
    with pytest.raises(InputError, match=r"x: line 2: .*twice"):
        read_sheet(lines * 2, name="x")
    with pytest.raises(InputError, match="x: line 1"):
        read_sheet([b"{"], name="x")
