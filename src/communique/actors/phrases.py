"""Words → phrases that name: titles with names, offices, organisations, states. By the words alone, whatever the parse."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.actors.words import OWNERS, Line, is_no_state, serves_a_person
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


_THESE = frozenset({"the", "this"})
# Who is "the *first* EU leader" to do something is one of several.
_RANKED = frozenset({"first", "next"})


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
    if alias.kind in ("country", "demonym") and (is_no_state(line, i, end) or line.piece(i - 1) in line.knowledge.words.descent):
        return None
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
    if seat is not None and seat.code.startswith("org:") and line.piece(i - 1) in _RANKED:  # "the *first* EU leader to visit"
        return None
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
    end, after = states_after(line, end, 20 if plural else 1)
    if line.piece(found[0]) == "for" and not any("spokesperson" in t.offices for t in titles):
        after = ()  # the envoy for Bosnia serves another state, or none
    if any("special_envoy" in t.offices for t in titles):
        end = _past_task(line, end)
    while after and (honorific := line.named(end, "honorific")) is not None and line.is_capital(end):  # "of Hungary *H.E.* Peter Szijjarto"
        end = honorific[0]
    return Titled(first, end, titles, seats or after, former, definite, indefinite, plural, label)


def _past_task(line: Line, i: int) -> int:
    """Past whom an envoy serves and the state he is sent to deal with: "Special Envoy *of the Secretary-General on Myanmar*"."""
    at = i + 1 + (line.piece(i + 1) == "the") if line.piece(i) == "of" else i
    above = line.named(at, "title") if line.is_capital(at) else None
    i = above[0] if above is not None else i
    if line.piece(i) in {"on", "for", "to"}:
        country = line.named(i + 1 + (line.piece(i + 1) == "the"), "country")
        i = country[0] if country is not None else i
    return i


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
    of_office = line.piece(i) == "of" and line.piece(i - 1) in line.knowledge.body_kinds  # "Head of the Office *of* the President"
    above = titled_at(line, i + 1) if line.piece(i) == "to" or of_office else None
    if above is None or not above.seats:
        return None
    after = above.end + (line.piece(above.end) == ",")
    more = _titles(line, after)
    end, titles = (more[0], more[1]) if more is not None else (after, ())
    return (titles, end, above.seats) if line.is_capital(end) and (titles or _serves(line, above, end)) else None


def _serves(line: Line, above: Titled, i: int) -> bool:
    """Whether the full name at ``i`` is of who serves, not of who is served ("an adviser to France's President, *Mr Macron*")."""
    full = line.is_capital(i + 1) and not line.named(i, "country", "demonym", "organisation", "metonym", "title")
    behind = seat_at(line, above.end - 1)  # "of Pakistan", not "Pakistan's"
    known = line.named(i, "person")
    held = line.knowledge.terms_of.get(known[1].key, ()) if known is not None else ()
    offices = {o for t in above.titles for o in t.offices}
    return full and (behind is not None or line.piece(above.end) == ",") and not any(t.office in offices for t in held)


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
    """Past the capitalised field of an unlisted minister (``Indian Railways Minister``) or the house of an official (``Canadian
    Department of National Defence Deputy Minister``), if a title follows it."""
    house = _portfolio_after(line, i + 1) if line.is_capital(i) and line.piece(i) in line.knowledge.body_kinds else i
    if house > i + 1 and line.is_capital(house) and line.named(house, "title"):
        return house
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
        if found and title.kind == "royal" and line.piece(at) in line.knowledge.words.given_names:  # "Foreign Minister *Amir* Khan Muttaqi"
            break
        plural = plural or hit[1].kind == "titles"
        end = _portfolio_after(line, _second_field(line, hit[0], title))
        found.append(title)
        capital, at = line.is_capital(at), end
        if line.piece(at) in {"and", "&"} and _goes_on(line, at + 1, title, capital=capital):
            at += 1
    if found and found[0].phrase in line.knowledge.words.ranking:
        if len(found) > 1:  # "chief spokesperson"
            found = found[1:]
        elif line.token(i).dep in ("amod", "compound", "nmod"):  # "chief economist": an office that no table knows
            return None
    label = " ".join(w.raw for w in line.words[i:end])
    return (end, tuple(found), plural, label) if found else None


def _goes_on(line: Line, i: int, first: Title, *, capital: bool) -> bool:
    """Whether a title after "and" is a second office of the same person: not in "the president and *President* Macron"."""
    hit = line.named(i, "title")
    return hit is not None and line.is_capital(i) == capital and line.knowledge.titles[hit[1].key] is not first


def _second_field(line: Line, i: int, title: Title) -> int:
    """Past the second field of an office that is listed with the first: "Minister for Foreign Affairs *and Trade*"."""
    listed = {"of", "for"} & set(title.phrase.split())
    return i + 2 if listed and line.piece(i) == "and" and line.piece(i + 1) in line.knowledge.words.fields and line.is_capital(i + 1) else i


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
