"""Ties: what a contact was about, and which contact a statement gives an account of."""

from __future__ import annotations

from collections.abc import Sequence

from communique.events.happening import Happening
from communique.events.parties import Scene
from communique.match import syntax
from communique.model import Actor, Evidence, Statement


def about(one: Happening, others: Sequence[Happening]) -> tuple[tuple[Happening, Evidence], ...]:
    """The earlier contacts that a contact dealt with: told below it in the same sentence ("to share details of his meeting")."""
    found: list[tuple[Happening, Evidence]] = []
    for finding in one.findings:
        sentence, trigger = finding.match.sentence, finding.match.trigger
        top = finding.match.carrier or trigger
        below = {t.i for t in sentence.subtree(top)} | {t.i for r in sentence.children(trigger, "relcl") for t in sentence.subtree(r)}
        for other in others:
            if other is one or other.medium is None or set(other.parties) == set(one.parties):
                continue
            told = [f for f in other.findings if f.match.sentence.number == sentence.number and f.match.trigger.i > trigger.i]
            hit = next((f for f in told if f.match.trigger.i in below), None)
            if hit is not None and all(h is not other for h, _ in found):
                found.append((other, Evidence("about", hit.match.trigger.start, hit.match.trigger.end)))
    return tuple(found)


def account_of(statement: Statement, happenings: Sequence[Happening], scene: Scene) -> Happening | None:
    """The contact a statement gives an account of: its speaker's side took part, and it is the one spoken of there."""
    speakers = (statement.speaker, *statement.via)
    sentence = scene.parse.sentence_at(statement.content.start)
    if sentence is None:
        return None
    ranked = [
        (_closeness(statement, h, scene, sentence.number), -n, h)
        for n, h in enumerate(happenings)
        if _takes_part(speakers, h, scene.cast.actors)
    ]
    best = max(ranked, key=lambda r: (r[0], r[1]), default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _takes_part(speakers: Sequence[str], happening: Happening, actors: object) -> bool:
    if happening.medium is None or happening.status == "planned":
        return False
    known: dict[str, Actor] = actors  # type: ignore[assignment]
    countries = {known[p].country for p in happening.parties if p in known}
    return any(s in happening.parties or (s in known and known[s].country is not None and known[s].country in countries) for s in speakers)


def _closeness(statement: Statement, happening: Happening, scene: Scene, number: int) -> int:
    """How plainly the text ties the two: the same sentence, the counterpart named, the sentences before."""
    spoken = {a for m in scene.cast.mentions if statement.content.start <= m.start < statement.content.end for a in m.actors}
    spoken |= {statement.speaker, *statement.via} | ({statement.addressee} if statement.addressee else set())
    shared = len(spoken & set(happening.parties))
    told = [f.match.sentence.number for f in happening.findings]
    if number in told:
        return 6 + shared
    if shared >= 2:
        return 4 + shared
    gaps = [number - t for t in told if t < number]
    if not gaps:
        return 0
    same_paragraph = any(scene.parse.sentences[t].paragraph == scene.parse.sentences[number].paragraph for t in told if t < number)
    return 3 if same_paragraph else 2 if min(gaps) <= 4 else 0


def touches(happening: Happening, number: int) -> bool:
    """Whether the happening is told in that sentence."""
    return any(f.match.sentence.number == number for f in happening.findings)


def governed(one: Happening, others: Sequence[Happening]) -> bool:
    """Whether a non-contact is only the content of another event ("threatened to attack", "accused of shelling")."""
    if one.medium is not None or len(one.findings) > 1:
        return False
    match = one.first.match
    for other in others:
        for finding in other.findings:
            above = finding.match.trigger
            if other is one or finding.match.sentence.number != match.sentence.number or not finding.match.frame.governs:
                continue
            if above.i != match.trigger.i and any(t.i == above.i for t in match.sentence.ancestors(match.trigger)):
                return (
                    not syntax.is_verb(match.trigger) or one.status != "occurred" or match.trigger.dep in ("xcomp", "pcomp", "ccomp", "acl")
                )
    return False
