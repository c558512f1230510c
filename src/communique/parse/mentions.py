"""Where a sentence names a person, with titles, state and seats: "Russian Foreign Minister Sergei Lavrov", "President of Chile NAME"."""

from __future__ import annotations

from functools import cache

import msgspec

from communique.knowledge.actors import ActorKnowledge, load_actors
from communique.knowledge.actors_names import pieces
from communique.model import Token

_BEFORE = frozenset({"country", "demonym", "people", "organisation", "metonym"})
_SEATS = frozenset({"country", "organisation", "metonym"})
_HYPHENS = frozenset("-–‑‐")
_NO_NAMES = frozenset({"ADP", "AUX", "CCONJ", "DET", "PRON", "SCONJ"})
LONGEST_TITLE = 7
LONGEST_SEAT = 6
# Of a name known by its last word alone.
LONGEST_NAME = 3


class Mentioned(msgspec.Struct, frozen=True):
    """Where a person's name with its titles ends, the seats within it ("President *of Senegal* Macky Sall"), and whether it tells an
    office or a state: "Sheikh Tamim" does not.
    """

    end: int
    seats: tuple[range, ...]
    titled: bool


def mention(tokens: tuple[Token, ...], i: int) -> Mentioned | None:
    """A person who is named from ``i`` on by himself: not one whose name only says who holds an office told before it."""
    person = name_at(tokens, i)
    return None if person is None or (not person.titled and _is_behind_an_office(tokens, i)) else person


def name_at(tokens: tuple[Token, ...], i: int) -> Mentioned | None:
    """A person's name that begins at ``i``, titles and state before it included."""
    if not tokens[i].text[:1].isupper() and tokens[i].text not in _small_openers():
        return None
    owned = i > 0 and (tokens[i - 1].tag in ("PRP$", "WP$", "DT") or _is_seat(tokens, i))
    knowledge = load_actors()
    start = _owner_end(tokens, i, knowledge)
    at = before_title(tokens, start)
    titled, seats = titles_end(tokens, at)
    end = _name_end(tokens, titled, knowledge)
    if end is None or (titled > i and owned) or (titled == at and (at > start or not _is_person(tokens[titled:end], knowledge))):
        return None
    if _text(tokens[titled:end]) in knowledge.places or _is_thing(tokens[end - 1], knowledge):
        return None
    office = any(_titles().get(_text(tokens[i:k])) == "office" for k in range(i + 1, titled + 1))
    return Mentioned(end, seats, at > i or office)


def _is_seat(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a state that begins at ``i`` is of the office before it: "the Amir of *Kuwait* Sheikh Nawaf"."""
    return seat_end(tokens, i - 1) > i


def _is_behind_an_office(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a bare name may only say who holds an office told before it: "Head of the Bureau, *Jacek Siewiera*"."""
    if i == 0 or tokens[i - 1].text == ")":
        return i > 0
    before = tokens[i - 2] if i > 1 and tokens[i - 1].text == "," else tokens[i - 1]
    office = before.pos in ("NOUN", "PROPN") and before.text.lower() not in load_actors().words.not_names  # not "on Tuesday, *Mr Bo*"
    return office and (before.i == i - 1 or before.text[:1].isupper())


def titles_end(tokens: tuple[Token, ...], i: int) -> tuple[int, tuple[range, ...]]:
    """Past the titles that begin at ``i``, and their seats: "Chairperson *of the African Union*, President *of Senegal*"."""
    seats: list[range] = []
    while (behind := _title_end(tokens, i)) is not None:
        i = seat_end(tokens, behind)
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


def before_title(tokens: tuple[Token, ...], i: int) -> int:
    """Past the words from ``i`` that say of what state or body somebody is, or how an office is held: "*acting Turkish* president"."""
    while i < len(tokens) and (steps := _stands_before(tokens, i, load_actors())):
        i += steps
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


def ends_office(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the words before ``i`` are an office: "the Turkish *president*"."""
    return tokens[i - 1].pos == "NOUN" or any(_text(tokens[k:i]) in _titles() for k in range(max(0, i - LONGEST_TITLE), i))


def _title_end(tokens: tuple[Token, ...], i: int) -> int | None:
    known = _titles()
    for end in range(min(i + LONGEST_TITLE, len(tokens)), i, -1):
        if tokens[end - 1].text[-1].isalpha() and _text(tokens[i:end]) in known and not any(t.text == "," for t in tokens[i:end]):
            return end
    return None


def seat_end(tokens: tuple[Token, ...], i: int) -> int:
    """Past the state or body of an office that ends before ``i``: "President *of the Republic of Korea* Moon Jae-in"."""
    if i >= len(tokens) or tokens[i].text != "of":
        return i
    knowledge = load_actors()
    first = i + 2 if tokens[i + 1 : i + 2] and tokens[i + 1].text == "the" else i + 1
    for end in range(min(first + LONGEST_SEAT, len(tokens)), first, -1):
        seat = _text(tokens[first:end]) if tokens[end - 1].text[-1].isalpha() else ""
        if any(r.kind in _SEATS for r in knowledge.readings(seat)):
            return end
    return i


@cache
def _titles() -> dict[str, str]:
    """The words of every title, and of what kind it is."""
    return {" ".join(pieces(t)): title.kind for t, title in load_actors().titles.items()}


@cache
def _small_openers() -> frozenset[str]:
    """What may open a name in small letters: words of titles and what stands before them."""
    return frozenset(t.split(" ")[0] for t in _titles()) | frozenset(load_actors().words.modifiers)


def _text(tokens: tuple[Token, ...]) -> str:
    ends = zip(tokens, (*tokens[1:], None), strict=True)
    said = "".join(t.text if n is not None and n.start == t.end else f"{t.text} " for t, n in ends)  # "People's" is two words
    return " ".join(pieces(said))


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
    return text[:1].isupper() and known and token.pos not in _NO_NAMES


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
