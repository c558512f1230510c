"""Whether the verb over an expression looks back or ahead of the day of publication."""

from __future__ import annotations

from communique.dates.context import Direction
from communique.knowledge.dates import TenseWords
from communique.knowledge.lists import word_lists
from communique.model import Parse, Sentence, Token

_VERBS = ("VERB", "AUX")


def direction(parse: Parse, start: int, end: int, words: TenseWords) -> Direction:
    """The side on which ``text[start:end]`` lies, by its governing verb; ``unknown`` without a finite verb above."""
    sentence = parse.sentence_at(start)
    token = _head(sentence, start, end) if sentence else None
    if sentence is None or token is None:
        return "unknown"
    if _comes_from(sentence, token):
        return "past"
    below = None
    for above in (token, *sentence.ancestors(token)):
        found = _object_of(sentence, above, below, words) or _awaited(sentence, above, words) or _word(sentence, above, words)
        if found is not None:
            return found
        below = above
    return "unknown"


def _comes_from(sentence: Sentence, token: Token) -> bool:
    """ "*fresh from* talks on Tuesday, she says": what somebody comes from lies behind, up to the comma."""
    for earlier in reversed(sentence.tokens[: token.i]):
        if earlier.text == ",":
            return False
        if earlier.text.lower() == "from" and earlier.i > 0:
            return sentence.tokens[earlier.i - 1].text.lower() in word_lists()["coming_from"]
    return False


def of_past_plan(parse: Parse, start: int, end: int, words: TenseWords) -> bool:
    """Whether ``text[start:end]`` is when something was once to be ("was *originally* scheduled for May", "*had* been due in May"): it
    may lie on either side."""
    sentence = parse.sentence_at(start)
    token = _head(sentence, start, end) if sentence else None
    if sentence is None or token is None:
        return False
    plans = (above for above in sentence.ancestors(token) if above.lemma in words.plan_words and above.pos in (*_VERBS, "ADJ"))
    return any(_was_meant(sentence, plan) for plan in plans)


def _was_meant(sentence: Sentence, plan: Token) -> bool:
    verb = sentence.head(plan) if plan.dep == "acomp" else plan
    at_first = (a.text.lower() for v in (plan, verb) for a in sentence.children(v, "advmod"))
    helped = (h.text.lower() for h in sentence.children(verb, "aux"))
    return any(a in word_lists()["at_first"] for a in at_first) or any(h in ("had", "'d", "’d") for h in helped)


def _object_of(sentence: Sentence, verb: Token, below: Token | None, words: TenseWords) -> Direction | None:
    """What one expects or calls off lies ahead ("called off Friday's talks")."""
    if below is None or below.dep not in ("dobj", "nsubjpass"):
        return None
    particle = sentence.child(verb, "prt")
    lemma = f"{verb.lemma} {particle.text.lower()}" if particle is not None else verb.lemma
    return "future" if lemma in words.expecting else None


def _awaited(sentence: Sentence, noun: Token, words: TenseWords) -> Direction | None:
    """What somebody acts *ahead of* lies ahead ("called Mr Bo ahead of a meeting on Friday"), but for what he "had" done."""
    above = sentence.head(noun)
    word = sentence.head(above) if above.text.lower() == "of" else above
    verb = sentence.head(word)
    if noun.lemma in words.hours:  # "met him shortly before dawn on Wednesday"
        return None
    ahead = noun.pos == "NOUN" and noun.dep == "pobj" and word.text.lower() in ("ahead", "before") and verb.pos in _VERBS
    return "future" if ahead and not any(h.text.lower() in ("had", "'d", "’d") for h in sentence.children(verb, "aux")) else None


def _head(sentence: Sentence, start: int, end: int) -> Token | None:
    inside = [t for t in sentence.tokens if t.start < end and start < t.end]
    return next((t for t in inside if not start <= sentence.head(t).start < end or t.head == t.i), None)


def _word(sentence: Sentence, token: Token, words: TenseWords) -> Direction | None:
    if token.pos in _VERBS:
        return _verb(sentence, token, words)
    if token.text.lower() in ("until", "till") and sentence.head(token).lemma in words.granting:
        return "future"
    if token.lemma in words.plan_words and token.dep in ("amod", "acl", "acomp", "advcl"):
        return "future"
    return None


def _verb(sentence: Sentence, verb: Token, words: TenseWords) -> Direction | None:
    helpers = sentence.children(verb, "aux", "auxpass")
    if any(h.text.lower() in words.future_auxiliaries for h in helpers):
        # "would have met", "may have met": whatever it is, it lies behind.
        return "past" if any(h.text.lower() == "have" for h in helpers) else "future"
    if any(h.tag == "TO" for h in helpers):
        if any(h.text.lower() == "have" for h in helpers):
            return "past"  # "was due to have met him on Tuesday"
        return _infinitive(sentence, verb, words)
    if verb.lemma == "follow" and sentence.child(verb, "dobj") is not None:
        return "past"  # "the visit follows a trip to Athens in December"
    if verb.lemma == "be" and any(c.lemma in words.plan_words for c in sentence.children(verb, "acomp")):
        return "future"  # "is due in Warsaw on Wednesday"
    if (
        verb.lemma == "be"
        and verb.tag in ("VBZ", "VBP")
        and any(h.tag == "TO" for c in sentence.children(verb, "xcomp") for h in sentence.children(c, "aux"))
    ):
        return "future"  # "on Tuesday he is to be received"
    forward = any(c.text.lower() == "forward" for c in sentence.children(verb, "advmod"))  # "looked forward to meeting in June"
    if forward or _planned(sentence, verb, words):
        return "future"
    if verb.tag == "VBG" and not helpers:
        return _participle(sentence, verb)
    # "having met him on Monday, she will" has "having" for a present participle, yet lies behind
    return _finite(verb, helpers)


def _planned(sentence: Sentence, verb: Token, words: TenseWords) -> bool:
    """ "is scheduled for Monday", "talks planned for Monday"; but "they agreed on Monday" lies behind."""
    if verb.lemma not in words.plan_words:
        return False
    if (particle := sentence.child(verb, "prt")) is not None and particle.text.lower() == "off":  # "was called off on Monday"
        return False
    if verb.lemma in words.with_for and not any(p.text.lower() == "for" for p in sentence.children(verb, "prep")):
        return False
    passive = bool(sentence.children(verb, "auxpass")) or verb.dep in ("acl", "amod")
    return verb.tag == "VBN" and passive and bool(sentence.children(verb, "xcomp", "prep"))


def _infinitive(sentence: Sentence, verb: Token, words: TenseWords) -> Direction | None:
    above = sentence.head(verb)
    if above.i == verb.i:  # a headline: "Modi to hold talks on Friday"
        return "future"
    if above.lemma in words.plan_words or above.lemma == "be" or above.pos not in _VERBS:
        return "future"
    return None


def _participle(sentence: Sentence, verb: Token) -> Direction | None:
    """A participle takes its side from the verb above it."""
    return None if verb.head != verb.i else "unknown"


def _finite(verb: Token, helpers: tuple[Token, ...]) -> Direction | None:
    tags = [h.tag for h in helpers] or [verb.tag]
    lemmas = {"have" if h.text.lower() == "having" else h.lemma for h in helpers}
    if "VBD" in tags or verb.tag == "VBD" or "have" in lemmas:
        return "past"
    if verb.tag == "VBG":
        return "future"
    if verb.tag in ("VBZ", "VBP") and verb.lemma != "be":
        return "future"
    if verb.tag == "VBN" and not helpers:
        return "past"
    return "unknown" if verb.head == verb.i else None
