"""Parties that a frame's slots do not reach: the people a quantity counts, whoever else an act touches, the names of pronouns."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.company import in_company
from communique.events.delegations import comes_along, included, is_delegation, is_retinue, led_by
from communique.events.finding import Party
from communique.events.located import behind_head, located, right_behind, state_at
from communique.events.parties import SEARCHING, actor_parties, resolve
from communique.events.reach import is_force
from communique.events.scene import Scene
from communique.events.shared_nouns import shared_noun
from communique.events.strangers import strangers_met
from communique.events.visited import name_span, visited
from communique.knowledge.actors_words import OFFICIAL_SECTORS
from communique.match import Match, prepositions, slots, syntax, telling
from communique.model import Sentence, Span, Token

# "thousands of Nigerians", "workers affiliated with the union": who a vague party is.
_COUNTED = ("of", "from", "with", "by", "to", "for")
# What people ask of, or do against, their own authorities.
AUTHORITIES = frozenset({"government"})
BODIES = frozenset({"government", "armed_group", "organisation", "group"})
# Acts that are done to somebody, also where nobody knows the name ("sent a team to *Sichuan*").
DIRECTED = frozenset({"AID", "CONCEDE", "RETREAT", "SUPPORT", "COOPERATE"})
YIELDING = frozenset({"CONCEDE", "RETREAT"})
DOMESTIC = frozenset({"REQUEST", "PROTEST", "THREATEN", "REJECT"})
_REPORTED = frozenset({"it", "they", "we", "i"})


def acted(scene: Scene, match: Match) -> tuple[Party, ...]:
    """Who acts; for "it" and "they" that mean nobody known, whoever reports so of himself ("Estonia said it had expelled")."""
    acting = in_company(scene, match, _reporters(scene, match) or actor_parties(scene, match) or _writer(scene, match))
    return counted(scene, match, (*acting, *_announcers(scene, match, acting)))


def _writer(scene: Scene, match: Match) -> tuple[Party, ...]:
    """Whoever writes "I" elsewhere, where a sentence has no subject: "Just spoke to Mr Ruto", "Good talk with Mr Ruto"."""
    verb = syntax.clause_of(match.sentence, match.trigger)
    before = match.sentence.tokens[: verb.i]
    bare = verb.dep == "ROOT" and verb.tag in ("VBD", "VBN") and all(t.pos == "ADV" for t in before)
    bare = bare or (verb.dep == "ROOT" and verb.pos == "NOUN" and bool(prepositions.prepositional(match.sentence, verb, "with")))
    if match.frame.medium is None or not bare or "subject" not in match.frame.actor:
        return ()
    spoken = [m for m in scene.cast.mentions if m.reason.startswith("first-person")]
    nearest = min(spoken, key=lambda m: abs(m.start - verb.start), default=None)
    return (Party(nearest, nearest.actors),) if nearest is not None else ()


def _announcers(scene: Scene, match: Match, acting: tuple[Party, ...]) -> Iterator[Party]:
    """Who announces before it what his own state does: "*the Polish minister* said Warsaw would send"."""
    states = {a.country for p in acting for a in scene.who(p) if a.kind in ("state", "government", "organisation")}
    if match.frame.medium is not None or len(acting) != 1 or len(states) != 1 or None in states:
        return
    sentence, verb = match.sentence, match.carrier or match.trigger
    above = telling.reporting_subject(sentence, verb) or (syntax.subject(sentence, verb) if match.frame.part == "noun" else ())
    for token in above[:1]:
        if token.i >= match.trigger.i or not (mention := scene.mention(sentence, token)):
            continue
        people = [scene.cast.actors[a] for a in mention.actors]
        if mention.kind != "pronoun" and all(a.kind in ("person", "office") and a.country in states for a in people):
            yield Party(mention, mention.actors)


def _reporters(scene: Scene, match: Match) -> tuple[Party, ...]:
    sentence, verb = match.sentence, match.carrier or match.trigger
    if match.frame.medium is not None or "subject" not in match.frame.actor:
        return ()
    acting = syntax.subject(sentence, verb)
    if not acting or any(t.text.lower() not in _REPORTED or scene.mention(sentence, t) is not None for t in acting):
        return ()
    # Before the pronoun: not in "It killed two, the army said".
    speaking = tuple(t for t in telling.reporting_subject(sentence, verb) if t.i < acting[0].i)
    # "sent a letter saying it would"
    through = tuple(o for t in speaking if t.lemma in scene.words["messages"] for o in syntax.owner(sentence, t))
    return tuple(p for t in through or speaking for p in resolve(scene, sentence, t, described=True, owned=True))


def counted(scene: Scene, match: Match, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties, with those that only count or describe ("a group") as the people they count ("of Kurdish refugees")."""
    if match.frame.medium is not None:
        kept = (p for p in parties if not (is_retinue(match.sentence, p) or comes_along(scene, match.sentence, p, parties)))
        led = (led_by(scene, match.sentence, p) or p for p in kept)
        told = (
            _counted(scene, match.sentence, p) if is_delegation(scene, match.sentence, p) and not is_known(scene, match.sentence, p) else p
            for p in led
        )
        met = tuple(q for p in told for q in (shared_noun(scene, match.sentence, p) if _may_meet(scene, match, p) else (p,)))
        return (*met, *(q for p in met for q in included(scene, match.sentence, p)))
    found = (p if is_known(scene, match.sentence, p) else _counted(scene, match.sentence, p) for p in parties)
    return tuple(located(scene, match.sentence, q) for p in found for q in shared_noun(scene, match.sentence, p))


def _may_meet(scene: Scene, match: Match, party: Party) -> bool:
    """Whether people of two states told in one are such as meet for them: officials, soldiers; not citizens, nor "sides" that agree."""
    role = scene.actors.roles.get(match.sentence.tokens[party.mention.head].lemma)
    official = role is not None and role.sector in OFFICIAL_SECTORS and role.kind != "organisation"
    meets = party.described is None or official or match.sentence.tokens[party.mention.head].lemma in scene.words["delegated"]
    return match.frame.medium != "unspecified" and party.mention.sentence == match.sentence.number and meets


def _counted(scene: Scene, sentence: Sentence, vague: Party) -> Party:
    head = sentence.tokens[vague.mention.head]
    for preposition in _prepositions(sentence, head):
        for token in (t for o in sentence.children(preposition, "pobj") for t in syntax.coordination(sentence, o)):
            for party in resolve(scene, sentence, token, described=True, owned=preposition.dep != "agent"):
                if is_known(scene, sentence, party):
                    return party
    return vague


def _prepositions(sentence: Sentence, head: Token) -> Iterator[Token]:
    below = (head, *sentence.children(head, "acl", "amod"))
    yield from (p for t in below for p in sentence.children(t, "prep", "agent") if p.text.lower() in _COUNTED)


def is_known(scene: Scene, sentence: Sentence, party: Party) -> bool:
    """Whether a party is somebody: of a state, of the tables, or with a name of its own."""
    if any(a.country is not None or not a.id.startswith("name:") for a in scene.who(party)):
        return True
    inside = sentence.between(party.mention.start, party.mention.end)
    return any(t.pos == "PROPN" or (t.i > 0 and t.text[:1].isupper()) for t in inside)


def may_touch_more(match: Match) -> bool:
    """Whether looking loosely may find other recipients than looking strictly."""
    frame = match.frame
    return frame.medium is None and bool(frame.recipient) and not frame.reciprocal


def touched(
    scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...], *, loose: bool = False
) -> tuple[Party, ...]:
    """The recipients; where none is known by name, with whoever else stands behind the trigger, foreigners first."""
    frame = match.frame
    closed = not (loose or receiving) and frame.needs_recipient and not SEARCHING & set(frame.recipient)
    more = may_touch_more(match) and not closed
    if more and frame.type == "PROTEST" and receiving and all(p.mention.reason == "place-visited" for p in receiving):
        unnamed = (p for p in _bodies(scene, match, loose=False) if not is_known(scene, match.sentence, p))
        return tuple(unnamed)[:1] or receiving  # "downed tools in Dhaka over *government* plans"
    if not more or any(is_known(scene, match.sentence, p) for p in receiving):
        return receiving
    taken = frozenset(a for p in acting for a in p.actors)
    home = {a.country for p in acting for a in scene.who(p)}
    spans = {(p.mention.start, p.mention.end) for p in acting}
    # Nor is the adjective of who acts touched: "shot by *Israeli* troops".
    others = [p for p in (*_conditioned(scene, match), *_behind(scene, match)) if not any(_lies_in(p, s) for s in spans)]
    others.sort(key=lambda p: p.mention.reason == "place-visited")  # "marched through Basra against the *British troops*"
    foreign = [p for p in others if any(a.country not in home for a in scene.who(p))]
    domestic = [p for p in others if not set(p.actors) <= taken or p.described is not None]
    if frame.type == "PROTEST" and others and all(p.mention.reason == "place-visited" for p in others):
        marched = [p for p in _bodies(scene, match, loose=False) if not is_known(scene, match.sentence, p) and _governs(scene, match, p)]
        foreign, domestic = ([], marched) if marched else (foreign, domestic)
    if not others and (loose or frame.type in DOMESTIC):
        domestic = list(_bodies(scene, match, loose=loose))
    found = foreign or domestic
    if loose and not (found or receiving):
        found = _before(scene, match, spans)
    if not found and (loose or frame.type in DIRECTED):
        found = list(_strangers(scene, match)) or list(_given_way_to(scene, match, acting))
    if not found and not loose and "object" in frame.recipient:
        met = list(strangers_met(scene, match))
        return tuple(met) or receiving
    return (*receiving, *found[:1])


def _lies_in(party: Party, span: tuple[int, int]) -> bool:
    return span[0] <= party.mention.start and party.mention.end <= span[1]


def _given_way_to(scene: Scene, match: Match, acting: tuple[Party, ...]) -> Iterator[Party]:
    """The authorities told of, else where the people are who give way to nobody named: "drivers *in Chile* called off their strike"."""
    if match.frame.type not in YIELDING:
        return
    yield from _bodies(scene, match, loose=False)
    for party in acting:
        head = match.sentence.tokens[party.mention.head]
        if party.described is not None:
            for token in (*behind_head(match.sentence, head), *right_behind(match.sentence, head)):
                place = visited(scene, match.sentence, token)
                yield from (place,) if place is not None else resolve(scene, match.sentence, token, described=False, owned=True)


def _before(scene: Scene, match: Match, acting: set[tuple[int, int]]) -> list[Party]:
    """Whoever known stands in the clauses before: "crossed into *Ethiopia* and captured a post"."""
    sentence, verb = match.sentence, syntax.clause_of(match.sentence, match.trigger)
    above = sentence.head(verb)
    if verb.dep not in ("conj", "advcl") or not syntax.is_verb(above):
        return []
    found = [p for t in telling.told(sentence, above) if t.i < match.trigger.i for p in _known_at(scene, match, t)]
    return [p for p in found if (p.mention.start, p.mention.end) not in acting]


def _strangers(scene: Scene, match: Match) -> Iterator[Party]:
    """A name nobody knows that stands behind the trigger: "lifted the siege of *Gorazde*"."""
    for token in telling.told_behind(match.sentence, match.trigger):
        named = token.pos == "PROPN" and token.dep in ("dobj", "pobj", "conj", "poss") and token.text[:1].isupper()
        named = named and not (
            _is_topic(scene, match, token) or slots.tells_where(match.sentence, token) or is_force(scene, match.sentence, token)
        )
        if named and token.text.lower() not in scene.actors.words.not_names:
            mention, actor = scene.described(match.sentence, token)
            yield Party(mention, mention.actors, actor)


def _conditioned(scene: Scene, match: Match) -> Iterator[Party]:
    """On whom it depends what is announced: "will strike *unless the government* pays"."""
    for token in slots.fill(match.sentence, match.trigger, "condition"):
        yield from (p for p in resolve(scene, match.sentence, token, described=True, owned=True) if p.mention.kind != "pronoun")


def _bodies(scene: Scene, match: Match, *, loose: bool) -> Iterator[Party]:
    """The unnamed authorities that stand behind the trigger ("demanded of *the government*"); where ``loose`` any body of people."""
    kinds = BODIES if loose else AUTHORITIES
    for token in telling.told_behind(match.sentence, match.trigger):
        role = scene.actors.roles.get(token.lemma)
        if role is not None and (role.kind in kinds or token.lemma in scene.words["rulers"]):
            yield from resolve(scene, match.sentence, token, described=True, owned=False)


def _governs(scene: Scene, match: Match, party: Party) -> bool:
    """Whether an unnamed body is one that people march against: "the government", not the courts that they stay away from."""
    role = scene.actors.roles.get(match.sentence.tokens[party.mention.head].lemma)
    return role is not None and role.sector == "GOV"


def _behind(scene: Scene, match: Match) -> Iterator[Party]:
    """Known parties and places between the trigger and the end of what is told there, in text order."""
    sentence = match.sentence
    for token in telling.told_behind(sentence, match.trigger):
        if not _is_topic(scene, match, token) and not slots.tells_where(sentence, token):
            yield from _known_at(scene, match, token)


def _known_at(scene: Scene, match: Match, token: Token) -> Iterator[Party]:
    place = visited(scene, match.sentence, token)
    mention = scene.cast.at(match.sentence.number, token.i)
    if place is not None:
        yield place
    elif mention is None or mention.kind != "pronoun":
        parties = resolve(scene, match.sentence, token, described=token.lemma in scene.actors.roles, owned=False)
        yield from (p for p in parties if is_known(scene, match.sentence, p))


def _is_topic(scene: Scene, match: Match, token: Token) -> bool:
    """ "support for the efforts *on Ukraine*" is no support for Ukraine; "restrictions *on Nairobi*" are Nairobi's."""
    preposition = match.sentence.head(token)
    if preposition.text.lower() not in scene.words["topic_prepositions"]:
        return False
    verb = match.carrier or match.trigger
    own = (match.trigger, verb, *syntax.objects(match.sentence, verb))
    return preposition.text.lower() != "on" or all(preposition.head != t.i for t in own)


def sides(match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Both sides of a mutual act: where one list holds everybody, the first named acts with the others."""
    if match.frame.reciprocal and match.frame.medium is None and not receiving:
        first = frozenset(a for p in acting[:1] for a in p.actors)
        others = ((p, tuple(a for a in p.actors if a not in first)) for p in acting[1:])  # "Mr Biden and G7 leaders"
        return acting[:1], tuple(Party(p.mention, left, p.described) for p, left in others if left)
    return acting, receiving


def proofs(scene: Scene, party: Party, *, wide: bool = False) -> Iterator[Span]:
    """The mention in a party's place; for a pronoun also the words it stands for, the last ones before it.

    ``wide``: also its other mentions in the sentence, the name beside its words and the place that tells its state, and where
    its state is named again ("*Jordan* has agreed, a *Jordanian* official said").
    """
    yield party.mention.span
    if party.mention.kind == "pronoun":
        named = scene.cast.named_before(party.mention.start, party.actors)
        yield from (named.span,) if named is not None else ()
    if wide:
        tokens = scene.parse.sentences[party.mention.sentence].tokens
        here = scene.cast.between(tokens[0].start, tokens[-1].end)
        yield from (m.span for m in here if m.kind != "pronoun" and m.actors == party.actors)
        yield from _beside(scene, party)
        yield from _named_again(scene, party, tokens)


def _named_again(scene: Scene, party: Party, tokens: tuple[Token, ...]) -> Iterator[Span]:
    """The adjectives and owners that name the state which a party's own words name."""
    named = {_code(scene, t) for t in tokens if party.mention.start <= t.start and t.end <= party.mention.end} - {None}
    beside = (t for t in tokens if t.dep in ("amod", "compound", "nmod", "poss") and t.tag not in ("NNS", "NNPS"))
    yield from (t.span for t in beside if named and _code(scene, t) in named)


def _code(scene: Scene, token: Token) -> str | None:
    """The state (ISO-3) that a word names as a state's name or adjective."""
    readings = scene.actors.readings(token.text) if token.text[:1].isupper() else ()
    return next((r.key for r in readings if r.kind in ("country", "demonym")), None)


def _beside(scene: Scene, party: Party) -> Iterator[Span]:
    sentence = scene.parse.sentences[party.mention.sentence]
    head = sentence.tokens[party.mention.head]
    if party.described is None:
        if head.dep == "appos" and head.pos == "PROPN" and (noun := sentence.head(head)).pos == "NOUN" and noun.i < head.i:
            yield Span(sentence.subtree(noun)[0].start, noun.end)  # "a member of the council, Ali Hassan"
            yield from (t.span for p in sentence.children(noun, "prep") if p.text == "of" for t in sentence.children(p, "pobj"))
        yield from (name_span(sentence, t) for p in sentence.children(head, "prep") if p.text == "of" for t in sentence.children(p, "pobj"))
        return
    yield from (name_span(sentence, t) for t in sentence.children(head, "appos") if t.pos == "PROPN")
    yield from _owners_named(scene, sentence, head)
    members = (o for p in sentence.children(head, "prep") if p.text == "of" for o in sentence.children(p, "pobj"))
    yield from (name_span(sentence, t) for t in members if t.pos == "PROPN")
    places = (t for t in (*behind_head(sentence, head), *right_behind(sentence, head)) if t.pos == "PROPN")
    yield from (name_span(sentence, t) for t in places if state_at(scene, sentence, t) == party.described.country is not None)


def _owners_named(scene: Scene, sentence: Sentence, head: Token) -> Iterator[Span]:
    """For "his country", "its army": who it is that owns it, where the sentence names them before."""
    if not any(c.tag == "PRP$" for c in sentence.children(head, "poss")):
        return
    speaking = telling.reporting_subject(sentence, syntax.clause_of(sentence, head))
    for token in speaking:
        mention = scene.mention(sentence, token)
        if mention is not None and mention.end <= sentence.tokens[head.i].start:
            yield mention.span
