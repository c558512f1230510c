"""Coreference of events: one happening told in the lead, in the body, and again as "the call" is one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from communique.events.akin import Akin
from communique.events.bounds import bounding_word
from communique.events.finding import BARELY, Finding
from communique.events.happening import STRENGTH, Happening, around, common, from_finding, interval, joined, same_place
from communique.events.standing import Standing
from communique.events.supplied import settled
from communique.knowledge.lists import word_lists
from communique.model import Actor, EventType, Sentence, Status, Token

# Calls and letters go from one to one: "telephoned A and B" tells of two.
ONE_TO_ONE = frozenset({"contact/phone-verb", "contact/call-verb", "contact/write-verb"})
# Acts that only hint at a contact; where the same people have had one, they belong to it.
HINTS = frozenset({"contact/joint-act", "contact/discuss-verb", "contact/exchange-views-verb", "contact/brief-whom"}) | BARELY
# Words of good will, which may be meant for somebody who is not there.
WISHES = frozenset({"contact/wishes-spoken", "contact/congratulate-verb"})
# What makes a noun one that the reader knows of.
OWN = frozenset({"the", "that", "this", "their", "his", "her", "its"})
CALLS = frozenset({"phone", "video"})
# Plurals of one: "sent condolences to A and B" in one letter.
ALWAYS_PLURAL = frozenset({"talk", "condolence", "greeting", "congratulation", "sympathy", "regard", "wish", "thank"})
# What words told before it may look forward to.
LOOKED_FORWARD = frozenset({"occurred", "planned"})
# How many sentences ahead.
FORWARD = 4


_Act = tuple[EventType, frozenset[str], frozenset[str], Status]


class Merger:
    """Collects findings of one article, in text order, into happenings."""

    def __init__(self, actors: dict[str, Actor], published: dt.date | None = None) -> None:
        """``actors`` are those of the cast, by id; ``published`` tells plans that are past from those ahead."""
        self._standing = Standing(actors)
        self._published = published
        self._known: list[Happening] = []
        self._akin = Akin(self._standing)
        self._acts: dict[_Act, list[int]] = {}
        self._waiting: list[Finding] = []

    def add(self, finding: Finding) -> None:
        """Take in one more finding."""
        if finding.lacks == "guest":
            self._like_the_last(finding)
        elif finding.lacks == "everyone":
            self._once_more(finding)
        elif finding.lacks == "addressee":
            self._handed(finding)
        elif finding.anaphoric or self._is_familiar(finding):
            self._point_back(finding)
        elif finding.is_contact:
            for telling in self._told(from_finding(finding)):
                if not self._is_passed_on(telling) and (finding.match.frame.rule not in HINTS or not _are_guests(telling, self._known)):
                    self._contact(telling)
        else:
            self._other(from_finding(finding))

    def _is_passed_on(self, telling: Happening) -> bool:
        """Good wishes for somebody else, given to his compatriot: "called Mr Bo and conveyed his congratulations to Mrs Bo"."""
        if telling.first.match.frame.rule not in WISHES or len(telling.actors) != 1:
            return False
        number = telling.first.match.sentence.number
        near = [h for h in self._known if h.medium is not None and telling.actors[0] in h.parties and number - h.sentences[-1] <= FORWARD]
        if any(r in h.parties for r in telling.recipients for h in near):
            return False
        return any(self._standing.are_sides_of(telling.recipients, [p for p in h.parties if p not in telling.actors]) for h in near)

    def _is_familiar(self, finding: Finding) -> bool:
        """ "during their video call", of two whose call has been told: what the verb above says of it is no news."""
        match = finding.match
        if (
            not finding.is_contact
            or match.trigger.dep != "pobj"
            or not any(c.text.lower() in OWN for c in match.sentence.children(match.trigger, "det", "poss"))
        ):
            return False
        if any(finding.ids == set(h.parties) and self._fits(h, finding) for h in self._known):
            return True
        named_there = any(match.sentence.children(match.trigger, "prep")) or match.sentence.child(match.trigger, "poss") is not None
        return not named_there and any(self._is_side_of(finding, h) for h in self._known)

    def _is_side_of(self, finding: Finding, happening: Happening) -> bool:
        """ "Following the talks, the foreign ministers signed": who acts there belongs to the sides of the talks."""
        told = happening.medium is not None and self._standing.are_people(happening.parties) and self._fits_in_time(happening, finding)
        return told and self._standing.are_sides_of(finding.ids, happening.parties)

    def result(self) -> tuple[Happening, ...]:
        """The happenings, by first mention. What points back to nothing is dropped: it names no parties."""
        for finding in self._waiting:
            fitting = [i for i, h in enumerate(self._known) if _is_ahead(h, finding) and self._fits(h, finding)]
            if fitting:
                self._known[fitting[0]] = _noted(self._known[fitting[0]], finding)
        self._settle()
        return tuple(sorted(self._known, key=lambda h: h.first.order))

    def _told(self, telling: Happening) -> Iterable[Happening]:
        """A telling of several contacts at once ("calls with A, B and C"), one by one."""
        hub, others = telling.actors, telling.recipients
        if len(hub) != 1 or len(others) < 2 or (telling.medium in ("in_person", "video") and not _is_apart(telling)):
            return (telling,)
        each = (
            _is_apart(telling) or telling.first.match.frame.rule in ONE_TO_ONE or _is_plural(telling) or self._known_apart(hub[0], others)
        )
        return tuple(_part(telling, hub[0], other) for other in others) if each else (telling,)

    def _known_apart(self, hub: str, others: tuple[str, ...]) -> bool:
        pairs = {frozenset(h.parties) for h in self._known if h.distributed}
        return all(frozenset((hub, o)) in pairs for o in others)

    def _contact(self, telling: Happening) -> None:
        for index in self._akin.of(telling.parties):
            known = self._known[index]
            parties = self._standing.of_both(known.parties, telling.parties)
            if known.medium is None or parties is None or self._is_stop_of(known, telling) or self._is_stop_of(telling, known):
                continue
            apart = _follows(telling, known) or _is_round_of_other(known, telling) or _is_round_of_other(telling, known)
            status = self._status(known, telling) if not apart else None
            if status is not None and _may_be_one(known, telling):
                self._keep(joined(known, telling, parties=parties, status=status), index)
                return
        self._keep(telling, len(self._known))

    def _keep(self, happening: Happening, index: int) -> None:
        """Write a contact down, to be found by its parties."""
        self._known[index : index + 1] = [happening]
        self._akin.keep(index, happening.parties)

    def _is_stop_of(self, tour: Happening, stop: Happening) -> bool:
        """Whether a meeting with somebody is only a stop of a tour of several states."""
        return tour.is_tour and not stop.is_tour and len(stop.parties) < len(tour.parties) and self._standing.are_persons(stop.parties)

    def _status(self, one: Happening, other: Happening) -> Status | None:
        """What became of a contact told twice; None where the two tellings are of two contacts."""
        if one.status == other.status:
            return one.status
        pair = {one.status, other.status}
        if pair == {"planned", "occurred"}:
            return "occurred" if self._came_about(*sorted((one, other), key=lambda h: h.status, reverse=True)) else None
        if pair == {"denied", "occurred"}:  # what a paper has written is what the palace denies
            dated = one.when is not None and other.when is not None
            return "denied" if dated and one.medium == other.medium and set(one.parties) == set(other.parties) else None
        ended = pair & {"postponed", "cancelled"}
        if pair <= {"planned", "proposed", "postponed", "cancelled"} and not (one.is_another or other.is_another):
            return max(pair, key=STRENGTH.index) if ended or pair == {"planned", "proposed"} else None
        return None

    def _came_about(self, plan: Happening, held: Happening) -> bool:
        """Whether a plan is the one that was kept: its day is past and the same, or its place is, and it is no other one."""
        if plan.is_another or held.is_another:
            return False
        if plan.when is not None:
            last = plan.when.latest
            return held.when is not None and last is not None and (self._published is None or last < self._published)
        if held.first.match.frame.places and not plan.first.match.frame.places:
            return False  # "flew to Vienna, where he will meet Mr Bo": so far he has only flown
        return plan.where is not None and held.where is not None and same_place(plan.where, held.where)

    def _settle(self) -> None:
        """Tellings that later words have made one: compare once more all contacts with the ones before them."""
        told, self._known = sorted(self._known, key=lambda h: h.first.order), []
        self._akin = Akin(self._standing)
        for happening in told:
            if happening.medium is None:
                self._known.append(happening)
            elif not self._is_mere_hint(happening, told):
                self._contact(happening)

    def _is_mere_hint(self, happening: Happening, told: Iterable[Happening]) -> bool:
        """ "agreed to continue their dialogue", said by two who have just had a contact, is no contact of its own."""
        if any(f.match.frame.rule not in HINTS for f in happening.findings):
            return False
        if _are_guests(happening, told) or self._is_to_a_counterpart(happening, told):
            return True
        if happening.status == "occurred":
            return False
        return any(h is not happening and h.medium is not None and set(happening.parties) <= set(h.parties) for h in told)

    def _is_to_a_counterpart(self, happening: Happening, told: Iterable[Happening]) -> bool:
        """ "assured *his Polish counterpart* that", said of one who has just spoken with somebody: that one is the counterpart."""
        if not any(self._standing.is_office(p) for p in happening.recipients):
            return False
        near = (h for h in told if h is not happening and h.medium is not None and h.status == happening.status)
        return any(set(happening.actors) & set(h.parties) for h in near)

    def _other(self, telling: Happening) -> None:
        alike = self._acts.setdefault(_act(telling), [])
        for index in alike:
            if _same_act(self._known[index], telling):
                self._known[index] = joined(self._known[index], telling)
                return
        alike.append(len(self._known))
        self._known.append(telling)

    def _point_back(self, finding: Finding) -> None:
        fitting = [i for i, h in enumerate(self._known) if self._fits(h, finding) and not _is_set_against(h, finding)] or [
            i for i, h in enumerate(self._known) if not finding.anaphoric and self._is_side_of(finding, h)
        ]
        if not fitting and finding.host is not None:
            self.add(settled(finding))
            return
        if not fitting and finding.actors and finding.recipients and finding.match.trigger.dep == "attr":
            self.add(msgspec.structs.replace(finding, anaphoric=False))  # "It was his first visit to Rome" may be all that tells of it
            return
        if not fitting:
            self._waiting.append(finding)
            return
        index = max(fitting, key=lambda i: (self._nearness(self._known[i], finding), self._known[i].findings[-1].order))
        self._known[index] = _noted(self._known[index], finding)

    def _like_the_last(self, finding: Finding) -> None:
        """ "Mr Barrot made a similar call": with whom the last one was made."""
        for known in reversed(self._known):
            guests = tuple(r for r in known.recipients if r not in finding.ids)
            if known.medium is not None and _same_means(known.medium, finding.medium) and guests:
                telling = from_finding(msgspec.structs.replace(finding, anaphoric=False))
                self._known.append(msgspec.structs.replace(telling, recipients=guests, is_another=True))
                return

    def _once_more(self, finding: Finding) -> None:
        """ "Talks followed in Paris the next day": those met who had the last contact, told just before."""
        last = next((h for h in reversed(self._known) if h.medium is not None and h.status in LOOKED_FORWARD), None)
        if last is not None and finding.match.sentence.number - last.sentences[-1] <= 1:
            telling = from_finding(finding)
            self._known.append(msgspec.structs.replace(telling, actors=last.actors, recipients=last.recipients, is_another=True))

    def _handed(self, finding: Finding) -> None:
        """ "She handed over a letter from Mr Sy": to whom she met last."""
        bearer = frozenset(finding.host.actors) if finding.host is not None else frozenset[str]()
        for known in reversed(self._known):
            met = tuple(p for p in known.parties if p not in bearer and p not in finding.ids)
            if known.medium == "in_person" and bearer & set(known.parties) and met:
                telling = from_finding(msgspec.structs.replace(finding, anaphoric=False))
                self._known.append(msgspec.structs.replace(telling, recipients=met))
                return

    def _nearness(self, happening: Happening, finding: Finding) -> tuple[bool, bool, bool]:
        """What beats being told last: told as held like the pointer, and at the very place it names."""
        here = finding.where is not None and happening.where is not None
        held = happening.status == "occurred" or not _is_told_as_held(finding)
        return (held, finding.when is None or happening.status == finding.status, here)

    def _fits(self, happening: Happening, finding: Finding) -> bool:
        """Whether "the call" may be this call: its means, whoever is named with it, its date and place."""
        if happening.medium is None:
            return False
        if not all(a in happening.parties or self._standing.is_spoken_for(a, happening.parties) for a in finding.ids):
            return False
        return self._fits_in_time(happening, finding)

    def _fits_in_time(self, happening: Happening, finding: Finding) -> bool:
        """Whether means, date and place of "the call" may be those of this one."""
        if not (_same_means(happening.medium, finding.medium) or {happening.medium, finding.medium} == CALLS):
            return False
        apart = common(interval(happening.when), interval(finding.when)) is None
        return not apart and same_place(happening.where, finding.where)


def _follows(telling: Happening, known: Happening) -> bool:
    """ "The two *later* dined with Mr Pavel": with others than those who met, and after they did."""
    return telling.is_sequel and telling.first.order > known.first.order and set(telling.parties) != set(known.parties)


def _is_round_of_other(calls: Happening, call: Happening) -> bool:
    """Whether the calls of one with many are none of a call that two of these had: "the emir phoned the king. Mr Bo spoke with the leaders
    of Kuwait, Jordan and Oman"."""
    if calls.medium not in ("phone", "unspecified") or len(calls.actors) != 1 or len(calls.recipients) < 2:
        return False
    return len(call.parties) == 2 and calls.actors[0] not in call.parties


def _is_set_against(happening: Happening, finding: Finding) -> bool:
    """ "met Mr Xi the day *after the summit*": what is told to say when is not what it dates."""
    return finding.match.sentence.number in happening.sentences and bounding_word(finding) is not None


def _are_guests(hint: Happening, told: Iterable[Happening]) -> bool:
    """Whether those who act as one were each called by a third in the same sentence ("calls to A and B, both of whom thanked him")."""
    number = hint.first.match.sentence.number
    calls = [h for h in told if h.distributed and any(f.match.sentence.number == number for f in h.findings)]
    return all(any(p in h.parties and not set(hint.parties) <= set(h.parties) for h in calls) for p in hint.parties)


def _is_told_as_held(finding: Finding) -> bool:
    """ "The tone of the conversation *was* good": what is judged so has taken place, and is no plan."""
    sentence, trigger = finding.match.sentence, finding.match.trigger
    verb = next((a for a in sentence.ancestors(trigger) if a.pos in ("VERB", "AUX")), None)
    return finding.status == "occurred" and verb is not None and verb.tag == "VBD" and verb.lemma == "be"


def _is_ahead(happening: Happening, finding: Finding) -> bool:
    """Whether words told before it may look forward to a happening: it comes soon, and is of their date if they have one."""
    ahead = happening.first.match.sentence.number - finding.match.sentence.number
    dated = finding.when is None or happening.when is not None
    return happening.status in LOOKED_FORWARD and 0 <= ahead <= FORWARD and dated


def _noted(happening: Happening, finding: Finding) -> Happening:
    noted = from_finding(msgspec.structs.replace(finding, actors=(), recipients=()))
    # "He was due to meet her, but the meeting was scrapped": said at once, of the plan told last.
    near = finding.match.sentence.number - max(f.match.sentence.number for f in happening.findings) in (0, 1)
    called_off = near and happening.status in ("planned", "proposed") and finding.status in ("cancelled", "postponed")
    return joined(happening, noted, parties=happening.parties, status=finding.status if called_off else None)


def _is_apart(telling: Happening) -> bool:
    """ "spoke separately with A and B", "held separate talks with A and B", "held bilateral meetings with A and B"."""
    words = word_lists()["of_two"]
    if any(f.match.trigger.tag == "NNS" and any(t.lemma in words for t in around(f)) for f in telling.findings):
        return True
    return any(_says_again(f) or any(t.lemma in word_lists()["apart"] for t in (*around(f), *_behind(f))) for f in telling.findings)


def _says_again(finding: Finding) -> bool:
    """Whether each is named behind a preposition of its own: "talked *with* A and *with* B"."""
    sentence = finding.match.sentence
    heads = (sentence.tokens[p.mention.head] for p in finding.recipients if p.mention.sentence == sentence.number)
    before = {b.i: b.text.lower() for h in heads if (b := _preposition(sentence, h)) is not None}
    return len(before) > 1 and set(before.values()) in ({"with"}, {"to"})


def _preposition(sentence: Sentence, head: Token) -> Token | None:
    """The preposition that a party stands behind, through the office that it is named beside: "*with* the minister, Mr Bo"."""
    while head.dep == "appos" and head.head != head.i:
        head = sentence.head(head)
    return sentence.head(head) if head.dep == "pobj" else None


def _behind(finding: Finding) -> tuple[Token, ...]:
    """The word right behind the last party ("met A and B separately before …"), which parsers give to the next clause."""
    sentence = finding.match.sentence
    last = max((p.mention.end for p in finding.recipients if p.mention.sentence == sentence.number), default=None)
    return tuple(t for t in sentence.tokens if last is not None and t.start == last + 1)


def _is_plural(telling: Happening) -> bool:
    return any(f.match.trigger.tag == "NNS" and f.match.trigger.lemma not in ALWAYS_PLURAL for f in telling.findings)


def _part(telling: Happening, hub: str, other: str) -> Happening:
    finding = telling.findings[0]
    spans = {(p.mention.start, p.mention.end) for p in finding.recipients if other not in p.actors}
    kept = tuple(e for e in telling.evidence if not (e.field == "recipients" and (e.start, e.end) in spans))
    return msgspec.structs.replace(telling, actors=(hub,), recipients=(other,), evidence=kept, distributed=True)


def _may_be_one(one: Happening, other: Happening) -> bool:
    if not _same_means(one.medium, other.medium) or not same_place(one.where, other.where):
        return False
    return common(interval(one.when), interval(other.when)) is not None


def _same_means(one: str | None, other: str | None) -> bool:
    return one == other or "unspecified" in (one, other)


def _act(happening: Happening) -> _Act:
    """What must be the same of one act told twice; who is named first does not count where it is done with each other."""
    if happening.first.match.frame.reciprocal:
        return happening.first.match.frame.type, frozenset(happening.parties), frozenset(), happening.status
    return happening.first.match.frame.type, frozenset(happening.actors), frozenset(happening.recipients), happening.status


def _same_act(one: Happening, other: Happening) -> bool:
    numbers = one.first.match.sentence.number, other.first.match.sentence.number
    if abs(numbers[0] - numbers[1]) <= 1:
        return True
    in_other_words = one.first.match.frame.rule == other.first.match.frame.rule and 0 in numbers  # the headline's "pact"
    return one.when == other.when and (in_other_words or one.first.match.trigger.lemma == other.first.match.trigger.lemma)
