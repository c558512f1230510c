"""One statement for what one speaker says: none twice, and one for each of "both of whom"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec

from communique.model import Statement
from communique.statements.attribution import Attribution
from communique.statements.intervals import Intervals
from communique.statements.speakers import Speakers

Told = tuple[Statement, Attribution]


def without_echoes(made: Sequence[Statement], found: Sequence[Attribution]) -> list[Told]:
    """The statements, without those that repeat the words of the one above them: in *Lula said he “reaffirmed support …”* he says once."""
    told = list(zip(made, found, strict=True))
    beside: dict[int, list[int]] = {}
    for number, one in enumerate(found):
        beside.setdefault(one.sentence, []).append(number)
    for number, (inner, act) in enumerate(told):
        above = next((n for n in beside[act.sentence] if n != number and _repeats(inner, act, *told[n])), None)
        if above is not None:
            outer, saying = told[above]
            quotes = tuple(sorted({*outer.quotes, *inner.quotes}, key=lambda q: q.start))
            told[above] = msgspec.structs.replace(outer, quotes=quotes, stance=outer.stance or inner.stance), saying
            told[number] = msgspec.structs.replace(inner, quotes=()), act
    return [(s, a) for s, a in told if not any(_repeats(s, a, *told[n]) for n in beside[a.sentence] if told[n][0] is not s)]


def without_own_words(told: Sequence[Told], first_person: Set[str]) -> list[Told]:
    """Without what speakers report of themselves in their own turn of a transcript ("MR. PRICE: I said that …")."""
    turns = [n for n, (_, act) in enumerate(told) if act.frame == "turn"]
    reach = Intervals([told[n][0].content for n in turns])
    made = list(told)
    own: set[int] = set()
    for number, (inner, act) in enumerate(told):
        outer = next((turns[n] for n in reach.overlapping(inner.content) if _is_own(inner, act, told[turns[n]][0], first_person)), None)
        if outer is not None:
            own.add(number)
            turn, saying = made[outer]
            made[outer] = msgspec.structs.replace(turn, quotes=tuple(sorted({*turn.quotes, *inner.quotes}, key=lambda q: q.start))), saying
    return [one for number, one in enumerate(made) if number not in own]


def _is_own(inner: Statement, act: Attribution, turn: Statement, first_person: Set[str]) -> bool:
    """Whether a pronoun in a turn is the one whose turn it is."""
    if act.frame == "turn" or act.source_head is None or act.source_head.pos != "PRON" or not turn.content.contains(inner.content):
        return False
    return inner.speaker == turn.speaker or act.source_head.text.lower() in first_person


def _repeats(inner: Statement, act: Attribution, outer: Statement, saying: Attribution) -> bool:
    """Whether the quoted act of a pronoun is what its own speaker says there."""
    same = inner.speaker == outer.speaker and inner.via == outer.via and act.cue_head is not None
    own = act.source_head is not None and act.source_head.pos == "PRON" and saying.content_head == act.cue_head
    quoted = inner.cue is not None and inner.content.start <= inner.cue.start < inner.content.end
    return same and own and quoted and act.sentence == saying.sentence and outer.content.start <= inner.content.start < outer.content.end


def each_apart(statement: Statement, one: Attribution, speakers: Speakers) -> Iterator[Statement]:
    """A statement for each of those whom "both of whom" means: each says it of his own."""
    yield statement
    for actor in speakers.others(one.sentence, one.source_head):
        yield msgspec.structs.replace(statement, speaker=actor)


def numbered(told: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements with ids in their order."""
    return tuple(msgspec.structs.replace(s, id=f"s{n}") for n, s in enumerate(told, 1))
