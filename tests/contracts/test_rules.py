"""The checks themselves: a good record passes, and each kind of breach is found."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from contracts.rules import breaches
from handmade import record


def plain() -> Any:
    return msgspec.json.decode(record().to_json())


def test_the_handmade_record_keeps_the_contract() -> None:
    assert list(breaches(plain())) == []


@pytest.mark.parametrize(
    ("breach", "where"),
    [
        (lambda r: r["events"][0]["evidence"][0].update(end=9999), "evidence"),
        (lambda r: r["statements"][0]["cue"].update(text="told"), "cue"),
        (lambda r: r["zones"][1].update(start=3), "zones"),
        (lambda r: r["events"][0].update(about=["e9"]), "about"),
        (lambda r: r["events"][0].update(about=["e1"]), "about"),
        (lambda r: r["events"][0].update(actors=[]), "actors"),
        (lambda r: r["events"][0].update(recipients=[]), "actors"),
        (lambda r: r["events"][0].update(recipients=["wd:Q77"]), "event e1"),
        (lambda r: r["statements"][1].update(via=["org:who"]), "statement s2"),
        (lambda r: r["events"][0]["when"].update(earliest="2025-01-01"), "when"),
        (lambda r: r["events"][1].update(duration_minutes=5), "duration_minutes"),
        (lambda r: r["events"][0].update(confidence=1.2), "confidence"),
        (lambda r: r["actors"].append(r["actors"][0]), "actors"),
        (lambda r: r["actors"][0].update(country="Chile"), "country"),
        (lambda r: r["zones"][0].update(end=50), "evidence"),
    ],
)
def test_a_breach_is_found(breach: Any, where: str) -> None:
    broken = plain()
    breach(broken)
    assert any(where in place for place, _ in breaches(broken))
