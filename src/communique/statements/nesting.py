"""Statements inside statements: who reports whom, and whose a quoted stretch is."""

from __future__ import annotations

from collections.abc import Sequence

from communique.model import Span, cover
from communique.statements.attribution import Attribution
from communique.statements.intervals import Intervals
from communique.statements.quotation import Quotation

# Characters from the opening mark to a quoted cue: room for "has also".
_NEAR = 12


def parents(found: Sequence[Attribution]) -> tuple[int | None, ...]:
    """For each attribution the index of the one that reports it, if any."""
    contents = Intervals([a.content for a in found])
    direct = [_parent(n, found, contents) for n in range(len(found))]
    return tuple(_other_source(n, found, direct) for n in range(len(found)))


def _anchor(one: Attribution) -> Span:
    return one.cue or one.content


def _parent(number: int, found: Sequence[Attribution], contents: Intervals) -> int | None:
    here = found[number]
    near = [n for n in contents.overlapping(_anchor(here)) if n != number and found[n].content.contains(_anchor(here))]
    holders = [n for n in near if _larger(found[n], here, n < number)]
    return min(holders, key=lambda n: (found[n].content.end - found[n].content.start, -n), default=None)


def _larger(other: Attribution, here: Attribution, earlier: bool) -> bool:
    """Whether ``other`` can hold ``here``: no two attributions hold each other."""
    if _set_in(here, other):
        return False
    if _set_in(other, here):
        return True
    sizes = other.content.end - other.content.start, here.content.end - here.content.start
    return sizes[0] > sizes[1] or (sizes[0] == sizes[1] and earlier)


def _set_in(one: Attribution, other: Attribution) -> bool:
    """Whether a source is set into what another is told to say: "Berg told them he would, *according to an aide*, and that …"."""
    return one.frame == "according" != other.frame and one.content.contains(_anchor(other)) and other.content.contains(_anchor(one))


def _other_source(number: int, found: Sequence[Attribution], direct: Sequence[int | None]) -> int | None:
    """The nearest holder with another source: "said … and wished …" is one speaker, not a chain."""
    above = direct[number]
    while above is not None and found[number].source is not None and found[above].source == found[number].source:
        above = direct[above]
    return above


def snapped(content: Span, one: Attribution, quotations: Sequence[Quotation | None]) -> Span:
    """The content with every quotation it cuts into taken whole, unless the attribution stands inside that quotation."""
    for quotation in quotations:
        if quotation is None or quotation.open or not quotation.outer.overlaps(content):
            continue
        if quotation.outer.contains(_anchor(one)):
            continue
        content = cover([content, quotation.outer])
    return content


def shared_out(found: Sequence[Attribution], quotations: Sequence[Quotation]) -> tuple[tuple[Quotation, ...], ...]:
    """For each attribution the quotations that are its speaker's words: each goes to the innermost that holds it.

    A quotation within one that is somebody's already is part of that.
    """
    owned: list[list[Quotation]] = [[] for _ in found]
    reach = Intervals([cover([a.content, a.cue or a.content]) for a in found])
    last: Span | None = None
    for quotation in quotations:
        if last is not None and last.contains(quotation.outer):
            continue
        owner = _owner(quotation, found, reach)
        if owner is not None:
            owned[owner].append(quotation)
            last = quotation.outer
    return tuple(tuple(o) for o in owned)


def _owner(quotation: Quotation, found: Sequence[Attribution], reach: Intervals) -> int | None:
    holders = [n for n in reach.overlapping(quotation.outer) if _holds(found[n], quotation)]
    holders = [n for n in holders if _says(found[n])] or holders
    return min(holders, key=lambda n: (found[n].content.end - found[n].content.start, n), default=None)


def _says(one: Attribution) -> bool:
    """Whether words are said, not only held: in "she said they favour a “strong” state" the word is hers."""
    if one.entry is None or not one.entry.lemma:
        return True
    is_done = one.cue_head is None or one.cue_head.tag not in {"VB", "VBG"} or one.entry.speaks  # "to blame", "expects her to call it"
    told = one.entry.kind == "noun" and one.frame == "clause"  # "a statement that …"
    return is_done and (one.entry.acts or told or one.entry.stance == "description")


def _holds(one: Attribution, quotation: Quotation) -> bool:
    """Whether a quotation repeats words that this attribution reports: it was opened after the source was named."""
    if _begins_inside(one, quotation) or not _opens_with(one, quotation):
        return False
    return quotation.outer.overlaps(one.content) or (one.cue is not None and quotation.outer.contains(one.cue))


def _opens_with(one: Attribution, quotation: Quotation) -> bool:
    """A cue inside the quotation counts only as its first verb: “noted …” is Lula's, “discussed X and agreed …” the reporter's."""
    if one.cue is None or not quotation.outer.contains(one.cue):
        return True
    is_act = one.entry is None or not (one.entry.topical or one.entry.stance == "criticism")  # “lashed out at us” tells of no words
    return is_act and one.cue.start - quotation.start <= _NEAR


def _begins_inside(one: Attribution, quotation: Quotation) -> bool:
    if one.source is not None and one.frame != "turn":
        return quotation.outer.contains(one.source)
    return one.cue is not None and quotation.outer.contains(one.cue)
