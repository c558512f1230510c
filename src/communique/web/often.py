"""What stands in a page some hundred times, written as text: a template takes five times as long for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from communique.web.charts.network import Edge
from communique.web.charts.stacks import Slot
from communique.web.charts.timeline import Timeline
from communique.web.pages import straight

if TYPE_CHECKING:
    from communique.web.overview import Choice


def slots(found: Sequence[Slot]) -> Markup:
    """The columns of a lane as links over its drawing."""
    there = [s for s in found if s.href]
    pieces = zip(there, _escaped([s.href for s in there]), _escaped([s.told for s in there]), strict=True)
    return Markup("".join([f'<a href="{href}" aria-label="{told}" xlink:title="{told}">{_rect(s.at)}</a>' for s, href, told in pieces]))


def _rect(at: int) -> str:
    return f'<rect x="{at}" width="1" height="34"></rect>'


def stretches(timeline: Timeline) -> Markup:
    """A timeline of columns as the rows of a table, the latest stretch first; those in which nothing begins are left out."""
    lanes = [lane.stack.numbers for lane in timeline.lanes if lane.stack]
    rows = zip(_escaped(timeline.stretches), zip(*lanes, strict=True), strict=True)
    return Markup("".join([_row(name, numbers) for name, numbers in reversed(list(rows)) if any(map(any, numbers))]))


def _row(name: str, numbers: Sequence[tuple[int, int, int]]) -> str:
    return f'<tr><th scope="row">{name}</th>{"".join([f"<td>{_cell(*n)}</td>" for n in numbers])}</tr>'


def _cell(held: int, planned: int, off: int) -> str:
    told = ((held, ""), (planned, " planned"), (off, " called off"))
    return ", ".join([f"{n:,}{words}" for n, words in told if n])


def choices(found: Sequence[Choice]) -> Markup:
    """The values of a filter."""
    fields = ([c.href for c in found], [c.key for c in found], [c.label for c in found])
    return Markup("".join([_choice(*c) for c in zip(found, *map(_escaped, fields), strict=True)]))


def _choice(choice: Choice, href: str, key: str, label: str) -> str:
    chosen = ' aria-current="true"' if choice.chosen else ""
    link = f'<a href="{href}" data-stays="{key}"{chosen}><span>{label}</span> <span class="n">{choice.number:,}</span></a>'
    return f'<li>{link}<svg class="share" height="3" aria-hidden="true"><rect width="{choice.share}%" height="3"></rect></svg></li>'


def edges(found: Sequence[Edge]) -> Markup:
    """The lines of a network."""
    pieces = zip(found, _escaped([e.href for e in found]), _escaped([e.told for e in found]), strict=True)
    return Markup("".join([f'<a href="{href}" tabindex="-1"><title>{told}</title>{_line(e)}</a>' for e, href, told in pieces]))


def _line(edge: Edge) -> str:
    ends = f'x1="{edge.x1}%" y1="{edge.y1}" x2="{edge.x2}%" y2="{edge.y2}"'
    return f'<line class="edge" {ends} stroke-width="{edge.width}"></line>'


def pairs(found: Sequence[Edge]) -> Markup:
    """The same lines as the rows of a table, the thickest first."""
    told = list(reversed(found))
    names = [_escaped([e.names[n] for e in told]) for n in (0, 1)]
    return Markup("".join([_pair(*p) for p in zip(_escaped([e.href for e in told]), *names, (e.total for e in told), strict=True)]))


def _pair(href: str, one: str, other: str, total: int) -> str:
    return f'<tr><td><a href="{href}">{one} – {other}</a></td><td class="num">{total}</td></tr>'


def _escaped(texts: Sequence[str]) -> list[str]:
    """Texts as a page can hold them, all in one go."""
    joined = str(straight(_BETWEEN.join([t.replace(_BETWEEN, "") for t in texts])))
    return str(escape(joined)).split(_BETWEEN) if texts else []


_BETWEEN = "\0"
