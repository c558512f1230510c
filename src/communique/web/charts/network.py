"""Who contacted whom: a dot for each, a line for each pair, thicker for more; the same selection gives the same picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
import numpy as np

from communique.ledger.facets import Chosen, together
from communique.web.charts.naming import LINE, SMALL, SPACE, USUAL, Drawn, Room, drawn, short, surname
from communique.web.filters import Filters

MOST_NODES = 24
# More lines than these are a tangle in which none can be followed, or pointed at.
MOST_EDGES = 120
HEIGHT = 360
# Room at the edges for the dots and their names.
SIDE, ABOVE, BELOW = 9.0, 26, 18
# How strongly the middle of the drawing holds each dot: groups without ties between them stay together.
TO_THE_MIDDLE = 0.25
# After so many rounds the picture is settled; each costs a tenth of a millisecond for which somebody waits.
ROUNDS = 50
# The largest dots and widest lines stand for so many contacts at least: a few are not drawn as if they were many.
MUCH = 6
# A longer name is told by its last.
WHOLE = 16
# Of so few lines each has its number beside it, if that is more than one.
FEW_EDGES = 40


class Node(msgspec.Struct, frozen=True):
    """One actor; ``x`` in per cent, ``y`` and ``r`` in pixels. ``label`` is its name where there is room, around ``label_x`` on the
    line ``label_y``, or ``beside`` the dot: 1 to its right, -1 to its left; ``minor`` ones have no room for it on a phone."""

    x: float
    y: float
    r: float
    name: str
    label: str
    label_x: float
    label_y: float
    key: str
    href: str
    chosen: bool
    total: int
    minor: bool
    beside: int = 0

    @property
    def aside(self) -> float:
        """How far from its dot a name that stands beside it begins, in pixels."""
        return self.beside * (self.r + SPACE)


class Edge(msgspec.Struct, frozen=True):
    """The contacts of two; it leads to their list. ``counted`` where their number stands at its middle."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    href: str
    told: str
    names: tuple[str, str]
    total: int
    counted: bool


class Network(msgspec.Struct, frozen=True):
    """The drawing; ``others`` are those who take part and are not drawn, ``thinner`` the pairs of those drawn that have no line."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    others: int
    thinner: int
    height: int = HEIGHT


def network(chosen: Chosen, filters: Filters) -> Network | None:
    """The drawing of the chosen rows; ``None`` where nobody stands with another."""
    who = drawn(chosen, filters.by)
    kept = who.often(MOST_NODES)
    pairs = together(who.couples, chosen.rows, kept, len(who.keys)) if kept else Counter()
    if not pairs:
        return None
    tied = [n for n in kept if any(n in pair for pair in pairs)]
    spots = _laid_out(tuple(who.keys[n] for n in tied), tuple((tied.index(a), tied.index(b), n) for (a, b), n in sorted(pairs.items())))
    at = dict(zip(tied, spots, strict=True))
    most = max(int(who.told[n]) for n in tied)
    sizes, rooms = {n: round(4 + 11 * (int(who.told[n]) / max(most, MUCH)) ** 0.5, 1) for n in tied}, (Room(USUAL), Room(SMALL))
    # On a phone a name may lie over a dot: else the middle, where most dots are, would have no names.
    for n in tied:
        rooms[0].block(*at[n], sizes[n])
    nodes = tuple(_node(who, n, at[n], sizes[n], filters, rooms) for n in tied)
    widest, beside = max(*pairs.values(), MUCH), rooms[0] if len(pairs) <= FEW_EDGES else None
    thickest = sorted(pairs.items(), key=lambda p: (p[1], p[0]))[-MOST_EDGES:]
    edges = tuple(_edge(who, pair, n, at, widest, filters, beside) for pair, n in thickest)
    return Network(nodes, edges, who.number - len(tied), len(pairs) - len(edges))


@lru_cache(maxsize=128)
def _laid_out(names: tuple[str, ...], pairs: tuple[tuple[int, int, int], ...]) -> tuple[tuple[float, float], ...]:
    """Where each stands: per cent from the left, pixels from the top."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(len(names)))
    graph.add_weighted_edges_from((a, b, 0.3 + n**0.5 / 3) for a, b, n in pairs)
    graph.add_weighted_edges_from(("middle", n, TO_THE_MIDDLE) for n in range(len(names)))
    start = networkx.circular_layout(graph)
    found = networkx.spring_layout(graph, pos=start, fixed=["middle"], k=2.2 / len(names) ** 0.5, iterations=ROUNDS, seed=1)
    spots = np.array([found[n] for n in range(len(names))])
    ranks = _spread(spots)
    return tuple((round(SIDE + (100 - 2 * SIDE) * x, 2), round(ABOVE + (HEIGHT - ABOVE - BELOW) * y, 1)) for x, y in ranks.tolist())


def _spread(spots: np.ndarray) -> np.ndarray:
    """Between 0 and 1 both ways, half of it by rank: what crowds in the middle comes apart."""
    low, high = spots.min(axis=0), spots.max(axis=0)
    plain = (spots - low) / np.maximum(high - low, 1e-9)
    ranks = np.argsort(np.argsort(spots, axis=0, kind="stable"), axis=0, kind="stable") / max(len(spots) - 1, 1)
    found: np.ndarray = 0.55 * plain + 0.45 * ranks
    return found


def _node(who: Drawn, n: int, at: tuple[float, float], size: float, filters: Filters, rooms: tuple[Room, Room]) -> Node:
    key, name, total = who.keys[n], who.names[n], int(who.told[n])
    label, middle, line, beside = _label(_labels(who, n, filters), at, size, rooms[0])
    # A name that a phone would have to push in further leaves its drawing there, and one beside its dot would lie on it.
    minor = bool(beside) or not line or rooms[1].take(middle, line + 2, label) != middle
    return Node(*at, size, name, label, middle, line, key, filters.toggled("who", key), key in filters.who, total, minor, beside)


def _label(texts: Sequence[str], at: tuple[float, float], size: float, room: Room) -> tuple[str, float, float, int]:
    """The name at a dot: over it, under it, or else beside it; with its middle, its line, and on which side it stands."""
    above, below, level = at[1] - size - 4, at[1] + size + LINE - 2, at[1] + 5
    for text, y in ((text, y) for text in texts for y in (above, below)):
        if (x := room.take(at[0], y + 2, text)) is not None:
            return text, x, y, 0
    for text in texts:
        if way := room.beside(at[0], level + 2, size, text):
            return text, at[0], level, way
    return "", 0.0, 0.0, 0


def _labels(who: Drawn, n: int, filters: Filters) -> tuple[str, ...]:
    """What may stand at a dot, the best first: the whole name where it is short, else the last of it."""
    name = who.names[n]
    if filters.by == "states":
        return (short(name),)
    last = short(surname(name, who.homes[n]))
    return (last,) if len(name) > WHOLE else tuple(dict.fromkeys((name, last)))


def _edge(
    who: Drawn, pair: tuple[int, int], total: int, at: Mapping[int, tuple[float, float]], most: int, filters: Filters, room: Room | None
) -> Edge:
    a, b = pair
    names = (who.names[a], who.names[b])
    told = f"{names[0]} and {names[1]}: {total} contact{'' if total == 1 else 's'}"
    middle = (at[a][0] + at[b][0]) / 2, (at[a][1] + at[b][1] + LINE) / 2
    counted = total > 1 and room is not None and room.take(*middle, str(total)) is not None
    href = filters.joined(who.keys[a], who.keys[b]) + "#list"
    return Edge(*at[a], *at[b], round(0.8 + 6.2 * total / most, 1), href, told, names, total, counted)
