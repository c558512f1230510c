"""Contacts told by one verb at several stops: "met Modi on Sunday and Xi on Monday", "spoke with A in Rome and with B in Paris".

Parsers give no verb to the later stops and hang them from a day or a preposition, so they are read off the order of the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from communique.events.circumstances import Clock
from communique.events.finding import Finding, Party
from communique.events.places import PLACE_PREPOSITIONS, Place, place_of
from communique.events.scene import Scene
from communique.match import syntax
from communique.model import Actor, Evidence, Mention, Sentence, TimeExpression, Token

_JOINING = frozenset({"and", ",", "then", "later"})
_ENDING = frozenset({";", ":", "—", "(", ")", "“", "”", '"'})
_BEFORE_STOP = frozenset({"with", "to"})
# "*as did* Mr Bo", "*so has* Mr Bo": what stands for the verb said before.
_LIKEWISE = frozenset({"as", "so"})
_PRO_VERBS = frozenset({"do", "have"})
# How many letters of a title may stand before a name.
_TITLE = 60
# Letters between "again" and the day.
_BESIDE = 6
# "met Mr Bo *twice* and Mr Xi *once*".
_HOW_OFTEN = frozenset({"once", "twice"})
# Words that tell when or where, before the preposition of a stop is said again.
LONGEST_OPENING = 6


class Stop(msgspec.Struct, frozen=True):
    """Whom one meets, and the words behind the name that tell when and where."""

    mention: Mention
    behind: tuple[Token, ...]


def at_each_stop(finding: Finding, scene: Scene, clock: Clock) -> tuple[Finding, ...]:
    """The contact, and one more for each later stop that its verb tells; each with its own date and place."""
    if paired := tuple(_respectively(finding)):
        return paired
    first = _first(finding, scene)
    again = (*_again(finding, clock), *_as_did(finding, scene))
    if first is None or again:
        return (finding, *again)
    stops = tuple(_stops(finding.match.sentence, first, scene, clock))
    if len(stops) < 2:
        return (finding,)
    later = {a for s in stops[1:] for a in s.mention.actors}
    kept = tuple(p for p in finding.recipients if later.isdisjoint(p.actors))
    one = msgspec.structs.replace(finding, recipients=kept, evidence=_without_recipients(finding, stops[1:]))
    return (_told_at(one, stops[0], scene, clock), *(_of_stop(finding, s, scene, clock) for s in stops[1:]))


def _again(finding: Finding, clock: Clock) -> Iterator[Finding]:
    """The same contact once more at another time: "spoke on Saturday night *and again on Monday*"."""
    sentence = finding.match.sentence
    if not finding.is_contact or finding.anaphoric or finding.time is None:
        return
    for before, word in pairwise(sentence.tokens):
        if word.text == "again" and before.text in ("and", ",") and word.start > finding.match.trigger.start:
            near = (t for t in clock.in_sentence(sentence) if t.type in ("DATE", "TIME") and 0 < t.start - word.end <= _BESIDE)
            time = next((t for t in near if t.start > finding.time.start), None)
            when = clock.when(time) if time is not None else None
            if time is not None and when is not None:
                proofs = (*(e for e in finding.evidence if e.field != "when"), Evidence("when", time.start, time.end))
                yield msgspec.structs.replace(finding, when=when, time=time, where=None, duration_minutes=None, evidence=proofs)


def _respectively(finding: Finding) -> Iterator[Finding]:
    """ "Mr Bo and Ms Li met Mr Xi and Mr Sy *respectively*": the first with the first, the second with the second."""
    said = any(t.text.lower() == "respectively" for t in finding.match.sentence.tokens)
    one, two = finding.actors, finding.recipients
    if not (finding.is_contact and said and len(one) == len(two) > 1) or any(len(p.actors) != 1 for p in (*one, *two)):
        return
    for actor, recipient in zip(one, two, strict=True):
        others = {(p.mention.start, p.mention.end) for p in (*one, *two)} - {(p.mention.start, p.mention.end) for p in (actor, recipient)}
        proofs = tuple(e for e in finding.evidence if e.field not in ("actors", "recipients") or (e.start, e.end) not in others)
        yield msgspec.structs.replace(finding, actors=(actor,), recipients=(recipient,), evidence=proofs)


def _as_did(finding: Finding, scene: Scene) -> Iterator[Finding]:
    """The same done by another: "phoned Mr Duda on Monday, *as did Mr Stoltenberg*"."""
    sentence = finding.match.sentence
    if not finding.is_contact or finding.anaphoric or not (finding.recipients or len(finding.actors) > 1):
        return
    for word, verb, name in zip(sentence.tokens, sentence.tokens[1:], sentence.tokens[2:], strict=False):
        if word.text.lower() in _LIKEWISE and verb.lemma in _PRO_VERBS and word.start > finding.match.trigger.start:
            doer = _opened_by(name, scene, sentence)
            doers = _with_others(doer, scene, sentence) if doer is not None else ()
            mutual = not finding.recipients or len(doers) > 1
            if doers and (len(doers) > 1 if mutual else not set(doers[0].actors) & finding.ids):
                fields = {"actors", "recipients"} if mutual else {"actors"}
                proofs = (*(e for e in finding.evidence if e.field not in fields), *(Evidence("actors", d.start, d.end) for d in doers))
                parties = tuple(Party(d, d.actors) for d in doers)
                others = () if mutual else finding.recipients
                yield msgspec.structs.replace(finding, actors=parties, recipients=others, duration_minutes=None, evidence=proofs)
            return


def _with_others(first: Mention, scene: Scene, sentence: Sentence) -> tuple[Mention, ...]:
    """A person with those joined to the name: "so did *Mr Bo and Mr Xi*"."""
    named = (scene.mention(sentence, t) for t in syntax.coordination(sentence, sentence.tokens[first.head])[1:])
    others = (m for m in named if m is not None and m.actors != first.actors and all(_is_person(scene.cast.actors[a]) for a in m.actors))
    return (first, *others)


def _opened_by(token: Token, scene: Scene, sentence: Sentence) -> Mention | None:
    """The person whose name or office begins at a word."""
    here = (m for m in scene.cast.between(token.start, sentence.tokens[-1].end) if m.start - token.start <= _TITLE)
    first = next((m for m in here if len(m.actors) == 1 and _is_person(scene.cast.actors[m.actors[0]])), None)
    between = sentence.between(token.start, first.start) if first is not None else ()
    return first if first is not None and not any(t.pos in ("VERB", "PUNCT") for t in between) else None


def _first(finding: Finding, scene: Scene) -> Mention | None:
    """Whom the first stop names: one party right behind the verb, a person or an office."""
    if not finding.is_contact or finding.anaphoric or finding.tour or not finding.recipients:
        return None
    party = finding.recipients[0]
    mention, meant = party.mention, scene.who(party)
    here = mention.sentence == finding.match.sentence.number and mention.start > finding.match.trigger.start
    return mention if here and len(meant) == 1 and _is_person(meant[0]) else None


def _stops(sentence: Sentence, first: Mention, scene: Scene, clock: Clock) -> Iterator[Stop]:
    """The first stop and those behind it, to the end of the clause."""
    tokens = [t for t in sentence.tokens if t.start >= first.end]
    preposition = _before(sentence, first)
    mention, behind = first, list[Token]()
    while tokens:
        token = tokens.pop(0)
        if token.text in _ENDING or syntax.is_verb(token):
            break
        following = _next(token, tokens, mention, behind, preposition, scene, clock) if token.text in _JOINING else None
        if following is None:
            behind.append(token)
            continue
        yield Stop(mention, tuple(behind))
        mention, behind = following.mention, list(following.behind)
        tokens = [t for t in tokens if t.start >= mention.end]
    yield Stop(mention, tuple(behind))


def _before(sentence: Sentence, mention: Mention) -> str:
    word = next((t for t in reversed(sentence.tokens) if t.end <= mention.start), None)
    return word.text.lower() if word is not None else ""


def _next(
    token: Token, tokens: Sequence[Token], last: Mention, behind: Sequence[Token], preposition: str, scene: Scene, clock: Clock
) -> Stop | None:
    """Whom the next stop names, if a stop begins at a joining word, and the words before that tell when or where."""
    rest = list(tokens)
    while rest and rest[0].text in _JOINING:
        rest.pop(0)
    opening = _before_again(rest, preposition, scene, clock)
    rest = rest[len(opening) :]
    again = bool(rest) and rest[0].text.lower() == preposition in _BEFORE_STOP
    rest = rest[1:] if again else rest
    mention = _person_at(rest[0], last, scene) if rest else None
    if mention is None:
        return None
    after = next((t for t in rest if t.start >= mention.end), None)
    told = _is_told(behind, scene, clock)
    if again:
        looking_on = after is not None and after.tag in ("VBG", "VBN")  # "met Mr Xi, with Mr Wang looking on"
        return Stop(mention, opening) if not looking_on else None
    return Stop(mention, opening) if told and after is not None and _opens_circumstance(after, scene, clock) else None


def _before_again(tokens: Sequence[Token], preposition: str, scene: Scene, clock: Clock) -> tuple[Token, ...]:
    """What tells of a stop before its preposition is said again: "and *on Tuesday* with Mr Kuleba"."""
    if not tokens or not _opens_circumstance(tokens[0], scene, clock):
        return ()
    end = next((k for k, t in enumerate(tokens[:LONGEST_OPENING]) if t.text.lower() == preposition in _BEFORE_STOP), 0)
    return tuple(tokens[:end]) if _is_told(tokens[:end], scene, clock) else ()


def _person_at(token: Token, last: Mention, scene: Scene) -> Mention | None:
    sentence = scene.parse.sentences[last.sentence]
    mention = scene.mention(sentence, token)
    if mention is None or mention.start != token.start or mention.kind == "pronoun" or len(mention.actors) != 1:
        return None
    actor = scene.cast.actors[mention.actors[0]]
    return mention if actor.id not in last.actors and _is_person(actor) else None


def _is_person(actor: Actor) -> bool:
    return actor.kind in ("person", "office")


def _is_told(tokens: Sequence[Token], scene: Scene, clock: Clock) -> bool:
    """Whether words tell a time or a place."""
    often = any(t.text.lower() in _HOW_OFTEN for t in tokens)
    return bool(tokens) and (often or _time(tokens, scene, clock) is not None or _place(tokens, scene) is not None)


def _opens_circumstance(token: Token, scene: Scene, clock: Clock) -> bool:
    sentence = scene.parse.sentence_at(token.start)
    timed = sentence is not None and any(t.start == token.start for t in clock.in_sentence(sentence))
    return timed or token.text.lower() in (*PLACE_PREPOSITIONS, "on", "by", "for", "over", *_HOW_OFTEN)


def _time(tokens: Sequence[Token], scene: Scene, clock: Clock) -> TimeExpression | None:
    sentence = scene.parse.sentence_at(tokens[0].start) if tokens else None
    inside = clock.in_sentence(sentence) if sentence is not None else ()
    return next((t for t in inside if tokens[0].start <= t.start <= tokens[-1].start and t.type in ("DATE", "TIME")), None)


def _place(tokens: Sequence[Token], scene: Scene) -> Place | None:
    sentence = scene.parse.sentence_at(tokens[0].start) if tokens else None
    if sentence is None:
        return None
    prepositions = {t.i for t in tokens if t.text.lower() in PLACE_PREPOSITIONS}
    held = (t for t in tokens if t.head in prepositions)
    return next((p for t in held if (p := place_of(sentence, t, scene)) is not None), None)


def _told_at(finding: Finding, stop: Stop, scene: Scene, clock: Clock) -> Finding:
    """The finding with what the words behind a stop tell; what they do not tell stays."""
    time, place = _time(stop.behind, scene, clock), _place(stop.behind, scene)
    when = clock.when(time) if time is not None else None
    if when is not None and time is not None:
        proofs = (*(e for e in finding.evidence if e.field != "when"), Evidence("when", time.start, time.end))
        finding = msgspec.structs.replace(finding, when=when, time=time, evidence=proofs)
    if place is not None:
        proofs = (*(e for e in finding.evidence if e.field != "where"), Evidence("where", place.span.start, place.span.end))
        finding = msgspec.structs.replace(finding, where=place.where, evidence=proofs)
    return finding


def _of_stop(finding: Finding, stop: Stop, scene: Scene, clock: Clock) -> Finding:
    """The contact at a later stop: the verb's parties, means and status; its place is never the first one's."""
    mention = stop.mention
    proofs = (*(e for e in finding.evidence if e.field not in ("where", "recipients")), Evidence("recipients", mention.start, mention.end))
    party = Party(mention, mention.actors)
    one = msgspec.structs.replace(finding, recipients=(party,), where=None, duration_minutes=None, evidence=proofs)
    return _told_at(one, stop, scene, clock)


def _without_recipients(finding: Finding, stops: Sequence[Stop]) -> tuple[Evidence, ...]:
    others = {(s.mention.start, s.mention.end) for s in stops}
    return tuple(e for e in finding.evidence if e.field != "recipients" or (e.start, e.end) not in others)
