"""Names that parsers break: a first name taken for a preposition, an owner in the place of what it owns, a subject taken for an aside."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_name, below, hung, placed

_IN_A_NAME = frozenset({"PROPN", "PUNCT"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_HELD = frozenset({"dobj", "oprd", "dative"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def with_names(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with names whole: "*Barack* Obama and Raul Castro had spoken", "and South Korea's *Moon Jae-in* met"."""
    for token in tokens:
        if token.dep == "prep" and token.text[:1].isupper() and token.text.lower() not in word_lists()["prepositions"]:
            tokens = _first_name(tokens, token)
        elif token.dep == "appos" and token.tag == "NNP" and tokens[token.head].dep == "pobj":
            tokens = _subject(tokens, token)
        elif token.dep == "conj" and token.tag == "NNP" and tokens[token.head].pos == "VERB":
            tokens = _one_more(tokens, token)
        elif token.text in ("'s", "’s") and token.dep == "case" and tokens[token.head].dep != "poss":
            tokens = _owned(tokens, token)
    return tokens


def _first_name(tokens: tuple[Token, ...], first: Token) -> tuple[Token, ...]:
    """A name whose first word is taken for a preposition, in the place of the phrase: as the subject of a verb that has none."""
    last = next((t for t in tokens if t.head == first.i and t.dep == "pobj" and t.tag == "NNP"), None)
    verb = tokens[first.head]
    if last is None or last.i < first.i or any(t.tag != "NNP" for t in tokens[first.i + 1 : last.i]):
        return tokens
    if first.i > verb.i or not _lacks_subject(tokens, verb):
        return tokens
    made = list(tokens)
    for t in tokens:
        if t.head == first.i and t.i not in (first.i, last.i):
            made[t.i] = hung(t, t.dep, last.i)
    made[last.i] = hung(last, "nsubj", verb.i)
    made[first.i] = as_name(hung(first, "compound", last.i))
    return tuple(made)


def _one_more(tokens: tuple[Token, ...], name: Token) -> tuple[Token, ...]:
    """A name that is joined to a verb, beside the one that the verb acts on: "telephoned Moon Jae-in *and Shinzo Abe*"."""
    verb = tokens[name.head]
    held = [t for t in tokens[verb.i + 1 : name.i] if t.head == verb.i and t.dep in _HELD and (t.tag == "NNP" or _is_joined(tokens, t.i))]
    between = tokens[held[-1].i + 1 : name.i] if held else ()
    if not held or any(t.pos == "VERB" for t in between) or any(t.head == name.i and t.dep in _SUBJECTS for t in tokens):
        return tokens
    made = list(tokens)
    made[name.i] = hung(name, "conj", held[-1].i)
    for t in between:
        if t.head == verb.i and t.dep == "cc":
            made[t.i] = hung(t, "cc", held[-1].i)
    return tuple(made)


def _lacks_subject(tokens: tuple[Token, ...], verb: Token) -> bool:
    return verb.pos in ("VERB", "AUX") and not any(t.head == verb.i and t.dep in _SUBJECTS for t in tokens)


def _subject(tokens: tuple[Token, ...], name: Token) -> tuple[Token, ...]:
    """Who acts, behind a circumstance and a comma: "During his visit to Almaty, *Minister* Ararat Mirzoyan had a meeting"."""
    own = below(tokens, name)
    if tokens[own[0] - 1].text != "," or own[-1] + 1 >= len(tokens) or own != list(range(own[0], own[-1] + 1)):
        return tokens
    behind = tokens[own[-1] + 1]
    verb = tokens[behind.head] if behind.dep in ("aux", "auxpass") else behind
    finite = behind.tag in _FINITE or behind.tag == "MD"
    if not finite or verb.dep not in ("ROOT", "conj", "ccomp") or not _lacks_subject(tokens, verb):
        return tokens
    passive = any(t.head == verb.i and t.dep == "auxpass" for t in tokens)
    return placed(tokens, hung(name, "nsubjpass" if passive else "nsubj", verb.i))


def _owned(tokens: tuple[Token, ...], mark: Token) -> tuple[Token, ...]:
    """What stands behind "'s" in the place of its owner, where the parse leaves it a stray part of a name."""
    owner = tokens[mark.head]
    end = mark.i
    while end + 1 < len(tokens) and (tokens[end + 1].pos in _IN_A_NAME or _is_joined(tokens, end + 1)):
        end += 1
    name = range(mark.i + 1, end + 1)
    goes_on = end + 1 < len(tokens) and tokens[end + 1].pos in ("NOUN", "ADJ")
    if not name or goes_on or mark.i != owner.i + 1 or tokens[mark.i + 1].tag != "NNP" or tokens[end].pos == "PUNCT" or owner.head in name:
        return tokens
    made = list(tokens)
    for t in tokens:
        if t.i in name[:-1] and t.head not in name:
            made[t.i] = hung(t, "compound", end)
        elif t.head == owner.i and t.i > end:
            made[t.i] = hung(t, t.dep, end)
    own = owner.head if owner.head != owner.i else end
    made[end] = as_name(hung(tokens[end], owner.dep, own))
    made[owner.i] = hung(owner, "poss", end)
    return tuple(made)


def _is_joined(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a word is the small second half of a name: the *in* of "Moon Jae-in"."""
    before = tokens[i - 1]
    return before.text == "-" and before.end == tokens[i].start and tokens[i - 2].pos == "PROPN" and tokens[i - 2].end == before.start
