"""Happenings → events of the record: ids, links, statements, confidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from communique.events.bounds import bounded
from communique.events.circumstances import Clock
from communique.events.dealings import Dealings
from communique.events.during import Accounts
from communique.events.happening import Happening, Tellings, common, interval
from communique.events.initiative import initiator
from communique.events.links import about, accounts
from communique.events.proofs import Places, party_proofs
from communique.events.scene import Scene
from communique.events.topics import topics
from communique.knowledge.events import QUAD
from communique.model import Event, Evidence, Span, Statement

# The share of right contacts by where they are first told and whether between persons; told once, twice, more often.
SURE = {
    ("lead", True): (0.92, 0.93, 0.96),
    ("lead", False): (0.68, 0.76, 0.9),
    ("opening", True): (0.75, 0.91, 0.94),
    ("opening", False): (0.52, 0.66, 0.74),
    ("body", True): (0.6, 0.72, 0.74),
    ("body", False): (0.3, 0.34, 0.62),
}
# The reason of a party that a readout leaves to its title.
SUPPOSED = "implied-by-readout"


class Tied(msgspec.Struct, frozen=True):
    """A happening with its id, its links and the statements about it."""

    id: str
    happening: Happening
    about: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    statements: tuple[str, ...]
    topics: tuple[Span, ...]


def assemble(
    happenings: Sequence[Happening], statements: Sequence[Statement], scene: Scene, clock: Clock
) -> tuple[tuple[Event, ...], tuple[Statement, ...]]:
    """The record's events and its statements, each tied to the other."""
    happenings = bounded(happenings, scene, clock)
    ids = {id(h): _event_id(scene, h) for h in happenings}
    contacts = [h for h in happenings if h.medium is not None]
    tellings, dealings, places = Tellings(contacts), Dealings(contacts, scene), Places(scene.cast.actors)
    links = {id(h): about(h, tellings, dealings, scene) for h in contacts}
    told_of = accounts(statements, contacts, [(h, *link) for h in contacts for link in links[id(h)]], scene, clock)
    tied_statements = tuple(msgspec.structs.replace(s, event=ids[id(h)]) if (h := told_of[s.id]) is not None else s for s in statements)
    told: dict[int, list[Statement]] = {}
    for statement in statements:
        told.setdefault(id(told_of[statement.id]), []).append(statement)
    dated = {id(h): _dated(h, told.get(id(h), ()), scene, clock) for h in contacts}
    done_in = Accounts(statements, {s: dated[id(h)] for s, h in told_of.items() if h is not None})

    def tied(one: Happening) -> Tied:
        if one.medium is None:
            return Tied(ids[id(one)], done_in.dated(one), (), (), (), ())
        return _tied(one, dated[id(one)], ids, links[id(one)], told.get(id(one), ()), scene, clock)

    return tuple(_event(tied(h), scene, places) for h in happenings), tied_statements


def _tied(
    happening: Happening,
    dated: Happening,
    ids: dict[int, str],
    links: Sequence[tuple[Happening, Evidence]],
    told: Sequence[Statement],
    scene: Scene,
    clock: Clock,
) -> Tied:
    dates = tuple(t.span for f in happening.findings for t in clock.in_sentence(f.match.sentence))
    subjects = topics(happening.findings, scene.words, dates)
    evidence = (*(e for _, e in links), *(Evidence("topics", s.start, s.end) for s in subjects))
    return Tied(ids[id(happening)], dated, tuple(ids[id(h)] for h, _ in links), evidence, tuple(s.id for s in told), subjects)


def _event_id(scene: Scene, happening: Happening) -> str:
    """Stable as long as the text, the type and the words that tell it are: never a row number."""
    first = happening.first
    key = (scene.document.article.sha256, first.match.frame.type, str(first.match.trigger.start), *sorted(happening.parties))
    return "e" + hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:12]


def _dated(happening: Happening, told: Sequence[Statement], scene: Scene, clock: Clock) -> Happening:
    """A contact known only to some days takes the day of an account that falls on one of them ("On Monday, Modi thanked …")."""
    when = happening.when
    if happening.medium is None or when is None or when.earliest == when.latest or not happening.distributed:
        return happening
    for statement in told:
        sentence = scene.parse.sentence_at(statement.content.start)
        for time in clock.in_sentence(sentence) if sentence is not None else ():
            day = clock.when(time)
            inside = common(interval(when), interval(day)) if day is not None else None
            if day is not None and inside == interval(day) and day.earliest is not None:
                evidence = (*happening.evidence, Evidence("when", time.start, time.end))
                return msgspec.structs.replace(happening, when=day, evidence=evidence)
    return happening


def _event(tied: Tied, scene: Scene, places: Places) -> Event:
    happening, frame = tied.happening, tied.happening.first.match.frame
    actors, recipients = _sides(happening)
    happening = msgspec.structs.replace(happening, actors=actors, recipients=recipients)
    asked = initiator(happening, scene)
    proof = (asked.evidence,) if asked is not None else ()
    return Event(
        id=tied.id,
        type=frame.type,
        mode=_mode(happening),
        contexts=frame.contexts,
        cameo=frame.cameo,
        quad=QUAD[frame.type],
        actors=happening.actors,
        recipients=happening.recipients,
        reciprocal=frame.reciprocal,
        status=happening.status,
        medium=happening.medium,
        duration_minutes=happening.duration_minutes,
        initiator=asked.actor if asked is not None else None,
        when=happening.when,
        where=happening.where,
        about=tied.about,
        topics=tuple(s.text_in(scene.parse.text) for s in tied.topics),
        statements=tied.statements,
        evidence=in_order((*party_proofs(happening, places), *tied.evidence, *proof)),
        rule=frame.rule,
        confidence=confidence(happening, scene),
    )


def _sides(happening: Happening) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides of a contact; where the words set all its parties on one, the first named acts with the others."""
    alone = happening.first.match.frame.reciprocal and not happening.recipients
    return (happening.actors[:1], happening.actors[1:]) if alone else (happening.actors, happening.recipients)


def in_order(proofs: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each proof once, in text order."""
    return tuple(sorted(set(proofs), key=lambda e: (e.start, e.end, e.field)))


def _mode(happening: Happening) -> str | None:
    frame = happening.first.match.frame
    if frame.type != "CONSULT":
        return frame.mode
    if happening.medium in ("phone", "video"):
        return "phone"
    if len(happening.parties) > 2 and happening.medium == "in_person":
        return "multilateral"
    return frame.mode


def confidence(happening: Happening, scene: Scene) -> float:
    """How sure, between 0 and 1: the share of right ones among events alike, on the readouts for development.

    A contact is surest when the lead tells it, when it is told again, between persons, with its means stated; other
    events when their parties are known and dated. `evaluate` prints how far this holds.
    """
    if happening.medium is None:
        score = 0.55 + 0.08 * _known(happening, scene) + 0.04 * (happening.when is not None)
    else:
        score = _of_contact(happening, scene)
    return round(min(max(score, 0.05), 0.97), 2)


def _of_contact(happening: Happening, scene: Scene) -> float:
    """The share in the table, a little more or less for its words; less where a party is only supposed to be meant."""
    number, frame = happening.first.match.sentence.number, happening.first.match.frame
    place = "lead" if number == 0 else "opening" if number <= 2 else "body"
    people = all(scene.cast.actors[p].kind == "person" for p in happening.parties)
    score = SURE[place, people][min(len(happening.findings), 3) - 1]
    supposed = any(p.described is not None and p.mention.reason == SUPPOSED for p in happening.first.recipients)
    score += 0.02 * (happening.medium != "unspecified") - 0.03 * (frame.part == "noun") - 0.14 * supposed
    return score - 0.03 * (happening.status != "occurred")


def _known(happening: Happening, scene: Scene) -> int:
    """How many parties the knowledge base knows, two at the most."""
    return min(2, sum(scene.cast.actors[p].kind != "other" and not p.startswith("name:") for p in happening.parties))
