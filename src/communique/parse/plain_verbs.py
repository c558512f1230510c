"""Verbs with a subject and an object that the parser takes for a noun or for what describes its object: "Unions *plan* a strike", "Aides
said the police *tortured* prisoners"."""

from __future__ import annotations

from communique.knowledge.actors import load_actors
from communique.knowledge.events import load_events
from communique.model import Token
from communique.parse.tokens import as_name, as_noun, as_verb, hung
from communique.parse.verbs import base

_PAST = frozenset({"VBN", "VBD"})
_SUBJECT = frozenset({"nsubj"})


def with_plain_verbs(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with such words as the verbs that they are."""
    tokens = _with_opening_noun(_with_opening_name(tokens))
    for token in tokens:
        if token.pos == "NOUN" and token.dep in ("ROOT", "ccomp") and _acts_on(tokens, token):
            tokens = _as_present(tokens, token)
        elif token.dep == "amod" and token.tag in _PAST and _describes_no_one(tokens, token):
            tokens = _as_past(tokens, token)
    return tokens


def _with_opening_name(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a state's name that is taken for the verb as the subject of the one behind it: "*Denmark* froze aid to Chad"."""
    if len(tokens) < 3 or tokens[0].dep != "ROOT" or tokens[0].pos != "VERB" or tokens[1].dep != "amod" or tokens[1].tag not in _PAST:
        return tokens
    name, verb, held = tokens[0], tokens[1], tokens[tokens[1].head]
    if held.head != 0 or not any(r.kind in ("country", "metonym") for r in load_actors().readings(name.text)):
        return tokens
    found = [hung(t, t.dep, 1) if t.head == 0 else t for t in tokens]
    found[0] = hung(as_name(name), "nsubj", 1)
    found[1] = as_verb(verb, verb.lemma, "VBD", "ROOT", 1)
    found[held.i] = hung(held, "dobj", 1)
    return tuple(found)


def _with_opening_noun(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a noun that is taken for an infinitive as the subject that it is: "*Aid* to Niger was cut"."""
    word = tokens[0]
    subject = {"csubj": "nsubj", "csubjpass": "nsubjpass"}.get(word.dep)
    acts = any(t.head == 0 and t.i and t.dep not in ("prep", "amod", "compound", "det") for t in tokens)
    if subject is None or word.tag != "VB" or acts:
        return tokens
    return (hung(as_noun(word, word.text.lower(), plural=False), subject, word.head), *tokens[1:])


def _acts_on(tokens: tuple[Token, ...], noun: Token) -> bool:
    """Whether a noun that a verb is spelt like has a subject before it and an object behind it, and no verb of its own."""
    below = [t for t in tokens if t.head == noun.i and t.i != noun.i]
    subject = any(t.dep in _SUBJECT and t.i < noun.i for t in below)
    held = any(t.dep == "dobj" and t.i > noun.i for t in below)
    told = any(t.dep in ("cop", "aux", "det", "poss", "amod", "relcl") and t.i < noun.i for t in below)
    return subject and held and not told and _base(noun) is not None


def _base(noun: Token) -> str | None:
    """The verb that a word is spelt like, if it is a trigger: "plan", "petition*ed*"."""
    return noun.lemma if ("verb", noun.lemma) in load_events().by_word else base(noun.text.lower())


def _as_present(tokens: tuple[Token, ...], noun: Token) -> tuple[Token, ...]:
    head = noun.i if noun.dep == "ROOT" else noun.head
    tag = "VBD" if noun.text.endswith("ed") else "VBP" if noun.tag == "NN" else "VBZ"
    verb = as_verb(noun, _base(noun) or noun.lemma, tag, noun.dep, head)
    return (*tokens[: noun.i], verb, *tokens[noun.i + 1 :])


def _describes_no_one(tokens: tuple[Token, ...], participle: Token) -> bool:
    """Whether what is said to describe a noun has a subject of its own, and stands behind a verb that takes a clause."""
    noun = tokens[participle.head]
    above = tokens[noun.head]
    own = [t for t in tokens if t.head == participle.i and t.dep in _SUBJECT and t.i < participle.i]
    beside = noun.dep == "dobj" and noun.i > participle.i and above.pos == "VERB" and all(t.i > above.i for t in own)
    return bool(own) and beside


def _as_past(tokens: tuple[Token, ...], participle: Token) -> tuple[Token, ...]:
    noun = tokens[participle.head]
    found = list(tokens)
    for t in tokens:
        if t.head == noun.i and t.i > noun.i and t.dep in ("prep", "npadvmod", "advmod", "advcl"):
            found[t.i] = hung(t, t.dep, participle.i) if t.text != "of" else t
    found[participle.i] = as_verb(participle, participle.lemma, "VBD", "ccomp", noun.head)
    found[noun.i] = hung(noun, "dobj", participle.i)
    return tuple(found)
