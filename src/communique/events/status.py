"""Did it happen? The status of a happening from negation, modals, governing words and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from communique.events.circumstances import Timing
from communique.events.programme import is_to_be_made, is_under_way, on_the_programme, still_ahead
from communique.events.sign import Sign
from communique.knowledge.events import StatusWords
from communique.knowledge.lists import word_lists
from communique.match import Match, headlines, mending, syntax
from communique.model import Sentence, Status, Token

# A governor's status reaches down through these links only; a subject is not governed ("the talks failed").
GOVERNED = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "acl", "prep", "nsubjpass", "attr", "advcl", "oprd", "conj", "dative", "appos"}
)
FINAL = frozenset({"denied", "cancelled", "postponed", "hypothetical"})
CALLED_OFF = frozenset({"cancelled", "postponed"})
# A verb with a tense of its own does not share the auxiliaries and negation of the one before it ("will not yield and promised shells").
# Not VBP: taggers give it to bare verbs too ("will meet and discuss").
TENSED = frozenset({"VBD", "VBZ"})


# "offered congratulations" has given them.
SPOKEN_WISHES = "contact/wishes-spoken"


def status_of(match: Match, words: StatusWords) -> Sign:
    """The status the sentence gives the matched happening; ``occurred`` when nothing speaks against it."""
    found = Sign(match.frame.status or "occurred", match.trigger.span if match.frame.status else None)
    for sign in _signs(match, words):
        if found.status in CALLED_OFF and sign.status == "denied":  # "denied that he cancelled the trip"
            found = Sign("planned", sign.span)
        elif found.status == "occurred" or sign.status in FINAL:
            found = sign
    return found


def is_prospect(match: Match, words: StatusWords) -> bool:
    """Whether the words only name an end ("sent an envoy *to end the war*", "terms *for ending the war*"): nothing has come about."""
    verb = match.trigger if syntax.is_verb(match.trigger) else match.carrier
    if verb is None:
        return False
    sentence = match.sentence
    while verb.dep == "conj" and syntax.is_verb(sentence.head(verb)):
        verb = sentence.head(verb)
    if verb.dep == "acl" and words.governors.get(sentence.head(verb).lemma) == "planned":
        return False  # "announced plans to send doctors" is a promise
    if verb.dep in ("acl", "relcl") and mending.is_ranked(sentence, sentence.head(verb)):
        return False  # "became the first country to recognise Croatia"
    if match.frame.type == "PROTEST" and match.frame.subject and match.frame.part == "verb":
        return False  # who jams a road "to protest" does protest
    if verb.dep in ("advcl", "acl", "relcl"):
        return any(a.text.lower() == "to" for a in sentence.children(verb, "aux"))
    if verb.tag == "VBG" and verb.dep in ("xcomp", "dobj", "ccomp") and sentence.head(verb).lemma in words.deliberating:
        return True
    noun = sentence.head(sentence.head(verb))
    return verb.dep == "pcomp" and noun.pos == "NOUN" and noun.lemma in words.prospects


def by_date(sign: Sign, timing: Timing | None, published: dt.date | None) -> Sign:
    """What lies wholly after publication has not taken place yet; its date says so."""
    if sign.status != "occurred" or timing is None or timing.when.earliest is None or published is None:
        return sign
    return Sign("planned", timing.time.span) if timing.when.earliest > published else sign


def without_calling_off(match: Match, sign: Sign, timing: Timing | None, published: dt.date | None) -> Timing | None:
    """The time without the day on which a contact was called off: "the visit was cancelled on Tuesday" does not tell when it was to be.

    A day still to come is the contact's ("postponed to June"), as is one that its own words give ("the talks of Tuesday").
    """
    if timing is None or sign.status not in CALLED_OFF or timing.when.latest is None:
        return timing
    ahead = published is not None and timing.when.latest > published
    own = any(t.start <= timing.time.start < t.end for t in match.sentence.subtree(match.trigger))
    return timing if ahead or own else None


def _signs(match: Match, words: StatusWords) -> Iterator[Sign]:
    sentence, trigger = match.sentence, match.trigger
    yield from _beside(match, words)
    if match.frame.medium is not None:
        yield from _of_nobody(match, words)
        yield from still_ahead(match)
        yield from on_the_programme(match)
    if syntax.is_verb(trigger):
        refused = any(n.text.lower() in match.frame.modifiers for n in sentence.children(trigger, "neg"))  # "would *not* attend"
        yield from _condition(sentence, trigger, words) if refused else _of_verb(sentence, trigger, words, governed=True)
        yield from _said_to_be(sentence, trigger, words, "planned")  # "is *due* in Warsaw"
    for below, above in syntax.path_up(sentence, trigger):
        if _is_taken_as_known(match) and _is_asked(match, above, words):
            return
        ranked = above.dep == "attr" and above.text.lower() in word_lists()["ranks"]  # "will be the *first* to visit"
        if (
            (below.dep in ("relcl", "parataxis") and not ranked)
            or _is_circumstance(sentence, below, words)
            or _are_apart(sentence, below, above)
            or _is_open(sentence, below)
        ):
            yield from _condition(sentence, below, words)
            yield from _of_gathering_called_off(match, below, above, words)
            return
        if below.dep == "prep" and below.text.lower() in words.earlier:
            yield from _modal(sentence, above, words)
            return
        staying = match.frame.places and below.dep == "prep" and below.text.lower() == "on"  # "*on a visit* to Rome he pledged"
        if (staying and below.i < above.i) or _is_alongside(sentence, below, words):
            yield from _modal(sentence, above, words)
        elif below.dep == "conj" and (below.tag in TENSED or _has_own_tense(sentence, below)):
            yield from _condition(sentence, above, words)
        else:
            yield from (s for s in _governing(sentence, below, above, words) if not _is_light(match, above, s))
        if below.dep in ("nsubj", "nsubjpass"):
            yield from _unheld(sentence, above, words)
            yield from _said_to_be(sentence, above, words, "hypothetical")  # "a call was *possible*"
            yield from _said_to_be(sentence, above, words, "denied")  # "reports that they met are *false*"
        if below.dep == "ccomp" and above.lemma not in words.governors:
            return


def _has_own_tense(sentence: Sentence, verb: Token) -> bool:
    """Whether an auxiliary of the verb's own tells when it was: "will close a crossing and *has* expelled an envoy"."""
    return verb.tag == "VBN" and any(a.tag in ("VBZ", "VBP", "VBD") for a in sentence.children(verb, "aux", "auxpass"))


def _said_to_be(sentence: Sentence, verb: Token, words: StatusWords, status: Status) -> Iterator[Sign]:
    """What an adjective behind "is" makes of the subject, where that is the ``status`` asked for."""
    return (Sign(status, c.span) for c in sentence.children(verb, "acomp") if words.governors.get(c.lemma) == status)


def _is_taken_as_known(match: Match) -> bool:
    """Whether a contact is told as known, with whose it was: "*the* call *between* Mr Bo and Mr Xi"."""
    if match.frame.part != "noun" or match.frame.medium is None:
        return False
    article = match.sentence.child(match.trigger, "det")
    parties = any(p.text.lower() in ("between", "with") for p in match.sentence.children(match.trigger, "prep"))
    return parties and article is not None and article.text.lower() == "the"


def _is_asked(match: Match, verb: Token, words: StatusWords) -> bool:
    """Whether a verb, that does not tell of the contact itself, stands in a question: "asked *if* the call *had changed* anything"."""
    mark = match.sentence.child(verb, "mark")
    carries = match.carrier is not None and match.carrier.i == verb.i and verb.lemma in match.frame.under
    asked = mark is not None and mark.text.lower() in ("if", "whether") and (verb.dep == "ccomp" or mark.i == verb.head + 1)
    return asked and not carries and verb.lemma not in words.happening


def _are_apart(sentence: Sentence, below: Token, above: Token) -> bool:
    """Whether a semicolon parts two verbs: "Seoul summons envoy; Tokyo *rejects* protest"."""
    between = sentence.tokens[min(below.i, above.i) : max(below.i, above.i)]
    return syntax.is_verb(below) and syntax.is_verb(above) and any(t.text == ";" for t in between)


def _of_nobody(match: Match, words: StatusWords) -> Iterator[Sign]:
    """ "*Neither* the king *nor* his son has met him", "*No* minister met him": a subject or object that denies what its verb tells."""
    verb = match.carrier or match.trigger
    met = match.sentence.children(match.trigger, "dobj") if syntax.is_verb(match.trigger) else ()  # "met *no* officials"
    for party in (*match.sentence.children(verb, "nsubj", "nsubjpass"), *met):
        for word in match.sentence.children(party, "preconj", "cc", "det"):
            if word.text.lower() == "nor" or (word.text.lower() in words.negators and word.i < party.i):
                yield Sign("denied", word.span)


def _unheld(sentence: Sentence, verb: Token, words: StatusWords) -> Iterator[Sign]:
    """ "A call had been agreed but *did not take place*", "… but was cancelled", "*fell through*": what the verbs say came of it."""
    negated = sentence.child(verb, "neg")
    if negated is not None and verb.lemma in words.befalling:
        yield Sign("cancelled", negated.span)  # "a meeting with Mr Xi *did not happen*"
    if syntax.phrasal(sentence, verb) in words.failing or any(f"{verb.lemma} {c.text}" in words.failing for c in sentence.children(verb)):
        yield Sign("cancelled", verb.span)
    for other in sentence.children(verb, "conj"):
        negation = sentence.child(other, "neg")
        own = sentence.child(other, "nsubj", "nsubjpass") is None and other.i > verb.i
        if own and negation is not None and (other.lemma in words.happening or other.tag == "VBN"):
            yield Sign("cancelled", negation.span)
        elif own and words.governors.get(syntax.phrasal(sentence, other)) in CALLED_OFF and syntax.is_passive(sentence, other):
            yield Sign(words.governors[syntax.phrasal(sentence, other)], other.span)


def _is_light(match: Match, above: Token, sign: Sign) -> bool:
    """Whether the verb above only carries the noun ("offered condolences"), or its order makes it so ("ordered the release")."""
    carries = match.carrier is not None and above.i == match.carrier.i and above.lemma in match.frame.under
    if match.frame.medium is not None:
        return carries and sign.status == "proposed" and match.frame.rule == SPOKEN_WISHES
    announced = (
        above.lemma == "announce" and match.trigger.dep == "nsubjpass" and match.trigger.head == above.i
    )  # "its expulsion was announced"
    return announced or (carries and (sign.status == "proposed" or above.lemma in match.frame.ordered))


def _beside(match: Match, words: StatusWords) -> Iterator[Sign]:
    for child in match.sentence.children(match.trigger, "amod", "compound", "det", "advmod", "nummod"):
        if child.text.lower() in match.frame.modifiers:  # "has *no* intention": what the frame itself asks for
            continue
        if child.dep == "amod" and _is_held(match, child, words):
            continue
        if child.dep == "advmod" and any(p.text == "to" and p.i == child.i + 1 for p in match.sentence.children(child, "prep")):
            continue  # "standing *next to* Mr Bo"
        status = words.modifiers.get(child.lemma) or words.modifiers.get(child.text.lower())
        if status is not None:
            yield Sign(status, child.span)
    held = match.trigger.dep == "nsubj" and match.sentence.head(match.trigger).lemma in words.happening
    for clause in match.sentence.children(match.trigger, "acl") if match.frame.medium is not None and not held else ():
        if clause.lemma in word_lists()["given_to"]:  # "a summit *aimed* at ending the war was held"
            continue
        if clause.tag == "VBN" and words.governors.get(clause.lemma) == "planned":  # "his call with Mr Bo, *planned* for today, …"
            yield Sign("planned", clause.span)


def _of_gathering_called_off(match: Match, clause: Token, noun: Token, words: StatusWords) -> Iterator[Sign]:
    """ "*called off* a summit that was to bring them together": with the gathering falls what it was to bring."""
    verb = match.sentence.head(noun)
    status = words.governors.get(syntax.phrasal(match.sentence, verb))
    held = match.frame.medium is not None and clause.dep == "relcl" and noun.lemma in word_lists()["talks"]
    if held and noun.dep in ("dobj", "nsubjpass") and status in CALLED_OFF:
        yield Sign(status, verb.span)


def _is_held(match: Match, modifier: Token, words: StatusWords) -> bool:
    """ "*opened* a twice-delayed summit": what was put off has come about all the same."""
    verb = match.carrier
    put_off = words.modifiers.get(modifier.lemma) == "postponed" or words.modifiers.get(modifier.text.lower()) == "postponed"
    return put_off and verb is not None and verb.tag == "VBD" and verb.lemma in word_lists()["opening"]


def _governing(sentence: Sentence, below: Token, above: Token, words: StatusWords) -> Iterator[Sign]:
    if below.dep not in GOVERNED and not (below.dep == "nsubj" and above.lemma in words.happening):
        if syntax.is_verb(above):
            yield from _modal(sentence, above, words)
        return
    status = words.governors.get(syntax.phrasal(sentence, above))
    told = status == "planned" and _is_past(sentence, below)  # "they met on Saturday, the palace confirmed"
    told = told or (below.dep == "acl" and below.tag == "VBN" and sentence.child(below, "aux") is None)  # "a deadline set by Washington"
    told = told or _is_spoken_of(sentence, below, above, words)
    told = told or (
        status == "proposed" and below.dep == "ccomp" and below.tag in ("VBZ", "VBD", "VBP")
    )  # "insisted that it *was* private"
    told = told or (status == "denied" and below.dep == "prep" and below.text.lower() == "for")  # "stops in London *for* talks"
    to_do = below.dep == "advcl" or (below.dep == "xcomp" and sentence.child(above, "dobj") is not None)
    asked = any(p.text.lower() in ("on", "upon", "for") and p.i == above.i + 1 for p in sentence.children(above, "prep"))
    told = told or (to_do and not asked and above.lemma in word_lists()["reaching"])  # "called Mr Bo to congratulate him"
    if status is not None and below.dep != "conj" and not told and not _done(below, above):
        none = status == "planned" and any(d.text.lower() == "no" for d in sentence.children(above, "det"))
        none = none or (status == "planned" and syntax.is_passive(sentence, above) and sentence.child(above, "neg") is not None)
        yield Sign("denied" if none else status, above.span)  # "there are *no plans* for him to meet her"
    elif above.lemma == "be" and below.text.lower() == "for" and _prepared(sentence, above, words):
        yield Sign("planned", above.span)  # "*preparations are* under way for a call"
    elif above.lemma == "have" and any(a.text.lower() == "yet" for a in sentence.children(above, "advmod")):
        yield Sign("denied", above.span)  # "*has yet* to meet him"
    elif below.dep == "advcl" and below.tag == "VB" and (is_to_be_made(sentence, above) or is_under_way(sentence, above)):
        yield Sign("planned", above.span)  # "she travels to Seoul *to consult* Mr Lee"
    elif _is_to(sentence, below, above):
        undone = above.tag == "VBD" and any(a.lemma == "have" for a in sentence.children(below, "aux"))  # "was to have met"
        yield Sign("cancelled" if undone else "planned", above.span)
    if syntax.is_verb(above):
        yield from _of_verb(sentence, above, words, governed=status is None)


def _is_spoken_of(sentence: Sentence, below: Token, above: Token, words: StatusWords) -> bool:
    """Whether somebody only speaks of it: "asked *about* his call with Mr Bo", "*called his meeting* with Mr Bo a success"."""
    if below.dep == "prep":
        noun = sentence.child(below, "pobj")
        asked = above.tag == "VBN" and above.lemma in word_lists()["questioning"]
        topical = below.text.lower() in words.topical or (asked and below.text.lower() == "on")
        return topical and noun is not None and _is_known(sentence, noun)
    named = above.lemma in words.characterizing and syntax.phrasal(sentence, above) == above.lemma
    return named and below.pos == "NOUN" and _is_known(sentence, below)


def _is_known(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is told as known: "the call", "his call"."""
    article = sentence.child(noun, "poss", "det")
    return article is not None and (article.dep == "poss" or article.text.lower() in ("the", "that", "this"))


def _prepared(sentence: Sentence, verb: Token, words: StatusWords) -> bool:
    """Whether a verb tells of plans or preparations."""
    return any(words.governors.get(s.lemma) == "planned" for s in sentence.children(verb, "nsubj"))


def _is_open(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause leaves open what it tells: "would not say *whether* they had met"."""
    return verb.dep == "ccomp" and any(m.text.lower() == "whether" for m in sentence.children(verb, "mark"))


def _is_past(sentence: Sentence, verb: Token) -> bool:
    """ "met", "has met" (not "to have met", "would have met")."""
    auxiliaries = sentence.children(verb, "aux")
    perfect = verb.tag == "VBN" and any(a.text.lower() in ("has", "have", "had", "'ve", "’ve", "'d", "’d") for a in auxiliaries)
    return verb.tag == "VBD" or (perfect and verb.dep == "ccomp" and not any(a.tag in ("MD", "TO") for a in auxiliaries))


def _of_verb(sentence: Sentence, verb: Token, words: StatusWords, *, governed: bool) -> Iterator[Sign]:
    negation = sentence.child(verb, "neg")
    if negation is not None and governed:
        yield Sign("denied", negation.span)
    else:
        yield from _modal(sentence, verb, words)
    yield from _condition(sentence, verb, words)


def _modal(sentence: Sentence, verb: Token, words: StatusWords) -> Iterator[Sign]:
    modal = next((a for a in sentence.children(verb, "aux") if a.text.lower() in words.modals), None)
    if modal is None:
        announced = headlines.marker(sentence, verb)
        if announced is not None:
            yield Sign("planned", announced.span)
        return
    status = words.modals[modal.text.lower()]
    first = verb
    while first.dep == "conj" and syntax.is_verb(sentence.head(first)):
        first = sentence.head(first)
    if modal.lemma in ("would", "'d") and first.dep == "ccomp" and _tells_of_the_past(sentence, sentence.head(first)):
        status = "planned"  # the past of "will": "said he would meet"
    yield Sign(status, modal.span)


def _tells_of_the_past(sentence: Sentence, verb: Token) -> bool:
    """Whether somebody said it: "*said* he would meet", "said so, *adding* that he would meet"."""
    beside = verb.tag == "VBG" and verb.dep == "advcl" and verb.lemma in word_lists()["saying"] and sentence.head(verb).tag == "VBD"
    return verb.tag in ("VBD", "VBN") or beside


def _condition(sentence: Sentence, verb: Token, words: StatusWords) -> Iterator[Sign]:
    mark = sentence.child(verb, "mark")
    if mark is not None and mark.text.lower() in words.conditions:
        yield Sign("hypothetical", mark.span)
    asked = _asked(sentence, verb)
    if asked is not None:
        yield Sign("hypothetical", asked.span)
    inverted = _inverted(sentence, verb)
    if inverted is not None:
        yield Sign("hypothetical", inverted.span)


def _asked(sentence: Sentence, verb: Token) -> Token | None:
    """The "did" of "Did they meet?"."""
    subject, auxiliary = sentence.child(verb, "nsubj"), sentence.child(verb, "aux")
    first = subject is not None and auxiliary is not None and auxiliary.i < subject.i and auxiliary.i < verb.i
    opens = auxiliary is not None and not any(t.pos not in ("PUNCT", "CCONJ", "ADV") for t in sentence.tokens[: auxiliary.i])
    return auxiliary if first and opens and verb.dep == "ROOT" and sentence.tokens[-1].text in ("?", "”", '"') else None


def _inverted(sentence: Sentence, verb: Token) -> Token | None:
    """The "had" of "Had they met in May, …", the "should" of "Should they meet, …"."""
    subject = sentence.child(verb, "nsubj")
    auxiliary = sentence.child(verb, "aux")
    if subject is None or auxiliary is None or auxiliary.i > subject.i or auxiliary.text.lower() not in ("had", "should", "were"):
        return None
    opens = auxiliary.i == 0 or sentence.tokens[auxiliary.i - 1].pos == "PUNCT"
    return auxiliary if opens and sentence.tokens[-1].text != "?" else None


def _is_circumstance(sentence: Sentence, below: Token, words: StatusWords) -> bool:
    """ "after he met", "when they met": the main clause's modals do not reach in."""
    mark = sentence.child(below, "mark", "advmod")
    having = below.tag == "VBN" and any(a.text.lower() == "having" for a in sentence.children(below, "aux"))  # "*having met* him, she will"
    leading = below.tag == "VBG" and below.i < below.head  # "*Emerging* from lunch with him, she announced a pact"
    return below.dep == "advcl" and (having or leading or (mark is not None and mark.text.lower() in words.circumstances))


def _is_alongside(sentence: Sentence, below: Token, words: StatusWords) -> bool:
    """ "agreed *during* the talks", "called Mr Bo *before* meeting him", "… *before* he met him": no aim of the verb above."""
    mark = sentence.child(below, "mark") if below.dep == "advcl" else below if below.dep == "prep" else None
    return mark is not None and mark.text.lower() in words.alongside


def _is_to(sentence: Sentence, below: Token, above: Token) -> bool:
    """ "is to meet", "is due to meet"."""
    return above.lemma == "be" and below.dep == "xcomp" and any(a.text.lower() == "to" for a in sentence.children(below, "aux"))


def _done(below: Token, above: Token) -> bool:
    """A gerund or noun under these tells of what took place ("discussed the meeting", "confirmed meeting")."""
    return above.lemma in ("discuss", "announce", "confirm") and below.dep == "dobj" and above.tag != "VB" and below.pos == "NOUN"
