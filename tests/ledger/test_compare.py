"""Both sides laid next to each other: said by both, by one only, contradicted, silent."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from ledger.made import ACTORS, SANTIAGO, STOCKHOLM, event, ledger, record, store, when

import communique
from communique.knowledge.resource import read_text
from communique.ledger import Ledger, open_ledger, queries
from communique.ledger.compare import Comparison, compare
from communique.ledger.names import resolve
from communique.model import Event, Evidence, Record, Span, Stance, Statement

# Two calls told by both sides, one by the caller's only, one by no side: as in a round of calls before a summit.
CALLS = """\
Russian President Vladimir Putin phoned the leaders of Turkey, Kazakhstan, Serbia and Belarus on Tuesday.
Turkish President Recep Tayyip Erdogan said that he “urged a ceasefire” during the call. The Kremlin said Erdogan “offered to mediate.”
Kazakh President Kassym-Jomart Tokayev said Putin “explained the plan.” According to the Kremlin, Tokayev “welcomed the talks.”
On Tuesday, Putin also spoke with Serbian President Aleksandar Vucic. The Kremlin said Vucic stressed the importance of gas supplies.
Later that day, Putin spoke with Belarusian President Alexander Lukashenko.
"""


def comparisons(of: Ledger, *names: str) -> list[Comparison]:
    parties = tuple(resolve(of.db, n) for n in names)
    found = queries.happenings(of.db, queries.Selection(parties=parties, media=("phone",)))
    return [compare(of.db, c) for c in found]


def tellers(folder: Path, text: str, published: str, caller: str = "Putin") -> dict[str, tuple[str, ...]]:
    """Which sides tell of each call of the caller's, by the surname of the other."""
    with open_ledger(folder / "calls.db", create=True) as made:
        store(made, communique.read(text, published=published))
        found = comparisons(made, caller)
        return {p.name.split()[-1]: c.speaking for c in found for p in c.contact.parties if p.name.split()[-1] != caller}


def test_who_tells_of_each_call(tmp_path: Path) -> None:
    told = tellers(tmp_path, CALLS, "2024-05-15")
    assert {name: set(sides) for name, sides in told.items()} == {
        "Erdoğan": {"RUS", "TUR"},
        "Tokayev": {"RUS", "KAZ"},
        "Vučić": {"RUS"},
        "Lukashenko": set(),
    }


def test_the_round_of_calls_that_ships_two_told_by_both_two_by_one_two_by_none(tmp_path: Path) -> None:
    told = tellers(tmp_path, read_text("demo/calls.txt"), "2024-05-15", caller="Macron")
    assert {name: set(sides) for name, sides in told.items()} == {
        "Scholz": {"FRA", "DEU"},
        "Ruto": {"FRA", "KEN"},
        "Kallas": {"FRA"},
        "Siliņa": {"FRA"},
        "Støre": set(),
        "Nausėda": set(),
        "Orbán": set(),  # the call that was refused
    }


def account(name: str, speaker: str, told: Event, *fields: str, stance: str | None = None) -> Record:
    """An article in which one side gives its account of a contact; what it says of ``fields`` stands within its words."""
    proof = (*told.evidence, *(Evidence(f, 2, 6) for f in fields))  # type: ignore[arg-type]
    told = msgspec.structs.replace(told, evidence=proof)
    made = record(name, told)
    aim = Stance(stance, None) if stance else None  # type: ignore[arg-type]
    said = Statement("s1", speaker, (), None, None, None, Span(0, 20), (Span(1, 3),), aim, told.id, None)
    cast = {a.id: a for a in made.actors} | {speaker: ACTORS[speaker]}
    return msgspec.structs.replace(made, actors=tuple(cast.values()), statements=(said,))


def call(**facts: object) -> Event:
    return event("wd:Q1", "wd:Q2", on=when("2025-08-18"), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "one", "other", "verdict"),
    [
        ("duration_minutes", call(duration_minutes=30), call(duration_minutes=30), "both"),
        ("duration_minutes", call(duration_minutes=30), call(duration_minutes=90), "contradicted"),
        ("initiator", call(initiator="wd:Q1"), call(initiator="wd:Q2"), "contradicted"),
        ("where", call(medium="in_person", where=SANTIAGO), call(medium="in_person", where=SANTIAGO), "both"),
    ],
)
def test_facts_are_told_alike_or_contradicted(tmp_path: Path, field: str, one: Event, other: Event, verdict: str) -> None:
    with ledger(tmp_path, account("a", "wd:Q1", one, field), account("b", "wd:Q2", other, field)) as made:
        (found,) = comparisons_of_all(made)
        assert [(p.field, p.verdict, set(p.values)) for p in found.points if p.field == field] == [(field, verdict, {"CHL", "SWE"})]
        assert (field in found.contradicted) == (verdict == "contradicted")
        assert found.silent == ()


def comparisons_of_all(of: Ledger) -> list[Comparison]:
    return [compare(of.db, c) for c in queries.happenings(of.db, queries.Selection())]


def test_two_towns_are_a_contradiction_once_a_person_says_that_it_is_one_meeting(tmp_path: Path) -> None:
    from communique.ledger.decisions import decide
    from communique.ledger.making import Reason, merging

    one, other = call(medium="in_person", where=SANTIAGO), call(medium="in_person", where=STOCKHOLM)
    with ledger(tmp_path, account("a", "wd:Q1", one, "where"), account("b", "wd:Q2", other, "where")) as made:
        decide(made, merging(made.db, [c.id for c in queries.happenings(made.db, queries.Selection())], Reason("one meeting", "Eva")))
        (found,) = comparisons_of_all(made)
        assert found.contradicted == ("where",)
        assert next(p.values for p in found.points if p.field == "where") == {"CHL": ("Santiago",), "SWE": ("Stockholm",)}


def test_a_side_that_denies_it_contradicts_the_outcome(tmp_path: Path) -> None:
    denied = account("b", "wd:Q2", call(status="denied"))
    with ledger(tmp_path, account("a", "wd:Q1", call()), denied) as made:
        found = next(c for c in comparisons_of_all(made) if c.contact.status == "occurred")
        assert found.contradicted == ("outcome",)
        assert next(p.values for p in found.points if p.field == "outcome") == {"CHL": ("occurred",), "SWE": ("denied",)}


def test_agreed_and_rejected_contradict_each_other(tmp_path: Path) -> None:
    one, other = account("a", "wd:Q1", call(), stance="agreement"), account("b", "wd:Q2", call(), stance="rejection")
    with ledger(tmp_path, one, other) as made:
        (found,) = comparisons_of_all(made)
        assert found.contradicted == ("outcome",)
        assert {p.field: p.verdict for p in found.points} == {"outcome": "contradicted", "agreement": "one", "rejection": "one"}
