"""The prepositional phrases below a word: what stands behind *in*, *with*, *to*. Attachment is unsure, so the way down counts."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.match import mending
from communique.match.syntax import CLAUSAL, REPORTING, coordination, is_verb, remembered
from communique.model import Sentence, Token

PHRASAL = frozenset({"prep", "dative", "agent"})


def prepositional(sentence: Sentence, top: Token, preposition: str) -> tuple[Token, ...]:
    """Objects of that preposition below ``top``, clauses left out; only the shallowest, since attachment is unsure."""
    return phrases(sentence, top).get(preposition, ())


@remembered
def phrases(sentence: Sentence, top: Token) -> dict[str, tuple[Token, ...]]:
    """The objects of every preposition below ``top``, the shallowest of each: one walk serves all slots of all frames."""
    found: dict[str, tuple[Token, ...]] = {}
    depths: dict[str, int] = {}
    for path, phrase in _below(sentence, top):
        preposition = phrase.text.lower()
        if depths.setdefault(preposition, len(path)) == len(path):
            named = (c for o in held_by(sentence, phrase) for c in coordination(sentence, o))
            found[preposition] = (*found.get(preposition, ()), *named)
    return found


def at_any_depth(sentence: Sentence, top: Token, preposition: str) -> tuple[Token, ...]:
    """The objects of all of a preposition's phrases below ``top``, the shallowest first."""
    below = (p for _, p in _below(sentence, top) if p.text.lower() == preposition)
    return tuple(c for p in below for o in held_by(sentence, p) for c in coordination(sentence, o))


def _below(sentence: Sentence, top: Token) -> list[tuple[tuple[int, ...], Token]]:
    """The prepositions below ``top`` with the way down to each, the shallowest first."""
    ways = ((_path(sentence, sentence.head(_first_of(sentence, p)), top), p) for p in _prepositions(sentence))
    return sorted(((w, p) for w, p in ways if w is not None), key=lambda r: (len(r[0]), r[0], r[1].i))


def held_by(sentence: Sentence, preposition: Token) -> tuple[Token, ...]:
    """The objects of a preposition; where the parser gave its noun to an infinitive ("spoke with Mr Kishida to coordinate"), that noun."""
    held = sentence.children(preposition, "pobj")
    if held:
        return held
    if preposition.text.lower() != "with":
        return mending.held_otherwise(sentence, preposition)
    stolen = (t for t in sentence.tokens[preposition.i + 1 :] if t.dep == "nsubj" and t.pos in ("PROPN", "NOUN"))
    subject = next(stolen, None)
    if subject is None or sentence.subtree(subject)[0].i != preposition.i + 1:
        return ()
    return (subject,) if any(a.text == "to" for a in sentence.children(sentence.head(subject), "aux")) else ()


def _goes_with(sentence: Sentence, token: Token) -> bool:
    """Whether a preposition is said again: "talked with Mrs Merkel *and with* Mr Macron"."""
    return token.dep == "conj" and token.pos == "ADP" and sentence.head(token).text.lower() == token.text.lower()


def _first_of(sentence: Sentence, preposition: Token) -> Token:
    while _goes_with(sentence, preposition):
        preposition = sentence.head(preposition)
    return preposition


def _prepositions(sentence: Sentence) -> tuple[Token, ...]:
    """The words of a sentence that open a prepositional phrase; "according to the palace" has no party."""
    known: tuple[Token, ...] | None = sentence.__dict__.get("_prepositions")
    if known is None:
        opening = (t for t in sentence.tokens if (t.dep in PHRASAL or _goes_with(sentence, t)) and t.head != t.i and held_by(sentence, t))
        kept = [t for t in opening if sentence.head(t).text.lower() not in REPORTING and not _hides(sentence, t)]
        known = sentence.__dict__["_prepositions"] = tuple(kept)
    return known


def _hides(sentence: Sentence, preposition: Token) -> bool:
    """Whether a phrase holds nobody and would hide others: "sanctions on Chad ended *on Monday*", "with Bo *with the help of Xi*"."""
    held = sentence.children(preposition, "pobj")
    if preposition.text.lower() == "with":
        return any(t.lemma in word_lists()["partaking"] for t in held)
    return bool(held) and all(t.text.lower() in word_lists()["days_and_months"] for t in held)


def _path(sentence: Sentence, token: Token, top: Token) -> tuple[int, ...] | None:
    """The tokens from below ``top`` down to ``token``; None where it does not hang there, or looking must stop on the way."""
    path: list[int] = []
    while token.i != top.i:
        above = sentence.head(token)
        if above.i == token.i or _closed(above, token, top):
            return None
        path.append(token.i)
        token = above
    return tuple(reversed(path))


def _closed(parent: Token, child: Token, top: Token) -> bool:
    """Whether looking for a phrase of ``top`` must stop before ``child``."""
    if child.dep in CLAUSAL or (child.dep == "conj" and is_verb(child)):
        return True
    return parent.i == top.i and (child.dep == "nsubj" or (child.dep == "nsubjpass" and not is_verb(top)))
