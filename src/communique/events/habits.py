"""What is done again and again is no happening: "the two often talk", "we speak to Paris", "meets him every year"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.circumstances import Clock, head_of
from communique.events.finding import Finding
from communique.events.scene import Scene
from communique.match import syntax
from communique.model import Sentence, Token

# Whoever says so of himself in the bare present tells of a habit; headlines, which tell of one happening so, have names.
_SELF = frozenset({"i", "we", "you", "they"})
_BARE = frozenset({"VBP"})


def is_habit(finding: Finding, scene: Scene, clock: Clock) -> bool:
    """Whether a telling is of a habit: by an adverb, a repeated time ("twice a year"), "used to", or the bare present of a pronoun.

    A contact of a day that is told is none, whatever else is said: "the annual talks were held on Monday".
    """
    sentence, match = finding.match.sentence, finding.match
    verb = match.trigger if syntax.is_verb(match.trigger) else match.carrier or syntax.clause_of(sentence, match.trigger)
    if _was_used_to(sentence, verb):
        return True
    if finding.medium is None or (finding.when is not None and finding.when.earliest == finding.when.latest is not None):
        return False
    words = scene.words["habits"]
    if any(w in words for v in _with_main(sentence, verb) for w in _manner(sentence, v)):
        return True
    beside = {a.lemma for a in sentence.children(match.trigger, "amod")} if match.trigger.tag == "NNS" else set[str]()
    if not words.isdisjoint(beside) or _is_repeated(sentence, verb, match.trigger, clock):
        return True
    return finding.when is None and _is_general(sentence, verb)


def _was_used_to(sentence: Sentence, verb: Token) -> bool:
    above = sentence.head(verb)
    return verb.dep == "xcomp" and above.text.lower() == "used" and any(a.text == "to" for a in sentence.children(verb, "aux"))


def _with_main(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """A verb, and for "when he *visits* Rabat" also the one that says what is done then."""
    yield verb
    if verb.dep == "advcl" and verb.tag in ("VBP", "VBZ") and any(a.text.lower() == "when" for a in sentence.children(verb, "advmod")):
        yield sentence.head(verb)


def _manner(sentence: Sentence, verb: Token) -> Iterator[str]:
    """The adverbs of a verb, the nouns of "on a regular basis", the conjunctions of its clauses ("whenever")."""
    for adverb in sentence.children(verb, "advmod", "mark"):
        yield adverb.text.lower()
    for clause in sentence.children(verb, "advcl"):
        yield from (a.text.lower() for a in sentence.children(clause, "advmod", "mark") if a.text.lower() == "whenever")
    for phrase in sentence.children(verb, "prep"):
        yield from (o.lemma for o in sentence.children(phrase, "pobj"))


def _is_repeated(sentence: Sentence, verb: Token, trigger: Token, clock: Clock) -> bool:
    """Whether a repeated time stands by the verb, or before a noun for several contacts ("holds *weekly* calls")."""
    for time in clock.in_sentence(sentence):
        head = head_of(sentence, time) if time.type == "SET" else None
        if head is None:
            continue
        above = sentence.head(head)
        counted = head.dep == "npadvmod" and above.dep in ("npadvmod", "dobj", "advmod") and above.head == verb.i  # "times *a year*"
        several = above.i == trigger.i and trigger.tag == "NNS"
        if above.i == verb.i or counted or several or (above.dep == "prep" and above.head == verb.i):
            return True
    return False


def _is_general(sentence: Sentence, verb: Token) -> bool:
    """Whether somebody says in the bare present what he does: "*we talk* to everybody"."""
    subject = syntax.surface_subject(sentence, verb)
    alone = not sentence.children(verb, "aux", "auxpass", "neg")
    return verb.tag in _BARE and alone and bool(subject) and all(t.text.lower() in _SELF for t in subject)
