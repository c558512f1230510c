"""Offices in words → who held them: ``the Indian prime minister``, ``the President``, ``his Ukrainian counterpart``."""

from __future__ import annotations

import datetime as dt

from communique.actors.lookup import LEADING, elected, head_of_body, holder, leading_offices
from communique.actors.memory import Member, Memory
from communique.actors.phrases import Phrase
from communique.knowledge.actors_names import slug
from communique.knowledge.actors_tables import Person

# "The G7 leaders" are seven persons; "EU leaders" are a group.
MOST_MEMBERS = 8
# Offices by which the head of an organisation may go.
_CHIEFS = frozenset({"head", "leader", "head_of_state", "chief_executive", "president"})


def office_holder(memory: Memory, phrase: Phrase) -> tuple[Member, str] | None:
    """Who is meant by an office without a name, and by which rule; ``None`` where nobody can be."""
    offices = tuple(o for t in phrase.titles for o in t.offices)
    if "counterpart" in offices:
        return _counterpart(memory, phrase.seat, phrase)
    seat = phrase.seat or next((t.country for t in phrase.titles if t.country and t.country != "USA"), None)
    if seat is None:
        return _continued(memory, phrase, offices)
    return seated(memory, seat, offices, phrase)


def seated(memory: Memory, seat: str, offices: tuple[str, ...], phrase: Phrase) -> tuple[Member, str] | None:
    """The holder of an office of a state: one named in the article, else by the tables and the day, else the office itself."""
    named = _named_holder(memory, seat, offices)
    if named is not None:
        return named, "office-of-named"
    if phrase.former:
        return None
    held = _called(memory, seat, phrase) or _held(memory, seat, offices)
    if held is not None:
        return held, "office-at-date"
    country = seat if seat in memory.knowledge.countries else None
    label = slug(phrase.label) if phrase.label else "office"
    member = Member(
        id=f"name:{seat.removeprefix('org:').lower()}-{label}", name=_office_name(memory, seat, phrase), kind="office", country=country,
        office=offices[0] if offices else None, offices=frozenset(offices), seat=seat,
    )  # fmt: skip
    return memory.add(member), "office"


def _called(memory: Memory, seat: str, phrase: Phrase) -> Member | None:
    """The leader of a state whom the title said is the one of: "the Iranian President" is no Supreme Leader."""
    held = (_holding(memory, seat, (office,)) for office in LEADING)
    leaders = {p.key: p for p in held if p is not None and _titled_as(memory.as_member(p), phrase)}
    return memory.person(next(iter(leaders.values()))) if len(leaders) == 1 else None


def leader_called(memory: Memory, seat: str, noun: str) -> Member | None:
    """The leader of a state for a plural: of "the Presidents" the one with that title, else whoever leads it."""
    for office in LEADING:
        leader = _held(memory, seat, (office,))
        if leader is not None and any(t.lower().endswith(noun.removesuffix("s")) for t in leader.titles):
            return leader
    return _held(memory, seat, ("leader",))


def _office_name(memory: Memory, seat: str, phrase: Phrase) -> str:
    known = memory.knowledge.countries.get(seat)
    return f"{phrase.titles[0].phrase} of {known.name if known else seat.removeprefix('org:')}"


def _expanded(memory: Memory, seat: str, offices: tuple[str, ...]) -> tuple[str, ...]:
    if "leader" not in offices or memory.date is None:
        return (*offices, *LEADING) if "leader" in offices else offices
    return leading_offices(memory.knowledge, seat, memory.date)


def _named_holder(memory: Memory, seat: str, offices: tuple[str, ...]) -> Member | None:
    wanted = _expanded(memory, seat, offices)
    people = [m for m in memory.recent("person") if seat in (m.seat, m.country)]
    for office in wanted:
        found = next((m for m in people if office in m.offices), None)
        if found is not None:
            return found
    ministers = (m for m in people if any(o.endswith("_minister") for o in m.offices - {"prime_minister"}))
    return next(ministers, None) if "minister" in wanted else None


def _held(memory: Memory, seat: str, offices: tuple[str, ...]) -> Member | None:
    person = _holding(memory, seat, offices)
    return memory.person(person) if person is not None else None


def _holding(memory: Memory, seat: str, offices: tuple[str, ...]) -> Person | None:
    """Who holds one of the offices on the day; the article has not said that it means him."""
    if memory.date is None:
        return None
    held = (holder(memory.knowledge, seat, office, memory.date) for office in _expanded(memory, seat, offices))
    return next((p for p in held if p is not None), None) or _by_another_name(memory, seat, offices, memory.date)


def _by_another_name(memory: Memory, seat: str, offices: tuple[str, ...], date: dt.date) -> Person | None:
    """ "The UN chief" is a secretary-general, "the European Commission president" no head of state, the president-elect the next one."""
    if "president_elect" in offices:
        return elected(memory.knowledge, seat, date)
    return head_of_body(memory.knowledge, seat, date) if seat.startswith("org:") and _CHIEFS & set(offices) else None


def _continued(memory: Memory, phrase: Phrase, offices: tuple[str, ...]) -> tuple[Member, str] | None:
    """``the President`` after a person of that office was named, in the words of the title before the office itself."""
    publisher = memory.publisher
    if publisher is not None and _titled_as(publisher, phrase):
        return memory.add(publisher), "office-of-publisher"
    people = memory.recent("person")
    same = [m for m in people if _titled_as(m, phrase)] or [m for m in people if _royal(memory, m, phrase)]
    if not same and not set(offices) & set(LEADING):
        same = [m for m in people if matches(m, offices) and (publisher is None or m.id != publisher.id or "leader" in offices)]
    if same:
        # On a ministry's page, and in a paper of the country, "the Prime Minister" is its own.
        own = (m for m in same if publisher is None and memory.home is not None and m.country == memory.home)
        acting = [m for m in same if memory.has_acted(m)] if publisher is None else []
        going_on = [m for m in acting if memory.acted_last(m)]
        opening = [m for m in acting if memory.has_acted(m, opening=True)]
        acting = going_on or sorted(opening, key=lambda m: memory.first[m.id]) or acting
        return next(own, acting[0] if acting else same[0]), "office-continued"
    held = _held(memory, memory.home, offices) if memory.home and phrase.definite and set(offices) & set(LEADING) else None
    return (held, "office-of-home") if held is not None else None


def _titled_as(member: Member, phrase: Phrase) -> bool:
    """Whether a member bears the title said, or a longer form of it (``the Secretary`` for a Secretary of State)."""
    said = {t.phrase.removesuffix(" of the Republic") for t in phrase.titles if t.offices}
    of_body = (member.seat or "").startswith("org:")  # "the Secretary-General" on a page of the UN
    last = {s for s in said if s == "Minister" or of_body}
    return any(t == s or t.startswith(s + " ") or (s in last and t.endswith(" " + s)) for s in said for t in member.titles)


def _royal(memory: Memory, member: Member, phrase: Phrase) -> bool:
    """``His Majesty`` for a king, ``the Amir`` for an emir."""
    titles = memory.knowledge.titles
    return phrase.titles[-1].kind == "royal" and any(t in titles and titles[t].kind == "royal" for t in member.titles)


def matches(member: Member, offices: tuple[str, ...]) -> bool:
    """Whether a member has one of the offices; ``leader`` is any leading one, ``minister`` any minister's."""
    if set(offices) & member.offices or ("leader" in offices and member.leads):
        return True
    return "minister" in offices and any(o.endswith("minister") for o in member.offices)


def _counterpart(memory: Memory, seat: str | None, phrase: Phrase) -> tuple[Member, str] | None:
    """The same office elsewhere: that of the last person named who is not of that state."""
    model = next((m for m in memory.recent("person") if m.country != seat and m.offices - {"counterpart"}), memory.publisher)
    if model is None or seat is None:
        return None
    offices = ("leader",) if model.leads else tuple(sorted(model.offices - {"counterpart"}))
    if model.leads and model.office in LEADING:
        offices = (model.office, "leader")
    namesake = _same_title(memory, seat, model) if model.leads else None
    return (namesake, "counterpart-by-title") if namesake is not None else seated(memory, seat, offices, phrase)


def _same_title(memory: Memory, seat: str, model: Member) -> Member | None:
    """The leader of a state that bears the model's title: a president's is the president, also under a supreme leader."""
    held = (_held(memory, seat, (office,)) for office in LEADING)
    leaders = {m.id: m for m in held if m is not None and m.titles & model.titles}
    return next(iter(leaders.values())) if len(leaders) == 1 else None


def several(memory: Memory, phrase: Phrase) -> list[Member]:
    """The holders that ``the leaders of India and Brazil and four Central Asian republics``, ``G7 foreign ministers`` means."""
    offices = tuple(dict.fromkeys(o for t in phrase.titles for o in t.offices))
    states = dict.fromkeys(s for seat in phrase.seats for s in _states_of(memory, seat))
    found = [h for state in states if (h := _only_leader(memory, state, offices) or _holder(memory, state, offices, phrase))]
    return list({m.id: m for m in (*found, *of_region(memory, phrase.label))}.values())


def _holder(memory: Memory, state: str, offices: tuple[str, ...], phrase: Phrase) -> Member | None:
    if "counterpart" in offices:
        held = _counterpart(memory, state, phrase) or seated(memory, state, offices, phrase)
    else:
        held = seated(memory, state, offices, phrase)
    return held[0] if held is not None else None


def _only_leader(memory: Memory, state: str, offices: tuple[str, ...]) -> Member | None:
    """The one leader of a state whom the article names anywhere: "The Kazakh and Hungarian leaders" may be named afterwards."""
    if "leader" not in offices:
        return None
    people = [m for m in memory.members.values() if m.kind == "person" and m.country == state and set(m.offices) & set(LEADING)]
    return people[0] if len(people) == 1 else None


def _states_of(memory: Memory, seat: str) -> tuple[str, ...]:
    """A state itself; of a small organisation its members on the day; none of a large one, whose members nobody means one by one."""
    if seat in memory.knowledge.countries:
        return (seat,)
    rows = memory.knowledge.memberships.get(seat.removeprefix("org:"), ()) if memory.date is not None else ()
    day = memory.date
    members = [m.member for m in rows if day and (m.start is None or m.start <= day) and (m.end is None or day <= m.end)]
    return tuple(members) if len(members) <= MOST_MEMBERS and all(m in memory.knowledge.countries for m in members) else ()


def of_region(memory: Memory, region: str) -> list[Member]:
    """The leading persons of this article whose states lie in a region."""
    states = memory.knowledge.words.regions.get(region, ())
    return [m for m in memory.members.values() if m.kind == "person" and m.country in states and m.leads]
