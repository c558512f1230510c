"""Whose text it is where nobody says so: an office's own readout is known by its manner.

It opens on the office-holder or on the contact itself ("The message said", "They discussed"), has no byline and no dateline, and nobody
speaks in it but office-holders: no agency, no newspaper, no unnamed source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from communique.actors import Cast
from communique.knowledge.actors_tables import Publisher
from communique.model import Document, Mention, Parse

# Stands for the domain of a house that only its manner tells.
BY_MANNER = "by-manner"
OPENING_SENTENCES = 2
# A readout names its own state first: "Russian-Uzbek relations", "between Russia and Jordan".
_PAIRED = re.compile(r"\s*[-–—]\s*|\s+and\s+(?:the\s+)?|[’']s? (?:relations|ties|cooperation|relationship) with (?:the )?")
NEWS_ZONES = frozenset({"byline", "dateline"})
OFFICIAL = frozenset({"person", "office", "state"})


def house_of(document: Document, parse: Parse, cast: Cast, speakers: frozenset[str]) -> Publisher | None:
    """The office whose page the text reads like; without a ``domain`` where its manner does not bear that out."""
    article = document.article
    if article.url is not None or article.publisher is not None:
        return None
    domain = BY_MANNER if _is_official(document, cast, speakers) else ""
    for mention in cast.mentions:
        if mention.sentence >= OPENING_SENTENCES:
            break
        for actor in (cast.actors[a] for a in mention.actors):
            if actor.kind == "person" and actor.office is not None and actor.country is not None:
                return Publisher(domain=domain, names=(), country=actor.country, office=actor.office, body="")
    home = next(_named_first(parse, cast), None) if domain else None
    return Publisher(domain=domain, names=(), country=home, office="leader", body="") if home is not None else None


def _is_official(document: Document, cast: Cast, speakers: frozenset[str]) -> bool:
    if any(z.kind in NEWS_ZONES for z in document.zones):
        return False
    return all(cast.actors[s].kind in OFFICIAL for s in speakers)


def _named_first(parse: Parse, cast: Cast) -> Iterator[str]:
    """The first states of pairs of states, in text order."""
    for one, other in pairwise(cast.mentions):
        if _PAIRED.fullmatch(parse.text, one.end, other.start):
            states = _country(cast, one), _country(cast, other)
            if states[0] is not None and states[1] is not None and states[0] != states[1]:
                yield states[0]


def _country(cast: Cast, mention: Mention) -> str | None:
    actor = cast.actors[mention.actors[0]]
    return actor.country if actor.kind == "state" else None
