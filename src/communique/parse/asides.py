"""Phrases that tell in which call or by what means somebody did something: hung from the verb that tells what he did."""

from __future__ import annotations

from itertools import pairwise

from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_noun, below, hung, placed, upwards

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INNER = frozenset({"xcomp", "ccomp", "pcomp", "dobj", "pobj", "prep", "advcl"})


def with_means(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with "in a phone call", "by video" hung from the verb, not from the noun before them."""
    for token in tokens:
        if token.text == "face" and token.i > 1 and tokens[token.i - 1].text == "to" and tokens[token.i - 2].text == "face":
            tokens = _face_to_face(tokens, token.i - 2)
        if token.text.lower() in ("in", "at", "by", "during") and token.dep in ("prep", "agent"):
            tokens = _between_commas(_by_means(tokens, token), token)
    return tokens


def _face_to_face(tokens: tuple[Token, ...], i: int) -> tuple[Token, ...]:
    """ "came *face to face* with": how somebody came, no verb; what hung from its words hangs from the verb."""
    verb = next((t for t in upwards(tokens, tokens[i]) if t.pos in ("VERB", "AUX") and t.i < i), None)
    if verb is None:
        return tokens
    for lower in (t for t in tokens[i + 3 :] if t.head in (i, i + 1, i + 2)):
        tokens = placed(tokens, hung(lower, lower.dep, verb.i))
    for word, dep, head in ((i, "advmod", verb.i), (i + 1, "prep", i), (i + 2, "pobj", i + 1)):
        noun = tokens[word] if dep == "prep" else as_noun(tokens[word], "face", plural=False)
        tokens = placed(tokens, hung(noun, dep, head))
    return tokens


def with_asides(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with "during a phone call" hung from the verb that asks, not from what is asked for."""
    for marker in (t for t in tokens if t.text in ("during", "in") and t.dep == "prep"):
        asked = _asker(tokens, marker) if _is_call(tokens, marker) else None
        if asked is not None:
            return _dated(placed(tokens, hung(marker, "prep", asked.i)), marker)
    return tokens


def _dated(tokens: tuple[Token, ...], marker: Token) -> tuple[Token, ...]:
    """The day right behind a call that was hung from another verb goes with the call."""
    phrase = below(tokens, marker)
    day = next((t for t in tokens[phrase[-1] + 1 :] if t.head == marker.head and t.dep in ("advmod", "npadvmod", "prep")), None)
    if day is None or below(tokens, day)[0] != phrase[-1] + 1:
        return tokens
    call = next(t for t in tokens if t.head == marker.i and t.dep == "pobj")
    return placed(tokens, hung(day, day.dep, call.i))


def _is_call(tokens: tuple[Token, ...], marker: Token) -> bool:
    """Whether a preposition holds "a phone call", "a telephone conversation": one not told before, with its means."""
    noun = next((t for t in tokens if t.head == marker.i and t.dep == "pobj"), None)
    if noun is None or noun.lemma not in word_lists()["contact_words"]:
        return False
    own = {t.text.lower() for t in tokens if t.head == noun.i and t.i < noun.i}
    return bool(own & {"a", "an"}) and not own.isdisjoint(word_lists()["means"])


def _asker(tokens: tuple[Token, ...], marker: Token) -> Token | None:
    """The verb with somebody as object that asks for the infinitive under which the phrase hangs."""
    for above, upper in pairwise(upwards(tokens, tokens[marker.head])):
        if above.dep not in _INNER:
            return None
        infinitive = above.dep in ("xcomp", "ccomp", "advcl") and any(t.head == above.i and t.tag == "TO" for t in tokens)
        told = any(t.head in (upper.i, above.i) and t.dep in ("dobj", "nsubj") and upper.i < t.i < above.i for t in tokens)
        if infinitive and told and upper.lemma in word_lists()["dealings"]:
            return upper
    return None


def _by_means(tokens: tuple[Token, ...], preposition: Token) -> tuple[Token, ...]:
    """ "thanked him for his efforts *in a phone call*", "spoke *by video* with her": how somebody did it, hung from the verb."""
    lists = word_lists()
    held = next((t for t in tokens[preposition.i + 1 :] if t.head == preposition.i and t.dep == "pobj"), None)
    if held is None:
        return tokens
    if preposition.dep == "agent":
        if held.lemma not in lists["means"] or any(t.dep == "det" and t.head == held.i for t in tokens):
            return tokens
        tokens = placed(tokens, hung(preposition, "prep", preposition.head))
        with_whom = (t for t in tokens if t.head == held.i and t.text == "with")
        return next((placed(tokens, hung(t, "prep", preposition.head)) for t in with_whom), tokens)
    noun = tokens[preposition.head]
    told = held.lemma in lists["contact_words"] and any(t.head == held.i and t.text.lower() in ("a", "an") for t in tokens)
    verb = next((t for t in upwards(tokens, noun) if t.pos in ("VERB", "AUX")), None)
    if not told or noun.pos != "NOUN" or noun.lemma in lists["contact_words"] or verb is None or noun.dep not in ("pobj", "dobj"):
        return tokens
    return placed(tokens, hung(preposition, "prep", verb.i)) if verb.i < preposition.i else tokens


def _between_commas(tokens: tuple[Token, ...], opening: Token) -> tuple[Token, ...]:
    """ "the minister, Mr Bo, *in a call* with Mr Xi, warned": in it he warned."""
    subject = tokens[opening.head]
    call = next((t for t in tokens[opening.i :] if t.head == opening.i and t.dep == "pobj"), None)
    told = call is not None and call.lemma in word_lists()["contact_words"] and any(t.head == call.i and t.dep == "det" for t in tokens)
    if not told or subject.dep not in _SUBJECTS or tokens[opening.i - 1].text != ",":
        return tokens
    return placed(tokens, hung(opening, "prep", subject.head))
