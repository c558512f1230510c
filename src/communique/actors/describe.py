"""Noun phrases without a name: ``a senior official``, ``Russian troops``, ``police in Bangladesh``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from communique.actors.cast import Cast
from communique.actors.words import Line, line
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import Alias, slug
from communique.model import Actor, ActorKind, Document, Mention, Parse, Sentence, Span, Token

# Dependants that belong to the noun itself; relative clauses, appositions and phrases behind it do not.
INNER = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "case", "predet", "quantmod", "advmod", "neg", "punct", "npadvmod", "hmod", "nn"}
)

# What a word before a noun may be that tells of which state it is.
_TELLING = ("country", "demonym", "people", "metonym", "organisation")

# How many sentences back "the army" and "its army" may lead.
TAKEN_UP, OWNED = 8, 3


def country_of(cast: Cast, mention: Mention) -> str | None:
    """The state (ISO-3) that all actors of a mention share, if they do."""
    countries = {cast.actors[a].country for a in mention.actors}
    return countries.pop() if len(countries) == 1 else None


def describe(cast: Cast, document: Document, parse: Parse, sentence: int, token: int, knowledge: ActorKnowledge) -> tuple[Mention, Actor]:
    """A mention and an actor for the noun phrase headed by ``token`` of ``sentence``.

    A phrase that is already a mention is given back with its (first) actor. The same words of the same state give the
    same actor, however the state is told: "the Sudanese government", "Sudan's government", "its government".
    """
    known = cast.at(sentence, token)
    if known is not None:
        return known, cast.actors[known.actors[0]]
    read = parse.sentences[sentence]
    head = read.tokens[token]
    words = line(read, knowledge)
    inside = phrase_tokens(read, head)
    owned = any(t.dep == "poss" for t in inside)
    beside = owned and head.text.lower() in knowledge.words.outsiders  # "Russia's allies" are of other states
    country = _country(words, inside, head, cast) if not beside else None
    kind = _kind(knowledge, read, head)
    if country is None and kind == "person":
        country = next(
            (c for a in _offices(read, head, knowledge) if (c := _country(words, phrase_tokens(read, a), a, cast)) is not None), None
        )
    if country is None and inside[0].text.lower() == "its" and (kind == "government" or head.dep == "nsubj"):
        country = _its(parse, read, head, cast)
    # "its troops from Somalia" are not Somali: an owner goes before a place.
    tail = None if owned else _tail(words, head, cast, kind, country)
    text = document.article.text
    start, end = _tight(inside, text)
    if tail is not None:
        end, country = tail
    code = country
    if code is None and kind in ("government", "group", "armed_group"):
        code = _taken_up(parse, inside, read, cast, knowledge)
    owner = _owner_called(read, inside, kind, code, cast, knowledge)
    name = f"{owner}'s {text[inside[1].start : end]}" if owner else text[start:end]
    label = slug(_bare(_unowned(words, inside, text) if code and kind != "other" and end == inside[-1].end else name))
    identifier = f"name:{code.lower()}-{label}" if code else f"name:{label}"
    mention = Mention(start, end, sentence, token, "nominal", (identifier,), "described")
    return mention, Actor(identifier, name, kind, code, None, (Span(start, end),))


def phrase_tokens(sentence: Sentence, head: Token) -> list[Token]:
    """The noun with what stands before it: the words up to it that belong to it."""
    first = head.i
    for child in sentence.children(head):
        if child.i < head.i and child.dep in INNER:
            first = min(first, *(t.i for t in sentence.subtree(child)))
    last = head.i
    return list(sentence.tokens[first : last + 1])


def _tight(tokens: list[Token], text: str) -> tuple[int, int]:
    while len(tokens) > 1 and not any(c.isalnum() for c in tokens[0].text):
        tokens = tokens[1:]
    del text
    return tokens[0].start, tokens[-1].end


def _country(words: Line, inside: list[Token], head: Token, cast: Cast) -> str | None:
    """The state of an adjective, possessor or compound before the noun."""
    numbers = {t.i for t in inside} - _leanings(words, inside)
    for k, word in enumerate(words.words):
        if word.token not in numbers:
            continue
        if word.token != head.i and (owner := cast.at(words.sentence.number, word.token)) is not None and owner.reason.startswith("name"):
            return country_of(cast, owner)  # "Montenegro's office" is Mr Montenegro's
        hit = words.named(k, *_TELLING) if word.capital else None
        home = _home(words.knowledge, hit[1]) if hit is not None else None
        if home is None and word.capital and word.token != head.i and head.lemma in words.knowledge.roles:
            home = _state_of_place(words, k)  # "*Lagos* police", not "the *Paris* accord"
        if home is not None:
            return home
    for number in sorted(numbers - {head.i}):
        mention = cast.at(words.sentence.number, number)
        if mention is not None and country_of(cast, mention):
            return country_of(cast, mention)
    return None


def _state_of_place(words: Line, k: int) -> str | None:
    """The state of the town or province named at word ``k``, where no other state has one of the name."""
    for end in range(min(k + 3, len(words.pieces)), k, -1):
        named = words.knowledge.places.get(" ".join(words.pieces[k:end]), ())
        if named:
            return named[0].country if len({p.country for p in named}) == 1 else None
    return None


def _leanings(words: Line, inside: list[Token]) -> set[int]:
    """The names before a noun that tell whom somebody leans to, not whose he is: "*pro-Iranian* militia", "*U.S.-backed* fighters"."""
    numbers = {t.i for t in inside}
    found: set[int] = set()
    for k, word in enumerate(words.words):
        if word.token not in numbers:
            continue
        minority = inside[-1].lemma in words.knowledge.words.minorities  # "the *Hungarian* minority"
        if minority or words.piece(k - 1) in words.knowledge.words.descent:  # "*ethnic Albanian* rebels"
            found.add(word.token)
        if not word.glued:
            continue
        if words.piece(k - 1) in words.knowledge.words.leaning:
            found.add(word.token)
        if word.piece in words.knowledge.words.backed:
            found |= {w.token for w in words.words[max(0, k - 2) : k] if w.capital}
    return found


def _its(parse: Parse, sentence: Sentence, token: Token, cast: Cast) -> str | None:
    """The state that "its government" is of: the last one that was the subject, a few sentences back at most."""
    # Of people only who acts: "recalled its envoy" acts on nobody else.
    earlier = parse.sentences[max(0, sentence.number - OWNED + 1)]
    for mention in reversed(cast.between(earlier.tokens[0].start, token.start)):
        if mention.reason.endswith(":subject") and all(cast.actors[a].kind == "state" for a in mention.actors):
            return country_of(cast, mention)
    return None


def _taken_up(parse: Parse, inside: list[Token], sentence: Sentence, cast: Cast, knowledge: ActorKnowledge) -> str | None:
    """The state of "the army", "the police" where a few sentences before told of which state they are: "police in Bangladesh"."""
    head = inside[-1]
    if [t.text.lower() for t in inside[:-1]] not in (["the"], []):
        return None
    if len(inside) == 1 and any(c.i > head.i and c.dep in ("amod", "acl", "relcl") for c in sentence.children(head)):
        return None  # "people familiar with the matter"
    for number in range(sentence.number, max(-1, sentence.number - TAKEN_UP), -1):
        earlier = parse.sentences[number]
        for token in reversed(earlier.tokens):
            if token.lemma == head.lemma and token.start < inside[0].start:
                words = line(earlier, knowledge)
                told = _country(words, phrase_tokens(earlier, token), token, cast)
                state = _of_state(words, token) if told is None else None
                if (country := told or (state[1] if state is not None else None)) is not None:
                    return country
    return None


def _home(knowledge: ActorKnowledge, alias: Alias) -> str | None:
    """The state that a state's name, an adjective, a people, an armed group or a metonym is of."""
    if alias.kind == "organisation":
        return knowledge.organisations[alias.key].country or None
    if alias.kind == "metonym":
        return knowledge.metonyms[alias.key].country
    return knowledge.peoples[alias.key].country or None if alias.kind == "people" else alias.key


def _tail(words: Line, head: Token, cast: Cast, kind: ActorKind, country: str | None) -> tuple[int, str | None] | None:
    """What behind a noun tells whose it is: (end offset, state). What an adjective before it told of the state counts first."""
    if country is None and (state := _of_state(words, head)) is not None and not (state[0] == head.end and _from_elsewhere(words, head)):
        return (state[0] if kind != "state" else head.end, state[1])
    served = _of_person(words.sentence, head, cast) if kind != "other" or head.lemma in words.knowledge.roles else None
    if served is not None:
        return served[0], country or served[1]
    if kind == "other":
        return None
    body = _of_body(words, head) or _of_matters(words.sentence, head)
    if body is None:
        return None
    return (_state_behind(words, body) if country is None else None) or (body, country)


def _state_behind(words: Line, end: int) -> tuple[int, str] | None:
    """Of which state a body with a long name is: "the Ministry of Foreign Affairs *of Uzbekistan*"."""
    at = next((k for k, w in enumerate(words.words) if w.start >= end), None)
    if at is None or words.piece(at) != "of":
        return None
    start = at + 1 + (words.piece(at + 1) == "the")
    hit = words.named(start, "country") if words.is_capital(start) else None
    return (words.words[hit[0] - 1].end, hit[1].key) if hit is not None else None


def _of_state(words: Line, head: Token) -> tuple[int, str] | None:
    """``of Russia``, ``in Bangladesh`` right behind the noun: (end offset, state); only ``of`` stays in the span."""
    at = next((k for k, w in enumerate(words.words) if w.token == head.i), None)
    if at is None:
        return None
    while at + 1 < len(words.words) and words.words[at + 1].token == head.i:
        at += 1
    preposition = words.piece(at + 1)
    if preposition not in {"of", "from", "in"}:
        return None
    start = at + 2 + (words.piece(at + 2) == "the")
    hit = words.named(start, "country", "metonym") if words.is_capital(start) else None
    country = _home(words.knowledge, hit[1]) if hit is not None else None
    if hit is None and preposition != "from" and words.is_capital(start) and head.lemma in words.knowledge.roles:
        at_home = _state_of_place(words, start)  # "police in *Lagos*"
        return (head.end, at_home) if at_home is not None else None
    if hit is None or country is None:
        return None
    return (words.words[hit[0] - 1].end if preposition == "of" else head.end, country)


def _from_elsewhere(words: Line, head: Token) -> bool:
    """Whether a word before the noun says that it is of other states than where it is: "several *European* leaders in Washington"."""
    before = f" {' '.join(t.text.lower() for t in phrase_tokens(words.sentence, head))} "
    return any(f" {word} " in before for word in (*words.knowledge.words.regions, *words.knowledge.words.elsewhere))


def _of_person(sentence: Sentence, head: Token, cast: Cast) -> tuple[int, str | None] | None:
    """``an aide to Pashinyan``, ``a spokesman for Merz``: (end offset, the state of whom they serve)."""
    for preposition in sentence.children(head, "prep"):
        if preposition.i == head.i + 1 and preposition.text in {"to", "for"}:
            for served in sentence.children(preposition, "pobj"):
                mention = cast.at(sentence.number, served.i)
                if mention is not None and mention.kind == "name":
                    return mention.end, country_of(cast, mention)
    return None


def _of_body(words: Line, head: Token) -> int | None:
    """Where ``the leaders of the G7`` ends: an organisation or a region whose members are meant."""
    at = next((k for k, w in enumerate(words.words) if w.token == head.i), None)
    if at is None or head.tag != "NNS" or words.piece(at + 1) != "of":
        return None
    start = at + 2 + (words.piece(at + 2) == "the")
    hit = words.named(start, "organisation") if words.is_capital(start) else None
    return words.words[hit[0] - 1].end if hit is not None else None


def _of_matters(sentence: Sentence, head: Token) -> int | None:
    """Where ``the Department of Foreign Affairs`` ends: a name of which the parser took the first word."""
    following = sentence.tokens[head.i + 1 :]
    if head.pos != "PROPN" or len(following) < 2 or following[0].text != "of" or not following[1].text[0].isupper():
        return None
    end = following[1].end
    for token, after in pairwise(following[2:]):
        joins = token.text in {"and", "&"} and after.text[0].isupper()
        if not joins and not (token.text[0].isupper() and token.pos == "PROPN"):
            break
        end = token.end
    return end


def _offices(sentence: Sentence, head: Token, knowledge: ActorKnowledge) -> Iterator[Token]:
    """What a name's owner does, told behind it: "Mazlum Kobani, *the Kurdish commander*"."""
    if head.pos == "PROPN" and any(c.pos == "PROPN" for c in sentence.children(head, "compound")):
        yield from (a for a in sentence.children(head, "appos") if a.pos == "NOUN" and a.lemma in knowledge.roles and a.tag == "NN")


def _kind(knowledge: ActorKnowledge, sentence: Sentence, head: Token) -> ActorKind:
    if any(_offices(sentence, head, knowledge)):
        return "person"
    role = knowledge.roles.get(head.lemma) or knowledge.roles.get(head.text.lower())
    if head.lemma in knowledge.words.acts_too and head.pos == "NOUN" and any(p.text == "of" for p in sentence.children(head, "prep")):
        return "other"
    if role is not None:
        return "group" if role.kind == "other" and head.tag == "NNS" else role.kind
    return "other"


def _owner_called(
    sentence: Sentence, inside: list[Token], kind: ActorKind, country: str | None, cast: Cast, knowledge: ActorKnowledge
) -> str | None:
    """The name of whoever a pronoun before the noun means: "his office" is Ruto's, "his government" Kenya's."""
    if inside[0].tag != "PRP$" or len(inside) < 2:
        return None
    if kind == "government" or inside[0].text.lower() == "its":
        return knowledge.countries[country].name if country else None
    mention = cast.at(sentence.number, inside[0].i)
    return cast.actors[mention.actors[0]].name if mention is not None and len(mention.actors) == 1 else None


def _unowned(words: Line, inside: list[Token], text: str) -> str:
    """The phrase without the words before its noun that tell of which state it is."""
    told = {t.i for t in inside if t.dep == "poss" for t in words.sentence.subtree(t)}
    named = {w.token for k, w in enumerate(words.words) if w.capital and words.named(k, "country", "demonym", "metonym") is not None}
    kept = [t for t in inside if t.i == inside[-1].i or t.i not in told | named]
    return " ".join(text[t.start : t.end] for t in kept)


def _bare(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].lower() in {"the", "a", "an", "this", "that", "some", "these", "those"}:
        words = words[1:]
    return " ".join(words)
