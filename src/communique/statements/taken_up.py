"""Whom "the ministry", "the spokesman" take up: a voice that the text has brought in before, by that word."""

from __future__ import annotations

from communique.actors import Cast
from communique.model import Parse, Sentence, Token

_AFTER = ("prep", "relcl", "acl", "appos")


def taken_up(parse: Parse, cast: Cast, sentence: Sentence, head: Token, voices: frozenset[str]) -> str | None:
    """The body whose name holds the word, else whoever was called so last: "Ann Berg, *a spokeswoman*, … *the spokeswoman* said"."""
    article = sentence.child(head, "det")
    if head.lemma not in voices or article is None or article.text.lower() != "the" or article.i != head.i - 1:
        return None
    return _body(cast, head) or _called_so(parse, cast, sentence, head)


def _body(cast: Cast, head: Token) -> str | None:
    named = [m for m in cast.mentions if m.end <= head.start and len(m.actors) == 1 and _is_called(cast, m.actors[0], head)]
    return named[-1].actors[0] if named else None


def _is_called(cast: Cast, actor: str, head: Token) -> bool:
    known = cast.actors[actor]
    words = known.name.split()
    return known.kind != "person" and len(words) > 2 and head.text.lower() in {w.lower() for w in words}


def _called_so(parse: Parse, cast: Cast, sentence: Sentence, head: Token) -> str | None:
    """The one whom the text last called by the word, if only one was: with a name beside it, or described and heard."""
    if head.tag != "NN" or sentence.children(head, *_AFTER):
        return None
    for earlier in reversed(parse.sentences[: sentence.number]):
        same = [t for t in earlier.tokens if t.lemma.lower() == head.lemma and t.tag in {"NN", "NNP"}]
        if same:
            meant = {_meant(cast, earlier, t) for t in same}
            return meant.pop() if len(meant) == 1 else None
    return None


def _meant(cast: Cast, sentence: Sentence, noun: Token) -> str | None:
    """The person named beside a noun ("Chad's *spokesman*, Mr Berg", "*spokesman* Berg"), or the nameless voice it is."""
    above = sentence.head(noun)
    beside = [noun, *sentence.children(noun, "appos"), *([above] if noun.dep in {"compound", "appos"} else [])]
    found = (cast.at(sentence.number, t.i) for t in beside)
    known = [cast.actors[m.actors[0]] for m in found if m is not None and len(m.actors) == 1]
    return next((a.id for kind in ("person", "other") for a in known if a.kind == kind), None)
