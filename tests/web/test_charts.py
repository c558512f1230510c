"""The drawings: every mark leads to what it shows, nothing leads elsewhere, few are drawn one by one and many as columns."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

import msgspec
import pytest
from ledger.made import SANTIAGO, STOCKHOLM, event, ledger, record, when

from communique.ledger.columns import columns
from communique.ledger.facets import Chosen, Wanted, choose, counts, newest
from communique.ledger.queries import Contact
from communique.web import charts, often
from communique.web.charts.axis import begin, following
from communique.web.charts.naming import LETTER, LINE, USUAL, Room, surname
from communique.web.charts.network import Network
from communique.web.charts.stacks import HEIGHT, ROOM
from communique.web.charts.timeline import Timeline
from communique.web.charts.worldmap import projected
from communique.web.filters import Filters

BOX = re.compile(r"M(\d+) ([\d.]+)h1v-([\d.]+)h-1z")
ANA, BO, CHEN, DINA = "wd:Q1", "wd:Q2", "wd:Q3", "wd:Q4"


class Seen(msgspec.Struct, frozen=True):
    """A ledger as drawings take it."""

    chosen: Chosen
    contacts: tuple[Contact, ...]
    places: tuple[tuple[str, int], ...]


def seen(folder: Path, *records: object, **wanted: object) -> Seen:
    with ledger(folder, *records) as found:  # type: ignore[arg-type]
        held = columns(found.db)
        chosen = choose(found.db, held, msgspec.convert(wanted, Wanted))
        return Seen(chosen, newest(found.db, held, chosen.rows, most=150), counts(chosen)["place"])


@pytest.fixture
def few(tmp_path: Path) -> Seen:
    return seen(
        tmp_path,
        record("one", event(ANA, BO, on=when("2025-08-01", "2025-08-20"), where=STOCKHOLM)),
        record("two", event(ANA, CHEN, on=when("2025-07-01"), status="planned", where=SANTIAGO)),
        record("three", event(BO, CHEN, on=when("2025-06-01"), status="cancelled")),
        record("four", event(ANA, DINA, on=None)),
        record("five", event(ANA, BO, on=when("2024-06-01"))),
    )


@pytest.fixture
def many(tmp_path: Path) -> Seen:
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=3 * n) for n in range(100)]
    kinds = ("occurred", "planned", "cancelled")
    return seen(
        tmp_path,
        *(
            record(
                f"r{n}",
                event(ANA, (BO, CHEN)[n % 2], on=when(d.isoformat()), status=kinds[n % 3]),
                event(DINA, BO, on=when(d.isoformat()), at=9),
            )  # type: ignore[arg-type]
            for n, d in enumerate(days)
        ),
    )


def test_few_contacts_are_marks_that_open_them(few: Seen) -> None:
    drawn = charts.timeline(few.chosen, Filters(), few.contacts)
    assert drawn is not None and drawn.unit == "" and drawn.undated == 1
    marks = [m for lane in drawn.lanes for m in lane.marks]
    dated = {c.id for c in few.contacts if c.earliest}
    assert {m.href for m in marks} == {f"/happenings/{i}" for i in dated}
    assert {m.kind for m in marks} == {"held", "plan", "off"}
    long = next(m for m in marks if "2025-08-01/2025-08-20" in m.told)
    assert long.stop > long.start


def test_many_contacts_are_columns_that_add_up(many: Seen) -> None:
    drawn = charts.timeline(many.chosen, Filters(), ())
    assert drawn is not None and drawn.unit == "month"
    lane = next(n for n in drawn.lanes if n.name == "Ana Prado")
    assert lane.stack is not None and not lane.marks
    asked = [s for s in lane.stack.slots if s.href]
    assert sum(int(n) for s in asked for n in re.findall(r"(\d+) (?:held|planned|called)", s.told)) == lane.total == 100
    assert all("since=2025" in s.href and "who=wd%3AQ1" in s.href for s in asked)
    assert len(lane.stack.slots) == drawn.columns == 10 and all(0 <= t.at <= 100 for t in drawn.ticks)


def test_a_timeline_of_columns_has_a_table_that_adds_up_to_its_lanes(many: Seen) -> None:
    drawn = charts.timeline(many.chosen, Filters(), many.contacts)
    assert drawn is not None
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', str(often.stretches(drawn)))
    assert [name for name, _ in rows] == list(reversed(drawn.stretches)) and rows[0][0] == "Oct 2025"
    cells = [re.findall(r"<td>(.*?)</td>", row) for _, row in rows]
    for n, lane in enumerate(drawn.lanes):
        assert sum(int(told) for row in cells for told in re.findall(r"\d+", row[n])) == lane.total
    assert any("planned" in told for row in cells for told in row) and any("called off" in told for row in cells for told in row)


def test_the_columns_of_a_lane_fill_it_and_what_was_called_off_is_crossed(many: Seen) -> None:
    drawn = charts.timeline(many.chosen, Filters(), ())
    assert drawn is not None
    for lane in drawn.lanes:
        assert lane.stack is not None
        shapes = {s.kind: s.path for s in lane.stack.shapes}
        boxes = [(int(n), float(y), float(h)) for path in shapes.values() for n, y, h in BOX.findall(path)]
        assert {n for n, _, _ in boxes} == {n for n, s in enumerate(lane.stack.slots) if s.href}
        assert max(HEIGHT - y + h for _, y, h in boxes) == pytest.approx(ROOM, abs=0.2)
        assert all(y <= HEIGHT and y - h >= 0 for _, y, h in boxes)
        off = shapes.get("off", "")
        assert off.count("m-1 0l1") == off.count("M")
    assert any(s.kind == "off" for lane in drawn.lanes if lane.stack for s in lane.stack.shapes)


def test_a_lane_chooses_its_actor_and_lets_go_of_it(few: Seen) -> None:
    free = charts.timeline(few.chosen, Filters(), few.contacts)
    bound = charts.timeline(few.chosen, Filters(who=(ANA,)), few.contacts)
    assert free is not None and free.lanes[0].href == "/?who=wd%3AQ1" and not free.lanes[0].chosen
    assert bound is not None and bound.lanes[0].href == "/" and bound.lanes[0].chosen


@pytest.mark.parametrize(
    ("unit", "first", "after"),
    [("day", "2025-08-17", "2025-08-18"), ("month", "2025-08-01", "2025-09-01"), ("quarter", "2025-07-01", "2025-10-01"),
     ("year", "2025-01-01", "2026-01-01"), ("decade", "2020-01-01", "2030-01-01")],
)  # fmt: skip
def test_stretches_of_time_begin_and_end_where_calendars_say(unit: str, first: str, after: str) -> None:
    start = begin(dt.date(2025, 8, 17), unit)
    assert (start.isoformat(), following(start, unit).isoformat()) == (first, after)


def test_the_network_bundles_parallel_contacts(few: Seen) -> None:
    drawn = charts.network(few.chosen, Filters())
    assert drawn is not None
    pairs = {frozenset(e.names): e for e in drawn.edges}
    bundle = pairs[frozenset(("Ana Prado", "Bo Lind"))]
    assert bundle.total == 2 and bundle.told.endswith("2 contacts")
    assert bundle.href == "/?who=wd%3AQ1&who=wd%3AQ2#list"
    assert bundle.width > pairs[frozenset(("Bo Lind", "Chen Wu"))].width
    assert all(0 <= n.x <= 100 and 0 <= n.y <= drawn.height for n in drawn.nodes)


def test_names_lie_on_no_dot_and_a_phone_shows_those_that_fit(many: Seen) -> None:
    drawn = charts.network(many.chosen, Filters())
    assert drawn is not None
    for node in (n for n in drawn.nodes if n.label):
        for dot in drawn.nodes:
            aside = abs(dot.x - node.label_x) * USUAL / 100 >= len(node.label) * LETTER / 2 + dot.r
            assert aside or not node.label_y - LINE - dot.r < dot.y - 2 < node.label_y + dot.r, (node.label, dot.name)
    assert not drawn.nodes[0].minor


def test_a_few_contacts_are_not_drawn_as_if_they_were_many(few: Seen) -> None:
    drawn = charts.network(few.chosen, Filters())
    assert drawn is not None and max(e.total for e in drawn.edges) < 6
    assert max(e.width for e in drawn.edges) < 7
    assert all(e.counted <= (e.total > 1) for e in drawn.edges)


def test_of_a_tangle_only_the_thickest_lines_are_drawn(few: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = charts.network(few.chosen, Filters())
    monkeypatch.setattr(sys.modules[Network.__module__], "MOST_EDGES", 2)
    drawn = charts.network(few.chosen, Filters())
    assert whole is not None and whole.thinner == 0 and drawn is not None
    assert len(drawn.edges) == 2 and drawn.thinner == len(whole.edges) - 2 > 0
    # The thickest lie on top: they come last.
    assert drawn.edges == whole.edges[-2:] and drawn.edges[-1].total == max(e.total for e in whole.edges)


def test_persons_or_states(few: Seen) -> None:
    drawn = charts.network(few.chosen, Filters(by="states"))
    assert drawn is not None
    assert {n.name for n in drawn.nodes} == {"Chile", "Sweden", "Singapore", "Peru"}
    assert all("by=states" in n.href for n in drawn.nodes)


def test_the_same_selection_gives_the_same_picture(few: Seen) -> None:
    from communique.web.charts.network import _laid_out

    one = charts.network(few.chosen, Filters())
    _laid_out.cache_clear()
    assert charts.network(few.chosen, Filters()) == one


def test_places_stand_where_they_are_and_choose_themselves(few: Seen) -> None:
    drawn = charts.worldmap(few.chosen.columns, few.places, Filters(), 5)
    assert drawn is not None and drawn.unplaced == 3
    north, south = (next(d for d in drawn.dots if d.name == n) for n in ("Stockholm", "Santiago"))
    assert north.y < south.y and north.x > south.x
    assert north.href == "/?place=Stockholm"


def test_the_map_is_cut_to_where_all_is_close_together(few: Seen) -> None:
    drawn = charts.worldmap(few.chosen.columns, (("Stockholm", 1),), Filters(), 1)
    assert drawn is not None and drawn.view[2] < 400
    assert 20 < drawn.dots[0].x < 80 and 20 < drawn.dots[0].y < 80


def test_the_projection_keeps_the_equator_and_both_halves() -> None:
    middle, east, west = projected(0, 0), projected(180, 0), projected(-180, 0)
    assert middle[0] == 500 and round(east[0]) == 1000 and round(west[0]) == 0
    assert projected(0, 60)[1] < middle[1] < projected(0, -60)[1]


def test_outlines_are_paths_only() -> None:
    rings = charts.outlines().split("M")[1:]
    assert len(rings) > 150
    assert all(re.fullmatch(r"-?\d+[ -]\d+l(-?\d+[ -]\d+[ -]?)+z", r) for r in rings)


def test_a_calendar_counts_days_and_months(many: Seen) -> None:
    drawn = charts.calendar(many.chosen, Filters(who=(ANA,)))
    assert drawn is not None and drawn.year == 2025 and len(drawn.days) == 365
    assert drawn.days[0].href == "/?who=wd%3AQ1&since=2025-01-01&until=2025-01-01" and drawn.days[1].href == ""
    assert drawn.days[0].shade == 2 and drawn.days[0].weekday == 2
    assert drawn.table[0][0] == 2025 and sum(told for told, _ in drawn.table[0][1]) == 200
    assert max(shade for _, shade in drawn.table[0][1]) == 4


def test_a_month_of_one_contact_is_not_shaded_as_if_it_had_many(few: Seen) -> None:
    drawn = charts.calendar(few.chosen, Filters())
    assert drawn is not None
    assert {month for year in drawn.table for month in year[1]} == {(0, 0), (1, 1)}


def test_nothing_to_draw_is_no_picture(tmp_path: Path) -> None:
    none = seen(tmp_path, record("one"))
    assert charts.timeline(none.chosen, Filters(), ()) is None
    assert charts.network(none.chosen, Filters()) is None
    assert charts.worldmap(none.chosen.columns, (), Filters(), 0) is None
    assert charts.calendar(none.chosen, Filters()) is None


@pytest.mark.parametrize(
    ("name", "home", "last"),
    [
        ("Luiz Inácio Lula da Silva", "BRA", "da Silva"),
        ("Mohammed bin Salman bin Abdulaziz Al Saud", "SAU", "Al Saud"),
        ("Ursula von der Leyen", "", "von der Leyen"),
        ("Vladimir Putin", "RUS", "Putin"),
        ("Xi Jinping", "CHN", "Xi"),
        ("Fumio Kishida", "JPN", "Kishida"),
        ("Abdullah II", "JOR", "Abdullah II"),
        ("Japan", "", "Japan"),
        ("", "", ""),
    ],
)
def test_a_long_name_is_told_by_its_last_with_the_particles(name: str, home: str, last: str) -> None:
    assert surname(name, home) == last


def test_a_name_without_room_over_its_dot_stands_beside_it() -> None:
    room = Room(USUAL)
    room.block(50, 100, 10)
    assert room.take(50, 88, "Ana Prado") is not None and room.take(50, 88, "Ana Prado") is None
    assert [room.beside(50, 107, 10, "Ana Prado") for _ in range(3)] == [1, -1, 0]
    # A name never leaves the drawing.
    assert room.beside(99, 300, 10, "Ana Prado") == -1 and room.beside(1, 300, 10, "Ana Prado") == 1


def test_every_lane_of_a_timeline_has_something_on_it(few: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[Timeline.__module__], "MOST_LANES", 4)
    drawn = charts.timeline(few.chosen, Filters(), few.contacts)
    # Dina's only contact has no day.
    assert drawn is not None and {lane.key for lane in drawn.lanes} == {ANA, BO, CHEN}
    assert all(lane.marks for lane in drawn.lanes)
