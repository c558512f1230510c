"""Which lines of a page are the article, and what the others are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from communique.knowledge.zones import ZoneRules
from communique.model import Zone, ZoneKind
from communique.reading.line_model import judge
from communique.reading.lines import Line, cut_lines, furnished

# A notice ends where the publisher stops talking; none is longer.
LONGEST_NOTICE = 15
LONGEST_GAP = 3
# A sentence this long that comes again word for word was pasted twice; shorter ones ("Thank you.") people do repeat, and lists their items.
REPEATED_WORDS = 12
# Doubtful lines stay: an article with a stray line is worth more than one with a hole.
KEPT = 0.5
KEPT_LONG = 0.3
LONG_WORDS = 12
# A list or a table stands in the middle of an article: lines without a sign between two that are kept, unless all look like nothing of it.
LONGEST_HOLE = 12
FILLED = 0.05
# A sentence of so many words may end an article though little speaks for it.
TAIL = 0.15
TAIL_WORDS = 6
# The same question put to many is no paragraph pasted twice.
PASTED = 2


def find_zones(text: str, rules: ZoneRules, *, title: str | None = None) -> tuple[Zone, ...]:
    """The zones of a text, in order, without overlap; blank stretches are in none.

    ``title`` is the document's title where it is known: a first line that repeats it is the title, not the body.
    """
    lines = cut_lines(text, rules)
    if not lines:
        return ()
    kinds = kinds_of(lines, rules, title)
    return tuple(_merged(_prefixed(lines, kinds, rules)))


def kinds_of(lines: Sequence[Line], rules: ZoneRules, title: str | None = None) -> list[ZoneKind]:
    """What each line is."""
    letters = {i for start, end in _notices(lines) if any(_opens(x) for x in lines[start : end + 1]) for i in range(start, end + 1)}
    kept = _kept(lines, letters, rules)
    kinds: list[ZoneKind] = ["body" if i in kept else _kind_of(line) for i, line in enumerate(lines)]
    _mark_titles(lines, kinds, title)
    _mark_links(lines, kinds)
    _mark_repeated(lines, kinds)
    _mark_notices(lines, kinds)
    return kinds


def _kept(lines: Sequence[Line], letters: set[int], rules: ZoneRules) -> set[int]:
    """The line model decides on pages with furniture; a clean text loses nothing but what a sure sign names.

    Letters to the readers are set aside first: they stand in the middle of reports, which must not seem to end there.
    """
    rest = [(i, line) for i, line in enumerate(lines) if i not in letters]
    seen = [line for _, line in rest]
    verdicts = judge(seen, rules) if furnished(seen) else [1.0] * len(seen)
    kept = {i for (i, line), verdict in zip(rest, verdicts, strict=True) if is_kept(line, verdict)}
    judged = {i: verdict for (i, _), verdict in zip(rest, verdicts, strict=True)}
    kept |= set(_tails(lines, kept, judged))
    return kept | set(_holes(lines, kept, judged))


def _tails(lines: Sequence[Line], kept: set[int], verdicts: Mapping[int, float]) -> Iterator[int]:
    """Short sentences right behind what is kept: an article often ends with one ("Nobody had been hurt.")."""
    for before in sorted(kept):
        i = before + 1
        while i < len(lines) and i not in kept and _closes(lines[i]) and verdicts.get(i, 0.0) >= TAIL:
            yield i
            i += 1


def _closes(line: Line) -> bool:
    return line.ends and line.sign is None and line.words >= TAIL_WORDS and line.text[0].isupper() and not line.speaks


def _holes(lines: Sequence[Line], kept: set[int], verdicts: Mapping[int, float]) -> Iterator[int]:
    """The doubtful lines between two kept ones that bear no sign: lists, tables, lines of a poem."""
    for before, after in pairwise(sorted(kept)):
        hole = [i for i in range(before + 1, after) if i in verdicts]
        if not hole or len(hole) > LONGEST_HOLE or any(lines[i].sign for i in hole):
            continue
        if sum(verdicts[i] for i in hole) / len(hole) >= FILLED:
            yield from hole


def is_kept(line: Line, verdict: float) -> bool:
    """Whether a line of a furnished page stays in the body; the more words it has, the more there is to lose."""
    return not line.sure and verdict >= (KEPT_LONG if line.words >= LONG_WORDS else KEPT)


def _kind_of(line: Line) -> ZoneKind:
    if line.sign:
        return line.sign.kind
    return "navigation" if line.words <= 4 and not line.ends else "other"


def _mark_titles(lines: Sequence[Line], kinds: list[ZoneKind], title: str | None) -> None:
    """The known title's line, else the last headline-like line dropped before the body."""
    first = next((i for i, kind in enumerate(kinds) if kind == "body"), len(kinds))
    if title:
        same = [i for i, line in enumerate(lines[: first + 1]) if _folded(line.text) == _folded(title)]
        for i in same[:1]:
            kinds[i] = "title"
        if same:
            return
    headlines = [i for i in range(first) if kinds[i] == "other" and 4 <= lines[i].words <= 30 and not lines[i].ends]
    if headlines and first < len(kinds):
        kinds[headlines[-1]] = "title"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")


def _mark_links(lines: Sequence[Line], kinds: list[ZoneKind]) -> None:
    """Headlines below a heading of links are links."""
    below = False
    for i, kind in enumerate(kinds):
        if kind == "related":
            below = True
        elif kind == "body":
            below = False
        elif below and lines[i].sign is None:
            kinds[i] = "related"


def _mark_repeated(lines: Sequence[Line], kinds: list[ZoneKind]) -> None:
    seen: set[str] = set()
    for i, line in enumerate(lines):
        if line.copies < 2 or line.words < REPEATED_WORDS or not line.sentence or kinds[i] != "body":
            continue
        asked = line.copies > PASTED and line.text.endswith(("?", ":", "？"))
        if line.text in seen and not asked:
            kinds[i] = "repeated"
        seen.add(line.text)


def _mark_notices(lines: Sequence[Line], kinds: list[ZoneKind]) -> None:
    """A letter to the readers runs from its heading to its last appeal; between two appeals close together all is appeal."""
    for start, end in _notices(lines):
        kinds[start : end + 1] = ["publisher_notice"] * (end + 1 - start)


def _notices(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(lines):
        if not _is_appeal(lines[i]):
            i += 1
            continue
        end = _notice_end(lines, i)
        # A salutation is a letter to the readers only where it comes to the point.
        if any(_is_appeal(line) and line.sure for line in lines[i : end + 1]):
            yield i, end
        i = end + 1


def _is_appeal(line: Line) -> bool:
    return line.sign is not None and line.sign.kind == "publisher_notice" and (line.sure or line.sign.opens)


def _notice_end(lines: Sequence[Line], start: int) -> int:
    """The last appeal that the publisher's voice, or another box, reaches from ``start``."""
    end, letter = start, _opens(lines[start])
    for i in range(start + 1, min(start + LONGEST_NOTICE, len(lines))):
        line = lines[i]
        if _is_appeal(line):
            end, letter = i, letter or _opens(line)
        elif not _stays(line, letter) or (not letter and i - end > LONGEST_GAP):
            break
    return end


def _stays(line: Line, letter: bool) -> bool:
    return line.sure or line.speaks or (letter and line.words <= 4)


def _opens(line: Line) -> bool:
    return line.sign is not None and line.sign.opens


def _prefixed(lines: Sequence[Line], kinds: Sequence[ZoneKind], rules: ZoneRules) -> Iterator[Zone]:
    """One zone a line; a dateline at the start of a body line is cut off it."""
    for line, kind in zip(lines, kinds, strict=True):
        length = _prefix(line, rules) if kind == "body" else 0
        if length:
            yield Zone("dateline", line.start, line.start + len(line.text[:length].rstrip()))
        yield Zone(kind, line.start + length, line.end)


def _prefix(line: Line, rules: ZoneRules) -> int:
    for entry in rules.prefixes:
        match = entry.pattern.match(line.text)
        if match and match.end() < len(line.text):
            return match.end()
    return 0


def _merged(zones: Iterator[Zone]) -> Iterator[Zone]:
    """Neighbours of one kind as one zone."""
    last: Zone | None = None
    for zone in zones:
        if last and last.kind == zone.kind:
            last = Zone(last.kind, last.start, zone.end)
            continue
        if last:
            yield last
        last = zone
    if last:
        yield last
