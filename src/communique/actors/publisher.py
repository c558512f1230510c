"""Whose house a document comes from: the office that says ``I`` and ``the President`` in it."""

from __future__ import annotations

import re

from communique.actors.lookup import country_on, holder, term_on
from communique.actors.memory import Member
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import pieces
from communique.knowledge.actors_tables import Publisher
from communique.model import Article

_HOST = re.compile(r"^[a-z]+://([^/:?#]+)", re.IGNORECASE)


def publisher_of(article: Article, knowledge: ActorKnowledge) -> Publisher | None:
    """The entry of ``publishers.csv`` that fits the article's host or publisher; the longest domain counts."""
    host = _HOST.match(article.url or "")
    name = host.group(1).lower() if host else ""
    fitting = [p for p in knowledge.publishers if name == p.domain or name.endswith("." + p.domain)]
    if not fitting and article.publisher:
        fitting = [p for p in knowledge.publishers if article.publisher.lower() in {n.lower() for n in p.names}]
    return max(fitting, key=lambda p: len(p.domain), default=None)


def voice_of(article: Article, knowledge: ActorKnowledge) -> Member | None:
    """Who speaks in the first person in the article: the holder of the publisher's office on the day of publication."""
    entry = publisher_of(article, knowledge)
    if entry is None or article.published is None:
        return None
    person = holder(knowledge, entry.country, entry.office, article.published)
    if person is None:
        return None
    term = term_on(knowledge, person, article.published)
    country = country_on(knowledge, person, article.published)
    return Member(
        id=person.id,
        name=person.name,
        kind="person",
        country=country,
        office=term.office if term else entry.office,
        offices=frozenset({entry.office}),
        gender=person.gender or "m",
        seat=entry.country,
        titles=frozenset(term.title.split("|")) if term else frozenset(),
        parts=frozenset(p for n in (person.name, *person.short, *person.variants) for p in pieces(n)),
    )
