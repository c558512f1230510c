"""What a clause tells: the words below a trigger, and who reports them."""

from __future__ import annotations

from communique.knowledge.lists import word_lists
from communique.match.syntax import REPORTING, clause_of, coordination, is_verb, path_up, remembered, surface_subject
from communique.model import Sentence, Token


def reporting_subject(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Who reports the clause of ``verb``: the subject of "said" in "Estonia said it had expelled …"."""
    for below, above in path_up(sentence, verb):
        if below.dep == "ccomp" and is_verb(above):
            return surface_subject(sentence, above)
        if below.dep not in ("conj", "xcomp"):
            return ()
    return ()


def according_to(sentence: Sentence) -> tuple[Token, ...]:
    """Whom the sentence has it from: "according to *the ministry*"."""
    words = (t for t in sentence.tokens if t.text.lower() == "according")
    phrases = (p for w in words for p in sentence.children(w, "prep") if p.text.lower() == "to")
    return tuple(t for p in phrases for o in sentence.children(p, "pobj") for t in coordination(sentence, o))


def told_behind(sentence: Sentence, trigger: Token) -> tuple[Token, ...]:
    """What its clause tells behind a trigger, without what else is done ("condemned the raid *and sent aid to Kabul*", "*while* …")."""
    clause = clause_of(sentence, trigger)
    others = [v for v in sentence.children(clause, "conj") if is_verb(v)]
    others += [
        v
        for v in sentence.children(clause, "advcl")
        if any(m.text.lower() in word_lists()["meanwhile"] for m in sentence.children(v, "mark"))
    ]
    others += [v for v in told(sentence, clause) if _is_done_by_others(sentence, v) or _is_done_then(sentence, v)]
    beside = {t.i for verb in others for t in sentence.subtree(verb)}
    return tuple(t for t in told(sentence, clause) if t.i > trigger.i and t.i not in beside)


def _is_done_by_others(sentence: Sentence, verb: Token) -> bool:
    """An aside of what somebody else did: "asked for patience over curbs, *which Beijing announced*"."""
    acting = sentence.child(verb, "nsubj")
    start = sentence.subtree(verb)[0]
    # A closing quotation mark may stand between.
    before = [t.text for t in sentence.tokens[max(0, start.i - 2) : start.i] if t.text not in ("”", '"', "’", "''")][-1:]
    aside = before == [","] and start.text.lower() == "which"
    return verb.dep == "relcl" and aside and acting is not None and acting.i != start.i


def _is_done_then(sentence: Sentence, verb: Token) -> bool:
    """What else was done at the time that is told: "threw out six diplomats in October, *when Ottawa accused* Indian agents"."""
    opened = sentence.child(verb, "advmod")
    acting = sentence.child(verb, "nsubj")
    when = opened is not None and opened.text.lower() == "when" and opened.i > 0 and sentence.tokens[opened.i - 1].text == ","
    return verb.dep in ("relcl", "advcl") and when and acting is not None


@remembered
def told(sentence: Sentence, top: Token) -> tuple[Token, ...]:
    """What hangs from a clause, in text order, without whoever reports it ("according to police", "officials said")."""
    found, waiting = [], [top]
    while waiting:
        below = [c for c in sentence.children(waiting.pop()) if not _reports(c)]
        found += [c.i for c in below]
        waiting += below
    found.sort()
    return tuple([sentence.tokens[i] for i in found])


def _reports(token: Token) -> bool:
    return token.dep == "parataxis" or token.text.lower() in REPORTING
