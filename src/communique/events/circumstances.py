"""When, where, how long and by what means: what the sentence says around a trigger."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

import msgspec

from communique.actors import place_at
from communique.dates import bounded_when, minutes_of
from communique.events.parties import name_span, state_behind
from communique.events.scene import Scene
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import pieces
from communique.knowledge.dates import DateRules
from communique.knowledge.events import MeansWords
from communique.match import Match, prepositions, slots, syntax
from communique.model import Medium, Sentence, Span, TimeExpression, Token, When, Where, edtf

PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "aboard")
# Before a gathering or a building that tells where something took place.
AT_VENUES = (*PLACE_PREPOSITIONS, "on", "during", "before", "around")
# How many sentences back "there" points.
_BACK = 3
# What hangs from a verb by these takes part in its time ("On Monday he flew to Kyiv to meet …").
CONTROLLED = frozenset({"xcomp", "advcl", "pcomp", "conj", "acl", "prep", "aux"})
_LIGHT_CLAUSE = frozenset({"acl", "relcl"})
# What joins the days of one list.
_AND = re.compile(r"\s*(?:,|and|&)\s*(?:on\s+)?")
# What leads from the first day to the last ("from Jan. 30 to Feb. 2").
_TO = re.compile(r"\s*(?:to|until|till|through)\s+")
_LIGHT = frozenset({"be", "due", "set", "schedule"})
_PURPOSES = frozenset({"advcl", "acl"})
_HOLDING = frozenset({"hold", "take", "schedule", "plan", "set", "be", "pencil", "arrange", "expect"})
_LASTING = frozenset({"last", "run"})
# A noun behind these is only spoken of: the verb's time and place are not its own ("thanked him on Monday for news from the summit").
ASIDE = frozenset(
    {"from", "about", "on", "regarding", "concerning", "after", "before", "since", "following", "until", "ahead", "prior", "between"}
)

# Words that set what is told after or before something else.
_SINCE = frozenset({"after", "before", "since", "following", "until"})
# A contact's date is told to a year or two at the least.
LONGEST_DAYS = 800


class Timing(msgspec.Struct, frozen=True):
    """A time expression chosen for an event, as the event's interval."""

    time: TimeExpression
    when: When


class Place(msgspec.Struct, frozen=True):
    """A place chosen for an event, and the words that name it."""

    where: Where
    span: Span


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
    for owner in _owners(match):
        held = [t for t, anchor in placed if anchor is not None and anchor.i == owner.i]
        for time in sorted(held, key=lambda t: abs(t.start - match.trigger.start)):
            when = clock.when(time)
            if when is not None and not (match.frame.medium is not None and _is_era(when)):
                return Timing(*clock.stretched(match.sentence, time, when))
    return None


def _dates_another(sentence: Sentence, time: TimeExpression) -> bool:
    """ "thanked him for the help after the floods *in August*": the month of the floods, wherever the parser hangs it."""
    before = [t for t in sentence.tokens if t.end <= time.start][-2:]
    if len(before) < 2 or before[1].text != "in" or before[0].dep != "pobj":
        return False
    return sentence.head(before[0]).text.lower() in _SINCE


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
        minutes = minutes_of(time.value) if anchor is not None and anchor in _near(match) else None
        if minutes is not None:
            return minutes, time.span
    return None


def _near(match: Match) -> tuple[Token, ...]:
    """The trigger, its verb, the "is" of "is to", and the clause on it ("the call, which lasted 40 minutes")."""
    sentence, trigger = match.sentence, match.trigger
    carrier = (match.carrier,) if match.carrier is not None else ()
    above = (sentence.head(trigger),) if trigger.dep == "xcomp" and sentence.head(trigger).lemma in _LIGHT else ()  # "is to meet"
    lasting = (
        t for t in sentence.subtree(trigger) if t.dep in _LIGHT_CLAUSE and t.lemma in _LASTING
    )  # "talks with Mr Bo that ran for an hour"
    return (trigger, *carrier, *sentence.children(trigger, "relcl", "acl"), *lasting, *above)


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
    yield from _holding(match)
    if _is_aside(match):
        return
    clause = syntax.clause_of(sentence, trigger)
    yield clause
    if _tells_where(sentence, clause):
        yield syntax.clause_of(sentence, sentence.head(clause))
    for below, above in syntax.path_up(sentence, clause):
        if below.dep not in CONTROLLED or _is_set_apart(sentence, below):
            return
        if syntax.is_verb(above):
            yield above


def _is_set_apart(sentence: Sentence, below: Token) -> bool:
    """Whether a word sets a clause before or after what the verb above tells: "spoke on Friday, *after he met* Mr Xi"."""
    return below.text.lower() in _SINCE or any(m.text.lower() in _SINCE for m in sentence.children(below, "mark"))


def _holding(match: Match) -> Iterator[Token]:
    """The clause that tells of the holding of what the trigger names ("that meeting, held last Friday in Geneva")."""
    sentence = match.sentence
    inside = (match.trigger, *(o for p in sentence.children(match.trigger, "prep") for o in sentence.children(p, "pobj")))
    carrier = match.carrier.i if match.carrier is not None else None
    yield from (c for t in inside for c in sentence.children(t) if c.dep in _LIGHT_CLAUSE and (c.lemma in _HOLDING or c.i == carrier))


def _is_aside(match: Match) -> bool:
    """Whether the trigger is a noun that its verb only speaks of, so that it has no part in the verb's time and place."""
    if syntax.is_verb(match.trigger):
        return False
    for above in match.sentence.ancestors(match.trigger):
        if syntax.is_verb(above):
            return False
        if above.text.lower() in ASIDE:
            return True
    return False


def place(match: Match, scene: Scene) -> Place | None:
    """Where: a place before the noun ("the Geneva talks"), or one named by an *in*- or *at*-phrase of the trigger or its verb."""
    tops = (match.trigger, *_holding(match)) if _is_aside(match) else (*_near(match)[:1], *_holding(match), *_near(match)[1:])
    for top in tops:
        opened = prepositions.phrases(match.sentence, top).keys()
        for preposition in PLACE_PREPOSITIONS if opened else ():
            for token in prepositions.at_any_depth(match.sentence, top, preposition) if preposition in opened else ():
                found = None if _of_a_thing(match, token, scene) else place_of(match.sentence, token, scene)
                if found is not None:
                    return found
    ways = (_destination, _placed_before, _at_venue, _where_clause, _there, _journeys_end)
    return next((found for way in ways if (found := way(match, scene)) is not None), None)


def _journeys_end(match: Match, scene: Scene) -> Place | None:
    """Where one went for it: "flew to *Doha* for talks with U.S. officials"."""
    sentence, above = match.sentence, match.sentence.head(match.trigger)
    verb = sentence.head(above)
    if match.trigger.dep != "pobj" or above.text != "for" or verb.lemma not in scene.actors.words.motion:
        return None
    tokens = (t for word in ("to", "in", "at") for t in prepositions.phrases(sentence, verb).get(word, ()))
    return next((p for t in tokens if (p := place_of(sentence, t, scene)) is not None), None)


def _there(match: Match, scene: Scene) -> Place | None:
    """The place told last, where the words point at it: "He flew to Bishkek. He met Mr Xi *there*"."""
    sentence, verb = match.sentence, match.carrier or match.trigger
    pointing = next((t for v in (match.trigger, verb) for t in sentence.children(v, "advmod") if t.text.lower() == "there"), None)
    if pointing is None:
        return None
    for number in range(sentence.number, max(sentence.number - _BACK, -1), -1):
        told = scene.parse.sentences[number]
        for token in reversed(told.tokens):
            if token.dep == "pobj" and token.start < pointing.start and told.head(token).text.lower() in ("in", "to", "at"):
                found = place_of(told, token, scene)
                if found is not None:
                    return found
    return None


def _where_clause(match: Match, scene: Scene) -> Place | None:
    """The place before a clause with "where": "flew to *Honiara*, where talks with Mr Sogavare are planned"."""
    sentence = match.sentence
    clause = syntax.clause_of(sentence, match.trigger)
    if not _tells_where(sentence, clause):
        return None
    above = sentence.head(clause)
    named = (t for t in (above, *sentence.subtree(above)) if t.i < clause.i and t.pos == "PROPN" and (t is above or t.dep == "pobj"))
    return next((p for t in named if (p := place_of(sentence, t, scene)) is not None), None)


def _tells_where(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause goes on at the place told before it: "flew on Friday to Quito, *where he dined*"."""
    return clause.dep in ("relcl", "advcl") and any(c.text.lower() == "where" for c in sentence.children(clause, "advmod"))


def _at_venue(match: Match, scene: Scene) -> Place | None:
    """A place told of what the event was held at or beside: "on the sidelines of the G20 in Rome", "outside the embassy in Quito"."""
    clause = syntax.clause_of(match.sentence, match.trigger)
    tops = (match.trigger, clause, *((match.sentence.head(clause),) if clause.dep in _PURPOSES else ()))
    held = (t for top in tops for p in AT_VENUES for t in prepositions.phrases(match.sentence, top).get(p, ()))
    inside = (t for h in held if h.lemma in scene.words["venues"] for t in match.sentence.subtree(h))
    named = (t for t in inside if t.pos == "PROPN" and t.dep == "pobj" and match.sentence.head(t).text.lower() in ("in", "at"))
    return next((found for t in named if (found := place_of(match.sentence, t, scene)) is not None), None)


def _of_a_thing(match: Match, token: Token, scene: Scene) -> bool:
    """Whether the phrase tells where something else is ("discussed the situation in Gaza")."""
    owner = match.sentence.head(match.sentence.head(token))
    return (
        owner.pos == "NOUN"
        and owner.i != match.trigger.i
        and scene.mention(match.sentence, owner) is None
        and owner.dep in ("dobj", "pobj")
        and not (owner.dep == "pobj" and match.sentence.head(owner).text == "for")  # "hosts him for talks in Ankara"
    )


def _destination(match: Match, scene: Scene) -> Place | None:
    """A visit takes place where it goes ("visited Yerevan", "his trip to Manila")."""
    if not match.frame.places:
        return None
    tokens = (t for name in match.frame.recipient for t in slots.fill(match.sentence, match.trigger, name))
    return next((p for t in tokens if (p := place_of(match.sentence, t, scene)) is not None), None)


def _placed_before(match: Match, scene: Scene) -> Place | None:
    for token in () if syntax.is_verb(match.trigger) else match.sentence.children(match.trigger, "compound", "nmod"):
        mention = scene.mention(match.sentence, token)
        if mention is None or mention.kind == "metonym":
            found = place_of(match.sentence, token, scene)
            if found is not None:
                return found
    return None


def place_of(sentence: Sentence, token: Token, scene: Scene) -> Place | None:
    """The town, region, state or house that a noun names, or one that it is *of* ("the city of Anchorage")."""
    for top in (token, *(o for p in sentence.children(token, "prep") if p.text == "of" for o in sentence.children(p, "pobj"))):
        if _is_of_a_body(scene, sentence, top):
            continue
        span = name_span(sentence, top)
        told = state_behind(scene, sentence, top)
        where = _named(span.text_in(scene.parse.text), told, scene.actors) if top.pos == "PROPN" else None
        if where is not None:
            return Place(where, span)
    return _house(sentence, token, scene)


def _is_of_a_body(scene: Scene, sentence: Sentence, token: Token) -> bool:
    """Whether a name is a body's: the Shanghai Cooperation Organisation is not in Shanghai."""
    mention = scene.mention(sentence, token)
    return mention is not None and mention.kind == "name" and all(scene.cast.actors[a].kind == "organisation" for a in mention.actors)


def _house(sentence: Sentence, token: Token, scene: Scene) -> Place | None:
    """The seat of a government as a place: "at the White House", "in the Kremlin"; it has no point of its own."""
    if token.pos != "PROPN" or sentence.head(token).text.lower() not in ("at", "in", "inside"):
        return None
    span = name_span(sentence, token)
    readings = scene.actors.aliases.entries.get(" ".join(pieces(span.text_in(scene.parse.text))), ())
    seats = (scene.actors.metonyms[a.key] for a in readings if a.kind == "metonym")
    seat = next((m for m in seats if m.use == "house"), None)
    return Place(Where(seat.name, seat.country, None, None, None), span) if seat is not None and seat.country else None


def _named(text: str, told: str | None, actors: ActorKnowledge) -> Where | None:
    """The town or region of a name, in the state that is told (ISO-3); else the state, which has no point of its own."""
    known = place_at(actors, text, told)
    if known is not None:
        return Where(known.name, known.country, known.lat, known.lon, known.geonames_id)
    state = next((a.key for a in actors.aliases.entries.get(" ".join(pieces(text)), ()) if a.kind == "country"), None)
    return Where(actors.countries[state].name, state, None, None, None) if state is not None else None


def means(match: Match, words: MeansWords) -> tuple[Medium, Span] | None:
    """The means that words of the trigger's clause name ("by phone", "via video link", "face to face")."""
    clause = syntax.clause_of(match.sentence, match.trigger)
    if clause.dep in _PURPOSES:  # "sent a telegram to express his condolences"
        clause = match.sentence.head(clause)
    near = [t for t in match.sentence.subtree(clause) if abs(t.i - match.trigger.i) <= 12]
    by_medium: tuple[tuple[Medium, frozenset[str]], ...] = (
        ("video", words.video),
        ("phone", words.phone),
        ("letter", words.letter),
        ("in_person", words.in_person),
    )
    for medium, known in by_medium:
        hit = next((t for t in near if t.lemma in known), None)
        if hit is not None:
            return medium, hit.span
    return None
