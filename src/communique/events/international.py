"""Which meetings are diplomacy: those between parties of different states or with an international body.

A president who meets a governor of his own country consults, but contacts nobody in the sense of the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from communique.actors import WRITER
from communique.events.finding import Finding, Party
from communique.events.scene import Scene
from communique.knowledge.actors_names import pieces
from communique.model import Actor, Sentence, Token

# What a readout is about, it names early.
EARLY_SENTENCES = 3
BODIES = frozenset({"organisation", "armed_group"})


def as_contact(finding: Finding, scene: Scene) -> Finding:
    """The finding, without a medium if its parties are all of one country. What points back is judged where it is tied."""
    if finding.medium is None or finding.anaphoric or finding.lacks == "everyone":
        return finding
    told = (*finding.actors, *finding.recipients)
    parties = [a for p in told for a in scene.who(p)]
    if any(a.id == WRITER.id for a in parties) and not any(_is_titled(p, scene) for p in told):
        return msgspec.structs.replace(finding, medium=None)
    # In a long list, whoever has no state told is one of the others.
    known = frozenset(s for a in parties if (s := side(a, scene)) is not None)
    beside = frozenset() if finding.match.frame.places else known  # who travels to Russia by himself may be anybody
    abroad = finding.where.country if finding.where is not None else None
    sides = known | {_stranger(a, scene, beside, abroad) for a in parties if len(parties) < 3 and side(a, scene) is None} - {None}
    if finding.match.frame.places and any(a.kind == "state" for a in parties):  # "Under Secretary Zeya visited *Tunisia*": not hers
        sides |= {a.id for a in parties if side(a, scene) is None and _may_come_from_abroad(a, scene)}
    if len(told) > 1 and any(_is_counterpart(p, scene) for p in told):  # "met *his Moroccan counterpart*": of another state
        sides |= {a.id for a in parties if side(a, scene) is None}
    if any(is_gathering(a, scene) for p in (*finding.actors, *finding.recipients) for a in scene.who(p)):
        return finding
    return finding if len(sides) > 1 else msgspec.structs.replace(finding, medium=None)


def _may_come_from_abroad(person: Actor, scene: Scene) -> bool:
    """Whether somebody of no state told goes to a state as an official of another: not a mayor, nor a traveller."""
    return person.kind == "person" and person.office is not None and person.office not in scene.words["home_offices"]


def _is_counterpart(party: Party, scene: Scene) -> bool:
    """Whether a party is called the other's counterpart, and so is of another state: "met *his counterpart James Jones*"."""
    sentence = scene.parse.sentences[party.mention.sentence]
    head = sentence.tokens[party.mention.head]
    near = (head, sentence.head(head), *sentence.children(head, "compound", "nmod", "appos"))
    return any(t.lemma in scene.words["homologues"] for t in near)


def _is_titled(party: Party, scene: Scene) -> bool:
    """Whether a party is named with an office ("I spoke with Prime Minister Takaichi"): "I met Macron in a bar" is no diplomacy."""
    readings = scene.actors.aliases.at(pieces(party.mention.span.text_in(scene.parse.text)), 0)
    return party.mention.kind == "office" or any(a.kind in ("title", "titles") for _, hits in readings for a in hits)


def is_gathering(actor: Actor, scene: Scene) -> bool:
    """Whether a party is people of several states by itself: "ASEAN foreign ministers", "European leaders", "the leaders of the G7"."""
    if actor.kind != "group" or actor.country is not None:
        return False
    said = pieces(actor.name)
    regional = any(" ".join(said[i : i + n]) in scene.actors.words.regions for i in range(len(said)) for n in (1, 2))
    return bool(regional or scene.actors.bodies_in(actor.name)) and bool(set(said) & scene.words["gatherers"])


def side(actor: Actor, scene: Scene) -> str | None:
    """The country an actor stands for; an international body, its officers and an armed group stand for themselves."""
    if actor.kind == "group" and set(pieces(actor.name)) & scene.actors.words.outsiders:
        return actor.id  # "Russia's allies" are not Russia
    if actor.country is not None:
        return actor.country
    if actor.id == WRITER.id:
        return actor.id  # whoever tells in the first person of having met a foreign minister is somebody to whom that matters
    if actor.office in scene.words["home_offices"]:
        return None
    if actor.kind == "group" and scene.actors.bodies_in(actor.name):
        return actor.id  # "representatives of the Taliban"
    if actor.kind in BODIES or (actor.kind == "person" and (_serves_a_body(actor, scene) or _is_of_a_people(actor, scene))):
        return actor.id
    return actor.id if actor.kind == "person" and _is_sent(actor, scene) else None


def _is_sent(person: Actor, scene: Scene) -> bool:
    """Whether somebody is told to be an envoy or a mediator, of whomever: such are sent to others ("the *envoy*, George Mitchell")."""
    for span in person.mentions:
        sentence = scene.parse.sentence_at(span.start)
        for word in sentence.between(span.start, span.end) if sentence is not None else ():
            above = (sentence.head(word),) if sentence is not None and word.dep == "appos" else ()
            beside = sentence.children(word, "appos", "compound", "nmod") if sentence is not None else ()
            if any(t.lemma.lower() in scene.words["sent_abroad"] for t in (word, *beside, *above)):
                return True
    return False


def _serves_a_body(person: Actor, scene: Scene) -> bool:
    """Whether an organisation is part of how the text names somebody ("UN Special Envoy", "Secretary General … of NATO")."""
    return any(scene.actors.bodies_in(m.text_in(scene.parse.text)) for m in person.mentions) or any(
        t.seat_of.startswith("org:") for t in scene.actors.terms_of.get(person.id.removeprefix("wd:").removeprefix("name:"), ())
    )


def _is_of_a_people(person: Actor, scene: Scene) -> bool:
    """Whether somebody is told to be of a people without a state of its own: "Mazlum Kobani, the *Kurdish* commander"."""
    for span in person.mentions:
        sentence = scene.parse.sentence_at(span.start)
        if sentence is None:
            continue
        for word in _told_beside(sentence, sentence.between(span.start, span.end)):
            hits = scene.actors.readings(word.text) if word.text[:1].isupper() else ()
            if any(a.kind == "people" and not scene.actors.peoples[a.key].country for a in hits):
                return True
    return False


def _told_beside(sentence: Sentence, name: Sequence[Token]) -> Iterator[Token]:
    """The adjectives of the offices that stand before or behind a name."""
    for token in name:
        for noun in (token, *sentence.children(token, "appos", "compound", "nmod")):
            yield from sentence.children(noun, "amod", "compound")


def _stranger(person: Actor, scene: Scene, sides: frozenset[str], place: str | None) -> str | None:
    """On an official page that is about a foreign state or body, or beside one of the ``sides``, whoever has no state told is not of it;
    nor is an office-holder met at a ``place`` abroad ("In Delhi he will meet Foreign Secretary Kwatra").

    Local office-holders (governors, speakers) are; their texts name no foreign state.
    """
    publisher = scene.publisher
    if publisher is None or person.kind != "person" or person.office in scene.words["home_offices"]:
        return None
    early = {a for m in scene.cast.mentions if m.sentence < EARLY_SENTENCES for a in m.actors}
    about = (scene.cast.actors[a] for a in early)
    foreign = bool(sides - {publisher.country})
    foreign = foreign or (person.office is not None and place not in (None, publisher.country))
    foreign = foreign or any(a.kind == "organisation" or (a.kind == "state" and a.country != publisher.country) for a in about)
    return person.id if foreign else None
