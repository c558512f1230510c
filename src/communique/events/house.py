"""Whose text it is where nobody says so: an office's own readout is known by its manner.

It need not introduce whom its reader knows ("Mr Putin", "the President", "They discussed", "The message said"), has no byline and no
dateline, and nobody speaks in it but office-holders: no agency, no newspaper, no unnamed source.
"""

from __future__ import annotations

import re
from itertools import pairwise

from communique.actors import WRITER, Cast
from communique.knowledge.actors_names import fold
from communique.knowledge.actors_tables import Publisher
from communique.model import Actor, Document, Mention, Parse

# Stands for the domain of a house that only its manner tells.
BY_MANNER = "by-manner"
OPENING_SENTENCES = 2
# A readout names its own state first: "Russian-Uzbek relations", "between Russia and Jordan".
_HYPHEN = re.compile(r"\s*[-–—]\s*")
_AND = re.compile(r"\s+and\s+(?:the\s+)?|[’']s? (?:relations|ties|cooperation|relationship) with (?:the )?")
NEWS_ZONES = frozenset({"byline", "dateline"})
OFFICIAL = frozenset({"office", "state"})


def house_of(document: Document, parse: Parse, cast: Cast, speakers: frozenset[str], voices: frozenset[str]) -> Publisher | None:
    """The office whose page the text reads like; without a ``domain`` where its manner does not bear that out.

    ``voices`` are the nouns by which an office calls those who speak in its readouts ("the President", "the message").
    """
    article = document.article
    if article.url is not None or article.publisher is not None:
        return None
    voice = next((cast.actors[m.actors[0]] for m in cast.mentions if m.reason.startswith("first-person")), None)
    if voice is not None and voice.country is not None:
        return Publisher(domain=BY_MANNER, names=(), country=voice.country, office=voice.office or "leader", body="")
    if WRITER.id in cast.actors:  # whoever is named in it is not the one who wrote it
        return None
    official = _is_official(document, cast, speakers, voices)
    opening = _opening(cast)
    if opening is not None:
        mention, actor = opening
        domain = BY_MANNER if official and not _is_introduced(mention, actor, parse.text) else ""
        return Publisher(domain=domain, names=(), country=actor.country or "", office=actor.office or "", body="")
    home = _home(parse, cast) if official else None
    return Publisher(domain=BY_MANNER, names=(), country=home, office="leader", body="") if home is not None else None


def _opening(cast: Cast) -> tuple[Mention, Actor] | None:
    """The first office-holder that the opening names."""
    named = ((m, cast.actors[a]) for m in cast.mentions if m.sentence < OPENING_SENTENCES for a in m.actors)
    return next(((m, a) for m, a in named if a.kind == "person" and a.office is not None and a.country is not None), None)


def _is_introduced(mention: Mention, actor: Actor, text: str) -> bool:
    """Whether a mention gives a person's first name, as news does."""
    said = {fold(w) for w in mention.span.text_in(text).split()}
    return any(fold(w) in said for w in actor.name.split()[:-1])


def _is_official(document: Document, cast: Cast, speakers: frozenset[str], voices: frozenset[str]) -> bool:
    if any(z.kind in NEWS_ZONES for z in document.zones):
        return False
    return all(_is_official_voice(cast.actors[s], voices) for s in speakers)


def _is_official_voice(speaker: Actor, voices: frozenset[str]) -> bool:
    """An office-holder by name or in words, a state, what was written, or the nobody of "it was noted"."""
    if speaker.kind == "person" or (speaker.kind in OFFICIAL and speaker.country is not None):
        return True
    noun = speaker.name.split()[-1].lower()
    return not speaker.mentions or noun in voices or noun.removesuffix("s") in voices


def _home(parse: Parse, cast: Cast) -> str | None:
    """The state of a text without persons: first in "Russian-French relations", else in "Russia and Oman", else who "highly values"."""
    for joint in (_HYPHEN, _AND):
        for one, other in pairwise(cast.mentions):
            states = _country(cast, one), _country(cast, other)
            if joint.fullmatch(parse.text, one.end, other.start) and states[0] and states[1] and states[0] != states[1]:
                return states[0]
    acting = (m for m in cast.mentions if m.reason == "state:subject")
    return next((c for m in acting if (c := _country(cast, m)) is not None), None)


def _country(cast: Cast, mention: Mention) -> str | None:
    actor = cast.actors[mention.actors[0]]
    return actor.country if actor.kind == "state" else None
