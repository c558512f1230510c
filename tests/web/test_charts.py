"""The drawings: every mark leads to what it shows, nothing leads elsewhere, and the text of others stays text."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import msgspec
import pytest

from communique.ledger.queries import Contact, Party
from communique.web import charts

HOSTILE = '<script>alert(1)</script>"&'


def contact(number: int, names: tuple[str, ...], day: str | None = "2025-08-18", status: str = "occurred") -> Contact:
    parties = tuple(Party(f"name:{n}", n, n[:3].upper(), "actor" if i == 0 else "recipient") for i, n in enumerate(names))
    return Contact(
        id=f"h{number}", type="CONSULT", mode=None, medium="phone", status=status, earliest=day, latest=day, edtf=day, place=None,
        country=None, duration_minutes=None, confidence=0.9, reports=1, sources=1, state="coded", parties=parties,
    )  # fmt: skip


TOLD = (
    contact(1, ("Ada", "Bo")),
    contact(2, ("Ada", "Bo"), "2025-08-20"),
    contact(3, ("Ada", "Cy"), status="planned"),
    contact(4, ("Bo", "Cy"), status="cancelled"),
    contact(5, ("Ada", "Di"), None),
)


def links(svg: str) -> list[str]:
    return [a.get("href") or "" for a in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}a")]


def test_the_timeline_leads_to_each_dated_contact() -> None:
    svg = charts.timeline(TOLD)
    assert {f"/happenings/h{n}" for n in (1, 2, 3, 4)} <= set(links(svg))
    assert "/happenings/h5" not in svg
    assert "stroke-dasharray" in svg and "var(--planned)" in svg and "var(--off)" in svg


def test_the_network_bundles_parallel_contacts() -> None:
    svg = charts.network(TOLD)
    assert "Ada and Bo: 2" in svg
    assert "/?who=Ada&who=Bo" in links(svg)
    assert links(svg).count("/?who=Ada&who=Bo") == 1


def test_persons_or_states() -> None:
    assert ">ADA<" in charts.network(TOLD, by_state=True) and ">Ada<" not in charts.network(TOLD, by_state=True)


def test_places_are_drawn_with_their_number() -> None:
    svg = charts.places([("Paris", 48.85, 2.35, 4), ("Muscat", 23.6, 58.4, 1)])
    assert "Paris: 4" in svg and "Muscat" in svg


@pytest.mark.parametrize("draw", [charts.timeline, charts.network])
def test_nothing_to_draw_is_no_picture(draw: object) -> None:
    assert callable(draw) and draw(()) == ""
    assert charts.places(()) == ""


@pytest.mark.parametrize("draw", [charts.timeline, charts.network])
def test_names_stay_text_and_links_stay_here(draw: object) -> None:
    assert callable(draw)
    svg = draw((contact(1, (HOSTILE, "Bo")), contact(2, ("javascript:alert(1)", "Bo"))))
    root = ET.fromstring(svg)
    assert not [e for e in root.iter() if e.tag.endswith("script")]
    assert all(link.startswith("/") and not link.startswith("//") for link in links(svg))
    assert "vega.github.io" not in svg and " style=" not in svg


def test_the_same_selection_gives_the_same_picture() -> None:
    charts._drawn.cache_clear()
    one = charts.network(TOLD)
    charts._drawn.cache_clear()
    assert charts.network(tuple(msgspec.structs.replace(c) for c in TOLD)) == one
