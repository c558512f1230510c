"""Words → phrases that name: titles with names, offices, organisations, states. By the words alone, whatever the parse."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.actors.words import OWNERS, Line, is_particle, is_surname, serves_a_person
from communique.knowledge.actors_names import consonants, skeleton
from communique.knowledge.actors_tables import Title

PhraseKind = Literal[
    "person", "office", "offices", "country", "demonym", "people", "organisation", "metonym", "body", "pronoun", "collective"
]


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of words that names. ``start``/``end`` are words of the line, ``resume`` is where reading goes on.

    ``name`` is the stretch of the proper name; ``key`` the entry of a table; ``seats`` the states or organisations
    (``org:CODE``) that the phrase states.
    """

    kind: PhraseKind
    line: int
    start: int
    end: int
    resume: int
    name: tuple[int, int] | None = None
    key: str | None = None
    titles: tuple[Title, ...] = ()
    seats: tuple[str, ...] = ()
    former: bool = False
    definite: bool = False
    plural: bool = False
    label: str = ""

    @property
    def seat(self) -> str | None:
        """The one state or organisation stated."""
        return self.seats[0] if self.seats else None


FURTHEST_OFFICE = 9  # words that an office takes at most
_THESE = frozenset({"the", "this"})


class Seat(msgspec.Struct, frozen=True):
    """A state or organisation read at a word: where it ends, its code, and whether it is a possessive or an adjective."""

    end: int
    code: str


def seat_at(line: Line, i: int) -> Seat | None:
    """A state, its adjective, an organisation or a metonym at ``i``, with a following possessive mark."""
    hit = line.named(i, "country", "demonym", "people", "organisation", "metonym")
    if hit is None or not line.is_capital(i) or hit[1].kind == "people":
        return None
    end, alias = hit
    code = _code(line, alias.kind, alias.key)
    if line.piece(end) == "'s":
        end += 1
    return Seat(end, code) if code else None


def _code(line: Line, kind: str, key: str) -> str:
    if kind == "organisation":
        return f"org:{key}"
    if kind == "metonym":
        metonym = line.knowledge.metonyms[key]
        return f"org:{metonym.org}" if metonym.org else metonym.country
    return key


def states_after(line: Line, i: int, most: int = 20) -> tuple[int, tuple[str, ...]]:
    """The states of ``of India, Brazil and the United Kingdom`` from ``i`` on, at most so many: (end word, codes)."""
    if line.piece(i) not in {"of", "for", "from"}:
        return i, ()
    codes: list[str] = []
    end, at = i, i + 1
    while len(codes) < most:
        at += line.piece(at) in {"the", "both"}
        hit = line.named(at, "country", "organisation")
        if hit is None or not line.is_capital(at):
            break
        end = hit[0]
        codes.append(_code(line, hit[1].kind, hit[1].key))
        at = _past_comma(line, end)
        if at == end:
            break
    return end, tuple(codes)


def _past_comma(line: Line, i: int) -> int:
    i += line.piece(i) == ","
    return i + (line.piece(i) in {"and", "or", "&"})


class Titled(msgspec.Struct, frozen=True):
    """The words before a name as far as read: where they end, titles, states, and what else they say."""

    start: int
    end: int
    titles: tuple[Title, ...] = ()
    seats: tuple[str, ...] = ()
    former: bool = False
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    label: str = ""


def _determined(line: Line, i: int) -> bool:
    """Whether a determiner stands at ``i`` that is not itself part of a title (``His Majesty``)."""
    return (line.piece(i) in _THESE or line.piece(i) in OWNERS) and not line.named(i, "title", "honorific")


def titled_at(line: Line, i: int) -> Titled | None:
    """Titles at ``i`` with what goes before them: ``the former Turkish Foreign Minister``, ``Russia's President``."""
    if i not in line.read:
        line.read[i] = _titled_at(line, i)
    found: Titled | None = line.read[i]
    return None if found is not None and serves_a_person(line, i, found.titles) else found


def _titled_at(line: Line, i: int) -> Titled | None:
    start, definite, indefinite = i, _determined(line, i), line.piece(i) in {"a", "an"}
    i += definite or indefinite
    seats: tuple[str, ...] = ()
    i, former = _modifiers(line, i)
    if not line.names(i):  # neither a state nor a title
        return None
    seat = seat_at(line, i)
    first = i if not definite else start
    if seat is not None:
        i, seats = _seats_before(line, seat)
        i, was = _modifiers(line, _past_brackets(line, i))
        former = former or was
    at = _skip_portfolio(line, i) if seat is not None else i
    found = _titles(line, at)
    if found is None:
        return None
    end, titles, plural, label = found
    if seat is not None and all(t.kind == "honorific" for t in titles):  # "at the Elysee *Mr Tokayev*"
        return None
    served = _served(line, end) if not plural else None
    if served is not None:
        more, end, after = served
        return Titled(first, end, (*titles, *more), seats or after, former, definite, indefinite, plural, label)
    preposition = line.piece(end)
    end, after = states_after(line, end, 20 if plural else 1)
    if preposition == "for" and not any("spokesperson" in t.offices for t in titles):
        after = ()  # the envoy for Bosnia serves another state, or none
    return Titled(first, end, titles, seats or after, former, definite, indefinite, plural, label)


def _past_brackets(line: Line, i: int) -> int:
    """Past a short form in brackets: "Republic of Korea (ROK) Foreign Minister"."""
    return i + 3 if line.piece(i) == "(" and line.piece(i + 2) == ")" and line.words[i + 1].raw.isupper() else i


def _served(line: Line, i: int) -> tuple[tuple[Title, ...], int, tuple[str, ...]] | None:
    """Whom or what an office serves, up to the holder's name: "Secretary of the *Mongolian Security Council* Enkhbayar", "Special
    Assistant to the *Prime Minister of Pakistan*, Ambassador Fatemi". Gives further titles, where they end, and the seat."""
    if line.piece(i) not in {"of", "to", "for"}:
        return None
    at = i + 1 + (line.piece(i + 1) == "the")
    seat = seat_at(line, at)
    at = seat.end if seat is not None else at
    end = _body_to_name(line, at)
    if end is not None:
        more = _titles(line, end)
        end = more[0] if more is not None else end
        return (more[1] if more is not None else (), end, (seat.code,) if seat is not None else ()) if line.is_capital(end) else None
    above = titled_at(line, i + 1) if line.piece(i) == "to" else None
    if above is None or line.piece(above.end) != ",":
        return None
    more = _titles(line, above.end + 1)
    return (more[1], more[0], above.seats) if more is not None and line.is_capital(more[0]) else None


def _body_to_name(line: Line, i: int) -> int | None:
    """Where a body's name ends in a run of capitals that goes on with a person's name; ``None`` without such a run."""
    at, last = i, None
    while line.is_capital(at) and not line.named(at, "person"):
        at += 1
        if line.piece(at - 1) in line.knowledge.body_kinds and at - 1 > i:
            last = at
    is_name = last is not None and line.is_capital(last) and not line.named(last, "country", "demonym", "organisation", "metonym")
    return last if is_name else None


def _seats_before(line: Line, seat: Seat) -> tuple[int, tuple[str, ...]]:
    """The states before a title: one ("Russia's President"), of two names the nearer one, or a list ("the Russian and German leaders")."""
    second = seat_at(line, seat.end)
    if second is not None and line.named(second.end, "title", "titles"):
        named = line.named(seat.end, "country", "demonym", "people", "organisation", "metonym")
        is_house = named is not None and named[1].kind == "metonym"  # "Pakistan's Foreign Office spokesperson": not London's
        return second.end, (seat.code if is_house else second.code,)
    codes, end = [seat.code], seat.end
    while (following := seat_at(line, _past_comma(line, end))) is not None and _past_comma(line, end) > end:
        codes.append(following.code)
        end = following.end
    if len(codes) > 1 and line.named(end, "titles"):
        return end, tuple(codes)
    return seat.end, (seat.code,)


def _modifiers(line: Line, i: int) -> tuple[int, bool]:
    """Past ``former``, ``newly elected`` and the like, when no known title begins there."""
    words, former = line.knowledge.words, False
    while (line.piece(i) in words.former or line.piece(i) in words.modifiers) and not line.named(i, "title", "titles"):
        former = former or line.piece(i) in words.former
        i += 1
    return i, former


def _skip_portfolio(line: Line, i: int) -> int:
    """Past the capitalised field of an unlisted minister (``Indian Railways Minister``), if a title follows it."""
    at = i
    while at < i + 3 and line.is_capital(at) and not line.named(at, "title", "titles", "honorific"):
        at += 1
        at += line.piece(at) == "and" and line.is_capital(at + 1)
    hit = line.named(at, "title") if at > i and line.is_capital(at) else None
    return at if hit else i


def _titles(line: Line, i: int) -> tuple[int, tuple[Title, ...], bool, str] | None:
    """One or more titles in a row: ``Vice President and Foreign Minister``, ``His Excellency President``."""
    found: list[Title] = []
    plural, end, at = False, i, i
    while hit := line.named(at, "title", "titles", "honorific"):
        title = line.knowledge.titles[hit[1].key]
        if title.kind in {"honorific", "rank", "clergy"} and not line.is_capital(at):
            break
        plural = plural or hit[1].kind == "titles"
        end = _portfolio_after(line, hit[0])
        found.append(title)
        at = end
        if line.piece(at) in {"and", "&"} and line.named(at + 1, "title"):
            at += 1
    if found and found[0].phrase in line.knowledge.words.ranking:
        if len(found) > 1:  # "chief spokesperson"
            found = found[1:]
        elif line.token(i).dep in ("amod", "compound", "nmod"):  # "chief economist": an office that no table knows
            return None
    label = " ".join(w.raw for w in line.words[i:end])
    return (end, tuple(found), plural, label) if found else None


def _portfolio_after(line: Line, i: int) -> int:
    """Past ``of Sport and Tourism`` behind a title: capitalised words that name no state."""
    if line.piece(i) not in {"of", "for"}:
        return i
    at = i + 1
    at += line.piece(at) == "the"
    if not line.is_capital(at) or line.named(at, "country", "demonym", "organisation", "metonym", "person", "title"):
        return i
    end = i
    while line.is_capital(at) and not line.named(at, "person", "title", "honorific"):
        end = at = at + 1
        if line.named(at, "title", "honorific") and line.is_capital(at):
            return end
        if line.piece(at) == "of" and line.piece(at + 1) in line.knowledge.words.fields:  # "for the Horn of Africa"
            end = at = at + 2
        following = _past_comma(line, at)
        if following > at and line.is_capital(following) and not line.named(following, "person", "short", "title", "country"):
            at = following
    return _before_name(line, i + 1, end)


def _before_name(line: Line, start: int, end: int) -> int:
    """Where the field of an office stops and its holder's name begins, in one run of capitals (``of Unification Kwon Young-se``)."""
    fields = [k for k in range(start, end) if line.piece(k) in line.knowledge.words.fields]
    if fields:
        return fields[-1] + 1
    return end - 2 if end - start >= 3 and not line.words[end - 1].glued else end


def name_at(line: Line, i: int, titled: bool) -> int:
    """The end of a proper name of a person that begins at ``i`` (``i`` itself: none)."""
    known = line.named(i, "person")
    run = _run(line, i, titled)
    if known and (known[0] >= run or not titled):
        return _suffix(line, max(known[0], _extended(line, known[0])))
    if titled:
        return run
    if run == i + 1 and (line.named(i, "short") or line.piece(i) in line.surnames):
        return run
    if _one_word(line, i, run) and _may_lead(line, i, run):
        return run
    tests = (_looks_personal, _introduced, _follows_office, _bears_surname)
    return run if run > i + 1 and any(test(line, i, run) for test in tests) else i


def _one_word(line: Line, start: int, end: int) -> bool:
    """Whether hyphens join all words: ``Silpa-Archa``."""
    return end > start and all(w.glued for w in line.words[start + 1 : end])


def _may_lead(line: Line, start: int, end: int) -> bool:
    """Whether one unknown word may be a part of a leader's name, in a spelling near to one known (``Nguesso``, ``Rajapakse``)."""
    if (
        any(line.names(k) for k in range(start, end))
        or line.token(start).pos != "PROPN"
        or line.piece(start) in line.knowledge.words.given_names
    ):
        return False
    known = line.knowledge.leader_pieces
    return any(form in known for p in line.pieces[start:end] if len(p) > 2 for form in _forms(p))


def _forms(piece: str) -> tuple[str, ...]:
    """A word as spelled, by its sound, and if long by its consonants."""
    return (piece, *(["~" + skeleton(piece)] if len(piece) > 4 else ()), *(["^" + consonants(piece)] if len(piece) > 6 else ()))


def _introduced(line: Line, start: int, end: int) -> bool:
    """Whether an office follows a comma (``Thongphane Savanphet, Deputy Minister of…``): then the name is a person's."""
    if line.piece(end) != "," or end - start > 4 or line.named(start, "country", "demonym", "organisation", "metonym"):
        return False
    behind = titled_at(line, end + 1)
    return behind is not None and not behind.plural and any(t.offices for t in behind.titles)


def _bears_surname(line: Line, start: int, end: int) -> bool:
    """Whether the last word is the surname of somebody in office and the one before it a name that nobody knows: *Mazloum* Abdi is no
    Hamza Abdi. Headlines, which write most words with capitals, tell nothing."""
    last, first = line.token(end - 1), line.token(start)
    joined = first.pos == last.pos == "PROPN" and first.dep == "compound" and first.head == last.i
    if end - start != 2 or not joined or line.names(start) or not line.named(end - 1, "short"):
        return False
    words = [k for k, word in enumerate(line.words) if word.is_word]
    capitals = sum(line.is_capital(k) for k in words)
    return line.piece(start) not in line.knowledge.words.before_surnames and 2 * capitals < len(words) + 2


def _follows_office(line: Line, start: int, end: int) -> bool:
    """Whether an office stands before the comma ("the Ambassador of Japan, Shigeo Sekine"): then the name is a person's."""
    if line.piece(start - 1) != "," or end - start > 4 or line.piece(end - 1) in line.knowledge.body_kinds:
        return False
    if line.named(start, "country", "demonym", "organisation", "metonym", "title", "titles"):
        return False
    if line.piece(start - 2) in line.knowledge.roles and (line.piece(start - 3) == "'s" or line.piece(start - 3) in OWNERS):
        return True  # "Fidan's deputy, *Nuh Yilmaz*"
    before = (titled_at(line, k) for k in range(max(0, start - FURTHEST_OFFICE), start - 1))
    return any(t is not None and t.end == start - 1 and not t.plural and any(x.offices for x in t.titles) for t in before)


def _extended(line: Line, end: int) -> int:
    """Past words that a hyphen joins to the name."""
    while line.is_capital(end) and line.words[end].glued:
        end += 1
    return end


def _suffix(line: Line, i: int) -> int:
    at = i + (line.piece(i) == ",")
    return at + 1 if line.piece(at) in {"jr", "sr"} or (line.piece(i) in line.knowledge.words.suffixes and line.is_capital(i)) else i


def _run(line: Line, i: int, titled: bool) -> int:
    """The end of the run of capitalised words and name particles from ``i`` on."""
    end, at = i, i
    while at < len(line.words):
        word = line.words[at]
        if not word.is_word:
            break
        if word.glued and at > i:
            end = at = at + 1
        elif is_particle(line, word) and at + 1 < len(line.words) and (at > i or titled) and not word.capital:
            at += 1
        elif word.capital and not word.raw[0].isdigit() and not _breaks_name(line, at, i):
            end = at = at + 1
        else:
            break
    return _suffix(line, end) if end > i else i


def _breaks_name(line: Line, at: int, start: int) -> bool:
    """Whether a capitalised word is the start of something else."""
    if line.piece(at) in line.knowledge.words.not_names:
        return True
    hit = line.named(at, "country", "demonym", "title", "organisation", "metonym")
    if hit is None:
        return False
    if hit[1].kind == "title" and at == start:
        return True
    person = line.named(at, "person", "short")
    return not (is_surname(line, at, start) or (person and person[0] >= hit[0])) or hit[1].kind == "title"


def _looks_personal(line: Line, start: int, end: int) -> bool:
    """Whether a run of capitalised words without a title is a person: a given name first, no thing's noun last."""
    words = line.knowledge.words
    last = line.piece(end - 1)
    is_thing = last in words.not_people or last in line.knowledge.body_kinds
    return line.piece(start) in line.knowledge.given_names and not is_thing and end - start <= 5
