"""When, how long and by what means: what the sentence says around a trigger."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

import msgspec

from communique.dates import bounded_when, minutes_of
from communique.knowledge.dates import DateRules
from communique.knowledge.events import MeansWords
from communique.knowledge.lists import word_lists
from communique.match import Match, prepositions, syntax
from communique.match.bounding import BOUNDING
from communique.model import Medium, Sentence, Span, TimeExpression, Token, When, edtf

# What hangs from a verb by these takes part in its time ("On Monday he flew to Kyiv to meet …").
CONTROLLED = frozenset({"xcomp", "advcl", "pcomp", "conj", "acl", "prep", "aux"})
_LIGHT_CLAUSE = frozenset({"acl", "relcl"})
# What joins the days of one list.
_AND = re.compile(r"\s*(?:,|and|&)\s*(?:on\s+)?")
# What leads from the first day to the last ("from Jan. 30 to Feb. 2").
_TO = re.compile(r"\s*(?:to|until|till|through)\s+")
_LIGHT = frozenset({"be", "due", "set", "schedule"})
PURPOSES = frozenset({"advcl", "acl"})
_HOLDING = frozenset({"hold", "take", "schedule", "plan", "set", "be", "pencil", "arrange", "expect"})
_LASTING = frozenset({"last", "run"})
_OPENING = frozenset({"last", "run", "begin", "start", "commence"})
# A noun behind these is only spoken of: the verb's time and place are not its own ("thanked him on Monday for news from the summit").
ASIDE = frozenset(
    {"from", "about", "on", "regarding", "concerning", "after", "before", "since", "following", "until", "ahead", "prior", "between"}
)

# What a means stands behind.
BY_WHICH = ("by", "over", "via")
# A contact's date is told to a year or two at the least.
LONGEST_DAYS = 800


class Timing(msgspec.Struct, frozen=True):
    """A time expression chosen for an event, as the event's interval."""

    time: TimeExpression
    when: When


class Clock:
    """The time expressions of an article, found by sentence."""

    def __init__(self, text: str, times: Iterable[TimeExpression], rules: DateRules) -> None:
        """``times`` are those of the article whose text is given."""
        self._text = text
        self._times = sorted(times, key=lambda t: t.start)
        self._rules = rules
        self._starts = [t.start for t in self._times]

    @property
    def text(self) -> str:
        """The article's text."""
        return self._text

    def in_sentence(self, sentence: Sentence) -> tuple[TimeExpression, ...]:
        """The expressions inside a sentence, in order."""
        span = sentence.span
        return tuple(self._times[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)])

    def when(self, time: TimeExpression) -> When | None:
        """The interval, opened where a word before it says "before" or "since"."""
        return bounded_when(time, self._text, self._rules)

    def stretched(self, sentence: Sentence, time: TimeExpression, when: When) -> tuple[TimeExpression, When]:
        """The interval over a list ("on Tuesday and Wednesday") or a range ("from Jan. 30 to Feb. 2"), from its first expression."""
        first = when.latest or when.earliest
        joining = _AND if when.latest is not None else _TO
        for following in self.in_sentence(sentence):
            other = self.when(following)
            joint = joining.fullmatch(self._text, time.end, following.start) if following.start > time.end else None
            if joint and other is not None and first is not None and other.latest is not None and first <= other.latest:
                text = self._text[time.start : following.end]
                span = msgspec.structs.replace(time, end=following.end)
                return span, When(when.earliest, other.latest, edtf(when.earliest, other.latest), text)
        return time, when


def timing(match: Match, clock: Clock, others: frozenset[int], aside: TimeExpression | None = None) -> Timing | None:
    """The time of a match: the expression that hangs from its trigger, its verb, or a verb it depends on.

    ``others`` are the tokens of other triggers of the sentence: a time that hangs lower, from one of them, is theirs. Nor is the time
    ``aside`` the match's own.
    """
    own = others | {match.trigger.i}
    told = (t for t in clock.in_sentence(match.sentence) if t != aside and not _dates_another(match.sentence, t))
    telling = (t for t in told if not _dates_what_went_before(match, t))
    placed = [(t, held_by(match.sentence, t, own)) for t in telling]
    if not placed:
        return None
    if (told_when := _antecedent_time(match, clock)) is not None:
        return told_when
    for owner in _owners(match):
        held = [t for t, a in placed if a is not None and a.i == owner.i and not _is_of_verb_before(match, owner, t)]
        for time in sorted(held, key=lambda t: abs(t.start - match.trigger.start)):
            when = clock.when(time)
            if when is not None and not (match.frame.medium is not None and _is_era(when)):
                return Timing(*clock.stretched(match.sentence, time, when))
    return _in_aside(match, clock)


def _in_aside(match: Match, clock: Clock) -> Timing | None:
    """The time before the comma that ends an aside: "fresh from talks with Mr Bo in Oslo *on Monday*, she says"."""
    sentence, tokens = match.sentence, match.sentence.tokens
    coming = (t for t in tokens[: match.trigger.i] if t.text.lower() in word_lists()["coming_from"])
    if not any(tokens[t.i + 1].text.lower() == "from" and tokens[t.i + 1].i == match.trigger.head for t in coming):
        return None
    comma = next((t for t in tokens[match.trigger.i :] if t.text == ","), None)
    inside = (t for t in clock.in_sentence(sentence) if comma is not None and match.trigger.end <= t.start < comma.start)
    time = next(inside, None)
    when = clock.when(time) if time is not None else None
    return Timing(time, when) if time is not None and when is not None else None


def _antecedent_time(match: Match, clock: Clock) -> Timing | None:
    """The time that a clause with "when" hangs from: "on *Monday night*, when the ministers met until 3 a.m."."""
    sentence, clause = match.sentence, syntax.clause_of(match.sentence, match.trigger)
    if clause.dep != "relcl" or not any(a.text.lower() == "when" for a in sentence.children(clause, "advmod")):
        return None
    noun = sentence.head(clause)
    time = next((t for t in clock.in_sentence(sentence) if t.start <= noun.start < t.end), None)
    when = clock.when(time) if time is not None else None
    return Timing(time, when) if time is not None and when is not None else None


def _is_of_verb_before(match: Match, owner: Token, time: TimeExpression) -> bool:
    """ "had a call *last week*, and he plans to hold one": a day behind the first of two verbs is not that of a second with a subject."""
    sentence = match.sentence
    for below in (match.trigger, *sentence.ancestors(match.trigger)):
        if below.dep == "conj" and below.head == owner.i and sentence.child(below, "nsubj", "nsubjpass") is not None:
            return sentence.tokens[owner.i].start < time.start < below.start
    return False


def _dates_another(sentence: Sentence, time: TimeExpression) -> bool:
    """ "thanked him for the help after the floods *in August*": the month of the floods, wherever the parser hangs it."""
    before = [t for t in sentence.tokens if t.end <= time.start][-2:]
    if len(before) < 2 or before[1].text != "in" or before[0].dep != "pobj":
        return False
    return sentence.head(before[0]).text.lower() in BOUNDING


def _dates_what_went_before(match: Match, time: TimeExpression) -> bool:
    """ "their first encounter since a rift over a crash *last December*": what a noun comes after has a date of its own."""
    head = head_of(match.sentence, time)
    if head is None or syntax.is_verb(match.trigger):
        return False
    below = head
    for above in match.sentence.ancestors(head):
        if above.i == match.trigger.i:
            return False
        if above.text.lower() == "since":
            return below.i != head.i and any(a.i == match.trigger.i for a in match.sentence.ancestors(above))
        below = above
    return False


def _is_era(when: When) -> bool:
    """Whether an interval tells no time of a meeting: "in the 21st century", "the first visit since 1978"."""
    if when.earliest is None:
        return False
    return (when.latest is None and when.text.lower().startswith("since")) or (
        when.latest is not None and (when.latest - when.earliest).days > LONGEST_DAYS
    )


def length(match: Match, clock: Clock) -> tuple[int, Span] | None:
    """Minutes and their words, where a duration stands beside the trigger or its verb."""
    lasting = [t for t in clock.in_sentence(match.sentence) if t.type == "DURATION" and t.earliest is None]
    for time in lasting:
        anchor = held_by(match.sentence, time, frozenset({match.trigger.i}))
        own = anchor is not None and anchor in near(match) and not _is_of_what_went_before(match, time)
        minutes = minutes_of(time.value) if own else None
        if minutes is not None:
            return minutes, time.span
    return None


def _is_of_what_went_before(match: Match, time: TimeExpression) -> bool:
    """ "*after two hours* of talks he flew to Paris": how long something else took."""
    head = head_of(match.sentence, time)
    above = match.sentence.head(head) if head is not None else match.trigger
    return above.text.lower() in BOUNDING and above.dep == "prep" and all(a.i != match.trigger.i for a in match.sentence.subtree(above))


def near(match: Match) -> tuple[Token, ...]:
    """The trigger, its verb, the "is" of "is to", and the clause on it ("the call, which lasted 40 minutes")."""
    sentence, trigger = match.sentence, match.trigger
    carrier = (match.carrier,) if match.carrier is not None else ()
    above = (sentence.head(trigger),) if trigger.dep == "xcomp" and sentence.head(trigger).lemma in _LIGHT else ()  # "is to meet"
    lasting = (
        t for t in sentence.subtree(trigger) if t.dep in _LIGHT_CLAUSE and t.lemma in _LASTING
    )  # "talks with Mr Bo that ran for an hour"
    opening = (c for v in (trigger, *carrier) for c in sentence.children(v, "advcl") if c.lemma in _OPENING)  # "*commencing* at 5, he met"
    return (trigger, *carrier, *sentence.children(trigger, "relcl", "acl"), *lasting, *opening, *above)


def held_by(sentence: Sentence, time: TimeExpression, triggers: frozenset[int]) -> Token | None:
    """The verb or trigger word a time expression hangs from."""
    inside = sentence.between(time.start, time.end)
    head = head_of(sentence, time)
    if head is None:
        return None
    own = next((t for t in inside if t.i in triggers), None)
    return own or next((t for t in sentence.ancestors(head) if t.i in triggers or syntax.is_verb(t)), None)


def head_of(sentence: Sentence, time: TimeExpression) -> Token | None:
    """The highest token of a time expression; ``None`` where no token begins in it."""
    inside = sentence.between(time.start, time.end)
    outer = (t for t in inside if t.head == t.i or not time.start <= sentence.head(t).start < time.end)
    return next(outer, inside[0] if inside else None)


def _owners(match: Match) -> Iterator[Token]:
    """The trigger, a clause on it ("that meeting, held last Friday"), its verb, and the verbs that control it."""
    sentence, trigger = match.sentence, match.trigger
    yield trigger
    yield from holding(match)
    yield from being(match)
    yield from telling_of(match)
    yield from meant_for(match)
    if is_aside(match):
        return
    clause = syntax.clause_of(sentence, trigger)
    yield clause
    yield from occasion(sentence, (trigger, clause))
    if tells_where(sentence, clause):
        yield syntax.clause_of(sentence, sentence.head(clause))
    for below, above in syntax.path_up(sentence, clause):
        # "on Tuesday it *was his turn* to receive her", "on Tuesday he *is due* to meet her"
        told = below.dep in CONTROLLED or (below.dep in ("attr", "acomp") and above.lemma == "be")
        if not told or _is_set_apart(sentence, below):
            return
        if syntax.is_verb(above):
            yield above


def telling_of(match: Match) -> Iterator[Token]:
    """The verb that tells at once of a contact, on its day: "said on Friday that he had *just* spoken", "said on Friday *after talks*"."""
    sentence, trigger = match.sentence, match.trigger
    above = sentence.head(trigger)
    fresh = trigger.dep == "ccomp" and any(a.text.lower() == "just" for a in sentence.children(trigger, "advmod"))
    behind = trigger.dep == "pobj" and above.text.lower() in ("after", "following") and above.dep == "prep"
    verb = above if fresh else sentence.head(above)
    if (fresh or behind) and verb.lemma in word_lists()["saying"] and verb.tag in ("VBD", "VBN"):
        yield verb


def meant_for(match: Match) -> Iterator[Token]:
    """What a meeting is for, or how long it took, whose day is its own: "met Mr Bo for *talks* in Geneva Tuesday", "after two *hours*
    of talks on Monday"."""
    sentence, trigger = match.sentence, match.trigger
    if syntax.is_verb(trigger):
        yield from (t for t in prepositions.phrases(sentence, trigger).get("for", ()) if t.lemma in word_lists()["spoken"])
    elif trigger.dep == "pobj" and sentence.head(trigger).text == "of":
        whole = sentence.head(sentence.head(trigger))
        yield from (whole,) if whole.lemma in word_lists()["measuring"] else ()


def _is_set_apart(sentence: Sentence, below: Token) -> bool:
    """Whether a word sets a clause before or after what the verb above tells: "spoke on Friday, *after he met* Mr Xi"."""
    return below.text.lower() in BOUNDING or any(m.text.lower() in BOUNDING for m in sentence.children(below, "mark"))


def holding(match: Match) -> Iterator[Token]:
    """The clause that tells of the holding of what the trigger names ("that meeting, held last Friday in Geneva")."""
    sentence = match.sentence
    inside = (
        match.trigger,
        *(o for p in sentence.children(match.trigger, "prep") for o in sentence.children(p, "pobj") if o.pos != "PROPN"),
    )
    carrier = match.carrier.i if match.carrier is not None else None
    clauses = (c for t in inside for c in sentence.children(t) if c.dep in _LIGHT_CLAUSE and (c.lemma in _HOLDING or c.i == carrier))
    past = word_lists()["at_first"]  # "*originally* planned for Thursday": no longer
    yield from (
        c for c in (*clauses, *_of_a_thing_behind_a_name(match)) if not any(a.text.lower() in past for a in sentence.children(c, "advmod"))
    )


def _of_a_thing_behind_a_name(match: Match) -> Iterator[Token]:
    """ "his call with Ms Merkel, *which took place* on Monday": the parser gives to the name what is said of the call."""
    sentence = match.sentence
    named = (o for p in sentence.children(match.trigger, "prep") for o in sentence.children(p, "pobj") if o.pos == "PROPN")
    clauses = (c for t in named for c in sentence.children(t, "relcl") if c.lemma in _HOLDING or c.lemma in _LASTING)
    yield from (c for c in clauses if any(w.text.lower() == "which" for w in sentence.children(c, "nsubj", "nsubjpass")))


def occasion(sentence: Sentence, tops: Iterable[Token]) -> Iterator[Token]:
    """What a contact was held beside, whose time is its own: "met him on the sidelines of *the summit* in Rome in June"."""
    tops = tuple(tops)
    yield from _gatherings(sentence, tops)
    for beside in (o for top in tops for p in sentence.children(top, "prep") for o in sentence.children(p, "pobj")):
        if beside.lemma in word_lists()["beside"]:
            yield from (o for p in sentence.children(beside, "prep") if p.text == "of" for o in sentence.children(p, "pobj"))


def _gatherings(sentence: Sentence, tops: Iterable[Token]) -> Iterator[Token]:
    """The gatherings at which a contact is held: "will meet at *the summit* in Osaka later this month"."""
    for top in tops:
        for held in prepositions.phrases(sentence, top).get("at", ()):
            inside = (held, *(o for p in sentence.children(held, "prep") if p.text == "of" for o in sentence.children(p, "pobj")))
            yield from (o for o in inside if o.lemma in word_lists()["venues"])


def being(match: Match) -> tuple[Token, ...]:
    """The verb that only says when and where it was: "their last meeting *was* in Oslo", "the last time they met *was* in Oslo"."""
    sentence, noun = match.sentence, match.trigger
    if noun.dep in _LIGHT_CLAUSE and sentence.head(noun).lemma in word_lists()["occasions"]:
        noun = sentence.head(noun)
    verb = sentence.head(noun)
    return (verb,) if noun.dep == "nsubj" and verb.lemma == "be" else ()


def is_aside(match: Match) -> bool:
    """Whether the trigger is a noun that its verb only speaks of, so that it has no part in the verb's time and place."""
    if syntax.is_verb(match.trigger):
        return False
    for above in match.sentence.ancestors(match.trigger):
        if syntax.is_verb(above):  # "his visit *follows* their talks in May", but "talks *followed* in Rome the next day"
            follows = above.lemma in word_lists()["following_on"] and match.sentence.child(above, "dobj") is not None
            return follows and match.trigger.dep == "nsubj" and match.trigger.head == above.i
        if above.text.lower() in ASIDE:
            return match.sentence.head(above).lemma not in word_lists()["emerging"]
    return False


def tells_where(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause goes on at the place told before it: "flew on Friday to Quito, *where he dined*"."""
    return clause.dep in ("relcl", "advcl") and any(c.text.lower() == "where" for c in sentence.children(clause, "advmod"))


def by_telephone(match: Match, words: MeansWords) -> Span | None:
    """ "held talks *by phone*": the words in a phrase of the talks or of their verb that say so."""
    if match.trigger.lemma not in word_lists()["spoken"]:
        return None
    held = (c for c in match.sentence.children(match.trigger, "acl") if c.lemma in word_lists()["holding"])  # "talks, *held* by phone"
    for top in (match.trigger, *((match.carrier,) if match.carrier is not None else ()), *held):
        told = prepositions.phrases(match.sentence, top)
        hit = next((t for name in BY_WHICH for t in told.get(name, ()) if t.lemma in words.phone), None)
        if hit is not None:
            return hit.span
    return None


def _told_apart(sentence: Sentence, clause: Token, trigger: Token) -> frozenset[int]:
    """The words of other contacts in a clause: "met him and later *spoke by video* with her", "a day *after a telephone call*"."""
    others = (c for c in sentence.children(clause, "conj") if c.lemma in word_lists()["contact_verbs"])
    words = [t for other in others for t in sentence.subtree(other)]
    words += [t for w in sentence.subtree(clause) if w.text.lower() in BOUNDING and w.dep == "prep" for t in sentence.subtree(w)]
    found = frozenset(t.i for t in words)
    return found if trigger.i not in found else frozenset()


def _phone_lifted(sentence: Sentence, clause: Token, words: MeansWords) -> Span | None:
    """ "*picked up the phone* and spoke with Mr Bo": the means, told as an act of its own before the talk."""
    before = sentence.head(clause) if clause.dep in ("conj", "xcomp", "advcl") else clause
    lifted = before.lemma in word_lists()["lifting"] and before.i < clause.i
    held = (o for o in sentence.children(before, "dobj") if o.lemma in words.phone)
    return next((o.span for o in held), None) if lifted else None


def _is_made_alone(sentence: Sentence, word: Token) -> bool:
    """Whether a word says how somebody speaks to all, not with whom: "in his *video* address"."""
    return word.dep in ("compound", "amod") and sentence.head(word).lemma in word_lists()["solitary"]


def means(match: Match, words: MeansWords) -> tuple[Medium, Span] | None:
    """The means that words of the trigger's clause name ("by phone", "via video link", "face to face")."""
    clause = syntax.clause_of(match.sentence, match.trigger)
    if clause.dep in PURPOSES:  # "sent a telegram to express his condolences"
        clause = match.sentence.head(clause)
    if (lifted := _phone_lifted(match.sentence, clause, words)) is not None:
        return "phone", lifted
    apart = _told_apart(match.sentence, clause, match.trigger)
    own = [t.i for p in match.sentence.children(match.trigger, "prep") if p.text in BY_WHICH for t in match.sentence.subtree(p)]
    near = [t for t in match.sentence.subtree(clause) if (abs(t.i - match.trigger.i) <= 12 or t.i in own) and t.i not in apart]
    by_medium: tuple[tuple[Medium, frozenset[str]], ...] = (
        ("video", words.video),
        ("phone", words.phone),
        ("letter", words.letter),
        ("in_person", words.in_person),
    )
    for medium, known in by_medium:
        hit = next((t for t in near if t.lemma in known and not _is_made_alone(match.sentence, t)), None)
        if hit is not None:
            return medium, hit.span
    return None
