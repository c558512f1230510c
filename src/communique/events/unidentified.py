"""Whoever nobody names, at the place where it was done: "Three soldiers were killed *in a bombing in Baghdad*"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.finding import Party
from communique.events.scene import Scene
from communique.events.visited import visited
from communique.match import Match, syntax, telling
from communique.model import Actor, Mention, Sentence, Span, Token

AT = frozenset({"in", "near", "outside", "at", "inside", "off"})
# The reason of a mention that only tells where somebody acts.
REASON = "where-it-was-done"


def unidentified(scene: Scene, match: Match) -> tuple[Party, ...]:
    """Somebody of the place, where an act of violence is told without anybody who does it."""
    frame = match.frame
    violent = frame.type == "ASSAULT" and frame.part == "verb" and "object" in frame.recipient
    if not violent or not _is_violence(scene, match):
        return ()
    where = next(places(scene, match), None)
    if where is None:
        return ()
    country, span, head = where
    state = scene.actors.countries[country].name
    actor = Actor(f"name:{country.lower()}-unidentified", f"unidentified, {state}", "other", country, None, (span,))
    return (Party(Mention(span.start, span.end, match.sentence.number, head, "nominal", (actor.id,), REASON), (actor.id,), actor),)


def done_at(scene: Scene, match: Match, acting: tuple[Party, ...]) -> list[Span]:
    """The place that tells of which state those are who act and whose own words tell of none: "people blocked streets in *Hong Kong*"."""
    homes = {a.country for p in acting if p.described is not None for a in scene.who(p) if a.kind in ("group", "armed_group")} - {None}
    return [span for country, span, _ in places(scene, match) if country in homes][:1]


def _is_violence(scene: Scene, match: Match) -> bool:
    """Whether arms or an attack do it, or it is what nobody does by mishap ("was *abducted*", not "was hurt")."""
    sentence, verb = match.sentence, match.trigger
    means = scene.words["attacks"]
    doers = syntax.subject(sentence, verb)
    if doers:
        return any(_tells(sentence, t, means) for t in doers)
    if not syntax.is_passive(sentence, verb):
        return False
    held = (o for p in sentence.children(verb, "prep", "agent") for o in sentence.children(p, "pobj"))
    return verb.lemma in scene.words["deliberate"] or any(_tells(sentence, t, means) for t in held)


def _tells(sentence: Sentence, noun: Token, means: frozenset[str]) -> bool:
    """Whether a noun, or what stands before it, tells of an attack: "a *bomb* blast"."""
    return any(t.lemma in means for t in (noun, *sentence.children(noun, "compound")))


def places(scene: Scene, match: Match) -> Iterator[tuple[str, Span, int]]:
    """The states (ISO-3) in which the clause of a trigger tells it to be done, with the words and their head; nearest clause first."""
    sentence, clause = match.sentence, syntax.clause_of(match.sentence, match.trigger)
    while True:
        for token in telling.told(sentence, clause):
            inside = token.text == "of" and sentence.head(token).lemma in scene.words["localities"]  # "blockaded the port *of Calais*"
            if token.dep == "prep" and (token.text.lower() in AT or inside):
                yield from _named(scene, sentence, token)
        if clause.dep not in ("advcl", "conj", "xcomp", "pcomp"):
            return
        clause = syntax.clause_of(sentence, sentence.head(clause))


def _named(scene: Scene, sentence: Sentence, preposition: Token) -> Iterator[tuple[str, Span, int]]:
    for token in sentence.subtree(preposition):
        if token.i <= preposition.i or not _may_place(scene, sentence, token):
            continue
        mention, place = scene.mention(sentence, token), visited(scene, sentence, token)
        actor = scene.cast.actors[mention.actors[0]] if mention is not None and mention.kind != "pronoun" else None
        if place is not None and place.described is not None and place.described.country is not None:
            yield place.described.country, place.mention.span, token.i
        elif mention is not None and actor is not None and actor.kind == "state" and actor.country is not None:
            yield actor.country, mention.span, token.i


def _may_place(scene: Scene, sentence: Sentence, token: Token) -> bool:
    """Whether a word names where something is: "in *Basra*", "in the *Iraqi* city"; not "at the *American* embassy"."""
    if token.dep in ("pobj", "conj", "appos"):
        return token.pos == "PROPN"
    above = sentence.head(token)
    return token.dep in ("amod", "compound", "poss") and token.text[:1].isupper() and above.lemma in scene.words["localities"]
