"""Phrases that parsers hang from the wrong side of a comma, a bracket or an *and*: put where they belong."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_noun, below, hung, placed, upwards

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_FINITE_PRESENT = frozenset({"VBP", "VB"})


def with_joints(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with its phrases where they belong."""
    for token in tokens:
        if token.dep == "conj" and token.tag == "IN":
            tokens = _alike(tokens, token)
        elif token.dep == "conj" and token.tag in ("VBG", "NN") and token.text in ("meeting", "speaking"):
            tokens = _of_those_before(tokens, token)
        elif token.dep == "acl" and token.tag == "VBN" and token.lemma in word_lists()["holding"] and tokens[token.head].pos == "PROPN":
            tokens = _of_contact(tokens, token)
        elif token.dep == "conj" and token.pos == "PROPN" and tokens[token.head].dep == "pobj":
            tokens = _beside_person(tokens, token)
        elif token.text == ")":
            tokens = _behind_bracket(tokens, token)
        elif token.dep == "dobj" and token.pos == "NOUN" and tokens[token.head].i < token.i:
            tokens = _explained(tokens, token)
        elif token.tag in _FINITE_PRESENT and token.dep == "advcl":
            tokens = _as_contact(tokens, token)
        elif token.tag == "VBN" and token.dep == "advcl":
            tokens = _before_having(tokens, token)
        elif token.text.lower() == "following" and token.tag == "VBG":
            tokens = _as_after(tokens, token)
    return tokens


def _as_after(tokens: tuple[Token, ...], word: Token) -> tuple[Token, ...]:
    """ "lifted tariffs *following talks* with Ms Li": a preposition of the verb; "envoys *following the talks* said" are envoys who do."""
    noun = next((t for t in tokens[word.i + 1 : word.i + 8] if t.head == word.i and t.dep == "dobj"), None)
    verb = next((t for t in upwards(tokens, tokens[word.head]) if t.pos == "VERB"), None)
    own = any(t.head == word.i and t.dep in _SUBJECTS for t in tokens) or word.head == word.i
    beside = tokens[word.head].dep in _SUBJECTS and tokens[word.i - 1].text != ","
    if noun is None or verb is None or own or beside:
        return tokens
    tokens = placed(tokens, Token(word.i, word.start, word.end, word.text, "follow", "ADP", "IN", "prep", verb.i))
    return placed(tokens, hung(noun, "pobj", word.i))


def _alike(tokens: tuple[Token, ...], second: Token) -> tuple[Token, ...]:
    """ "discussed it with Mr Bo on Monday and *with* Mr Xi": beside the *with* before, not beside the *on*."""
    first = tokens[second.head]
    if first.tag != "IN":
        return tokens
    if (later := _later(tokens, first, second)) is not None:
        held = next((t for t in tokens if t.head == later.i and t.dep == "pobj"), later)
        return placed(placed(tokens, hung(later, "conj", first.i)), hung(second, "prep", held.i))
    if first.text.lower() == second.text.lower():
        return tokens
    before = (t for t in reversed(tokens[: first.i]) if t.dep == "prep" and t.text.lower() == second.text.lower())
    own = next((t for t in before if first.head in (t.head, tokens[t.head].head)), None)
    if own is None:
        return tokens
    joint = next((t for t in tokens[first.i : second.i] if t.dep == "cc" and t.head == first.i), None)
    tokens = placed(tokens, hung(second, "conj", own.i))
    return placed(tokens, hung(joint, "cc", own.i)) if joint is not None else tokens


def _later(tokens: tuple[Token, ...], first: Token, second: Token) -> Token | None:
    """The *with* that goes with the one before: "spoke on Monday with Mr Bo and on Tuesday *with* Mr Xi"; the second day is of what it
    holds."""
    return next((t for t in tokens[second.i :] if t.head == second.i and t.dep == "prep" and t.text.lower() == first.text.lower()), None)


def _of_those_before(tokens: tuple[Token, ...], doing: Token) -> tuple[Token, ...]:
    """ "Mr Bo and Mr Xi, *meeting* in Rome, agreed": what they do, not a third one."""
    if tokens[doing.head].pos != "PROPN" or tokens[doing.i - 1].text != ",":
        return tokens
    lemma = "meet" if doing.text == "meeting" else "speak"
    return placed(tokens, Token(doing.i, doing.start, doing.end, doing.text, lemma, "VERB", "VBG", "acl", doing.head))


def _of_contact(tokens: tuple[Token, ...], held: Token) -> tuple[Token, ...]:
    """ "Mr Bo's talks with Mr Xi, *held* by phone": the talks were."""
    words = word_lists()["contact_words"]
    noun = next((t for t in upwards(tokens, tokens[held.head]) if t.lemma in words), None)
    return placed(tokens, hung(held, "acl", noun.i)) if noun is not None and tokens[held.i - 1].text == "," else tokens


def _beside_person(tokens: tuple[Token, ...], second: Token) -> tuple[Token, ...]:
    """ "President Bo of France, Chancellor *Ott* of Germany": beside the person before, not beside the state."""
    state = tokens[second.head]
    of = tokens[state.head]
    first = tokens[of.head]
    both_of = any(t.head == second.i and t.text == "of" for t in tokens[second.i + 1 : second.i + 2])
    if of.text != "of" or first.pos != "PROPN" or not both_of or not any(t.head == second.i and t.dep == "compound" for t in tokens):
        return tokens
    return placed(tokens, hung(second, "conj", first.i))


def _behind_bracket(tokens: tuple[Token, ...], closing: Token) -> tuple[Token, ...]:
    """What stands behind a bracket hangs from nothing within: "hosted Mr Bo (who later telephoned Mr Xi) *in* Rome"."""
    opening = next((t.i for t in reversed(tokens[: closing.i]) if t.text == "("), None)
    if opening is None:
        return tokens
    inside = range(opening, closing.i + 1)
    above = next((t.head for t in tokens[opening : closing.i] if t.head not in inside), None)
    if above is None or above > closing.i:
        return tokens
    verb = next((t for t in upwards(tokens, tokens[above]) if t.pos in ("VERB", "AUX")), tokens[above])
    for t in tokens[closing.i + 1 :]:
        if t.head in inside and t.dep != "punct":
            tokens = placed(tokens, hung(t, t.dep, verb.i))
    return tokens


def _explained(tokens: tuple[Token, ...], second: Token) -> tuple[Token, ...]:
    """A second object behind a comma only explains the first: "held talks on Monday, the highest *contact* in years"."""
    first = next((t for t in tokens[second.head : second.i] if t.dep == "dobj" and t.head == second.head and t.pos == "NOUN"), None)
    if first is None:
        return tokens
    start = below(tokens, second)[0]
    return placed(tokens, hung(second, "appos", first.i)) if start and tokens[start - 1].text == "," else tokens


def _before_having(tokens: tuple[Token, ...], done: Token) -> tuple[Token, ...]:
    """Who stands before "having" does what the sentence tells: "*Mr Bo*, having met her last week, will see Mr Xi"."""
    verb = tokens[done.head]
    having = next((t for t in tokens[: done.i] if t.head == done.i and t.dep == "aux" and t.text.lower() == "having"), None)
    if having is None or done.i > verb.i or any(t.head == verb.i and t.dep in _SUBJECTS for t in tokens):
        return tokens
    before = tokens[: max(having.i - 1, 0)]
    taken = next((t for t in before if (t.head, t.dep) == (done.i, "nsubj")), None)
    beside = next((t for t in before[-1:] if t.pos == "PROPN" and t.head == verb.i), None)  # for a measure
    if (subject := taken or beside) is None:
        return tokens
    return placed(tokens, hung(subject, "nsubjpass" if any(t.head == verb.i and t.dep == "auxpass" for t in tokens) else "nsubj", verb.i))


def _as_contact(tokens: tuple[Token, ...], word: Token) -> tuple[Token, ...]:
    """ "after Castro *call* with the Pope": a noun, where one person alone would do what only several do in that form."""
    name = next((t for t in tokens if t.head == word.i and t.dep == "nsubj"), None)
    mark = next((t for t in tokens if t.head == word.i and t.dep == "mark"), None)
    if word.lemma not in word_lists()["contact_words"] or name is None or mark is None or name.tag != "NNP" or name.i != word.i - 1:
        return tokens
    if any(t.head == name.i and t.dep == "conj" for t in tokens) or any(t.head == word.i and t.dep in ("aux", "dobj") for t in tokens):
        return tokens
    tokens = placed(tokens, hung(as_noun(word, word.lemma, plural=False), "pobj", mark.i))
    tokens = placed(tokens, hung(mark, "prep", word.head))
    return placed(tokens, hung(name, "compound", word.i))
