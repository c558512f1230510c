"""Who fills a frame's slots: tokens → mentions → actors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from communique.events.beside import named_beside
from communique.events.finding import Party
from communique.events.owners import OWNING, owners
from communique.events.reach import (
    is_another_then,
    is_circumstance,
    is_each_others,
    is_force,
    is_inside,
    is_of_a_topic,
    is_of_another_time,
    of_circumstance,
)
from communique.events.scene import Scene
from communique.events.stand_ins import stands_in, stood_for
from communique.events.visited import visited
from communique.knowledge.actors_names import slug
from communique.match import Match, bounding, carrying, prepositions, slots, syntax
from communique.model import Actor, Mention, Sentence, Token

SEARCHING = frozenset({"inside", "anywhere"})
# What may stand between two names of one list.
_JOINT = re.compile(
    r"(?: of (?:the )?[A-Z][\w.’'-]*(?: (?:and |of |the )?[A-Z][\w.’'-]*)*)?(?:, and|,| and|, as well as| as well as) (?:the )?"
)
NOT_PARTIES = frozenset({"other"})
# Callings of those who hold an office, of whatever state.
OFFICES = frozenset({"GOV", "JUD", "LEG", "MIL", "COP"})
_BREAKS = frozenset({",", ";", ":", "—", "–"})
# How far from a thing its owner may stand ("the assets of the brother of a banker").
DEEPEST = 2


def actor_parties(scene: Scene, match: Match) -> tuple[Party, ...]:
    """Who acts: the first slot of the frame that holds somebody."""
    for name in match.frame.actor:
        if name == "subject" and not _may_share_subject(scene, match):
            continue
        found = _in_slot(scene, match, name, frozenset(), acting=True)
        if found and not (name == "between" and all(_is_vague(scene, p, match) for p in found)):
            return found
    return _of_thing(scene, match)


def _is_vague(scene: Scene, party: Party, match: Match) -> bool:
    """Whether a party is nobody known by itself ("between the two countries"); "clashes between herders and farmers" have their sides."""
    head = match.sentence.tokens[party.mention.head] if party.mention.sentence == match.sentence.number else None
    if match.frame.medium is None and head is not None and head.lemma in scene.actors.roles and head.lemma not in scene.words["sides"]:
        return False
    return party.described is not None and all(a.country is None and a.id.startswith("name:") for a in scene.who(party))


def _of_thing(scene: Scene, match: Match) -> tuple[Party, ...]:
    """Who acts through a thing ("issued a declaration demanding"): whose it is."""
    if match.frame.medium is not None or "subject" not in match.frame.actor or not syntax.is_verb(match.trigger):
        return ()
    noun = match.sentence.head(match.trigger)
    if noun.lemma not in scene.words["messages"]:
        return ()
    tokens = syntax.behind_noun(match.sentence, match.trigger)
    found = (p for t in tokens for p in _resolved(scene, match, t, described=True, owned=True))
    return tuple(_distinct(found, frozenset()))


def recipient_parties(scene: Scene, match: Match, acting: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who is acted upon: the first slot that holds somebody not acting."""
    taken = frozenset(a for p in acting for a in p.actors)
    spans = [p.mention.span for p in acting]
    for name in match.frame.recipient:
        found = _in_slot(scene, match, name, taken)
        if match.frame.medium is None:  # "a bomb of the Red Army Faction": no act against the Red Army
            found = tuple(p for p in found if not any(s.overlaps(p.mention.span) for s in spans))
        if found:
            return (*found, *_rest_of_list(scene, match, found[-1], taken)) if match.frame.reciprocal else found
    return ()


def _rest_of_list(scene: Scene, match: Match, last: Party, taken: frozenset[str]) -> Iterator[Party]:
    """People named on in the same list, which parses often break off ("with Macron of France, Scholz of Germany, and …")."""
    end = last.mention.end
    for mention in scene.cast.between(end, match.sentence.tokens[-1].end):
        if mention.start < end:
            continue
        if not _is_name(scene, mention) or not _JOINT.fullmatch(scene.parse.text, end, mention.start):
            return
        head = match.sentence.tokens[mention.head]
        if head.dep in ("nsubj", "nsubjpass") and head.head > head.i:
            return
        end = mention.end
        kind = "state" if match.frame.places else "person"
        if not set(mention.actors) & taken and all(scene.cast.actors[a].kind == kind for a in mention.actors):
            yield Party(mention, mention.actors)


def _is_name(scene: Scene, mention: Mention) -> bool:
    """Whether a mention names, also a state that the parse takes for an adjective ("Germany and Poland July 16")."""
    return mention.kind == "name" or any(scene.cast.actors[a].name == mention.span.text_in(scene.parse.text) for a in mention.actors)


def _may_share_subject(scene: Scene, match: Match) -> bool:
    """A noun borrows the subject of its verb only from a light verb ("held talks") or as a circumstance ("in a call")."""
    if syntax.is_verb(match.trigger) or match.carrier is None:
        return True
    if match.frame.under:  # the frame itself says from which verbs
        return True
    if is_another_then(scene, match, match.carrier) or _is_discussed(scene, match, match.carrier):
        return False
    if not scene.words["hold"].isdisjoint((match.carrier.lemma, syntax.phrasal(match.sentence, match.carrier))):
        return True
    holder = _holder(match.sentence, match.trigger)
    if holder.text.lower() in bounding.AHEAD:
        if syntax.is_definite(match.sentence, match.trigger):
            return False  # "briefed him ahead of *the* summit", which others hold
        holder = match.sentence.head(holder)
    acting = holder.dep in ("nsubj", "nsubjpass") and holder.pos == "PROPN" and holder.head == match.carrier.i
    # "discussed the treaty *in talks with Mr Bo*": parsers hang the talks from the treaty
    beside = holder.dep == "dobj" and holder.head == match.carrier.i and match.sentence.head(match.trigger).text.lower() in ("in", "during")
    return match.trigger.dep == "pobj" and (acting or beside or holder.i == match.carrier.i)


def _holder(sentence: Sentence, noun: Token) -> Token:
    """What the phrase that a noun stands in hangs from; of "*after* two hours of talks" that phrase, of "fresh from talks" who is."""
    above = sentence.head(sentence.head(noun))
    if noun.dep == "pobj" and above.dep == "pobj" and carrying.is_part_of(sentence.head(noun), above):
        return _holder(sentence, above)
    below = sentence.head(noun)
    while above.i != below.i and (carrying.is_coming_from(below, above) or carrying.is_distance(below, above) or above.pos == "PUNCT"):
        below, above = above, sentence.head(above)
    return above


def _is_discussed(scene: Scene, match: Match, verb: Token) -> bool:
    """ "*Iraq and Libya* were discussed during the meeting": what a passive tells was spoken of there meets nobody."""
    return verb.lemma in scene.words["topic_verbs"] and syntax.is_passive(match.sentence, verb)


def _in_slot(scene: Scene, match: Match, name: str, taken: frozenset[str], *, acting: bool = False) -> tuple[Party, ...]:
    tokens = _slot(scene, match, name)
    if not tokens:
        behind = match.frame.medium is not None and syntax.is_verb(match.trigger)
        return tuple(_distinct(_right_behind(scene, match, name), taken)) if behind else ()
    if acting and match.frame.type.lower() in scene.words["acts_of_power"]:  # "a Kenyan lion killed a tourist"
        tokens = tuple(t for t in tokens if t.lemma not in scene.words["powerless"])
    apart = (is_of_a_topic, is_inside, is_of_another_time)
    tokens = tuple(t for t in tokens if not any(is_apart(scene, match, t) for is_apart in apart))
    if name in SEARCHING and match.frame.type == "MOBILIZE":  # whom one sends is not whom one faces
        sent = {t.i for o in syntax.objects(match.sentence, match.trigger) for t in match.sentence.subtree(o) if t.i <= o.i}
        tokens = tuple(t for t in tokens if t.i not in sent)
    if name in SEARCHING:
        found = _searched(scene, match, tokens, taken)
    else:
        described = name not in ("compound", "poss")
        owned = described and match.frame.medium is None
        found = (p for t in tokens for p in _counted_out(scene, match, t, described=described, owned=owned))
    told = tuple(_distinct(found, taken))
    return tuple(_distinct(_with_those_between(scene, match, told), taken)) if match.frame.medium is not None and len(told) > 1 else told


def _with_those_between(scene: Scene, match: Match, told: tuple[Party, ...]) -> Iterator[Party]:
    """The parties of a list with the people named between them, whom parses take for appositions ("between A, *B* and C")."""
    for one, other in zip(told, (*told[1:], None), strict=True):
        yield one
        end = one.mention.end
        for mention in scene.cast.between(end, other.mention.start) if other is not None and one.mention.kind == "name" else ():
            person = mention.kind == "name" and all(scene.cast.actors[a].kind == "person" for a in mention.actors)
            if mention.start >= end and person and _JOINT.fullmatch(scene.parse.text, end, mention.start):
                yield Party(mention, mention.actors)
                end = mention.end


def _right_behind(scene: Scene, match: Match, name: str) -> Iterator[Party]:
    """Whoever is named right behind a contact verb's preposition, though the parse takes it for another word ("spoke today with Foreign
    Minister Lavrov to follow up")."""
    tokens = match.sentence.tokens
    if name == "subject":
        yield from _right_before(scene, match)
    if name not in slots.PREPOSITIONS:
        return
    for token in tokens[match.trigger.i + 1 : -1]:
        if syntax.is_verb(token) or token.text in _BREAKS:
            return
        if token.text.lower() == name:
            start = tokens[token.i + 2 if tokens[token.i + 1].text == "the" else token.i + 1].start
            yield from (Party(m, m.actors) for m in scene.cast.between(start, start + 1) if m.kind == "name")
            return


def _right_before(scene: Scene, match: Match) -> Iterator[Party]:
    """Whoever is named right before a main verb without a subject: "Under Secretary Ann Lee will travel", parsed as "under …"."""
    verb, tokens = match.trigger, match.sentence.tokens
    if verb.head != verb.i or match.sentence.child(verb, "nsubj", "nsubjpass", "auxpass") is not None:
        return
    opening = [m for m in scene.cast.between(tokens[0].start, tokens[0].end) if m.kind == "name" and tokens[m.head].dep == "npadvmod"]
    if opening and tokens[opening[0].head].head == verb.i:  # "*Mokhber*, on a short trip, also met …", taken for an adverb
        yield Party(opening[0], opening[0].actors)
        return
    first = min((a.i for a in match.sentence.children(verb, "aux")), default=verb.i)
    if first > 0:
        end = tokens[first - 1].end
        yield from (Party(m, m.actors) for m in scene.cast.between(tokens[0].start, end) if m.end == end and m.kind in ("name", "office"))


def _counted_out(scene: Scene, match: Match, token: Token, *, described: bool, owned: bool) -> Iterator[Party]:
    """The party a token stands for; of a word that only counts ("a group of envoys"), rather those it counts."""
    if match.frame.mode == "investigate" and (suspected := _suspected(match.sentence, token)):
        for doer in suspected:
            yield from _resolved(scene, match, doer, described=described, owned=owned)
        return
    mention = scene.mention(match.sentence, token)
    counted = syntax.counted_out(match.sentence, token)[1:] if mention is None or mention.kind == "nominal" else ()
    found = [p for t in counted for p in _resolved(scene, match, t, described=described, owned=owned)]
    yield from found or _resolved(scene, match, token, described=described, owned=owned)


def _suspected(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    """Who is said to have done what is looked into: "an inquiry into allegations that *rebels* killed two priests"."""
    clause = next((c for c in sentence.children(token, "acl", "ccomp") if sentence.child(c, "mark") is not None), None)
    return syntax.subject(sentence, clause) if clause is not None and token.pos == "NOUN" else ()


def _slot(scene: Scene, match: Match, name: str) -> tuple[Token, ...]:
    """What stands in a slot. A contact's noun takes the phrases of its verb only from a light one ("held talks … with")."""
    strict = match.frame.medium is not None and not syntax.is_verb(match.trigger) and name in slots.PREPOSITIONS
    if strict and not _may_share_subject(scene, match):
        return prepositions.prepositional(match.sentence, match.trigger, name)
    if strict and is_circumstance(scene, match):
        return of_circumstance(match, name)
    if name == "subject" and match.trigger.dep == "pobj" and match.frame.medium is not None:
        name = "surface"  # "*Rubio* was greeted by the minister ahead of a meeting with Mulino"
    return slots.fill(match.sentence, match.trigger, name)


def _resolved(scene: Scene, match: Match, token: Token, *, described: bool, owned: bool) -> Iterator[Party]:
    named = (token, *(a for a in match.sentence.children(token, "appos") if a.pos == "PROPN"))  # "the capital, Suva"
    places = (p for t in named if (p := visited(scene, match.sentence, t)) is not None)
    if (match.frame.places or match.frame.medium is None) and (place := next(places, None)) is not None:
        yield place
    elif match.frame.places and token.lemma in scene.words["homes_of_persons"] and (host := match.sentence.children(token, "poss")):
        told = (p for t in host for p in resolve(scene, match.sentence, t, described=False, owned=False))
        yield from (p for p in told if all(a.kind in ("person", "office") for a in scene.who(p)))  # "visited Mr Bo's *ranch*"
    else:
        yield from resolve(scene, match.sentence, token, described=described, owned=owned)


def _searched(scene: Scene, match: Match, tokens: Iterable[Token], taken: frozenset[str]) -> Iterator[Party]:
    """The first known mention among the tokens, with those joined to it."""
    for token in tokens:
        mention = scene.cast.at(match.sentence.number, token.i)
        if mention is not None and mention.kind != "pronoun" and not set(mention.actors) <= taken:
            for joined in syntax.coordination(match.sentence, token):
                yield from resolve(scene, match.sentence, joined, described=False, owned=False)
            return


def _distinct(parties: Iterable[Party], taken: frozenset[str]) -> Iterator[Party]:
    seen: set[tuple[str, ...]] = set()
    for party in parties:
        left = tuple(a for a in party.actors if a not in taken)
        if left and left not in seen:
            seen.add(left)
            yield Party(party.mention, left, party.described)


def resolve(scene: Scene, sentence: Sentence, token: Token, *, described: bool, owned: bool) -> tuple[Party, ...]:
    """The party a token stands for: its mention; else, where ``described``, its noun phrase ("senior officials"); else,
    where ``owned``, the owner of the thing it names ("Iran's proposal")."""
    key = (sentence.number, token.i, described, owned)
    if key not in scene.resolved:
        scene.resolved[key] = tuple(_meant(scene, sentence, token, described=described, owned=owned))
    return scene.resolved[key]


def _meant(scene: Scene, sentence: Sentence, token: Token, *, described: bool, owned: bool) -> Iterator[Party]:
    mention = scene.mention(sentence, token)
    if mention is not None:
        named = named_beside(scene, sentence, token) if mention.kind == "office" else None
        yield Party(mention, (named or mention).actors)
        return
    if stands_in(scene, sentence, token):
        yield from stood_for(scene, sentence, token, _acting_body)
        return
    if described and (beside := named_beside(scene, sentence, token)) is not None:  # "his chief of staff, Andriy Yermak"
        yield Party(beside, beside.actors)
        yield from _also_beside(scene, sentence, beside)
        return
    if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "PRON") or is_force(scene, sentence, token):
        return
    if is_each_others(sentence, token):
        return
    if described:
        found = scene.described(sentence, token)
        if found[1].kind not in NOT_PARTIES or _is_people(scene, token, found[1], anyone=owned) or (owned and _acts(sentence, token)):
            yield Party(found[0], found[0].actors, found[1])
            return
    if owned:
        yield from _owner(scene, sentence, token)


def _also_beside(scene: Scene, sentence: Sentence, first: Mention) -> Iterator[Party]:
    """The others of several named beside what they are: "the chief inspectors, Mr Blix *and Mr ElBaradei*, met"."""
    joined = syntax.coordination(sentence, sentence.tokens[first.head])[1:]
    for token in joined if not any(t.pos == "PRON" for t in joined) else ():  # "my colleagues – Mr Blix and I"
        mention = scene.mention(sentence, token)
        if mention is not None and mention.kind == "name" and all(scene.cast.actors[a].kind == "person" for a in mention.actors):
            yield Party(mention, mention.actors)


def _acting_body(scene: Scene, sentence: Sentence, token: Token) -> tuple[Party, ...]:
    return tuple(resolve(scene, sentence, token, described=True, owned=False))


def _acts(sentence: Sentence, token: Token) -> bool:
    """Whether a name, of whomever it is, stands where those stand who act, or whom an act is against."""
    above = sentence.head(token)
    agent = token.dep == "pobj" and (above.dep == "agent" or above.text.lower() == "against")
    return token.pos == "PROPN" and (agent or token.dep in ("nsubj", "nsubjpass"))


def _is_people(scene: Scene, token: Token, described: Actor, *, anyone: bool) -> bool:
    """Whether an unknown noun phrase means people of somewhere ("a Saudi businessman") or a people ("the Tutsis").

    ``anyone``: people of nowhere count too ("judges"), as they do where no contact is told.
    """
    role = token.lemma in scene.actors.roles or token.text.lower() in scene.actors.roles
    if described.kind == "other" and token.lemma in scene.actors.words.acts_too:  # "the movement of goods"
        return False
    a_people = token.tag == "NNPS" or (token.tag == "NNS" and token.text[:1].isupper() and token.i > 0)
    return a_people or (role and (anyone or described.country is not None or bool(scene.actors.bodies_in(described.name))))


def _owner(scene: Scene, sentence: Sentence, token: Token, depth: int = 0) -> Iterator[Party]:
    """Whose a thing is: "Iran's proposal", "a ship operated by Greece", "assets of a Syrian banker", "rebel camps"."""
    for owner in owners(sentence, token):
        mention = scene.mention(sentence, owner)
        if mention is not None:
            yield Party(mention, mention.actors)
            return
        place = visited(scene, sentence, owner)
        people = place or _people(scene, sentence, owner) or _folk(scene, sentence, owner)
        if people is not None:
            yield people
            return
        if (
            sentence.head(owner).dep == "agent" and owner.pos == "PROPN" and not is_force(scene, sentence, owner)
        ):  # "rockets fired by Hashid"
            mention, actor = scene.described(sentence, owner)
            yield Party(mention, mention.actors, actor)
            return
        if token.lemma in scene.words["dwellings"] and owner.dep in OWNING and owner.text[:1].isupper():  # "Nuba villages"
            mention, actor = scene.described(sentence, owner)
            yield Party(mention, mention.actors, actor)
            return
        if depth < DEEPEST and (found := next(_owner(scene, sentence, owner, depth + 1), None)) is not None:
            yield found
            return


def _folk(scene: Scene, sentence: Sentence, token: Token) -> Party | None:
    """The people that an adjective or name before a thing is of ("a Chechen market")."""
    readings = scene.actors.readings(token.text) if token.text[:1].isupper() else ()
    folk = next((scene.actors.peoples[a.key] for a in readings if a.kind == "people"), None)
    if folk is None:
        return None
    actor = Actor(f"name:{slug(folk.name)}", folk.name, "group", folk.country or None, None, (token.span,))
    mention = Mention(token.start, token.end, sentence.number, token.i, "nominal", (actor.id,), "described")
    return Party(mention, (actor.id,), actor)


def _people(scene: Scene, sentence: Sentence, token: Token) -> Party | None:
    """The people a word before or behind a thing names by their role ("rebel camps", "the house of a Greek shipowner")."""
    in_a_name = token.dep == "compound" and token.pos == sentence.head(token).pos == "PROPN"  # "on *National* Day"
    of_a_machine = token.dep == "compound" and sentence.head(token).lemma in scene.words["machines"]  # "*fighter* jets"
    if token.pos not in ("NOUN", "PROPN") or token.lemma not in scene.actors.roles or in_a_name or of_a_machine:
        return None
    mention, actor = scene.described(sentence, token)
    beside = token.dep in OWNING and token.dep != "poss"  # "worker camps"; "the workers' demands" are theirs
    bodies = ("armed_group", "government") if beside else ("armed_group", "government", "group", "organisation")
    sector = scene.actors.roles[token.lemma].sector
    opposed = sector == "OPP"  # "the opposition headquarters"
    in_office = sector in OFFICES and token.dep in ("poss", "pobj")  # "the car of a governor", "the president's nominee"
    known = actor.kind in bodies or opposed or in_office or (actor.country is not None and token.dep not in OWNING)
    return Party(mention, mention.actors, actor) if known else None
