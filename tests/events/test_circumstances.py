"""When and where: of what hangs from the trigger, not of what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.model import Event
    from communique.pipeline import Coder


def contact(coder: Coder, text: str) -> Event:
    record = coder.code(document_from_text(text, published="2024-03-15"))
    return next(e for e in record.events if e.medium is not None)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("President Duda met President Nausėda on Tuesday.", "2024-03-12"),
        ("On Tuesday, President Duda held talks with President Nausėda.", "2024-03-12"),
        ("President Duda telephoned President Nausėda on Tuesday and Wednesday.", "2024-03-12/2024-03-13"),
        ("President Duda met President Nausėda.", None),
        ("President Duda called off Monday's talks with President Nausėda.", "2024-03-18"),
        ("A meeting between President Duda and President Nausėda was called off on Tuesday.", None),
        ("A meeting between President Duda and President Nausėda was postponed to June.", "2024-06-01/2024-06-30"),
    ],
)
def test_the_day_of_a_contact(coder: Coder, text: str, edtf: str | None) -> None:
    when = contact(coder, text).when
    assert (when.edtf if when is not None else None) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "At the meeting President Duda and President Nausėda discussed trade.\nPresident Duda invited President Nausėda to attend "
        "the next meeting of the council in Warsaw scheduled for March 29.",
        "Dmitry Medvedev and Nursultan Nazarbayev met in Astana.\nAt the meeting the presidents spoke of the council's next session, which "
        "is scheduled for March 29.",
    ],
)
def test_what_took_place_has_no_day_that_is_still_to_come(coder: Coder, text: str) -> None:
    record = coder.code(document_from_text(text, published="2024-03-15"))
    event = next(e for e in record.events if e.medium is not None)
    assert (event.status, event.when) == ("occurred", None)
    assert not [e for e in event.evidence if e.field == "when"]
    assert all(e.when is None or None in (e.when.earliest, e.when.latest) or e.when.earliest <= e.when.latest for e in record.events)


def test_a_meeting_only_spoken_of_does_not_take_the_day_of_the_thanks(coder: Coder) -> None:
    event = contact(
        coder,
        "On Tuesday, Polish President Andrzej Duda thanked Czech Prime Minister Petr Fiala for news from the Poland-Lithuania summit.",
    )
    assert event.medium == "in_person"
    assert event.when is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("President Duda met President Nausėda in Vilnius.", "Vilnius"),
        ("Prime Minister Fiala visited Kyiv to meet President Zelensky.", "Kyiv"),
        ("President Duda and President Nausėda discussed the situation in Gaza.", None),
        ("President Duda met President Nausėda on the sidelines of a ministerial in Vienna.", "Vienna"),
        ("President Duda met President Nausėda in Mexico City.", "Mexico City"),
        ("President Biden met President Duda at the White House.", "White House"),
    ],
)
def test_the_place_of_a_contact(coder: Coder, text: str, place: str | None) -> None:
    where = contact(coder, text).where
    assert place == (where.name.replace("Kiev", "Kyiv") if where is not None else None)


def test_a_state_is_a_place_without_a_point(coder: Coder) -> None:
    text = "President Putin met Prime Minister Pashinyan in Armenia on Monday."
    (event,) = coder.code(document_from_text(text, published="2022-02-02")).events
    assert event.where is not None
    assert (event.where.name, event.where.country, event.where.lat) == ("Armenia", "ARM", None)
    assert "Armenia" in [text[e.start : e.end] for e in event.evidence if e.field == "where"]


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("from Jan. 21 to 23", "2026-01-21/2026-01-23"),
        ("from Jan. 30 to Feb. 2", "2026-01-30/2026-02-02"),
        ("from 30 January until 2 February", "2026-01-30/2026-02-02"),
        ("from Jan. 21", "2026-01-21/.."),
    ],
)
def test_a_range_has_both_its_ends(coder: Coder, said: str, edtf: str) -> None:
    (event,) = coder.code(document_from_text(f"Foreign Minister Wang Yi will visit Lesotho {said}.", published="2026-01-20")).events
    assert event.when is not None
    assert event.when.edtf == edtf


def test_what_went_before_has_a_date_of_its_own(coder: Coder) -> None:
    text = "Aliyev and Putin met in Dushanbe on Thursday, their first encounter since a rift over a crash last December."
    record = coder.code(document_from_text(text, published="2025-10-09"))
    assert [e.when.edtf for e in record.events if e.type == "CONSULT" and e.when] == ["2025-10-09"]
