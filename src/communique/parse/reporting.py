"""``said on Wednesday he would meet``: the day is when it was said, though parsers hang it from what was said."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import below, hung

_CLAUSES = frozenset({"ccomp", "advcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_ASIDES = frozenset({"prep", "npadvmod"})
_OWN = frozenset({"dobj", "dative", "prep", "npadvmod", "advmod", "prt"})


def with_own_times(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with each phrase between a verb of saying and its clause's subject as the verb's own."""
    moved = {i: cue for cue in tokens if cue.lemma in word_lists()["saying"] and cue.pos == "VERB" for i in _misplaced(tokens, cue)}
    if not moved:
        return tokens
    return tuple(hung(t, t.dep, moved[t.i].i) if t.i in moved else t for t in tokens)


def _misplaced(tokens: tuple[Token, ...], cue: Token) -> list[int]:
    clause = next((t for t in tokens[cue.i + 1 :] if t.head == cue.i and t.dep in _CLAUSES), None)
    subject = next((t for t in tokens if clause is not None and t.head == clause.i and t.dep in _SUBJECTS and t.i > cue.i), None)
    if clause is None or subject is None:
        return []
    start = min(below(tokens, subject))
    between = [t for t in tokens[cue.i + 1 : start] if t.head in (cue.i, clause.i)]
    if any(t.text in (",", ":", "“", '"') for t in tokens[cue.i + 1 : start]) or not all(_belongs(t, cue, clause) for t in between):
        return []
    phrases = [t for t in between if t.head == clause.i and t.dep in _ASIDES]
    ahead = any(tokens[i].text.lower() in word_lists()["still_ahead"] for t in phrases for i in below(tokens, t))
    return [] if ahead else [t.i for t in phrases]


def _belongs(token: Token, cue: Token, clause: Token) -> bool:
    """Whether a word between both may stand there: the cue's own parts, or a phrase given to the clause; a *that* opens the clause."""
    return token.dep in (_OWN if token.head == cue.i else _ASIDES)
