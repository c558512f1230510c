"""Where contacts took place, on a map of the world or of the part of it that they are in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import msgspec

from communique.knowledge.resource import read_text
from communique.ledger.columns import Columns
from communique.ledger.facets import Counted
from communique.web.charts.naming import SMALL, USUAL, Room
from communique.web.filters import Filters

# Equal Earth, the projection of Šavrič, Patterson and Jenny (2018): areas keep their size. The south beyond Cape Horn is cut off.
A1, A2, A3, A4, ROOT = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
WIDTH, HEIGHT, TOP, EQUATOR = 1000.0, 430.0, 4.0, 243.5
SCALE = WIDTH / (2 * 2.7066299836960748)
NAMED = 14
SMALLEST = 160.0
# The largest dots stand for so many contacts at least.
MUCH = 6

Point = tuple[float, float]


class Dot(msgspec.Struct, frozen=True):
    """One place; ``x`` and ``y`` in per cent of the map, ``r`` in pixels; a ``label`` where there is room for it, around ``label_x``,
    which ``minor`` ones have not on a phone."""

    x: float
    y: float
    r: float
    name: str
    label: str
    label_x: float
    href: str
    chosen: bool
    total: int
    minor: bool


class WorldMap(msgspec.Struct, frozen=True):
    """The drawing: ``view`` is the part of the world that is shown, ``land`` the outlines of all states in one path."""

    dots: tuple[Dot, ...]
    view: tuple[float, float, float, float]
    land: str
    unplaced: int


def worldmap(columns: Columns, places: Counted, filters: Filters, total: int) -> WorldMap | None:
    """The drawing of places with their numbers; ``None`` where none of them is on the map."""
    found = [(name, n, projected(s.lon, s.lat)) for name, n in places if (s := columns.spots.get(name))]
    if not found:
        return None
    view = _view([at for _, _, at in found])
    dots = _dots(found, view, filters)
    return WorldMap(tuple(dots), view, outlines(), max(total - sum(n for _, n, _ in found), 0))


def projected(lon: float, lat: float) -> Point:
    """Where a place stands on the whole map."""
    t = math.asin(ROOT * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2**3
    x = math.radians(lon) * math.cos(t) / (ROOT * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    y = t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
    return WIDTH / 2 + SCALE * x, EQUATOR - SCALE * y


def _view(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """The whole world, or a part of it of the same shape where all points are close together."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width = max(1.5 * (right - left), 1.5 * (bottom - top) * WIDTH / HEIGHT, SMALLEST)
    if width > 0.6 * WIDTH:
        return (0.0, TOP, WIDTH, HEIGHT)
    height = width * HEIGHT / WIDTH
    x = min(max((left + right - width) / 2, 0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, TOP), TOP + HEIGHT - height)
    return (round(x, 1), round(y, 1), round(width, 1), round(height, 1))


def _dots(found: Sequence[tuple[str, int, Point]], view: tuple[float, float, float, float], filters: Filters) -> list[Dot]:
    """The largest first, so that they get the names and small ones lie over them, in reach."""
    left, top, width, height = view
    rooms, named, dots = (Room(USUAL), Room(SMALL)), 0, list[Dot]()
    most = max(n for _, n, _ in found)
    for name, n, (x, y) in found:
        at = (round(100 * (x - left) / width, 2), round(100 * (y - top) / height, 2))
        size = round(3.5 + 10 * (n / max(most, MUCH)) ** 0.5, 1)
        middle = _middle(rooms[0], at, size, name) if named < NAMED else None
        label = "" if middle is None else name
        named += bool(label)
        minor = middle is None or _middle(rooms[1], (middle, at[1]), size, name) != middle
        dots.append(Dot(*at, size, name, label, middle or 0.0, filters.toggled("place", name), name in filters.place, n, minor))
    return dots


def _middle(room: Room, at: Point, size: float, name: str) -> float | None:
    return room.take(at[0], at[1] * room.width * HEIGHT / WIDTH / 100 - size - 3, name)


@cache
def outlines() -> str:
    """The outlines of states as one path, in tenths of the map's unit.

    See ``resources/map/SOURCES.md`` for whose view of borders they show.
    """
    features = msgspec.json.decode(read_text("map/states.geojson"))["features"]
    rings = (ring for f in features for polygon in f["geometry"]["coordinates"] for ring in polygon)
    return "".join(_ring([projected(*p) for p in ring]) for ring in rings)


def _ring(points: Sequence[Point]) -> str:
    """Whole steps from point to point, in tenths of the map's unit: half as long as places."""
    spots = [(round(10 * x), round(10 * y)) for x, y in points]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(spots) if (x, y) != (a, b)]
    return f"M{spots[0][0]} {spots[0][1]}l{' '.join(f'{x} {y}' for x, y in steps)}z".replace(" -", "-") if steps else ""
