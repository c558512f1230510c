"""Pronouns that come before the name: "As *he* welcomed Ms Li, *Mr Bo* said …"."""

from __future__ import annotations

from collections.abc import Sequence

from communique.actors.memory import Member, Memory
from communique.actors.offices import office_holder
from communique.actors.persons import introduce, surname
from communique.actors.phrases import Phrase
from communique.actors.spans import head_of
from communique.actors.words import Line
from communique.model import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_LEADING = frozenset({"advcl", "prep"})


def named_ahead(memory: Memory, read: Line, phrase: Phrase, following: Sequence[Phrase]) -> Member | None:
    """Whom a pronoun in the phrase or clause that opens a sentence means: the subject of the sentence, where that is a person named."""
    pronoun = memory.knowledge.words.pronouns[phrase.key or ""]
    if pronoun.person != "third" or pronoun.number == "many":
        return None
    subject = _subject_behind(read, read.token(phrase.start))
    named = next((p for p in following if subject is not None and head_of(read.sentence, p, read) == subject), None)
    member = _meant(memory, read, named) if named is not None else None
    fits = member is not None and member.kind == "person" and member.gender in ("", pronoun.gender)
    return member if fits else None


def _subject_behind(read: Line, token: Token) -> Token | None:
    """The subject of the main verb, where the pronoun stands in what opens the sentence before it."""
    root = read.sentence.root
    path = [token, *read.sentence.ancestors(token)]
    top = next((t for t in path if t.head == root.i and t.i != root.i), None)
    subject = read.sentence.child(root, *_SUBJECTS)
    if top is None or subject is None or top.dep not in _LEADING or not top.i < subject.i:
        return None
    return subject if token.i < subject.i else None


def _meant(memory: Memory, read: Line, phrase: Phrase) -> Member | None:
    if phrase.kind == "office":
        held = office_holder(memory, phrase)
        return held[0] if held else None
    return introduce(memory, read, phrase) or surname(memory, read, phrase) if phrase.kind == "person" else None
