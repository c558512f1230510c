"""Dates told by another event: what took place "ahead of the summit" took place by the summit's day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from communique.events.circumstances import Clock, held_by
from communique.events.finding import Finding
from communique.events.happening import Happening, Tellings, common, interval, narrower
from communique.events.scene import Scene
from communique.match import syntax
from communique.match.bounding import AFTER, BEFORE
from communique.model import Evidence, Sentence, Span, Token, When, edtf

# A distance told in days or weeks before such a word: "two days after the talks".
_DISTANCE = re.compile(r"P(\d+)([DW])")


def bounded(happenings: Sequence[Happening], scene: Scene, clock: Clock) -> tuple[Happening, ...]:
    """The happenings, with the dates that other dated contacts of the text give them."""
    tellings = Tellings(happenings)
    bound = (_bounded(h, tellings, scene, clock) if h.medium is not None else h for h in happenings)
    published = scene.document.article.published
    return tuple(_by_then(_set_apart(h, tellings, scene, clock), published) for h in bound)


def _by_then(one: Happening, published: dt.date | None) -> Happening:
    """What is told to have taken place did so by the day of publication: "called him ahead of *Friday's* vote", told on Thursday.

    A time wholly ahead belongs to something else that its words name ("discussed the summit *due in July*"); the contact has none then.
    """
    when = one.when if one.medium is not None and one.status == "occurred" else None
    if when is None or published is None or when.latest is None or when.latest <= published:
        return one
    if when.earliest is not None and when.earliest > published:
        proofs = tuple(e for e in one.evidence if e.field != "when")
        return msgspec.structs.replace(one, when=None, evidence=proofs)
    return msgspec.structs.replace(one, when=When(when.earliest, published, edtf(when.earliest, published), when.text))


def _set_apart(one: Happening, tellings: Tellings, scene: Scene, clock: Clock) -> Happening:
    """An undated happening so many days before or after what is told above it: "spoke on Friday, two days after *he met* Mr Xi"."""
    for finding in one.findings if one.when is None else ():
        word = bounding_word(finding)
        start, days = _distance(word, finding, clock) if word is not None else (0, None)
        base = _told_above(finding, word, tellings, scene, clock) if word is not None and days is not None else None
        if word is None or days is None or base is None:
            continue
        shift = dt.timedelta(days if word.text.lower() in BEFORE else -days)
        first, last = base[0] + shift, base[1] + shift
        when = When(first, last, edtf(first, last), Span(start, word.end).text_in(scene.parse.text))
        return msgspec.structs.replace(one, when=when, evidence=(*one.evidence, Evidence("when", start, word.end)))
    return one


def _told_above(finding: Finding, word: Token, tellings: Tellings, scene: Scene, clock: Clock) -> tuple[dt.date, dt.date] | None:
    """The days of what a clause is set before or after: by a time of its verb, by its date as a contact, or, of what *comes*, by
    the day the text appeared."""
    sentence, trigger = finding.match.sentence, finding.match.trigger
    verb = next((a for a in sentence.ancestors(trigger) if syntax.is_verb(a) and not _shares(sentence, a, word)), None)
    if verb is None:
        return None
    own = (clock.when(t) for t in clock.in_sentence(sentence) if (a := held_by(sentence, t, frozenset())) is not None and a.i == verb.i)
    others = (h.when for h, f in tellings.beside(finding) if verb in (f.match.trigger, f.match.carrier))
    for when in (*own, *others):
        if when is not None and when.earliest is not None and when.latest is not None:
            return when.earliest, when.latest
    published = scene.document.article.published
    return (published, published) if published is not None and verb.lemma in scene.words["coming"] else None


def _shares(sentence: Sentence, verb: Token, word: Token) -> bool:
    """Whether the word stands inside the verb's own clause as its mark."""
    return any(m.i == word.i for m in sentence.children(verb, "mark", "advmod"))


def _bounded(one: Happening, tellings: Tellings, scene: Scene, clock: Clock) -> Happening:
    for finding in one.findings:
        for other, told in tellings.beside(finding):
            if other is one or other.medium is None or other.when is None:
                continue
            word = bounding_word(told)
            if word is None or not _hangs_from(word, finding, told, tellings):
                continue
            start, days = _distance(word, told, clock)
            when = _when(word, other, Span(start, _phrase(word, told)[1]).text_in(scene.parse.text), days)
            if when is not None and (one.when is None or common(interval(one.when), interval(when)) is not None):
                evidence = (*one.evidence, Evidence("when", start, _phrase(word, told)[1]))
                return msgspec.structs.replace(one, when=narrower(one.when, when), evidence=evidence)
    return one


def bounding_word(finding: Finding) -> Token | None:
    """The *before* or *after* that a contact's noun or verb stands behind; ``None`` without one."""
    sentence, trigger = finding.match.sentence, finding.match.trigger
    if trigger.dep == "pcomp" and sentence.head(trigger).text.lower() in BEFORE | AFTER:
        return sentence.head(trigger)  # "met Mr Bo *before calling* Ms Li"
    if syntax.is_verb(trigger):
        return next((m for m in sentence.children(trigger, "mark", "advmod") if m.text.lower() in BEFORE | AFTER), None)
    for above in sentence.ancestors(trigger):
        if above.text.lower() in BEFORE | AFTER:
            return above
        held = above == finding.match.carrier and above.dep == "pcomp"  # "before *holding* talks"
        if not held and above.pos not in ("ADP", "SCONJ", "ADV", "NOUN", "PROPN"):
            return None
    return None


def _hangs_from(word: Token, finding: Finding, told: Finding, tellings: Tellings) -> bool:
    """Whether the bound is the finding's: of the contacts told before the word, the last; else the first told behind it."""
    contacts = (f.match.trigger.i for h, f in tellings.beside(finding) if h.medium is not None)
    triggers = sorted(i for i in contacts if i != told.match.trigger.i)
    before = [i for i in triggers if i < word.i]
    after = [i for i in triggers if i > told.match.trigger.i]
    own = finding.match.trigger.i
    return own == before[-1] if before else bool(after) and own == after[0]


def _distance(word: Token, told: Finding, clock: Clock) -> tuple[int, int | None]:
    """Where a bound begins, and how many days lie between both ("*two days* after the talks", "*the day* before the summit")."""
    before = told.match.sentence.tokens[: word.i]
    for time in clock.in_sentence(told.match.sentence):
        length = _DISTANCE.fullmatch(time.value)
        if length is not None and before and time.end == before[-1].end:
            return time.start, int(length[1]) * (7 if length[2] == "W" else 1)
    if len(before) > 1 and before[-1].lemma == "day" and before[-2].text.lower() in ("the", "a", "one"):
        return before[-2].start, 1
    return word.start, None


def _when(word: Token, other: Happening, words: str, days: int | None) -> When | None:
    """Inclusive: a call before a meeting may have been made on the meeting's day."""
    earliest, latest = interval(other.when)
    if days is not None and earliest is not None and latest is not None:
        shift = dt.timedelta(-days if word.text.lower() in BEFORE else days)
        return When(earliest + shift, latest + shift, edtf(earliest + shift, latest + shift), words)
    first, last = (None, latest) if word.text.lower() in BEFORE else (earliest, None)
    return When(first, last, edtf(first, last), words) if first or last else None


def _phrase(word: Token, told: Finding) -> tuple[int, int]:
    return word.start, max(word.end, told.match.trigger.end)
