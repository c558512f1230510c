"""What *it* and *they* may stand for: the subjects before them, the nearest first. Knows grammar, not who is a person."""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.lists import word_lists
from communique.match import syntax
from communique.model import Parse, Sentence, Token

STANDING_IN = frozenset({"it", "they", "them"})
# How many sentences back.
REACH = 2


def stood_for(parse: Parse, sentence: Sentence, pronoun: Token) -> Iterator[tuple[Sentence, tuple[Token, ...]]]:
    """The subjects that a pronoun may stand for, each with its sentence: of the clauses above it, then of the sentences before."""
    verb = syntax.clause_of(sentence, pronoun)
    if pronoun.dep in ("nsubj", "nsubjpass") and verb.lemma in word_lists()["empty"]:
        return
    own = {t.i for t in syntax.surface_subject(sentence, verb)}
    for _, above in syntax.path_up(sentence, verb):
        subjects = syntax.surface_subject(sentence, above) if syntax.is_verb(above) else ()
        if subjects and all(t.i < pronoun.i and t.i not in own for t in subjects):
            yield sentence, subjects
    for earlier in _before(parse, sentence):
        if subjects := _main_subjects(earlier):
            yield earlier, subjects


def _before(parse: Parse, sentence: Sentence) -> Iterator[Sentence]:
    """The sentences right before, in this paragraph and the one before it."""
    for number in range(sentence.number - 1, max(-1, sentence.number - 1 - REACH), -1):
        if sentence.paragraph - parse.sentences[number].paragraph > 1:
            return
        yield parse.sentences[number]


def _main_subjects(sentence: Sentence) -> tuple[Token, ...]:
    """The subject of a sentence; of "Kenya has paid, the ministry said" that of what is said."""
    root = next((t for t in sentence.tokens if t.head == t.i and syntax.is_verb(t)), None)
    if root is None:
        return ()
    told = next((c for c in sentence.children(root, "ccomp") if c.i < root.i), None)
    return syntax.surface_subject(sentence, told if told is not None else root)
