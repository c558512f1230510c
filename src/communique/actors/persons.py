"""Names and titles → persons: the tables, the day, and what the article said before."""

from __future__ import annotations

import msgspec

from communique.actors.lookup import Query, country_on, leads
from communique.actors.memory import Member, Memory
from communique.actors.phrases import Phrase, titled_at
from communique.actors.words import Line
from communique.knowledge.actors_names import pieces, slug
from communique.knowledge.actors_tables import Person, Title

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def offices_of(titles: tuple[Title, ...]) -> frozenset[str]:
    """The offices that titles can mean."""
    return frozenset(o for t in titles for o in t.offices)


def gender_of(memory: Memory, titles: tuple[Title, ...], name: tuple[str, ...]) -> str:
    """What titles and the given name say: ``f``, ``m`` or nothing. "Jean" may be a woman, "Jean-Noël Barrot" is a man."""
    told = next((t.gender for t in titles if t.gender), "")
    if told:
        return told
    words, first = memory.knowledge.words, name[0] if name else ""
    if first in words.either:
        return "m" if first in words.men_when_joined and len(name) > 2 else ""
    return "f" if first in words.women else "m" if first in words.given_names else ""


def name_pieces(line: Line, phrase: Phrase) -> tuple[str, ...]:
    """The folded words of the proper name."""
    start, end = phrase.name or (phrase.start, phrase.end)
    return tuple(p for p in line.pieces[start:end] if p[0].isalnum())


def introduce(memory: Memory, line: Line, phrase: Phrase) -> Member | None:
    """The person a phrase names by full name or by title and name; a new member if unknown; ``None`` for a bare surname."""
    name = name_pieces(line, phrase)
    if len(name) < 2 and not phrase.titles:
        return None
    offices, seat = offices_of(phrase.titles), _seat(phrase) or _masters_state(memory, line, phrase)
    person = _known(memory, line, phrase, name, seat)
    if person is not None:
        member = memory.person(person, offices, None, gender_of(memory, phrase.titles, ()))
        return _told(memory, _with_seat(memory, member, seat), phrase)
    earlier = _earlier(memory, name, offices)
    if earlier is not None:
        return _told(memory, earlier, phrase)
    return memory.add(_stranger(memory, line, phrase, name, seat or _state_of_region(memory, line, phrase) or _seat_behind(line, phrase)))


def _told(memory: Memory, member: Member, phrase: Phrase) -> Member:
    """The member with the titles that the text gives it here."""
    return memory.add(msgspec.structs.replace(member, titles=member.titles | {t.phrase for t in phrase.titles}))


def _seat(phrase: Phrase) -> str | None:
    stated = {t.country for t in phrase.titles if t.country}
    return phrase.seat or (stated.pop() if len(stated) == 1 else None)


def _known(memory: Memory, line: Line, phrase: Phrase, name: tuple[str, ...], seat: str | None) -> Person | None:
    offices = tuple(o for t in phrase.titles for o in t.offices)
    query = Query(name, memory.date, offices, seat, phrase.former, frozenset(t.phrase for t in phrase.titles), memory.near)
    keys = _exact(line, phrase) if len(name) > 1 else _with_title(line, phrase)
    if len(keys) == 1 and _agrees(memory, keys[0], seat):
        return memory.knowledge.people[keys[0]]
    if len(name) == 1:
        before = memory.called(name[0])
        if before is not None and _fits(before, offices, seat):
            return None
    found = memory.find(query)
    return found if found is None or offices or len(name) > 1 or _expected(memory, found) else None


def _expected(memory: Memory, person: Person) -> bool:
    """Whether a surname alone may mean that person: a leader of the day, its foreign minister, or one of a state that the article names."""
    knowledge, date = memory.knowledge, memory.date
    return leads(knowledge, person, date) or country_on(knowledge, person, date) in memory.near or _is_known_minister(memory, person)


def _is_known_minister(memory: Memory, person: Person) -> bool:
    """Whether somebody conducts a state's foreign affairs on the day and nobody else in the tables has that surname."""
    knowledge, date = memory.knowledge, memory.date
    only = knowledge.by_piece.get(pieces(person.name)[-1]) == (person.key,)
    return only and date is not None and any(t.office == "foreign_minister" and t.covers(date) for t in knowledge.terms_of[person.key])


def _exact(line: Line, phrase: Phrase) -> list[str]:
    start, end = phrase.name or (phrase.start, phrase.end)
    return [a.key for stop, aliases in line.names(start) if stop == end for a in aliases if a.kind == "person"]


def _with_title(line: Line, phrase: Phrase) -> list[str]:
    """The persons known by a title and one name together: "*Prince Mohammed*"."""
    return [a.key for stop, aliases in line.names(phrase.start) if stop == phrase.end for a in aliases if a.kind == "person"]


def _agrees(memory: Memory, key: str, seat: str | None) -> bool:
    return seat is None or any(t.seat_of == seat for t in memory.knowledge.terms_of.get(key, ())) or seat.startswith("org:")


def _fits(member: Member, offices: tuple[str, ...], seat: str | None) -> bool:
    """Whether a title and a state may be said of a person already named."""
    if seat and member.seat and seat not in {member.seat, member.country}:
        return False
    return True if not offices or not member.offices else bool(set(offices) & member.offices) or not _leading(offices)


def _leading(offices: tuple[str, ...]) -> bool:
    return bool({"head_of_state", "head_of_government"} & set(offices))


def _earlier(memory: Memory, name: tuple[str, ...], offices: frozenset[str]) -> Member | None:
    """A person already named whose name this is a form of."""
    if len(name) == 1:
        found = memory.called(name[0])
        return found if found and _fits(found, tuple(offices), None) else None
    return memory.named(name)


def _masters_state(memory: Memory, line: Line, phrase: Phrase) -> str | None:
    """The state of the person whose envoy or aide somebody is: "*Mr Starmer's* envoy Jonathan Powell"."""
    if line.piece(phrase.start - 1) != "'s" or not offices_of(phrase.titles) & memory.knowledge.words.staff_offices:
        return None
    master = memory.called(line.piece(phrase.start - 2))
    return master.country if master is not None else None


def _state_of_region(memory: Memory, line: Line, phrase: Phrase) -> str | None:
    """The state whose region or people stands before somebody's office: "*California* Governor Newsom", "*Catalonia's* president"."""
    if not phrase.titles:
        return None
    end = phrase.start - (line.piece(phrase.start - 1) == "'s")
    for start in (end - 2, end - 1):
        if start < 0 or not line.is_capital(start) or line.piece(start - 1) in memory.knowledge.words.place_prepositions:
            continue
        people = next((a.key for stop, hits in line.names(start) if stop == end for a in hits if a.kind == "people"), None)
        places = memory.knowledge.places.get(" ".join(line.pieces[start:end]), ())
        states = {p.country for p in places} if people is None else {memory.knowledge.peoples[people].country}
        if len(states) == 1:
            return states.pop() or None
    return None


def _seat_behind(line: Line, phrase: Phrase) -> str | None:
    """The state of the office behind a name and a comma, or of whom it serves: "Ibrahim Kalin, adviser to the *President of Turkey*"."""
    behind = titled_at(line, phrase.end + 1) if line.piece(phrase.end) == "," else None
    if behind is None or behind.plural:
        return None
    above = titled_at(line, behind.end + 1) if line.piece(behind.end) == "to" else None
    seats = behind.seats or (above.seats if above is not None else ())
    return seats[0] if seats else None


def _stranger(memory: Memory, line: Line, phrase: Phrase, name: tuple[str, ...], seat: str | None) -> Member:
    start, end = phrase.name or (phrase.start, phrase.end)
    written = " ".join(w.raw for w in line.words[start:end] if w.is_word)
    text = "".join(_gap(line, k, start) + line.words[k].raw for k in range(start, end)) or written
    offices = offices_of(phrase.titles)
    office = next((o for t in phrase.titles for o in t.offices), None)
    return Member(
        id=f"name:{slug(text)}",
        name=text,
        kind="person",
        country=_country_of_seat(memory, seat),
        office=office,
        offices=offices,
        gender=gender_of(memory, phrase.titles, name),
        parts=frozenset(name),
        seat=seat,
        titles=frozenset(t.phrase for t in phrase.titles),
    )


def _country_of_seat(memory: Memory, seat: str | None) -> str | None:
    """The state (ISO-3) that somebody serves, by his state or by the home of his armed group ("Taliban spokesman")."""
    if seat in memory.knowledge.countries:
        return seat
    body = memory.knowledge.organisations.get((seat or "").removeprefix("org:"))
    return body.country or None if body is not None and body.kind == "armed_group" else None


def _gap(line: Line, k: int, start: int) -> str:
    if k == start:
        return ""
    return "-" if line.words[k].glued else "" if not line.words[k].is_word else " "


def _with_seat(memory: Memory, member: Member, seat: str | None) -> Member:
    if seat in memory.knowledge.countries and member.country is None:
        member = msgspec.structs.replace(member, country=seat)
        memory.members[member.id] = member
    return member


def surname(memory: Memory, line: Line, phrase: Phrase) -> Member | None:
    """The person a bare surname means: one named in this article, else the one of that name who is in office."""
    name = name_pieces(line, phrase)
    member = memory.called(name[-1])
    if member is not None:
        return member
    person = memory.find(Query(name, memory.date, near=memory.near))
    if person is None or not _expected(memory, person) or not _unmistaken(memory, line, phrase, name[0], person):
        return None
    return memory.person(person)


def _unmistaken(memory: Memory, line: Line, phrase: Phrase, piece: str, person: Person) -> bool:
    """Whether a surname that is also a word, a place or a first name can be one here: a leader's, of a state that the article names."""
    words = memory.knowledge.words
    told = country_on(memory.knowledge, person, memory.date) in memory.near
    leading = leads(memory.knowledge, person, memory.date)
    if piece in words.risky or _abbreviates(line, phrase):
        return told and leading and line.token(phrase.end - 1).pos == "PROPN"
    if piece in memory.knowledge.places:
        return leading and (told or line.token(phrase.end - 1).dep in SUBJECTS)
    if piece in words.common:
        return leading and (told or _acts(line, phrase) or _in_company(memory))
    if piece in words.given_names:
        own, only = piece == pieces(person.name)[-1], memory.knowledge.by_piece.get(piece) == (person.key,)
        return leading and (own or only) and (told or _acts(line, phrase) or (only and _in_company(memory)))  # "Mr Putin and *Xi*"
    return True


def _abbreviates(line: Line, phrase: Phrase) -> bool:
    """Whether the word is an abbreviation in brackets."""
    return line.piece(phrase.start - 1) == "(" and line.words[phrase.start].raw.isupper()


def _in_company(memory: Memory) -> bool:
    """Whether the article names another leader."""
    return any(m.kind == "person" and m.leads for m in memory.members.values())


def _acts(line: Line, phrase: Phrase) -> bool:
    """Whether the name is the subject of a verb, or takes part in what a noun tells ("*Lula's* meeting", "the first between *Xi* and")."""
    token = line.token(phrase.end - 1)
    above = line.sentence.head(token)
    own = token.dep == "poss" and above.lemma in line.knowledge.words.contact_nouns
    return token.pos == "PROPN" and (token.dep in SUBJECTS or own or (token.dep == "pobj" and above.lemma == "between"))
