"""Ties: what a contact was about, and which contact a statement gives an account of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from communique.events.bounds import bounding_word
from communique.events.circumstances import Clock
from communique.events.dealings import Dealings, dealt_with
from communique.events.finding import Finding
from communique.events.happening import Happening, Tellings
from communique.events.occasions import answers, elsewhere, is_told_as_past, looks_back, on_another_day, tells_of_one
from communique.events.said_there import said_there
from communique.events.scene import Scene
from communique.match import Match, syntax
from communique.model import Actor, Evidence, Sentence, Statement

# Weights of what ties a statement to a contact; the order matters, not the sizes.
SPEAKER, NAMED, SAME_SENTENCE, PARTY, SAME_PARAGRAPH, GOING_ON, NEXT, CLOSE = 60, 20, 9, 8, 5, 4, 3, 2
CLOSE_SENTENCES = 4
# Acts by which another is ended or prepared: the noun below only names which.
UNDOING = frozenset({"RETREAT", "CONCEDE", "MOBILIZE"})
NOT_HELD = frozenset({"planned", "proposed", "hypothetical", "cancelled"})

# A contact, the earlier one that it dealt with, and the words that say so.
Link = tuple[Happening, Happening, Evidence]


def about(one: Happening, tellings: Tellings, dealings: Dealings, scene: Scene) -> tuple[tuple[Happening, Evidence], ...]:
    """The other contacts that a contact dealt with: told below it in its sentence, or by its parties in one that goes on with it."""
    found = {id(other): (other, proof) for other, proof in _below_it(one, tellings)}
    for other, noun in dealt_with(one, dealings, scene):
        found.setdefault(id(other), (other, Evidence("about", noun.start, noun.end)))
    return tuple(found.values())


def _below_it(one: Happening, tellings: Tellings) -> tuple[tuple[Happening, Evidence], ...]:
    """The contacts told below it in the same sentence ("to share details of his meeting")."""
    found: list[tuple[Happening, Evidence]] = []
    for finding in one.findings:
        below = _below(finding)
        for other, told in tellings.beside(finding):
            if other is one or other.medium is None or set(other.parties) == set(one.parties) or any(h is other for h, _ in found):
                continue
            if _is_dealt_with(told, finding, below):
                found.append((other, Evidence("about", told.match.trigger.start, told.match.trigger.end)))
    return tuple(found)


def _below(finding: Finding) -> frozenset[int]:
    sentence, trigger = finding.match.sentence, finding.match.trigger
    top = finding.match.carrier or trigger
    clauses = (t for r in sentence.children(trigger, "relcl") for t in sentence.subtree(r))
    beside = {
        t.i for c in sentence.children(top, "conj", "dep") if syntax.is_verb(c) for t in sentence.subtree(c)
    }  # "met A, flew to see B"
    return frozenset(t.i for t in (*sentence.subtree(top), *clauses) if t.i not in beside)


def _is_dealt_with(told: Finding, finding: Finding, below: frozenset[int]) -> bool:
    """A noun or clause below the other contact; not one that only tells when, nor what both parties did in it."""
    trigger = told.match.trigger
    if trigger.i <= finding.match.trigger.i or trigger.i not in below or trigger == finding.match.carrier:
        return False  # "*after a call* with A he met B": the meeting is not what the call was about
    if _is_told_beside(told) or _is_set_there(told):
        return False
    return bounding_word(told) is None and not (told.anaphoric and syntax.is_verb(trigger))


def _is_set_there(told: Finding) -> bool:
    """ "flew to Paris, *where he met* her": part of the journey, not what it dealt with."""
    return any(c.tag == "WRB" for c in told.match.sentence.children(told.match.trigger, "advmod"))


def _is_told_beside(told: Finding) -> bool:
    """ "held talks with Kombo and *paid a call* on the president": an act of its own, which the verb before it does not deal with."""
    verb = told.match.carrier
    return verb is not None and verb.dep == "conj" and verb.lemma in told.match.frame.under


def accounts(
    statements: Sequence[Statement], happenings: Sequence[Happening], links: Sequence[Link], scene: Scene, clock: Clock
) -> dict[str, Happening | None]:
    """For each statement the contact it gives an account of, if any; ``links`` tells which contact dealt with which."""
    found: dict[str, Happening | None] = {}
    other_occasion: Statement | None = None
    last: tuple[int, Happening] | None = None
    told: Statement | None = None
    for statement in statements:
        nearest = account_of(statement, happenings, scene, clock, last)
        nearest = _told_in(statement, nearest, links, scene)
        goes_on = told is not None and last is not None and last[1] is nearest and _speaks_on(statement, told, scene)
        apart = nearest is not None and (
            elsewhere(statement, nearest, scene, clock, goes_on=goes_on) or answers(statement, other_occasion, nearest, scene)
        )
        found[statement.id] = None if apart else nearest
        told = statement
        other_occasion = statement if apart else None
        sentence = scene.parse.sentence_at(statement.content.start)
        last = (sentence.number, nearest) if nearest is not None and not apart and sentence is not None else None
    held = [h for h in happenings if h.medium is not None and h.status not in NOT_HELD]
    return {**found, **dict(said_there(statements, held, found, scene))}


def _told_in(statement: Statement, nearest: Happening | None, links: Sequence[Link], scene: Scene) -> Happening | None:
    """Of what a party told the other of an earlier contact, the contact in which it did: "Mr Bo *spoke of his talks* with Mr Xi"."""
    for outer, inner, proof in links:
        inside = statement.content.start <= proof.start and proof.end <= statement.content.end
        if inner is nearest and inside and statement.speaker in outer.parties and _have_part(statement, outer, scene.cast.actors):
            return outer
    return nearest


def _speaks_on(statement: Statement, before: Statement, scene: Scene) -> bool:
    """Whether "he" or "she" goes on speaking in the next sentence."""
    source = statement.source.text.lower() if statement.source is not None else ""
    if statement.speaker != before.speaker or source not in ("he", "she"):
        return False
    ended = scene.parse.sentence_at(max(before.content.end, before.cue.end if before.cue is not None else 0) - 1)
    begins = scene.parse.sentence_at(statement.content.start)
    return ended is not None and begins is not None and begins.number - ended.number <= 1


def account_of(
    statement: Statement, happenings: Sequence[Happening], scene: Scene, clock: Clock, last: tuple[int, Happening] | None = None
) -> Happening | None:
    """The contact a statement may be an account of: all who tell it had a part in it, and it is the one spoken of there.

    Where its sentence names a day, a contact of that day before others. ``last`` is where the statement before it stands, and its contact.
    """
    sentence = scene.parse.sentence_at(statement.content.start)
    if sentence is None:
        return None
    plan = _plan_told(statement, happenings, sentence, scene)
    if plan is not None and _have_part(statement, plan, scene.cast.actors):
        return plan
    open_to = [h for h in happenings if h.medium is not None and h.status not in NOT_HELD and _have_part(statement, h, scene.cast.actors)]
    if plan is not None:  # of what others plan to do, he speaks in a contact of his own that stands beside it
        open_to = [h for h in open_to if statement.speaker in h.parties and sentence.number in h.sentences]
    if not open_to:
        return None
    named = _named(statement, scene)
    going_on = _going_on(last, open_to, sentence.number)
    ranked = [(_closeness(statement, named, h, scene, sentence.number) + GOING_ON * (h is going_on), -n, h) for n, h in enumerate(open_to)]
    ranked = sorted((r for r in ranked if r[0] > 0), key=lambda r: r[:2], reverse=True)
    same_day = (h for _, _, h in ranked if h.when is not None and not on_another_day(statement, h, sentence, clock))
    first = ranked[0][2] if ranked else None
    if first is None or not on_another_day(statement, first, sentence, clock):
        return first
    return next(same_day, first)


def _going_on(last: tuple[int, Happening] | None, open_to: Sequence[Happening], number: int) -> Happening | None:
    """The contact of the statement before, where no other was told of since: what follows goes on with it."""
    if last is None or not any(h is last[1] for h in open_to):
        return None
    told_since = any(last[0] < n <= number for h in open_to if h is not last[1] for n in h.sentences)
    return None if told_since or number - last[0] > CLOSE_SENTENCES else last[1]


def _plan_told(statement: Statement, happenings: Sequence[Happening], sentence: Sentence, scene: Scene) -> Happening | None:
    """The contact still to come that all a statement says is of: "said he *would telephone* Mr Bo", not "they agreed to meet again"."""
    inside = sentence.between(statement.content.start, statement.content.end)
    numbers = {t.i for t in inside}
    tops = {t.i for t in inside if syntax.is_verb(t) and (t.head not in numbers or t.head == t.i)}
    for happening in happenings:
        if happening.medium is not None and happening.status in NOT_HELD:
            told = (f.match for f in happening.findings if f.match.sentence.number == sentence.number and f.match.trigger.i in numbers)
            if any(_top(m, scene) in tops and not _was_done(m) for m in told):
                return happening
    return None


def _was_done(match: Match) -> bool:
    """ "said Mr Xi *had invited* him": that was done in a contact, whatever is planned by it."""
    verb = match.carrier or match.trigger
    return verb.tag == "VBN" and any(a.text.lower() == "had" for a in match.sentence.children(verb, "aux"))


def _top(match: Match, scene: Scene) -> int:
    """The verb that tells a contact, or the one that says it is planned: "*is* due to meet her", "*hopes* to meet her"."""
    verb = match.carrier or match.trigger
    while verb.dep in ("xcomp", "acomp") and (above := match.sentence.head(verb)).lemma in scene.words["planning"]:
        verb = above
    return verb.i


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
    near = near or int(bool(_voices(statement, scene) & set(happening.parties)) and looks_back(scene.parse.sentences[number], scene))
    near = max(near, NEXT) if happening.sentences[0] <= number and _knows_of_it(statement, scene) else near
    sides = {_side(a, scene) for a in named} & {_side(p, scene) for p in happening.parties}
    if not near and (len(sides) < 2 or _comes_before(statement, happening, scene, number)):
        return 0
    named = named | _voices(statement, scene)
    parties = len(named & set(happening.parties))
    sided = any(_has_side(t, scene.cast.actors) for t in (statement.speaker, *statement.via))
    if not sided and near < NEXT and not (near and parties):
        return 0  # a source of no known side speaks of what stands beside its words, or of those it names
    return SPEAKER * (statement.speaker in happening.parties) + NAMED * len(sides) + PARTY * parties + near


def _knows_of_it(statement: Statement, scene: Scene) -> bool:
    """Whether a source is named as one who knows of a contact: "two people *briefed on the talks*"."""
    source = statement.source
    sentence = scene.parse.sentence_at(source.start) if source is not None else None
    inside = sentence.between(source.start, source.end) if sentence is not None and source is not None else ()
    return any(t.pos == "NOUN" and t.lemma in scene.words["contact_nouns"] for t in inside)


def _comes_before(statement: Statement, happening: Happening, scene: Scene, number: int) -> bool:
    """Whether somebody who was not there says it before the text comes to the contact, or to what "had" been long before."""
    if happening.sentences[0] <= number:
        return False
    speaker = scene.cast.actors.get(statement.speaker)
    person = speaker is not None and speaker.kind == "person" and speaker.id not in happening.parties
    outside = person and not statement.via and not tells_of_one(statement, scene.parse.sentences[number], scene)
    return outside or is_told_as_past(happening)


def _voices(statement: Statement, scene: Scene) -> set[str]:
    """Whose voice a source says it is: "Montenegro's spokeswoman"."""
    if statement.source is None:
        return set()
    return {a for m in scene.cast.between(statement.source.start, statement.source.end) for a in m.actors} - {statement.speaker}


def _side(actor: str, scene: Scene) -> str:
    """The country an actor stands for, else the actor alone."""
    known = scene.cast.actors.get(actor)
    return (known.country if known is not None else None) or actor


def _named(statement: Statement, scene: Scene) -> set[str]:
    inside = scene.cast.between(statement.content.start, statement.content.end)
    named = {a for m in inside for a in m.actors} | {statement.speaker, *statement.via}
    return named | ({statement.addressee} if statement.addressee else set())


def _nearness(happening: Happening, scene: Scene, number: int) -> int:
    told = happening.sentences
    place = bisect_left(told, number)
    if place < len(told) and told[place] == number:
        return SAME_SENTENCE
    if place == 0:
        return 0
    last = told[place - 1]
    if scene.parse.sentences[last].paragraph == scene.parse.sentences[number].paragraph:
        return SAME_PARAGRAPH
    return NEXT if number - last == 1 else CLOSE if number - last <= CLOSE_SENTENCES else 0


def _says_the_same(outer: Happening, inner: Happening) -> bool:
    """ "pledged to send aid": the promise is told once."""
    alike = outer.first.match.frame.type == inner.first.match.frame.type and set(outer.actors) == set(inner.actors)
    return alike and set(inner.recipients) <= set(outer.recipients)


def _is_content(outer: Happening, inner: Happening) -> bool:
    """Whether one act only names what the other does with it: "stopped *shelling*", "ended its *strike*", "trained men for a *war*"."""
    if outer.medium is not None or not set(inner.actors) <= set(outer.actors):
        return False
    above, below = outer.first.match.trigger, inner.first.match.trigger
    sentence = inner.first.match.sentence
    if outer.first.match.sentence is not sentence or not syntax.is_verb(above) or below.i < above.i:
        return False
    if syntax.is_verb(below):
        return below.head == above.i and below.dep in ("xcomp", "dobj") and below.tag == "VBG"
    if outer.first.match.frame.type not in UNDOING or (inner.status == "occurred" and above.lemma in inner.first.match.frame.under):
        return False
    top = sentence.head(below) if below.dep == "pobj" and sentence.head(below).text in ("for", "of", "from") else below
    return top.head == above.i and top.dep in ("dobj", "prep")


def _is_carrier(verb: Happening, noun: Happening) -> bool:
    """Whether one only is the verb that carries the other, of another type: "*hit* Belarus with sanctions", "*granted* asylum"."""
    carrying, carried = verb.first.match, noun.first.match
    if carried.frame.part != "noun" or carrying.frame.part != "verb" or noun.medium is not None or verb.medium is not None:
        return False
    if carrying.frame.type == carried.frame.type:  # "agreed upon a pact" is told once already
        return False
    if carrying.frame.governs and noun.status != "occurred":  # "threatened Mali with sanctions": the threat is what happened
        return False
    same = carried.carrier is not None and carried.carrier.i == carrying.trigger.i and carried.sentence is carrying.sentence
    return same and carrying.trigger.lemma in carried.frame.under and carrying.frame.strictness < carried.frame.strictness


def governed(one: Happening, tellings: Tellings) -> bool:
    """Whether a non-contact is only the content of another event ("threatened to attack", "accused of shelling")."""
    if one.medium is not None or len(one.sentences) > 1:
        return False
    match = one.first.match
    for other, finding in tellings.beside(one.first):
        above = finding.match.trigger
        if other is not one and (_is_content(other, one) or _is_carrier(one, other)):
            return True
        if other is one or not (finding.match.frame.governs or _says_the_same(other, one)):
            continue
        if above.i > match.trigger.i and match.trigger.dep == "ccomp":  # "Oman will expel them, its minister warned"
            continue
        if above.i != match.trigger.i and any(t.i == above.i for t in match.sentence.ancestors(match.trigger)):
            return not syntax.is_verb(match.trigger) or one.status != "occurred" or match.trigger.dep in ("xcomp", "pcomp", "ccomp", "acl")
    return False
