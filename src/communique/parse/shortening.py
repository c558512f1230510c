"""Names made short: "Russian Foreign Minister Sergei Lavrov" as one plain surname, so that the parser can see the sentence around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle

import msgspec

from communique.knowledge.actors import ActorKnowledge, load_actors
from communique.knowledge.actors_names import pieces
from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_name, hung

_BEFORE = frozenset({"country", "demonym", "people", "organisation", "metonym"})
_RELATIVE = frozenset({"who", "whose", "whom", "which"})
_HYPHENS = frozenset("-–‑‐")
LONGEST_TITLE = 7
LONGEST_SEAT = 6
# Of a name known by its last word alone.
LONGEST_NAME = 3


class Short(msgspec.Struct, frozen=True):
    """A sentence made shorter: its words, and for each of them where the words stand that it is written for.

    ``asides`` are the stretches left out, ``seats`` those within a name that say of what somebody holds an office.
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    places: tuple[range, ...]
    asides: tuple[range, ...]
    seats: tuple[range, ...]


class Mentioned(msgspec.Struct, frozen=True):
    """Where a person's name with its titles ends, and the seats within it: "President *of Senegal* Macky Sall"."""

    end: int
    seats: tuple[range, ...] = ()


def shortened(tokens: tuple[Token, ...], *, asides: bool) -> Short | None:
    """The sentence with every person's name and titles as one word; ``None`` where that leaves it as long as it was.

    With ``asides``, also without what stands between commas and only says who somebody is ("Mr Bo, *who heads the group*, called",
    "the emir of Qatar, *Sheikh Tamim*, and Mr Bo talked").
    """
    words: list[str] = []
    places: list[range] = []
    left_out: list[range] = []
    seats: list[range] = []
    plain = cycle(sorted(word_lists()["plain_names"]))
    i = 0
    while i < len(tokens):
        if asides and i and (aside := _aside(tokens, i)) is not None:
            left_out.append(aside)
            i = aside.stop
            continue
        person = _mention(tokens, i)
        words.append(tokens[i].text if person is None else next(plain))
        places.append(range(i, i + 1 if person is None else person.end))
        seats += () if person is None else person.seats
        i = places[-1].stop
    spaces = tuple(p.stop < len(tokens) and tokens[p.stop - 1].end < tokens[p.stop].start for p in places)
    whole = len(words) == len(tokens) or (asides and not left_out)
    return None if whole else Short(tuple(words), spaces, tuple(places), tuple(left_out), tuple(seats))


def _aside(tokens: tuple[Token, ...], i: int) -> range | None:
    """Where an aside stands that begins at ``i``, its commas included: a clause about somebody, or the name behind an office."""
    comma = i + 2 if tokens[i].text == "of" else i
    if comma + 2 >= len(tokens) or tokens[comma].text != ",":
        return None
    if tokens[comma + 1].text.lower() in _RELATIVE:
        end = next((t.i + 1 for t in tokens[comma + 2 :] if t.text == ","), None)
        goes_on = comma == i and end is not None and end < len(tokens) and tokens[end].pos in ("VERB", "AUX")
        return range(i, end) if goes_on and end is not None else None
    name = _mention(tokens, comma + 1) if tokens[i - 1].pos == "NOUN" else None
    return range(i, name.end + 1) if name is not None and name.end + 1 < len(tokens) and tokens[name.end].text == "," else None


def _mention(tokens: tuple[Token, ...], i: int) -> Mentioned | None:
    """A person's name that begins at ``i``, titles and state before it included."""
    if not tokens[i].text[:1].isupper() and tokens[i].text not in _small_openers():
        return None
    owned = i > 0 and tokens[i - 1].tag in ("PRP$", "WP$", "DT")
    knowledge = load_actors()
    at = start = _owner_end(tokens, i, knowledge)
    while at < len(tokens) and (steps := _stands_before(tokens, at, knowledge)):
        at += steps
    titled, seats = _titles_end(tokens, at, knowledge)
    end = _name_end(tokens, titled, knowledge)
    if end is None or (titled > i and owned) or (titled == at and (at > start or not _is_person(tokens[titled:end], knowledge))):
        return None
    if titled == i and _is_behind_an_office(tokens, i):
        return None
    place = _text(tokens[titled:end]) in knowledge.places
    return None if place or _is_thing(tokens[end - 1], knowledge) else Mentioned(end, seats)


def _is_behind_an_office(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a bare name may only say who holds an office told before it: "Head of the Bureau, *Jacek Siewiera*"."""
    if i == 0 or tokens[i - 1].text == ")":
        return i > 0
    before = tokens[i - 2] if i > 1 and tokens[i - 1].text == "," else tokens[i - 1]
    return before.pos in ("NOUN", "PROPN") and (before.i == i - 1 or before.text[:1].isupper())


def _titles_end(tokens: tuple[Token, ...], i: int, knowledge: ActorKnowledge) -> tuple[int, tuple[range, ...]]:
    """Past the titles that begin at ``i``, and their seats: "Chairperson *of the African Union*, President *of Senegal*"."""
    seats: list[range] = []
    while (behind := _title_end(tokens, i)) is not None:
        i = _seat_end(tokens, behind, knowledge)
        if i > behind:
            seats.append(range(behind, i))
            i += i + 1 < len(tokens) and tokens[i].text == "," and _title_end(tokens, i + 1) is not None
    return i, tuple(seats)


def _is_thing(last: Token, knowledge: ActorKnowledge) -> bool:
    """Whether a name's last word says that it is nobody's: "Defense *Council*", "Maritime *Strategy*"."""
    return last.text.lower() in knowledge.body_kinds or last.text.lower() in knowledge.words.not_people


def _owner_end(tokens: tuple[Token, ...], i: int, knowledge: ActorKnowledge) -> int:
    """Past a state that somebody is of: "*Argentina's* Nestor Kirchner"."""
    for n in (2, 1):
        owned = i + n < len(tokens) and tokens[i + n].tag == "POS"
        if owned and any(r.kind == "country" for r in knowledge.readings(_text(tokens[i : i + n]))):
            return i + n + 1
    return i


def _stands_before(tokens: tuple[Token, ...], i: int, knowledge: ActorKnowledge) -> int:
    """How many words that begin at ``i`` say of what state or body somebody is, or how they hold their office."""
    if tokens[i].text.lower() in knowledge.words.modifiers:
        return 1
    if not tokens[i].text[:1].isupper():
        return 0
    for n in (2, 1):
        words = tokens[i : i + n]
        if all(t.text[:1].isupper() for t in words) and any(r.kind in _BEFORE for r in knowledge.readings(_text(words))):
            return n
    return 0


def _title_end(tokens: tuple[Token, ...], i: int) -> int | None:
    known = _titles()
    for end in range(min(i + LONGEST_TITLE, len(tokens)), i, -1):
        if tokens[end - 1].text[-1].isalpha() and _text(tokens[i:end]) in known and not any(t.text == "," for t in tokens[i:end]):
            return end
    return None


def _seat_end(tokens: tuple[Token, ...], i: int, knowledge: ActorKnowledge) -> int:
    """Past the state or body of an office that ends before ``i``: "President *of the Republic of Korea* Moon Jae-in"."""
    if i >= len(tokens) or tokens[i].text != "of":
        return i
    first = i + 2 if tokens[i + 1 : i + 2] and tokens[i + 1].text == "the" else i + 1
    for end in range(min(first + LONGEST_SEAT, len(tokens)), first, -1):
        seat = _text(tokens[first:end]) if tokens[end - 1].text[-1].isalpha() else ""
        if any(r.kind in _BEFORE for r in knowledge.readings(seat)):
            return end
    return i


@cache
def _titles() -> frozenset[str]:
    return frozenset(" ".join(pieces(t)) for t in load_actors().titles)


@cache
def _small_openers() -> frozenset[str]:
    """What may open a name in small letters: words of titles and what stands before them."""
    return frozenset(t.split(" ")[0] for t in _titles()) | frozenset(load_actors().words.modifiers)


def _text(tokens: tuple[Token, ...]) -> str:
    return " ".join(p for t in tokens for p in pieces(t.text))


def _name_end(tokens: tuple[Token, ...], i: int, knowledge: ActorKnowledge) -> int | None:
    """Where the capitals that begin at ``i`` end, with small particles and hyphens between them."""
    end = None
    for token in tokens[i:]:
        joined = token.i > i and _joins(tokens, tokens[token.i - 1])
        if _may_name(token, knowledge, within=end == token.i) or (joined and token.text.isalpha()):
            end = token.i + 1
        elif not _joins(tokens, token) and (token.text.lower() not in knowledge.words.particles or token.i == i):
            break
    return end


def _may_name(token: Token, knowledge: ActorKnowledge, *, within: bool) -> bool:
    text = token.text
    known = text.lower() not in knowledge.words.not_names or (within and token.tag == "NNP" and len(text) == 2)  # "Liu *He*"
    return text[:1].isupper() and known and token.pos not in ("ADP", "DET", "CCONJ", "SCONJ")


def _joins(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether a hyphen joins what stands beside it: "Yu Myung-hwan"."""
    if token.text not in _HYPHENS or not 0 < token.i < len(tokens) - 1:
        return False
    return tokens[token.i - 1].end == token.start and token.end == tokens[token.i + 1].start


def _is_person(name: tuple[Token, ...], knowledge: ActorKnowledge) -> bool:
    first, last = pieces(name[0].text), pieces(name[-1].text)
    if len(name) > 1 and first and first[0] in knowledge.given_names:
        return True
    named = any(r.kind in ("person", "short") for r in knowledge.readings(_text(name)))
    led = len(name) <= LONGEST_NAME and bool(last) and last[-1] in knowledge.leader_pieces  # not "Scientific Affairs Monica Medina"
    return led or (bool(last) and named)


def restored(tokens: tuple[Token, ...], short: Short, read: tuple[Token, ...]) -> tuple[Token, ...]:
    """The sentence with the tree that its short form has: each name hangs as its short form does, and keeps its words below its last."""
    tops = [p.stop - 1 for p in short.places]
    made: dict[int, Token] = {}
    for place, new in zip(short.places, read, strict=True):
        seats = [s for s in short.seats if s.start in place]
        made.update((t.i, t) for t in _written_out(tokens, place, seats, new, tops[new.head]))
    for aside in short.asides:
        made.update((t.i, t) for t in _set_aside(tokens, aside))
    return tuple(made[i] for i in range(len(tokens)))


def _set_aside(tokens: tuple[Token, ...], place: range) -> Iterator[Token]:
    """The words of an aside left out, as they hung from each other; what hung from elsewhere, from the word before it."""
    before, last = place.start - 1, place.stop - 2
    comma = next(i for i in place if tokens[i].text == ",")
    clause = tokens[comma + 1].text.lower() in _RELATIVE
    for i in place:
        old = tokens[i]
        if old.text == "," and i in (comma, last + 1):
            yield hung(old, "punct", before)
        elif i < comma:  # "of Qatar"
            yield hung(old, *(("prep", before) if i == place.start else ("pobj", place.start)))
        elif clause:
            yield old if old.head in place and old.head != i else hung(old, "relcl", before)
        else:
            yield as_name(hung(old, "appos", before)) if i == last else hung(old, "compound", last)


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
    if seat is None:
        titled = any(s.start == word.i + 1 for s in seats)
        return hung(word, "amod" if word.pos == "ADJ" else "nmod" if titled else "compound", top)
    if word.i == seat.start:
        return hung(word, "prep", word.i - 1)
    return hung(word, "pobj", seat.start) if word.i == seat[-1] else hung(word, "det" if word.tag == "DT" else "compound", seat[-1])
