"""Names made short: "Russian Foreign Minister Sergei Lavrov" as one plain surname, so that the parser can see the sentence around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

import msgspec

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.mentions import before_title, ends_office, mention, name_at, seat_end, titles_end
from communique.parse.tokens import as_name, as_noun, hung

_RELATIVE = frozenset({"who", "whose", "whom", "which"})


class Aside(msgspec.Struct, frozen=True):
    """A stretch between commas that only says who somebody is.

    ``head`` is the word that says it, ``None`` where a clause does; ``seats`` say of what state or body an office is.
    """

    place: range
    head: int | None
    seats: tuple[range, ...] = ()


class Short(msgspec.Struct, frozen=True):
    """A sentence made shorter: its words, and for each of them where the words stand that it is written for.

    ``asides`` are left out, ``seats`` are those within names.
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    places: tuple[range, ...]
    asides: tuple[Aside, ...]
    seats: tuple[range, ...]

    @property
    def saved(self) -> int:
        """How many words shorter it is."""
        return sum(len(p) - 1 for p in self.places) + sum(len(a.place) for a in self.asides)


def shortened(tokens: tuple[Token, ...], *, clauses: bool) -> Short | None:
    """The sentence with every person's name and titles as one word, without names and offices between commas ("the emir of Qatar,
    *Sheikh Tamim*, called"); ``None`` where that leaves it as long as it was.

    With ``clauses``, also without clauses that say who somebody is ("Mr Bo, *who heads the group*, called").
    """
    words: list[str] = []
    places: list[range] = []
    asides: list[Aside] = []
    seats: list[range] = []
    plain = cycle(sorted(word_lists()["plain_names"]))
    i = 0
    named: int | None = None  # where the last name ended
    while i < len(tokens):
        aside = _aside(tokens, i, named=named == i) or (_clause(tokens, i) if clauses else None)
        if aside is not None:
            asides.append(aside)
            named = named if aside.head is None else aside.place.stop
            i = aside.place.stop
            continue
        listed = named == i - 1 and tokens[i - 1].text == ","
        person = name_at(tokens, i) if listed else mention(tokens, i)
        words.append(tokens[i].text if person is None else next(plain))
        places.append(range(i, i + 1 if person is None else person.end))
        seats += () if person is None else person.seats
        i = places[-1].stop
        named = i if person is not None else named
    spaces = tuple(p.stop < len(tokens) and tokens[p.stop - 1].end < tokens[p.stop].start for p in places)
    same = len(words) == len(tokens) or (clauses and all(a.head is not None for a in asides))
    return None if same else Short(tuple(words), spaces, tuple(places), tuple(asides), tuple(seats))


def _clause(tokens: tuple[Token, ...], i: int) -> Aside | None:
    """A clause about somebody that begins at ``i``, its commas included, behind which the sentence goes on."""
    if not 0 < i < len(tokens) - 2 or tokens[i].text != "," or tokens[i + 1].text.lower() not in _RELATIVE:
        return None
    end = next((t.i + 1 for t in tokens[i + 2 :] if t.text == ","), None)
    return Aside(range(i, end), None) if end is not None and end < len(tokens) and tokens[end].pos in ("VERB", "AUX") else None


def _aside(tokens: tuple[Token, ...], i: int, *, named: bool) -> Aside | None:
    """The name behind an office, or the office behind a name, that begins at ``i`` with a comma or the office's seat, and its commas."""
    comma = seat_end(tokens, i)
    if i == 0 or comma + 2 >= len(tokens) or tokens[comma].text != ",":
        return None
    if named:
        aside = _office_behind(tokens, i) if comma == i else None
    else:
        aside = _name_behind(tokens, i, comma) if ends_office(tokens, i) else None
    if aside is None or aside.place.stop >= len(tokens) or tokens[aside.place.stop - 1].text != ",":
        return None
    lists = _begins_somebody(tokens, aside.place.stop)  # the comma behind is one of a list: "the emir, *Sheikh Tamim*, Mr Bo and Mr Xi"
    return msgspec.structs.replace(aside, place=aside.place[:-1]) if lists else aside


def _begins_somebody(tokens: tuple[Token, ...], i: int) -> bool:
    return name_at(tokens, i) is not None or (tokens[i].text == "the" and titles_end(tokens, before_title(tokens, i + 1))[0] > i + 2)


def _name_behind(tokens: tuple[Token, ...], i: int, comma: int) -> Aside | None:
    """A name, with titles only where no list goes on behind it: "the president, *Prime Minister Bo*, and Mr Xi" are three."""
    person = name_at(tokens, comma + 1)
    behind = tokens[person.end + 1 :] if person is not None else ()
    if person is None or (person.titled and behind and behind[0].dep == "cc" and tokens[person.end - 1].dep == "conj"):
        return None
    seat = (range(i, comma),) if comma > i else ()
    return Aside(range(i, person.end + 1), person.end - 1, (*seat, *person.seats))


def _office_behind(tokens: tuple[Token, ...], i: int) -> Aside | None:
    start = i + 2 if tokens[i + 1].tag == "DT" else i + 1
    office = before_title(tokens, start)
    end, seats = titles_end(tokens, office)
    if end == office:
        return None
    head = seats[-1].start - 1 if seats and seats[-1].stop == end else end - 1
    return Aside(range(i, end + 1), head, seats)


def restored(tokens: tuple[Token, ...], short: Short, read: tuple[Token, ...]) -> tuple[Token, ...]:
    """The sentence with the tree that its short form has: each name hangs as its short form does, and keeps its words below its last."""
    tops = [p.stop - 1 for p in short.places]
    made: dict[int, Token] = {}
    for place, new in zip(short.places, read, strict=True):
        seats = [s for s in short.seats if s.start in place]
        made.update((t.i, t) for t in _written_out(tokens, place, seats, new, tops[new.head]))
    for aside in short.asides:
        made.update((t.i, t) for t in (_set_aside(tokens, aside) if aside.head is not None else _clause_set_aside(tokens, aside.place)))
    return tuple(made[i] for i in range(len(tokens)))


def _set_aside(tokens: tuple[Token, ...], aside: Aside) -> Iterator[Token]:
    """The words of an aside left out: what says who somebody is hangs from the word before, the others from it or their office."""
    before = aside.place.start - 1
    for i in aside.place:
        old = tokens[i]
        if old.text == ",":
            yield hung(old, "punct", before)
        elif i == aside.head:
            who = as_name(old) if old.text[:1].isupper() else as_noun(old, old.lemma, plural=False)
            yield hung(who, "appos", before)
        else:
            yield _within(old, aside.head or before, aside.seats)


def _clause_set_aside(tokens: tuple[Token, ...], place: range) -> Iterator[Token]:
    """The words of a clause left out, as they hung from each other; what hung from elsewhere, from the word before it."""
    for i in place:
        old = tokens[i]
        if i in (place.start, place.stop - 1):
            yield hung(old, "punct", place.start - 1)
        else:
            yield old if old.head in place and old.head != i else hung(old, "relcl", place.start - 1)


def _written_out(tokens: tuple[Token, ...], place: range, seats: Sequence[range], new: Token, head: int) -> Iterator[Token]:
    """A word of the short form; for a name its words: as they hung from each other where they were one phrase, else all from the last."""
    top = place[-1]
    if all(tokens[i].head in place for i in place[:-1]):
        yield from (tokens[i] for i in place[:-1])
    else:
        yield from (_within(tokens[i], top, seats) for i in place[:-1])
    old = tokens[top]
    if old.text == new.text:
        yield Token(old.i, old.start, old.end, old.text, new.lemma, new.pos, new.tag, new.dep, head)
    else:
        yield as_name(hung(old, new.dep, head))


def _within(word: Token, top: int, seats: Sequence[range]) -> Token:
    """A word before a name hung from it; a seat hangs from the title before it."""
    seat = next((s for s in seats if word.i in s), None)
    if seat is not None and word.i in (seat.start, seat[-1]):
        return hung(word, "prep", word.i - 1) if word.i == seat.start else hung(word, "pobj", seat.start)
    titled = any(s.start == word.i + 1 for s in seats)
    relation = {"DT": "det", "JJ": "amod"}.get(word.tag, "nmod" if titled else "compound")
    return hung(word, relation, top if seat is None else seat[-1])
