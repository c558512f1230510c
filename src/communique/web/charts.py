"""Three drawings of one selection: a timeline with a lane for each actor, the network of who contacted whom, the places.

Drawn on the server by Vega (out of the installed package ``vl-convert-python``) as SVG whose marks are links, so that they need no script.
Colours are the style sheet's variables: they follow light and dark. No outlines of states are drawn: the map takes no view of borders.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from communique.ledger.queries import Contact

# What a reader can still tell apart; the captions say when there is more.
MOST_DRAWN = 400
MOST_LANES = 14
MOST_NODES = 40
COLOURS = {
    "occurred": "var(--occurred)", "planned": "var(--planned)", "proposed": "var(--planned)", "postponed": "var(--doubt)",
    "cancelled": "var(--off)", "denied": "var(--off)", "hypothetical": "var(--dim)",
}  # fmt: skip
HELD = ("occurred", "postponed")
CALLED_OFF = ("cancelled", "denied")
_TEXT = {"labelColor": "var(--ink)", "titleColor": "var(--dim)", "labelFontSize": 12, "titleFontSize": 12}
_CONFIG = {
    "background": None,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {**_TEXT, "gridColor": "var(--line)", "domainColor": "var(--line)", "tickColor": "var(--line)", "labelLimit": 160},
}


def timeline(contacts: Sequence[Contact]) -> str:
    """A lane for each of the most frequent actors: vague dates are long bars, plans hollow, what was called off crossed. May be empty."""
    often = Counter(p.name for c in contacts for p in c.parties)
    lanes = {name for name, _ in often.most_common(MOST_LANES)}
    rows = [r for c in contacts if c.earliest or c.latest for r in _bars(c, lanes)]
    if not rows:
        return ""
    time = {"field": "from", "type": "temporal", "title": None, "axis": {"labelAngle": 0, "grid": True}}
    lane = {"field": "who", "type": "nominal", "title": None, "sort": {"field": "from", "op": "min"}}
    shown = {"x": time, "x2": {"field": "to"}, "y": lane, "href": {"field": "href"}, "description": {"field": "told"}}
    colour = {"field": "status", "type": "nominal", "legend": None, "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())}}
    bar = {"type": "bar", "height": 12, "cornerRadius": 3, "minBandSize": 6}
    layers = [
        {"transform": [_of(HELD)], "mark": {**bar, "opacity": 0.85}, "encoding": {**shown, "color": colour}},
        {
            "transform": [_of(HELD, inside=False)],
            "mark": {**bar, "filled": False, "strokeWidth": 1.6, "strokeDash": [3, 2]},
            "encoding": {**shown, "stroke": colour},
        },
        {"transform": [_of(CALLED_OFF)], "mark": {"type": "point", "shape": "cross", "angle": 45, "size": 70, "filled": True},
         "encoding": {"x": time, "y": lane, "color": colour}},
    ]  # fmt: skip
    return _vegalite(
        {
            "width": 760,
            "height": {"step": 24},
            "padding": {"left": 22, "right": 5, "top": 5, "bottom": 5},
            "data": {"values": rows},
            "layer": layers,
        }
    )


def _of(statuses: Sequence[str], *, inside: bool = True) -> dict[str, Any]:
    test = {"field": "status", "oneOf": list(statuses)}
    return {"filter": test if inside else {"not": test}}


def _bars(contact: Contact, lanes: set[str]) -> Iterable[dict[str, str]]:
    first, last = contact.earliest or contact.latest, contact.latest or contact.earliest
    if first is None or last is None:
        return
    # A day is as long as a day; at ten years' distance it is still to be seen.
    end = (dt.date.fromisoformat(last) + dt.timedelta(days=1)).isoformat()
    told = f"{', '.join(p.name for p in contact.parties)}: {contact.medium or contact.type}, {contact.status}, {contact.edtf or first}"
    for name in dict.fromkeys(p.name for p in contact.parties if p.name in lanes):
        yield {"who": name, "from": first, "to": end, "status": contact.status, "href": f"/happenings/{contact.id}", "told": told}


def network(contacts: Sequence[Contact], *, by_state: bool = False) -> str:
    """Who contacted whom; parallel contacts are one line with their number, which leads to their list. Empty without pairs."""
    counts = Counter(pair for c in contacts for pair in _pairs(c, by_state=by_state))
    often = Counter(n for (a, b), k in counts.items() for n in (a, b) for _ in range(k))
    kept = [n for n, _ in often.most_common(MOST_NODES)]
    number = {name: i for i, name in enumerate(kept)}
    edges = [(a, b, n) for (a, b), n in sorted(counts.items()) if a in number and b in number]
    if not edges:
        return ""
    nodes = [{"name": n, "short": n.split()[-1] if len(n) > 14 else n, "often": often[n], "href": _list_of(n)} for n in kept]
    links = [
        {"source": number[a], "target": number[b], "count": n, "href": _list_of(a, b), "told": f"{a} and {b}: {n}"} for a, b, n in edges
    ]
    return _vega(_force(nodes, links))


def _pairs(contact: Contact, *, by_state: bool) -> set[tuple[str, str]]:
    names = {(p.country if by_state else p.name) or p.name for p in contact.parties}
    return {(a, b) if a < b else (b, a) for a, b in combinations(sorted(names), 2)}


def _list_of(*names: str) -> str:
    return "/?" + urlencode([("who", n) for n in names])


def _force(nodes: list[dict[str, Any]], links: list[dict[str, Any]]) -> dict[str, Any]:
    """A Vega specification of a force-directed drawing; the same nodes and links give the same picture."""
    line = {"stroke": {"value": "var(--dim)"}, "strokeOpacity": {"value": 0.55}, "strokeWidth": {"signal": "1 + sqrt(datum.count)"},
            "href": {"field": "href"}, "description": {"field": "told"}}  # fmt: skip
    size, led = {"signal": "60 + 50 * sqrt(datum.often)"}, {"href": {"field": "href"}}
    forces = [
        {"force": "center", "x": 380, "y": 210},
        {"force": "collide", "radius": 30},
        {"force": "nbody", "strength": -130},
        {"force": "x", "x": {"expr": "380"}, "strength": 0.08},
        {"force": "y", "y": {"expr": "210"}, "strength": 0.25},
        {"force": "link", "links": "links", "distance": 80},
    ]
    path = {"type": "linkpath", "require": {"signal": "force"}, "shape": "line", "sourceX": "datum.source.x", "sourceY": "datum.source.y",
            "targetX": "datum.target.x", "targetY": "datum.target.y"}  # fmt: skip
    label = {"x": {"field": "x"}, "y": {"field": "y", "offset": -11}, "text": {"field": "datum.short"}, "align": {"value": "center"},
             "fill": {"value": "var(--ink)"}, "fontSize": {"value": 12}, "href": {"field": "datum.href"}}  # fmt: skip
    return {
        "width": 760, "height": 420, "padding": 8, "background": None, "config": {"font": "system-ui, sans-serif"},
        "data": [{"name": "nodes", "values": nodes}, {"name": "links", "values": links}],
        "marks": [
            {"name": "dots", "type": "symbol", "zindex": 1, "from": {"data": "nodes"},
             "encode": {"enter": {"fill": {"value": "var(--link)"}, "size": size, **led, "description": {"field": "name"}}},
             "transform": [{"type": "force", "iterations": 300, "static": True, "signal": "force", "forces": forces}]},
            {"type": "path", "from": {"data": "links"}, "encode": {"enter": line}, "transform": [path]},
            {"type": "text", "zindex": 2, "from": {"data": "dots"}, "encode": {"enter": label}},
        ],
    }  # fmt: skip


def places(found: Sequence[tuple[str, float, float, int]]) -> str:
    """Where contacts took place: (name, latitude, longitude, number), larger dots for more. Empty without places."""
    if not found:
        return ""
    rows = [{"name": n, "lat": la, "lon": lo, "count": k, "told": f"{n}: {k}"} for n, la, lo, k in found]
    points = {"longitude": {"field": "lon", "type": "quantitative"}, "latitude": {"field": "lat", "type": "quantitative"}}
    size = {"field": "count", "type": "quantitative", "legend": None, "scale": {"range": [40, 500]}}
    net = {"data": {"graticule": {"step": [30, 30]}}, "mark": {"type": "geoshape", "stroke": "var(--line)", "filled": False}}
    dots = {"mark": {"type": "circle", "color": "var(--occurred)", "opacity": 0.7},
            "encoding": {**points, "size": size, "description": {"field": "told"}}}  # fmt: skip
    ranked = {"window": [{"op": "rank", "as": "rank"}], "sort": [{"field": "count", "order": "descending"}]}
    names = {"transform": [ranked, {"filter": "datum.rank <= 12"}],
             "mark": {"type": "text", "dy": -11, "color": "var(--ink)", "fontSize": 11},
             "encoding": {**points, "text": {"field": "name"}}}  # fmt: skip
    return _vegalite(
        {"width": 760, "height": 380, "projection": {"type": "equalEarth"}, "data": {"values": rows}, "layer": [net, dots, names]}
    )


def warm() -> None:
    """Start the drawing engine: its first picture takes a third of a second, the next ones a tenth of that."""
    _drawn_lite('{"data": {"values": [{"a": 1}]}, "mark": "point"}')


def _vegalite(spec: dict[str, Any]) -> str:
    return _drawn_lite(json.dumps({**spec, "config": _CONFIG}, sort_keys=True))


def _vega(spec: dict[str, Any]) -> str:
    return _drawn(json.dumps(spec, sort_keys=True))


@lru_cache(maxsize=64)
def _drawn_lite(spec: str) -> str:
    import vl_convert

    return _local(str(vl_convert.vegalite_to_svg(json.loads(spec))))


@lru_cache(maxsize=64)
def _drawn(spec: str) -> str:
    import vl_convert

    return _local(str(vl_convert.vega_to_svg(json.loads(spec))))


def _local(svg: str) -> str:
    """Links lead into this server: Vega sets its examples' address before those without a host. Sizes follow the page."""
    svg = svg.replace('xlink:href="https://vega.github.io/vega-datasets/', 'href="')
    return re.sub(r' width="(\d+)" height="(\d+)" viewBox', " viewBox", svg, count=1)
