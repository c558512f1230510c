"""Present-tense verbs of headlines that parsers take for nouns put right: "Armenia *initials* accord", "Police *quiz* two Serbs".

A headline has no full stop and no other verb of its own; before the verb stand only names and nouns, behind it begins another noun phrase.
Words that are as often nouns ("Iran *talks* deadline") stay what they are unless an article, an adjective or a name follows.
"""

from __future__ import annotations

from functools import cache

from communique.knowledge.events import load_events
from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_noun, as_verb, hung

_ENDS = frozenset({".", "?", "!", "”", '"', ":", ";"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "DET"})
_JOINING = frozenset({",", "and", "&"})
_PHRASE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "DT", "PRP$", "POS", "HYPH"})
_PLAIN = frozenset({"NN", "NNS"})
_LEADING = frozenset({"VBP", "IN", "RP", "TO"})
_VERBS = frozenset({"VBZ", "VBD", "VBP", "MD"})


def with_headline_verb(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a headline, with the verb behind its opening names as the head of all."""
    if len(tokens) < 3 or tokens[-1].text in _ENDS:
        return tokens
    at = _opening(tokens)
    verb = next((t for t in tokens[1 : at + 1] if _is_verb(tokens, t)), None)
    if verb is None:
        return tokens
    end = _phrase_end(tokens, verb.i + 1)
    return _mended(tokens, verb, end) if _fits(tokens, verb, end) else tokens


def _opening(tokens: tuple[Token, ...]) -> int:
    """How far names and nouns, joined or owned, reach from the beginning."""
    named = (t.i for t in tokens if t.pos not in _NAMING and t.text not in _JOINING and t.tag not in ("POS", "HYPH"))
    return min(next(named, len(tokens)), len(tokens) - 2)


def _is_verb(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether a word is a verb in the present that agrees with what stands before it, and begins what it acts on."""
    before, behind = tokens[token.i - 1], tokens[token.i + 1]
    if not token.text.islower() or before.pos not in ("PROPN", "NOUN") or behind.tag == "POS" or token.tag == "MD":
        return False
    base = _base(token.text)
    if base is None or (
        token.tag in ("VBZ", "VBP") and token.dep == "ROOT" and any(t.dep == "nsubj" and t.head == token.i for t in tokens)
    ):
        return False
    several = before.tag in ("NNS", "NNPS") or before.text == "police" or any(t.text in ("and", "&", ",") for t in tokens[: token.i])
    if (base == token.text) != several:
        return False
    opens = behind.tag in ("DT", "CD", "PRP$", "NNP", "NNPS") or (behind.tag == "JJ" and behind.text[:1].isupper())
    goes_on = behind.tag in _PLAIN or behind.tag in _LEADING or token.tag == "VBZ"
    return opens or (base not in _nouns() and goes_on and (not several or behind.tag in _PLAIN))


@cache
def _base(form: str) -> str | None:
    """The trigger that a form of the present is of ("initials" → "initial"), if it is one's."""
    bases = (form.removesuffix("s"), form.removesuffix("es"), f"{form.removesuffix('ies')}y" if form.endswith("ies") else form)
    return next((b for b in bases if ("verb", b) in load_events().by_word), None)


@cache
def _nouns() -> frozenset[str]:
    """Verbs whose present is as often a plural."""
    return frozenset(word for part, word in load_events().by_word if part == "noun") | word_lists()["plurals"]


def _phrase_end(tokens: tuple[Token, ...], start: int) -> int:
    """Where the noun phrase that begins at ``start`` ends; a bare verb right there is its noun ("withdraws *offer*")."""
    i = start
    while i < len(tokens) and (tokens[i].tag in _PHRASE or (i == start and tokens[i].tag == "VBP")):
        i += 1
    return i


def _fits(tokens: tuple[Token, ...], verb: Token, end: int) -> bool:
    """Whether no other verb tells what happens, and the head of all is not behind what the verb acts on."""
    inside = range(verb.i, end)
    root = next(t for t in tokens if t.dep == "ROOT")
    told = (t for t in tokens if t.tag in _VERBS and t.i not in inside and t.dep not in ("relcl", "advcl", "acl", "ccomp", "parataxis"))
    return root.i < max(end, verb.i + 1) and not any(told) and not any(t.dep in ("nsubj", "nsubjpass") and t.i >= end for t in tokens)


def _mended(tokens: tuple[Token, ...], verb: Token, end: int) -> tuple[Token, ...]:
    found = list(tokens)
    _join(found, verb.i)
    nouns = [t for t in tokens[verb.i + 1 : end] if t.pos in ("NOUN", "PROPN") or t.tag == "VBP"]
    acted = nouns[-1] if nouns else None
    for t in tokens[verb.i + 1 :]:
        if acted is not None and t.i < end and t.i != acted.i:
            inside = verb.i < t.head < end and t.dep != "ROOT"
            found[t.i] = t if inside else hung(t, "compound" if t.dep in ("ROOT", "dobj", "nsubj") else t.dep, acted.i)
        elif t.i >= end and t.head <= verb.i:
            found[t.i] = hung(t, t.dep if t.dep != "ROOT" else "dep", verb.i)
    if acted is not None:
        noun = acted if acted.tag != "VBP" else as_noun(acted, acted.text, plural=False)
        found[acted.i] = hung(noun, "dobj", verb.i)
    found[verb.i] = as_verb(verb, _base(verb.text) or verb.lemma, "VBP" if _base(verb.text) == verb.text else "VBZ", "ROOT", verb.i)
    return tuple(found)


def _join(found: list[Token], verb: int) -> None:
    """Hang the names before the verb as its subject, each joined to the first."""
    breaks = [i for i in range(verb) if found[i].text in _JOINING]
    heads = [i - 1 for i in (*breaks, verb) if i > 0 and found[i - 1].text not in _JOINING]
    for i in range(verb):
        head = next(h for h in heads if h >= i) if i not in breaks else heads[0]
        if i == heads[0]:
            found[i] = hung(found[i], "nsubj", verb)
        elif i in heads:
            found[i] = hung(found[i], "conj", heads[0])
        elif i in breaks:
            found[i] = hung(found[i], "punct" if found[i].text == "," else "cc", heads[0])
        elif i + 1 < verb and found[i + 1].tag == "POS":
            found[i] = hung(found[i], "poss", head)
        elif found[i].tag == "POS":
            found[i] = hung(found[i], "case", i - 1)
        else:
            found[i] = hung(found[i], found[i].dep if found[i].dep in ("amod", "det", "nummod") else "compound", head)
