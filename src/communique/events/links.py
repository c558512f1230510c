"""Ties: what a contact was about, and which contact a statement gives an account of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.events.bounds import bounding_word
from communique.events.finding import Finding
from communique.events.happening import Happening
from communique.events.parties import Scene
from communique.match import syntax
from communique.model import Actor, Evidence, Statement

# Weights of what ties a statement to a contact; the order matters, not the sizes.
SPEAKER, NAMED, SAME_SENTENCE, PARTY, SAME_PARAGRAPH, NEXT, CLOSE = 60, 20, 9, 8, 5, 3, 2
CLOSE_SENTENCES = 4
NOT_HELD = frozenset({"planned", "proposed", "hypothetical"})


def about(one: Happening, others: Sequence[Happening]) -> tuple[tuple[Happening, Evidence], ...]:
    """The earlier contacts that a contact dealt with: told below it in the same sentence ("to share details of his meeting")."""
    found: list[tuple[Happening, Evidence]] = []
    for finding in one.findings:
        below = _below(finding)
        for other in others:
            if other is one or other.medium is None or set(other.parties) == set(one.parties):
                continue
            hit = next((f for f in other.findings if _is_dealt_with(f, finding, below)), None)
            if hit is not None and all(h is not other for h, _ in found):
                found.append((other, Evidence("about", hit.match.trigger.start, hit.match.trigger.end)))
    return tuple(found)


def _below(finding: Finding) -> frozenset[int]:
    sentence, trigger = finding.match.sentence, finding.match.trigger
    clauses = (t for r in sentence.children(trigger, "relcl") for t in sentence.subtree(r))
    return frozenset(t.i for t in (*sentence.subtree(finding.match.carrier or trigger), *clauses))


def _is_dealt_with(told: Finding, finding: Finding, below: frozenset[int]) -> bool:
    """A noun or clause below the other contact; not one that only tells when, nor what both parties did in it."""
    trigger = told.match.trigger
    if told.match.sentence.number != finding.match.sentence.number or trigger.i <= finding.match.trigger.i or trigger.i not in below:
        return False
    if _is_told_beside(told):
        return False
    return bounding_word(told) is None and not (told.anaphoric and syntax.is_verb(trigger))


def _is_told_beside(told: Finding) -> bool:
    """ "held talks with Kombo and *paid a call* on the president": an act of its own, which the verb before it does not deal with."""
    verb = told.match.carrier
    return verb is not None and verb.dep == "conj" and verb.lemma in told.match.frame.under


def account_of(statement: Statement, happenings: Sequence[Happening], scene: Scene) -> Happening | None:
    """The contact a statement gives an account of: all who tell it had a part in it, and it is the one spoken of there."""
    sentence = scene.parse.sentence_at(statement.content.start)
    if sentence is None:
        return None
    open_to = [h for h in happenings if h.medium is not None and h.status not in NOT_HELD and _have_part(statement, h, scene.cast.actors)]
    if not open_to:
        return None
    named = _named(statement, scene)
    ranked = [(_closeness(statement, named, h, scene, sentence.number), -n, h) for n, h in enumerate(open_to)]
    best = max(ranked, key=lambda r: (r[0], r[1]), default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _have_part(statement: Statement, happening: Happening, actors: Mapping[str, Actor]) -> bool:
    """Whether everyone who tells it was there or speaks for a side that was; who stands for no state may pass it on."""
    tellers = (statement.speaker, *statement.via)
    return all(_has_part(t, happening, actors) for t in tellers if t in happening.parties or _has_side(t, actors))


def _has_side(actor: str, actors: Mapping[str, Actor]) -> bool:
    return actor in actors and actors[actor].country is not None


def _has_part(actor: str, happening: Happening, actors: Mapping[str, Actor]) -> bool:
    if actor in happening.parties:
        return True
    country = actors[actor].country if actor in actors else None
    return country is not None and any(actors[p].country == country for p in happening.parties if p in actors)


def _closeness(statement: Statement, named: set[str], happening: Happening, scene: Scene, number: int) -> int:
    """How plainly the text ties the two: its speaker was there, its counterpart is named, it is told nearby."""
    near = _nearness(happening, scene, number) or int(happening.distributed and statement.speaker in happening.parties)
    sides = {_side(a, scene) for a in named} & {_side(p, scene) for p in happening.parties}
    if not near and len(sides) < 2:
        return 0
    parties = len(named & set(happening.parties))
    sided = any(_has_side(t, scene.cast.actors) for t in (statement.speaker, *statement.via))
    if not sided and near < NEXT and not (near and parties):
        return 0  # a source of no known side speaks of what stands beside its words, or of those it names
    return SPEAKER * (statement.speaker in happening.parties) + NAMED * len(sides) + PARTY * parties + near


def _side(actor: str, scene: Scene) -> str:
    """The country an actor stands for, else the actor alone."""
    known = scene.cast.actors.get(actor)
    return (known.country if known is not None else None) or actor


def _named(statement: Statement, scene: Scene) -> set[str]:
    inside = (m for m in scene.cast.mentions if statement.content.start <= m.start < statement.content.end)
    named = {a for m in inside for a in m.actors} | {statement.speaker, *statement.via}
    return named | ({statement.addressee} if statement.addressee else set())


def _nearness(happening: Happening, scene: Scene, number: int) -> int:
    told = [f.match.sentence.number for f in happening.findings]
    if number in told:
        return SAME_SENTENCE
    before = [t for t in told if t < number]
    paragraph = scene.parse.sentences[number].paragraph
    if any(scene.parse.sentences[t].paragraph == paragraph for t in before):
        return SAME_PARAGRAPH
    gap = number - max(before, default=-CLOSE_SENTENCES)
    return NEXT if gap == 1 else CLOSE if before and gap <= CLOSE_SENTENCES else 0


def touches(happening: Happening, number: int) -> bool:
    """Whether the happening is told in that sentence."""
    return any(f.match.sentence.number == number for f in happening.findings)


def _says_the_same(outer: Happening, inner: Happening) -> bool:
    """ "pledged to send aid": the promise is told once."""
    alike = outer.first.match.frame.type == inner.first.match.frame.type and set(outer.actors) == set(inner.actors)
    return alike and set(inner.recipients) <= set(outer.recipients)


def governed(one: Happening, others: Sequence[Happening]) -> bool:
    """Whether a non-contact is only the content of another event ("threatened to attack", "accused of shelling")."""
    if one.medium is not None or len({f.match.sentence.number for f in one.findings}) > 1:
        return False
    match = one.first.match
    for other in others:
        for finding in other.findings:
            above = finding.match.trigger
            if other is one or finding.match.sentence.number != match.sentence.number:
                continue
            if not finding.match.frame.governs and not _says_the_same(other, one):
                continue
            if above.i > match.trigger.i and match.trigger.dep == "ccomp":  # "Oman will expel them, its minister warned"
                continue
            if above.i != match.trigger.i and any(t.i == above.i for t in match.sentence.ancestors(match.trigger)):
                return (
                    not syntax.is_verb(match.trigger) or one.status != "occurred" or match.trigger.dep in ("xcomp", "pcomp", "ccomp", "acl")
                )
    return False
