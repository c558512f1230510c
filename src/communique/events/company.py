"""Who is told beside the one that acts: "Mr Bo, *together with Ms Li*, met …", "…, accompanied by Ms Li, …"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.finding import Party
from communique.events.scene import Scene
from communique.match import Match, syntax
from communique.model import Sentence, Token


def in_company(scene: Scene, match: Match, acting: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties that act, with those who act together with them; of who only accompanies them, those of another state or body.

    A minister who goes with his own president takes part in no contact of his own.
    """
    here = [p for p in acting if p.mention.sentence == match.sentence.number]
    if match.frame.medium is None or not here:
        return acting
    sentence, verb = match.sentence, match.carrier or match.trigger
    tops = (sentence.tokens[here[0].mention.head], *((verb,) if syntax.is_verb(verb) else ()))
    found = list(acting)
    for token, only_foreign in (c for top in tops for c in _companions(scene, sentence, top)):
        mention = scene.mention(sentence, token)
        if mention is None or mention.kind != "name" or {a for p in found for a in p.actors} & set(mention.actors):
            continue
        person = scene.cast.actors[mention.actors[0]]
        own = {a.country for p in acting for a in scene.who(p)}
        if person.kind == "person" and not (only_foreign and person.country in own):
            found.append(Party(mention, mention.actors))
    return tuple(found)


def _companions(scene: Scene, sentence: Sentence, top: Token) -> Iterator[tuple[Token, bool]]:
    """The names told beside a noun or a verb; whether they only go along."""
    for phrase in sentence.children(top, "prep", "advmod"):
        beside = phrase.text.lower() == "alongside"
        joined = phrase.text.lower() == "with" and any(a.text.lower() == "together" for a in sentence.children(phrase, "advmod"))
        inner = sentence.children(phrase, "prep") if phrase.text.lower() in ("along", "together") else ()
        for holder in (phrase,) if beside or joined else tuple(p for p in inner if p.text == "with"):
            yield from ((t, False) for o in sentence.children(holder, "pobj") for t in syntax.coordination(sentence, o))
    for clause in sentence.children(top, "acl", "advcl"):
        if clause.tag == "VBN" and clause.lemma in scene.words["accompanying"]:
            agents = (o for a in sentence.children(clause, "agent", "prep") if a.text == "by" for o in sentence.children(a, "pobj"))
            yield from ((t, True) for o in agents for t in syntax.coordination(sentence, o))
    yield from ((t, True) for t in _at_a_gathering(scene, sentence, top))


def _at_a_gathering(scene: Scene, sentence: Sentence, top: Token) -> Iterator[Token]:
    """Who gives or attends the gathering at which others meet: "met at a summit *hosted by Mr Bo* and *attended by Ms Li*"."""
    held = (o for p in sentence.children(top, "prep") if p.text == "at" for o in sentence.children(p, "pobj"))
    clauses = (c for o in held if o.lemma in scene.words["venues"] for c in sentence.children(o, "acl"))
    for clause in (v for c in clauses for v in syntax.coordination(sentence, c)):
        if clause.tag == "VBN" and clause.lemma in scene.words["hosting"]:
            yield from syntax.agent(sentence, clause)
