"""Where: the place that the sentence tells around a trigger."""

from __future__ import annotations

import msgspec

from communique.actors import place_at
from communique.events.capitals import capital_of
from communique.events.circumstances import PURPOSES, being, holding, is_aside, near, tells_where
from communique.events.scene import Scene
from communique.events.visited import name_span, state_behind
from communique.knowledge.actors import ActorKnowledge
from communique.match import Match, prepositions, slots, syntax
from communique.match.bounding import BOUNDING
from communique.model import Sentence, Span, Token, Where

PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "aboard")
# Before a gathering or a building that tells where something took place.
AT_VENUES = (*PLACE_PREPOSITIONS, "on", "during", "before", "around")
# How many sentences back "there" points.
_BACK = 3


class Place(msgspec.Struct, frozen=True):
    """A place chosen for an event, and the words that name it."""

    where: Where
    span: Span


def place(match: Match, scene: Scene) -> Place | None:
    """Where: a place before the noun ("the Geneva talks"), or one named by an *in*- or *at*-phrase of the trigger or its verb."""
    tops = (match.trigger, *holding(match)) if is_aside(match) else (*near(match)[:1], *holding(match), *near(match)[1:], *being(match))
    for top in tops:
        opened = prepositions.phrases(match.sentence, top).keys()
        for preposition in PLACE_PREPOSITIONS if opened else ():
            for token in prepositions.at_any_depth(match.sentence, top, preposition) if preposition in opened else ():
                apart = _of_a_thing(match, token, scene) or _of_another(match, token)
                found = None if apart else place_of(match.sentence, token, scene)
                if found is not None:
                    return found
    ways = (_destination, _placed_before, _at_venue, _where_clause, _there, _journeys_end)
    return next((found for way in ways if (found := way(match, scene)) is not None), None)


def _journeys_end(match: Match, scene: Scene) -> Place | None:
    """Where one went for it: "flew to *Doha* for talks with U.S. officials"."""
    sentence, above = match.sentence, match.sentence.head(match.trigger)
    verb = sentence.head(above)
    if match.trigger.dep != "pobj" or above.text != "for" or verb.lemma not in scene.actors.words.motion:
        return None
    tokens = (t for word in ("to", "in", "at") for t in prepositions.phrases(sentence, verb).get(word, ()))
    return next((p for t in tokens if (p := place_of(sentence, t, scene)) is not None), None)


def _there(match: Match, scene: Scene) -> Place | None:
    """The place told last, where the words point at it: "He flew to Bishkek. He met Mr Xi *there*"."""
    sentence, verb = match.sentence, match.carrier or match.trigger
    pointing = next((t for v in (match.trigger, verb) for t in sentence.children(v, "advmod") if t.text.lower() == "there"), None)
    if pointing is None:
        return None
    for number in range(sentence.number, max(sentence.number - _BACK, -1), -1):
        told = scene.parse.sentences[number]
        for token in reversed(told.tokens):
            above = told.head(token)
            reached = token.dep == "pobj" and above.text.lower() in ("in", "to", "at")
            reached = reached or (token.dep == "dobj" and above.lemma in scene.actors.words.visited)
            if reached and token.start < pointing.start:
                found = place_of(told, token, scene)
                if found is not None:
                    return found
    return None


def _where_clause(match: Match, scene: Scene) -> Place | None:
    """The place before a clause with "where": "flew to *Honiara*, where talks with Mr Sogavare are planned"."""
    sentence = match.sentence
    clause = syntax.clause_of(sentence, match.trigger)
    if not tells_where(sentence, clause):
        return None
    above = sentence.head(clause)
    named = (t for t in (above, *sentence.subtree(above)) if t.i < clause.i and t.pos == "PROPN" and (t is above or t.dep == "pobj"))
    return next((p for t in named if (p := place_of(sentence, t, scene)) is not None), None)


def _at_venue(match: Match, scene: Scene) -> Place | None:
    """A place told of what the event was held at or beside: "on the sidelines of the G20 in Rome", "outside the embassy in Quito"."""
    clause = syntax.clause_of(match.sentence, match.trigger)
    tops = (match.trigger, clause, *((match.sentence.head(clause),) if clause.dep in PURPOSES else ()))
    held = (t for top in tops for p in AT_VENUES for t in prepositions.phrases(match.sentence, top).get(p, ()))
    inside = (t for h in held if h.lemma in scene.words["venues"] for t in match.sentence.subtree(h))
    named = (t for t in inside if t.pos == "PROPN" and t.dep == "pobj" and match.sentence.head(t).text.lower() in ("in", "at"))
    return next((found for t in named if (found := place_of(match.sentence, t, scene)) is not None), None)


def _of_a_thing(match: Match, token: Token, scene: Scene) -> bool:
    """Whether the phrase tells where something else is ("discussed the situation in Gaza", "the situation in Gaza was discussed")."""
    first = token
    while first.dep == "conj":
        first = match.sentence.head(first)
    owner = match.sentence.head(match.sentence.head(first))
    return (
        owner.pos == "NOUN"
        and owner.i != match.trigger.i
        and scene.mention(match.sentence, owner) is None
        and (owner.dep in ("dobj", "pobj") or (owner.dep in ("nsubj", "nsubjpass") and owner.lemma not in scene.actors.roles))
        and not (owner.dep == "pobj" and match.sentence.head(owner).text == "for")  # "hosts him for talks in Ankara"
    )


def _of_another(match: Match, token: Token) -> bool:
    """Whether the phrase tells where something before or after is: who "talked *ahead of* the Summit in Rome" need not have met there."""
    above = (t for t in match.sentence.ancestors(token) if t.i > match.trigger.i)
    return match.frame.medium != "in_person" and any(t.text.lower() in BOUNDING for t in above)


def _destination(match: Match, scene: Scene) -> Place | None:
    """A visit takes place where it goes ("visited Yerevan", "his trip to Manila")."""
    if not match.frame.places:
        return None
    tokens = (t for name in match.frame.recipient for t in slots.fill(match.sentence, match.trigger, name))
    return next((p for t in tokens if (p := place_of(match.sentence, t, scene)) is not None), None)


def _placed_before(match: Match, scene: Scene) -> Place | None:
    for token in () if syntax.is_verb(match.trigger) else match.sentence.children(match.trigger, "compound", "nmod"):
        mention = scene.mention(match.sentence, token)
        if mention is None or mention.kind == "metonym":
            found = place_of(match.sentence, token, scene)
            if found is not None:
                return found
    return None


def place_of(sentence: Sentence, token: Token, scene: Scene) -> Place | None:
    """The town, region, state or house that a noun names, or one that it is *of* ("the city of Anchorage")."""
    known = _capital(sentence, token, scene) or _house(sentence, token, scene)
    if known is not None:
        return known
    of = (p for p in sentence.children(token, "prep") if p.text == "of" and token.lemma not in scene.words["no_places"])
    for top in (token, *(o for p in of for o in sentence.children(p, "pobj"))):
        if _is_of_a_body(scene, sentence, top):
            continue
        span = name_span(sentence, top)
        told = state_behind(scene, sentence, top)
        where = _named(span.text_in(scene.parse.text), told, scene.actors) if top.pos == "PROPN" else None
        if where is not None:
            return Place(where, span)
    return None


def _capital(sentence: Sentence, token: Token, scene: Scene) -> Place | None:
    """The town that "the Turkish capital" is, of a state that has one capital."""
    found = capital_of(scene, sentence, token)
    if found is None or len(found[0].capitals) != 1:
        return None
    where = _named(found[0].capitals[0], found[0].iso3, scene.actors)
    return Place(where, found[1]) if where is not None else None


def _is_of_a_body(scene: Scene, sentence: Sentence, token: Token) -> bool:
    """Whether a name is a body's: the Shanghai Cooperation Organisation is not in Shanghai."""
    mention = scene.mention(sentence, token)
    return mention is not None and mention.kind == "name" and all(scene.cast.actors[a].kind == "organisation" for a in mention.actors)


def _house(sentence: Sentence, token: Token, scene: Scene) -> Place | None:
    """The seat of a government as a place: "at the White House", "in the Kremlin"; it has no point of its own."""
    if token.pos != "PROPN" or sentence.head(token).text.lower() not in ("at", "in", "inside"):
        return None
    span = name_span(sentence, token)
    readings = scene.actors.readings(span.text_in(scene.parse.text))
    seats = (scene.actors.metonyms[a.key] for a in readings if a.kind == "metonym")
    seat = next((m for m in seats if m.use == "house"), None)
    return Place(Where(seat.name, seat.country, None, None, None), span) if seat is not None and seat.country else None


def _named(text: str, told: str | None, actors: ActorKnowledge) -> Where | None:
    """The town or region of a name, in the state that is told (ISO-3); else the state, which has no point of its own.

    What is a state's name is no town of another's: El Salvador is not Salvador in Brazil.
    """
    known = place_at(actors, text, told)
    state = next((a.key for a in actors.readings(text) if a.kind == "country"), None)
    if known is not None and (state is None or known.country == state or told is not None):
        return Where(known.name, known.country, known.lat, known.lon, known.geonames_id)
    return Where(actors.countries[state].name, state, None, None, None) if state is not None else None
