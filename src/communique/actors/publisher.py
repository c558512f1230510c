"""Whose house a document comes from: the office that says ``I`` and ``the President`` in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from communique.actors.lookup import country_on, holder, lookup, taken_apart, term_on
from communique.actors.memory import Member
from communique.actors.phrases import Phrase
from communique.actors.words import Line
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import pieces
from communique.knowledge.actors_tables import Person, Publisher
from communique.model import Article

OPENING_SENTENCES = 2
# Where a readout names its own state.
HOME_SENTENCES = 6
_PAIRED = frozenset({("and",), ("and", "the"), ("-",), ("–",), ("'s", "ties", "with"), ("'s", "relationship", "with")})
_STATES = frozenset({"country", "demonym"})
_OWNING = frozenset({"'s", "government"})
_QUOTES = frozenset('“"«')
# The nameless author of a text in the first person.
WRITER = Member(id="name:writer", name="the writer", kind="other")
# Stands for the domain of a house that only its name tells.
BY_NAME = "by-name"
_ASIDE = re.compile(r"\s*\([^()]*\)")
_HOUSE_OF = re.compile(r"^(?:the )?(?:office|press service|website|site) of (?:the )?", re.IGNORECASE)
_HOST = re.compile(r"^[a-z]+://([^/:?#]+)", re.IGNORECASE)


def publisher_of(article: Article, knowledge: ActorKnowledge) -> Publisher | None:
    """The entry of ``publishers.csv`` that fits the article's host or publisher, the longest domain first; else the office that the
    publisher's name says ("Prime Minister of Samoa")."""
    host = _HOST.match(article.url or "")
    name = host.group(1).lower() if host else ""
    fitting = [p for p in knowledge.publishers if name == p.domain or name.endswith("." + p.domain)]
    if not fitting and article.publisher:
        fitting = [p for p in knowledge.publishers if article.publisher.lower() in {n.lower() for n in p.names}]
    known = max(fitting, key=lambda p: len(p.domain), default=None)
    return known or _named_by_office(article, knowledge) or _named_by_house(article, knowledge) or _named_by_seat(article, knowledge)


def _named_by_house(article: Article, knowledge: ActorKnowledge) -> Publisher | None:
    """A publisher that is called by a state's ministry or mission: "Ministry of Foreign Affairs of Fiji", "Embassy of Peru in Rome"."""
    name = _ASIDE.sub("", article.publisher or "")
    said = pieces(name)
    words = f" {' '.join(said)} "
    house = next((h for h in knowledge.words.publisher_houses if f" {h} " in words), None)
    hits = (a.key for i in range(len(said)) for _, readings in knowledge.aliases.at(said, i) for a in readings if a.kind in _STATES)
    state = next(hits, None) if house is not None else None
    if house is None or state is None:
        return None
    return Publisher(domain=BY_NAME, names=(name,), country=state, office=knowledge.words.publisher_houses[house], body="")


def _named_by_seat(article: Article, knowledge: ActorKnowledge) -> Publisher | None:
    """A publisher that is called by the seat of a government alone: "Prime Minister's Office, 10 Downing Street", "Casa Rosada"."""
    name = _ASIDE.sub("", article.publisher or "")
    said = pieces(name)
    for start in range(len(said)):
        for length, readings in knowledge.aliases.at(said, start):
            seat = next((knowledge.metonyms[a.key] for a in readings if a.kind == "metonym"), None)
            rest = {*said[:start], *said[start + length :]}
            if seat is not None and seat.country and seat.office and rest <= knowledge.words.beside_seat:
                return Publisher(domain=BY_NAME, names=(name,), country=seat.country, office=seat.office, body="")
    return None


def _named_by_office(article: Article, knowledge: ActorKnowledge) -> Publisher | None:
    """A publisher that is called by a state's office."""
    name = _ASIDE.sub("", article.publisher or "")
    rest, offices, told = taken_apart(knowledge, _HOUSE_OF.sub("", name)) if name else ((), (), None)
    behind = (a.key for a in knowledge.aliases.entries.get(" ".join(rest), ()) if a.kind == "country")
    state = next(behind, None) if rest else told  # "President of Kenya", "the Kenyan President"
    if not offices or state is None:
        return None
    return Publisher(domain=BY_NAME, names=(name,), country=state, office=offices[0], body="")


def voice_of(article: Article, knowledge: ActorKnowledge) -> Member | None:
    """Who speaks in the first person in the article: the holder of the publisher's office on the day of publication."""
    entry = publisher_of(article, knowledge)
    return _holder_of(entry.country, entry.office, article, knowledge) if entry is not None else None


def voice_by_manner(article: Article, scanned: Sequence[tuple[Line, Sequence[Phrase]]], knowledge: ActorKnowledge) -> Member | None:
    """Who says "I" in a text of unknown source that opens as heads of government write ("I am pleased to announce", "I will visit").

    The state is the one the text names first in pairs ("Australia and China", "Australia's ties"); its leader speaks. A text headed
    "Readout of President Macron's meeting" is his.
    """
    if article.url is not None or article.publisher is not None:
        return None
    owner = _owner_of_readout(article, scanned[:1], knowledge)
    if owner is not None:
        return owner
    opening = " ".join(" ".join(read.pieces) for read, _ in scanned[:OPENING_SENTENCES])
    if not any(f" {words} " in f" {opening} " for words in knowledge.words.official_openings):
        return None
    votes = Counter(code for read, found in scanned for code in _own_states(read, found))
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return _holder_of(best[0][0], "leader", article, knowledge)


def _owner_of_readout(article: Article, heading: Sequence[tuple[Line, Sequence[Phrase]]], knowledge: ActorKnowledge) -> Member | None:
    """The one whose contact a text headed "Readout of *President Macron's* meeting" gives an account of."""
    for read, found in heading:
        if read.piece(0) not in knowledge.words.readout_headings:
            return None
        for phrase in found:
            if phrase.kind in ("person", "office") and read.piece(phrase.end) == "'s":
                said = " ".join(w.raw for w in read.words[phrase.start : phrase.end])
                person, country = lookup(knowledge, said, article.published)
                return _as_voice(person, country, article, knowledge) if person is not None and country is not None else None
    return None


def writer_of(scanned: Sequence[tuple[Line, Sequence[Phrase]]]) -> Member | None:
    """Whoever opens a text with an "I" outside quotation marks, where nobody says who that is."""
    opening = (read for read, _ in scanned[:OPENING_SENTENCES] if _QUOTES.isdisjoint(w.raw[0] for w in read.words))
    said = any(t.text == "I" and t.dep in ("nsubj", "nsubjpass") for read in opening for t in read.sentence.tokens)
    return WRITER if said else None


def home_of(scanned: Sequence[tuple[Line, Sequence[Phrase]]]) -> str | None:
    """The state (ISO-3) whose "Prime Minister" a text opens with, where it does not say: the only one that acts in it by name
    ("the UK stood ready") and whose office-holders are not introduced as foreigners are ("the President of Kenya").
    """
    if not any(p.kind == "office" and p.seat is None for _, found in scanned[:1] for p in found):
        return None
    foreign = {p.seat for _, found in scanned for p in found if p.kind in ("person", "office", "offices")}
    acting = {
        p.key
        for read, found in scanned[:HOME_SENTENCES]
        for p in found
        if p.kind == "country" and read.token(p.end - 1).dep in ("nsubj", "nsubjpass")
    }
    states = acting - foreign
    return states.pop() if len(states) == 1 else None


def _own_states(read: Line, found: Sequence[Phrase]) -> Iterator[str]:
    """Signs that a text is of a state: it comes first in a pair, owns what is told, or has "the Government"."""
    states = [p for p in found if p.kind in ("country", "demonym") and p.key]
    for one, other in pairwise(states):
        gap = tuple(read.piece(k) for k in range(one.end, other.start))
        if gap in _PAIRED and one.key != other.key:
            yield from (one.key or "", one.key or "")
    yield from (p.key or "" for p in states if read.piece(p.end) in _OWNING)


def _holder_of(country: str, office: str, article: Article, knowledge: ActorKnowledge) -> Member | None:
    if article.published is None:
        return None
    person = holder(knowledge, country, office, article.published)
    if person is None:
        return None
    return _as_voice(person, country, article, knowledge, office)


def _as_voice(person: Person, country: str, article: Article, knowledge: ActorKnowledge, office: str = "leader") -> Member:
    term = term_on(knowledge, person, article.published)
    return Member(
        id=person.id,
        name=person.name,
        kind="person",
        country=country_on(knowledge, person, article.published),
        office=term.office if term else office,
        offices=frozenset({term.office if term and office == "leader" else office}),
        gender=person.gender or "m",
        seat=country,
        titles=frozenset(term.title.split("|")) if term else frozenset(),
        parts=frozenset(p for n in (person.name, *person.short, *person.variants) for p in pieces(n)),
    )
