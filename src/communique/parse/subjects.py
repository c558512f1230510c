"""Names that parsers give to what stands beside them: to a day before them, to what two own."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import hung, placed

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def with_subjects(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with its names where they belong."""
    for token in tokens:
        if token.dep == "pobj" and token.pos == "PROPN":
            tokens = _behind_day(tokens, token)
        elif token.dep == "conj" and token.pos == "NOUN":
            tokens = _owned_by_both(tokens, token)
        elif token.dep == "nsubj" and token.text.lower() == "whom":
            tokens = _acted_on(tokens, token)
    return tokens


def _acted_on(tokens: tuple[Token, ...], whom: Token) -> tuple[Token, ...]:
    """ "Mr Bo, *whom* Mr Xi rang": never who acts, but who is acted on."""
    below = [t for t in tokens if t.head == whom.head and t is not whom]
    acts = any(t.dep in _SUBJECTS and t.i > whom.i for t in below)
    return placed(tokens, hung(whom, "dobj", whom.head)) if acts and not any(t.dep == "dobj" for t in below) else tokens


def _behind_day(tokens: tuple[Token, ...], name: Token) -> tuple[Token, ...]:
    """ "On Friday *Mr Bo* had sent letters": he is the subject, and no part of the day."""
    opening = tokens[name.head]
    verb = tokens[opening.head]
    day = next((t for t in tokens[: name.i] if t.head == name.i and t.text.lower() in word_lists()["days_and_months"]), None)
    if day is None or opening.i != 0 or day.i != 1 or verb.pos != "VERB" or verb.i < name.i:
        return tokens
    if any(t.head == verb.i and t.dep in _SUBJECTS for t in tokens):
        return tokens
    suffering = any(t.head == verb.i and t.dep == "auxpass" for t in tokens)
    tokens = placed(tokens, hung(day, "pobj", opening.i))
    return placed(tokens, hung(name, "nsubjpass" if suffering else "nsubj", verb.i))


def _owned_by_both(tokens: tuple[Token, ...], noun: Token) -> tuple[Token, ...]:
    """ "It was *Mr Bo and Mr Xi's* first meeting": the meeting of both, not Mr Bo and a meeting."""
    first = tokens[noun.head]
    second = next((t for t in tokens[first.i : noun.i] if t.head == noun.i and t.dep == "poss" and t.pos == "PROPN"), None)
    joint = next((t for t in tokens[first.i : noun.i] if t.head == first.i and t.dep == "cc"), None)
    if noun.lemma not in word_lists()["contact_words"] or first.pos != "PROPN" or second is None or joint is None:
        return tokens
    above = noun.i if first.head == first.i else first.head
    tokens = placed(tokens, hung(noun, first.dep, above))
    tokens = placed(tokens, hung(first, "poss", noun.i))
    return placed(tokens, hung(second, "conj", first.i))
