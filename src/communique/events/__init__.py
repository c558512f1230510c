"""Match + Actor + When + Statement → Event: the happenings of an article, each told once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from communique.actors import Cast
from communique.events.answering import answered
from communique.events.assemble import assemble
from communique.events.called_off import called_off
from communique.events.circumstances import Clock
from communique.events.find import find_in
from communique.events.finding import Finding
from communique.events.happening import Happening, Tellings, facing
from communique.events.implied import implied, with_means
from communique.events.international import as_contact
from communique.events.links import governed
from communique.events.merge import Merger
from communique.events.scene import Scene
from communique.events.supplied import hosted
from communique.events.voices import voiced
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.dates import DateRules
from communique.knowledge.events import EventKnowledge
from communique.model import Document, Event, Parse, Statement, TimeExpression


class Coding(msgspec.Struct, frozen=True):
    """What the events room adds: events, statements tied to them, and the cast with everyone they name."""

    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    cast: Cast


def code_events(
    document: Document,
    parse: Parse,
    cast: Cast,
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    *,
    knowledge: EventKnowledge,
    actors: ActorKnowledge,
    dates: DateRules,
) -> Coding:
    """All events of an article, each with its evidence."""
    cast = voiced(cast, statements, parse, actors)
    scene = Scene(document, parse, cast, actors, knowledge.lists, frozenset(s.speaker for s in statements))
    clock = Clock(parse.text, times, dates)
    told = (hosted(f, scene) for s in parse.sentences for f in find_in(s, scene, clock, knowledge))
    found = (as_contact(f, scene) for f in told if f is not None)
    findings = called_off(list(answered(found, scene)), scene, knowledge.status)
    unsaid = implied(findings, scene)
    findings = [unsaid, *findings] if unsaid is not None else findings
    findings = with_means(findings, scene)
    scene = msgspec.structs.replace(scene, cast=_grown(cast, findings))
    happenings = _happenings(findings, scene)
    events, tied = assemble(happenings, statements, scene, clock)
    return Coding(events, tied, scene.cast)


def _grown(cast: Cast, findings: Sequence[Finding]) -> Cast:
    for finding in findings:
        for party in (*finding.actors, *finding.recipients):
            if party.described is not None:  # a body that was found in a description is not the description's own actor
                cast = cast.joined(msgspec.structs.replace(party.mention, actors=party.actors), party.described)
    return cast


def _happenings(findings: Sequence[Finding], scene: Scene) -> tuple[Happening, ...]:
    merger = Merger(dict(scene.cast.actors), scene.document.article.published)
    for finding in findings:
        merger.add(finding)
    states = {a.id for a in scene.cast.actors.values() if a.kind in ("state", "government")}
    merged = [h for m in merger.result() if (h := facing(m, states)) is not None]
    tellings = Tellings(merged)
    return tuple(h for h in merged if not governed(h, tellings) and not _is_part_of_contact(h, tellings))


def _is_part_of_contact(one: Happening, tellings: Tellings) -> bool:
    """ "spoke with Lukashenko, who *briefed* him": to consult in a contact is no consultation of its own."""
    if one.medium is not None or one.first.match.frame.type != "CONSULT":
        return False
    near = {n + step for n in one.sentences for step in (-1, 0, 1)}
    told = (h for number in near for h, _ in tellings.in_sentence(number))
    return any(h.medium is not None and set(one.parties) <= set(h.parties) for h in told)
