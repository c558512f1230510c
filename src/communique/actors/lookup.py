"""Asking the tables: who held an office on a day, who is meant by a title and a name, where a place lies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import msgspec

from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import Spelling, consonants, pieces, skeleton
from communique.knowledge.actors_tables import Person, Place, Term, Title

# A term may be written about some days before it starts or after it ends (elections, wrong start days in the sources).
SLACK = 30
LEADING = ("head_of_state", "head_of_government")
HEADS = frozenset(
    {*LEADING, "supreme_leader", "party_leader", "secretary_general", "commission_president", "council_president", "high_representative"}
)
# What the heads of organisations are called; the first that has a holder counts.
BODY_HEADS = (
    "secretary_general", "director_general", "managing_director", "commission_president", "council_president", "parliament_president",
    "president", "high_commissioner", "commission_chair",
)  # fmt: skip
# The longest time between an election and taking office.
ELECT = 240
# The longest time before an office in which papers name whoever is elected to it by the surname.
FORMING = 80
WEIGHTS = (*LEADING, "secretary_general", "foreign_minister", "defence_minister")
# Elizabeth II and Charles III: heads of fifteen states, of which one is theirs.
CROWN = frozenset({"Q9682", "Q43274"})
ALIKE = 0.6
# What a person must score to be meant. Without a day, a surname alone is enough if it is spelled so and no other leader bears it.
LEAST = 4.0
LEAST_UNDATED = 3.15
LEAST_LIKENESS = 0.35
# Letters from which on the consonants of a surname alone tell whose it is.
LONG = 7
# What a name scores by itself at most, of several words and of one.
MOST_LIKENESS = 4.0
ONE_WORD = 2.5


class Query(msgspec.Struct, frozen=True):
    """What a text says of a person: folded name, and where given the day, offices, country or organisation, former or not.

    ``titles`` are the titles as written, ``near`` the states (ISO-3) that the text names elsewhere.
    """

    name: tuple[str, ...]
    date: dt.date | None = None
    offices: tuple[str, ...] = ()
    seat_of: str | None = None
    former: bool = False
    titles: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()


def holder(knowledge: ActorKnowledge, country: str, office: str, date: dt.date) -> Person | None:
    """Who held ``office`` of ``country`` (ISO-3, or ``org:CODE``) on ``date``; ``leader`` is the dominant office."""
    if office == "leader":
        return leader_of(knowledge, country, date)
    terms = [t for t in knowledge.terms_in.get((country, office), ()) if t.covers(date)]
    if not terms:
        return None
    # On the day of a change both terms cover it: the later one counts; a full holder counts before an acting one.
    best = max(terms, key=lambda t: (not t.seat, t.start))
    return knowledge.people[best.person]


def elected(knowledge: ActorKnowledge, country: str, date: dt.date) -> Person | None:
    """The president-elect: who comes to head the state next, within :data:`ELECT` days, and does not head it on ``date``."""
    coming = [t for t in knowledge.terms_in.get((country, LEADING[0]), ()) if 0 < (t.start - date).days <= ELECT]
    first = min(coming, key=lambda t: t.start, default=None)
    now = holder(knowledge, country, LEADING[0], date)
    return knowledge.people[first.person] if first is not None and (now is None or now.key != first.person) else None


def head_of_body(knowledge: ActorKnowledge, body: str, date: dt.date) -> Person | None:
    """Who heads an organisation (``org:CODE``) on ``date``, whatever the office is called there."""
    return next((p for office in BODY_HEADS if (p := holder(knowledge, body, office, date))), None)


def leading_offices(knowledge: ActorKnowledge, country: str, date: dt.date) -> tuple[str, ...]:
    """The offices that lead ``country`` on ``date``, the first that has a holder counts."""
    for row in knowledge.dominants:
        if row.country == country and (row.start is None or row.start <= date) and (row.end is None or date < row.end):
            return (*row.offices, *LEADING)
    return LEADING


def leader_of(knowledge: ActorKnowledge, country: str, date: dt.date) -> Person | None:
    """The politically dominant person of ``country`` (ISO-3) on ``date``: the president here, the prime minister there."""
    for office in leading_offices(knowledge, country, date):
        person = holder(knowledge, country, office, date)
        if person is not None:
            return person
    return None


def holder_of_title(knowledge: ActorKnowledge, title: Title, country: str, date: dt.date) -> Person | None:
    """Who had the office that a title means in ``country`` on ``date``."""
    if title.country and title.country != country:
        return None
    return next((p for o in title.offices if (p := holder(knowledge, country, o, date))), None)


def country_on(knowledge: ActorKnowledge, person: Person, date: dt.date | None) -> str | None:
    """The state a person served on ``date``, else last before it, else first after it (ISO-3; none for organisations)."""
    term = term_on(knowledge, person, date)
    national = [t for t in knowledge.terms_of.get(person.key, ()) if not t.seat_of.startswith("org:")]
    if term is not None and not term.seat_of.startswith("org:"):
        return term.seat_of
    return national[-1].seat_of if national and term is None else None


def term_on(knowledge: ActorKnowledge, person: Person, date: dt.date | None) -> Term | None:
    """The weightiest term of a person that holds on ``date``, else the nearest."""
    terms = knowledge.terms_of.get(person.key, ())
    if not terms:
        return None
    if date is None:
        return min(terms, key=_weight)
    holding = [t for t in terms if t.covers(date, SLACK)]
    if holding:
        return min(holding, key=lambda t: (not t.covers(date), _weight(t)))
    return min(terms, key=lambda t: (_distance(t, date), _weight(t)))


def _weight(term: Term) -> int:
    """Which of several terms says most about a person: leading ones first, a crown or co-princedom abroad last."""
    abroad = term.seat.startswith("co_prince") or (term.title in {"King", "Queen"} and term.seat_of != "GBR" and term.person in CROWN)
    return (WEIGHTS.index(term.office) if term.office in WEIGHTS else len(WEIGHTS)) + 10 * abroad


def _distance(term: Term, date: dt.date) -> int:
    if term.covers(date):
        return 0
    return (term.start - date).days if date < term.start else (date - (term.end or date)).days


def leads(knowledge: ActorKnowledge, person: Person, date: dt.date | None) -> bool:
    """Whether a person heads a state, a government or an organisation on ``date`` (some days more), or is elected to; ever, where there
    is no date."""
    terms = (t for t in knowledge.terms_of.get(person.key, ()) if t.office in HEADS)
    return any(date is None or t.covers(date, SLACK) or 0 < (t.start - date).days <= FORMING for t in terms)


def find_person(knowledge: ActorKnowledge, query: Query) -> Person | None:
    """The person of the tables who fits best, or ``None`` where nobody fits well or two fit alike."""
    said, least = knowledge.spelled(query.name), _least(query)
    scores = ((_score(knowledge, query, said, k), k) for k in _candidates(knowledge, query.name))
    scored = sorted((pair for pair in scores if pair[0] >= least), reverse=True)
    if not scored or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return knowledge.people[scored[0][1]]


def _least(query: Query) -> float:
    return LEAST if query.date or len(query.name) > 1 or query.seat_of else LEAST_UNDATED


def _candidates(knowledge: ActorKnowledge, name: Sequence[str]) -> list[str]:
    spelled = [k for piece in name for k in knowledge.by_piece.get(piece, ())]
    sounding = [k for piece in name for k in knowledge.by_piece.get("~" + skeleton(piece), ())]
    bare = [k for piece in name for k in knowledge.by_piece.get("^" + consonants(piece), ())]
    return list(dict.fromkeys([*spelled, *sounding, *bare]))


def _score(knowledge: ActorKnowledge, query: Query, said: Spelling, key: str) -> float:
    fit = max((_term_score(knowledge, query, t) for t in knowledge.terms_of.get(key, ())), default=0.0)
    if fit + (MOST_LIKENESS if len(query.name) > 1 else ONE_WORD) < _least(query):
        return 0
    spellings = knowledge.spellings(key)
    if len(said.pieces) > 1:  # Jimmy Lai is not Lai Ching-te, whom texts also call Lai
        spellings = tuple(s for s in spellings if len(s.pieces) > 1) or spellings
    likeness = max([_likeness(said, known, knowledge) for known in spellings])
    return likeness + fit if likeness >= LEAST_LIKENESS else 0


def _likeness(said: Spelling, known: Spelling, knowledge: ActorKnowledge) -> float:
    """How well two names agree: 4 the same, 3 first and last, 2 the one word that is given, less for other shares."""
    if said.pieces == known.pieces or sorted(said.pieces) == sorted(known.pieces):
        return MOST_LIKENESS if len(said.pieces) > 1 else ONE_WORD
    if _is_another_son(said, known, knowledge.words.patronymic) or _is_first_name(known.pieces, said.pieces, knowledge.words.given_names):
        return 0
    spelled = _shared(said.sounds, known.sounds, knowledge)
    if len(said.pieces) == 1 and len(said.pieces[0]) < LONG:
        return spelled
    bare = _shared(said.consonants, known.consonants, knowledge) if _are_near(said, known) else 0
    return max(spelled, (0.9 if len(said.pieces) > 1 else 0.85) * bare)


def _is_another_son(said: Spelling, known: Spelling, fathers: frozenset[str]) -> bool:
    """Whether the name before "bin" is not the known one's: Khalid bin Salman Al Saud is a son of Salman Al Saud."""
    at = next((i for i, piece in enumerate(said.pieces) if piece in fathers), 0)
    return at > 0 and not any(_alike(skeleton(said.pieces[at - 1]), sound) for sound in known.sounds)


def _is_first_name(known: tuple[str, ...], said: tuple[str, ...], given: frozenset[str]) -> bool:
    """Whether a known name is but the first name of what is said: Karine *Jean-Pierre* is not Jean-Pierre Lacroix."""
    return given.issuperset(known) and said[: len(known)] == known and said[-1] not in known


def _are_near(said: Spelling, known: Spelling) -> bool:
    """Whether words of the same consonants are also written alike: Suleiman may be Sleiman, Baradei is not Bird."""
    same = ((s, k) for s, a in zip(said.pieces, map(consonants, said.pieces), strict=True) for k in known.pieces if consonants(k) == a)
    return any(_alike(s, k) for s, k in same)


def _shared(said: tuple[str, ...], known: tuple[str, ...], knowledge: ActorKnowledge) -> float:
    """``_likeness`` of names that are already stripped of particles and of their spelling."""
    if not said or not known:
        return 0
    if sorted(said) == sorted(known):
        return 3.5 if len(said) > 1 else 2
    if len(said) == 1:
        return _lone(said[0], known, knowledge)
    common = set(said) & set(known)
    rests = tuple(s for s in said if s not in common), tuple(k for k in known if k not in common)
    if len(common) >= 2:  # Kim Yong Chol is not Jim Yong Kim
        return 3 if len(said) > 3 or not all(rests) or _may_be_one(*rests) else 0
    if said[-1] == known[-1] and said[0][0] == known[0][0] and 1 in (len(said[0]), len(known[0])):
        return 2.8
    if len(common) == 1 and not _may_be_one(*rests):
        return 0
    rarity = max((1 / len(knowledge.by_piece.get("~" + c, "~~~~~~")) for c in common), default=0)
    return 0.8 * rarity + (0.7 if said[-1] in known[-1:] else 0.45 if said[-1] in known else 0) if common else 0


def _lone(said: str, known: tuple[str, ...], knowledge: ActorKnowledge) -> float:
    """How well one word agrees with a name: its last word, a middle one, a first one that nobody else bears, another first one."""
    if said not in known:
        return 0
    if said == known[-1]:
        return 1.8
    rare = len(knowledge.by_piece.get("~" + said, ())) == 1
    return 1.5 if rare or said in known[1:] else 1.2


def _may_be_one(said: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether the words that two names do not share may be spellings of each other: Suh Hoon is not Suh Wook, and of two Al Sauds
    with a father's name the first names tell."""
    if not said or not known:
        return True
    return _alike(said[0], known[0]) if len(said) > 1 and len(known) > 1 else any(_alike(a, b) for a in said for b in known)


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other)
    # The first is an upper bound of the second and costs nearly nothing.
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _term_score(knowledge: ActorKnowledge, query: Query, term: Term) -> float:
    score = _place_score(query, term) + _office_score(query, term) + _told_score(query, term) + _dominance(knowledge, query, term)
    if query.date is None:
        return score + 0.5
    if term.covers(query.date, SLACK):
        return score + (1.0 if query.former else 2.5)
    if term.office in HEADS and 0 < (term.start - query.date).days <= FORMING:
        return score + 2.4  # whoever holds it still goes before
    years = _distance(term, query.date) / 365
    past = term.start < query.date
    return score + max((1.5 if query.former and past else 0.8 if past else -1) - years / 20, -3)


def _place_score(query: Query, term: Term) -> float:
    if query.seat_of is None:
        return 0
    return 1.5 if term.seat_of == query.seat_of else -4


def _told_score(query: Query, term: Term) -> float:
    """What decides between two who fit alike, and no more: a king is called King, and the text names the state he is of."""
    titled = bool(query.titles) and not query.titles.isdisjoint(term.title.split("|"))
    return 0.05 * titled + 0.04 * (term.seat_of in query.near)


def _dominance(knowledge: ActorKnowledge, query: Query, term: Term) -> float:
    """Two leaders of one surname on a day: the one whose office leads the state is meant."""
    if query.offices or query.date is None or term.office not in LEADING:
        return 0
    return 0.02 * (leading_offices(knowledge, term.seat_of, query.date)[0] == term.office)


def _office_score(query: Query, term: Term) -> float:
    if not query.offices:
        return 0.2 if term.office in LEADING else 0
    wanted = {o for office in query.offices for o in (LEADING if office == "leader" else (office,))}
    if term.office in wanted:
        # A king is no crown prince, though some crown princes are said to govern.
        is_other = len(query.titles) == 1 and term.office in LEADING and query.offices[0] not in {*LEADING, "leader"}
        return 0 if is_other and query.titles.isdisjoint(term.title.split("|")) else 1.5
    return 0 if "minister" in query.offices and term.office.endswith("minister") else -0.5


def place_at(knowledge: ActorKnowledge, text: str, country: str | None = None) -> Place | None:
    """The place a text names ("the city of Anchorage", "Alaska"), the largest of that name, in ``country`` (ISO-3) where that is told;
    ``None`` if unknown."""
    words = pieces(text)
    bare = [p for p in words if p not in knowledge.words.place_kinds]
    for said in (words, bare):  # "Mexico City", "Cape Town" are names as they stand
        for size in range(len(said), 0, -1):
            for start in range(len(said) - size + 1):
                found = knowledge.places.get(" ".join(said[start : start + size])) if size > 1 or said is bare else None
                inside = [p for p in found or () if country in (None, p.country)]
                if inside:
                    return inside[0]
    return None


def lookup(knowledge: ActorKnowledge, text: str, date: dt.date | None) -> tuple[Person | None, str | None]:
    """Who is meant by a title and a name ("Prime Minister Modi") on a day, and the state he or she serves (ISO-3)."""
    name, offices, seat = taken_apart(knowledge, text)
    person = find_person(knowledge, Query(name, date, offices, seat)) if name else None
    if person is None and seat and date and offices and not name:
        person = next((p for o in offices if (p := holder(knowledge, seat, o, date))), None)
    return person, country_on(knowledge, person, date) if person else seat


def taken_apart(knowledge: ActorKnowledge, text: str) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """(name, offices, state) of a title with a name: titles and states known to the tables are taken off the front."""
    words = pieces(text)
    offices: list[str] = []
    seat: str | None = None
    at = 0
    while at < len(words):
        hit = next(((n, a) for n, readings in knowledge.aliases.at(words, at) for a in readings if a.kind in _BEFORE), None)
        if hit is None and words[at] not in {"the", "of", "s", "and"}:
            break
        if hit is None:
            at += 1
            continue
        size, alias = hit
        if alias.kind in {"title", "titles"}:
            offices.extend(knowledge.titles[alias.key].offices)
        elif alias.kind in {"country", "demonym"} and at + size < len(words):
            seat = seat or alias.key
        elif alias.kind in {"country", "demonym"}:
            break
        at += size
    return words[at:], tuple(offices), seat


_BEFORE = frozenset({"title", "titles", "honorific", "country", "demonym"})
