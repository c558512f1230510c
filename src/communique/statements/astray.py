"""Content clauses the parser hung elsewhere: an aside stands between cue and clause, or it took the clause for an adverbial one."""

from __future__ import annotations

from communique.model import Sentence, Token
from communique.statements.clauses import is_passive, trimmed
from communique.statements.frames import Found

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTING = frozenset({"“", "”", '"', "``", "''"})
_SET_OFF = frozenset({",", "-", "—", "–"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def astray(sentence: Sentence, cue: Token) -> Found | None:
    """The clause that a verb of saying takes without being its head in the parse."""
    return _behind_a_phrase(sentence, cue) or _taken_for_adverbial(sentence, cue)


def _behind_a_phrase(sentence: Sentence, cue: Token) -> Found | None:
    """ "told him in a call on Friday that …", "insists, as she did in May, that …": the "that" which nothing before it can take."""
    marker = next((t for t in sentence.tokens[cue.i + 1 :] if t.text.lower() == "that" and t.tag == "IN"), None)
    if marker is None:
        return None
    between = tuple(t for t in sentence.tokens[cue.i + 1 : marker.i] if t.text not in _QUOTING)
    clause = sentence.head(marker)
    between = _without_citing(sentence, between)
    if clause.i < marker.i or not (_is_aside(between) or _only_phrases(between)):
        return None
    if clause.dep in {"ccomp", "xcomp"} and sentence.head(clause).i < cue.i:  # "told her, aides said, that …": what was told
        return None
    inside = trimmed([t for t in sentence.subtree(clause) if t.i >= marker.i])
    return Found(inside, "clause", clause) if inside is not None else None


def _without_citing(sentence: Sentence, between: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without ", citing an official," before the "that" of what is reported."""
    first = next((n for n, t in enumerate(between) if t.tag == "VBG" and n > 0 and between[n - 1].text == ","), None)
    if first is None or between[-1].text != "," or any(t.pos == "VERB" for t in between[first + 1 :]):
        return between
    return between[: first - 1] or between[first:first]


def _is_aside(between: tuple[Token, ...]) -> bool:
    set_off = len(between) > 2 and between[0].text in _SET_OFF and between[-1].text in _SET_OFF
    return set_off and not any(t.text in {",", ";"} for t in between[1:-1])


def _only_phrases(between: tuple[Token, ...]) -> bool:
    """Whether only whom it was told, and when and where, stands between."""
    return bool(between) and all(t.pos not in {"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"} for t in between)


def _taken_for_adverbial(sentence: Sentence, cue: Token) -> Found | None:
    """ "said after the vote he would go": a clause with a subject of its own and no word before it that tells when or why."""
    if is_passive(sentence, cue):
        return None
    for clause in sentence.children(cue, "advcl", "ccomp"):
        subject = next((t for t in sentence.children(clause) if t.dep in _SUBJECTS and t.i < clause.i), None)
        if clause.i < cue.i or subject is None or not _is_finite(sentence, clause):
            continue
        first = sentence.subtree(subject)[0]
        before = [t for t in sentence.subtree(clause) if t.i < first.i]
        asked = bool(before) and before[0].tag == "WRB" and before[0].i == cue.i + 1 and sentence.child(cue, "neg") is not None
        if asked or all(_tells_when(sentence, t) for t in before):
            inside = trimmed([t for t in sentence.subtree(clause) if asked or t.i >= first.i])
            return Found(inside, "clause", clause) if inside is not None else None
    return None


def _is_finite(sentence: Sentence, clause: Token) -> bool:
    return clause.tag in _FINITE or any(t.tag in _FINITE for t in sentence.children(clause, "aux", "auxpass"))


def _tells_when(sentence: Sentence, token: Token) -> bool:
    """A preposition or a word of its phrase, before the subject: "after the vote", "in Geneva on Friday"."""
    return token.pos not in {"VERB", "AUX", "SCONJ", "PUNCT"} and token.dep not in {"mark", "advmod", "cc"}
