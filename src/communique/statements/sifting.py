"""Which candidates are kept: none inside somebody's direct speech, and those the weights believe in."""

from __future__ import annotations

from collections.abc import Sequence

from communique.knowledge.cues import CueKnowledge
from communique.knowledge.lists import word_lists
from communique.model import Parse, Sentence, Span, Token
from communique.statements.attribution import Attribution
from communique.statements.intervals import Intervals
from communique.statements.nesting import parents, shared_out
from communique.statements.quoted import Quotations
from communique.statements.weighing import Surroundings, probability

# Frames of a source set into or behind what it tells.
_SET_IN = frozenset({"according", "parenthetical"})
# Frames that punctuation alone makes certain.
_NAMING = frozenset({"object-predicate", "object-as"})
_PERSONS = frozenset({"he", "she"})
_CERTAIN = frozenset({"turn", "headed", "introduced", "continued", "according"})


def sifted(found: Sequence[Attribution], parse: Parse, quotations: Quotations, knowledge: CueKnowledge) -> tuple[Attribution, ...]:
    """The candidates that hold, in their order."""
    outside = outside_speech(found, quotations)
    if not knowledge.weights:
        return outside
    around = surroundings(outside, quotations)
    kept = [a for a, s in zip(outside, around, strict=True) if _holds(a, s, parse, quotations, knowledge)]
    refused = {(a.sentence, a.content_head.i) for a in kept if _is_refusal(a) and a.content_head is not None}
    return tuple(a for a in kept if a.cue_head is None or (a.sentence, a.cue_head.i) not in refused)


def _is_refusal(one: Attribution) -> bool:
    """Whether something was not done: in "declined to say why" nobody says why."""
    return one.entry is not None and one.entry.stance == "refusal" and one.frame == "infinitive"


def _holds(one: Attribution, around: Surroundings, parse: Parse, quotations: Quotations, knowledge: CueKnowledge) -> bool:
    if _is_only_asked(one, parse, quotations) or _is_unsaid(one, parse, knowledge):
        return False
    if one.frame in _CERTAIN or _is_report(one, around, quotations, knowledge) or _is_told(one, around, parse, knowledge):
        return True
    if (
        _is_said_before(one, around, parse)
        or _is_owned(one, parse)
        or _is_reported(one, parse, knowledge)
        or _says_that(one, around, parse)
    ):
        return True
    if (
        _is_called(one, around)
        or _is_quoted_as(one, parse, knowledge)
        or _is_tail(one, parse, knowledge)
        or _is_own(one, around, knowledge)
        or _is_spoken(one, around)
    ):
        return True
    return probability(one, parse.sentences[one.sentence], around, knowledge.weights) >= knowledge.threshold


def _is_only_asked(one: Attribution, parse: Parse, quotations: Quotations) -> bool:
    """Whether the text asks it itself, or speaks of its reader: "Did he think they had changed?", "If you want to know more"."""
    cue, source = one.cue_head, one.source_head
    if cue is None or source is None or one.frame == "quote" or quotations.around(cue.start) is not None:
        return False
    sentence = parse.sentences[one.sentence]
    if source.text.lower() == "you" and any(m.text.lower() == "if" for m in sentence.children(cue, "mark")):
        return True
    asks = sentence.tokens[-1].text == "?" and cue.dep == "ROOT"
    return asks and any(a.i < source.i < cue.i for a in sentence.children(cue, "aux"))


def _is_unsaid(one: Attribution, parse: Parse, knowledge: CueKnowledge) -> bool:
    """Whether somebody fails or forgets to say it: "for *failing to make clear* that the deal was void"."""
    cue = one.cue_head
    if cue is None or cue.tag != "VB" or cue.dep != "xcomp" or one.frame == "quote":
        return False
    return parse.sentences[one.sentence].head(cue).lemma in knowledge.omitting


def _is_owned(one: Attribution, parse: Parse) -> bool:
    """A noun of saying with its speaker and a whole clause: "the association's warning that flights could stop"."""
    if one.entry is None or one.entry.kind != "noun" or not one.entry.lemma or one.frame != "clause":
        return False
    opener = parse.sentences[one.sentence].at(one.content.start)
    owned = one.source_head is not None and one.source_head.dep in {"poss", "pobj"}
    return owned and opener is not None and opener.text.lower() == "that"


def _says_that(one: Attribution, around: Surroundings, parse: Parse) -> bool:
    """An act of speech with its speaker and a "that" clause, in nobody's words but the text's."""
    if one.entry is None or not one.entry.lemma or not (one.entry.acts and one.entry.speaks) or one.frame != "clause":
        return False
    opener = parse.sentences[one.sentence].at(one.content.start)
    named = one.source_head is not None and one.source_head.pos in {"NOUN", "PROPN"}
    return named and around.above is None and opener is not None and opener.text.lower() == "that"


def _is_said_before(one: Attribution, around: Surroundings, parse: Parse) -> bool:
    """What somebody said before he did what the sentence tells: "left the room *after revealing* he had agreed"."""
    cue, sentence = one.cue_head, parse.sentences[one.sentence]
    if cue is None or cue.tag != "VBG" or cue.dep != "pcomp" or one.entry is None or one.frame != "clause" or around.above is not None:
        return False
    marker = sentence.head(cue)
    return one.entry.acts and one.source_head is not None and marker.text.lower() == "after" and sentence.head(marker).tag in {"VBD", "VBZ"}


def _is_reported(one: Attribution, parse: Parse, knowledge: CueKnowledge) -> bool:
    """What nobody named says: "it is understood that", "it was widely reported that"."""
    cue = one.cue_head
    if cue is None or cue.tag != "VBN" or one.frame != "clause" or one.source is not None:
        return False
    sentence = parse.sentences[one.sentence]
    subject = sentence.child(cue, "nsubjpass", "nsubj", "expl")
    opener = sentence.at(one.content.start)
    return subject is not None and subject.lemma in knowledge.expletives and opener is not None and opener.text.lower() == "that"


def _is_told(one: Attribution, around: Surroundings, parse: Parse, knowledge: CueKnowledge) -> bool:
    """An act told as done, in nobody's words but the text's: "thanked X for", "expressed support for", "rang X to thank him"."""
    if around.above is not None or one.entry is None or one.cue_head is None or one.source_head is None:
        return False
    carried = one.entry.kind == "noun" and one.cue_head.pos == "VERB" and one.entry.stance is not None
    told = one.cue_head.tag in {"VBD", "VBZ"} or _is_done_so(parse.sentences[one.sentence], one.cue_head)
    return told and (carried or one.entry.stance in knowledge.sure_stances)


def _is_done_so(sentence: Sentence, verb: Token) -> bool:
    """Whether it is what somebody was reached for: "telephoned him *to congratulate* him"."""
    above = sentence.head(verb)
    done = above.tag in {"VBD", "VBZ", "VBN"} and not any(a.tag in {"MD", "TO"} for a in sentence.children(above, "aux"))
    held = sentence.child(above, "dobj")
    return verb.dep == "xcomp" and done and held is not None and above.lemma in word_lists()["reaching"]


def _is_report(one: Attribution, around: Surroundings, quotations: Quotations, knowledge: CueKnowledge) -> bool:
    """A chain: somebody named speaks inside what another reports, or a quoted act: “he “reaffirmed support …””."""
    if around.above is None or one.source_head is None or one.cue is None or one.entry is None:
        return False
    carried = one.entry.kind == "noun" and one.cue_head is not None and one.cue_head.pos == "VERB" and one.entry.stance is not None
    if not (one.entry.acts or carried or (one.entry.stance == "description" and around.quoted > 0)):
        return False
    named = one.frame == "object" and one.content_head is not None and one.content_head.lemma in knowledge.object_stances
    surely = one.entry.stance in knowledge.sure_stances | knowledge.told_stances
    does = one.entry.speaks or one.frame == "clause" or carried or named or around.quoted > 0 or surely
    if (
        carried and quotations.around(one.cue.end - 1) is not None and one.source_head.text.lower() in _PERSONS
    ):  # "he voiced “deep sorrow”, the ministry said"
        return True
    if does and (_is_named(one.source_head) or _is_voice(one, one.source_head, around.above, knowledge)):
        return True
    return around.quoted > 0 and quotations.around(one.cue.start) is not None


def _is_called(one: Attribution, around: Surroundings) -> bool:
    """Whether somebody named calls something by quoted words: "and *called* the visit “a turning point”"."""
    told = one.cue_head is not None and one.cue_head.tag in {"VBD", "VBZ"} and one.frame in _NAMING
    described = one.entry is not None and one.entry.stance == "description" and around.quoted > 0 and around.above is None
    return told and described and one.source_head is not None and _is_named(one.source_head)


def _is_spoken(one: Attribution, around: Surroundings) -> bool:
    """Whether a verb of speaking, told as done, stands beside quoted words: "“And then?” the clerk put in"."""
    cue = one.cue_head
    if one.frame != "quote" or one.entry is None or not one.entry.acts or cue is None or one.source_head is None:
        return False
    return cue.tag in {"VBD", "VBZ"} and around.above is None and one.source_head.tag not in {"WP", "WDT"}


def _is_named(source: Token) -> bool:
    """A name, also one that opens a sentence and that the tagger takes for another word."""
    return source.pos == "PROPN" or (source.i == 0 and source.pos in {"NOUN", "INTJ", "X", "ADJ"} and source.text[0].isupper())


def _is_quoted_as(one: Attribution, parse: Parse, knowledge: CueKnowledge) -> bool:
    """Whether somebody is quoted as saying it: "state television quoted the general as telling his guest that …"."""
    cue = one.cue_head
    if cue is None or cue.dep != "pcomp" or one.frame not in {"clause", "quote"} or one.source_head is None:
        return False
    sentence = parse.sentences[one.sentence]
    marker = sentence.head(cue)
    return marker.lemma == "as" and sentence.head(marker).lemma in knowledge.citing


def _is_tail(one: Attribution, parse: Parse, knowledge: CueKnowledge) -> bool:
    """Whether a sentence ends with who said it: "…, the ministry said on Monday."."""
    source, cue = one.source_head, one.cue_head
    if one.entry is None or not one.entry.acts or source is None or cue is None or not one.content.end <= source.start < cue.start:
        return False
    after = parse.sentences[one.sentence].tokens[cue.i + 1 :]
    is_last = not any(t.pos in {"VERB", "AUX"} or t.text == "," for t in after)
    return is_last and (source.pos == "PROPN" or source.lemma in knowledge.voices)


def _is_own(one: Attribution, around: Surroundings, knowledge: CueKnowledge) -> bool:
    """Whether a text in the first person tells what its author said: "I told him how much we value it"."""
    first = one.source_head is not None and one.source_head.text.lower() in knowledge.first_person | knowledge.first_person_plural
    speaks = one.entry is not None and one.entry.acts and one.entry.speaks and bool(one.entry.lemma)
    return first and speaks and around.above is None and one.frame == "clause" and one.cue_head is not None and one.cue_head.tag == "VBD"


def _is_voice(one: Attribution, source: Token, above: Attribution, knowledge: CueKnowledge) -> bool:
    """Whether a source without a name is a link: an office or official, or the "he" of "his office said he had told …"."""
    if one.entry is None or not one.entry.lemma:
        return False
    through = one.entry.speaks and above.source_head is not None and above.source_head.lemma in knowledge.mouths
    tells = one.entry.speaks and one.entry.acts and one.frame == "clause"
    if tells and source.tag == "WP":  # "the general, who told them that …, aides said"
        return True
    if tells and source.text.lower() in {"he", "she"} and above.frame in _SET_IN:  # "he told her, according to aides, that …"
        return True
    return source.lemma in knowledge.voices or (through and source.text.lower() in {"he", "she"})


def outside_speech(found: Sequence[Attribution], quotations: Quotations) -> tuple[Attribution, ...]:
    """Without those that stand wholly inside a quotation: what a quoted speaker says of others' words is his own content.

    But a spokesperson's "President Berg stressed that …" reports Mr Berg, by name.
    """
    return tuple(a for a in found if not _inside(a, quotations) or _is_passed_on(a))


def _is_passed_on(one: Attribution) -> bool:
    named = one.source_head is not None and one.source_head.pos == "PROPN"
    return named and one.frame == "clause" and one.entry is not None and one.entry.speaks and bool(one.entry.lemma)


def _inside(one: Attribution, quotations: Quotations) -> bool:
    if one.frame == "turn" or one.cue is None:
        return False
    quotation = quotations.around(one.cue.start)
    return quotation is not None and (one.source is None or quotations.around(one.source.start) is not None)


def surroundings(found: Sequence[Attribution], quotations: Quotations) -> tuple[Surroundings, ...]:
    """For each candidate what its neighbours say."""
    above = parents(found)
    owned = shared_out(found, quotations.all)
    contents = Intervals([a.content for a in found])
    return tuple(
        Surroundings(
            above=found[holder] if holder is not None else None,
            quoted=sum(len(q.span.text_in(quotations.text).split()) for q in owned[n]),
            first=one.sentence == 0,
            rivals=_rivals(one, n, found, contents),
        )
        for n, (one, holder) in enumerate(zip(found, above, strict=True))
    )


def _rivals(one: Attribution, number: int, found: Sequence[Attribution], contents: Intervals) -> int:
    """How many others claim nearly the same content."""
    return sum(n != number and _alike(one.content, found[n].content) for n in contents.overlapping(one.content))


def _alike(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared > max(one.end - one.start, other.end - other.start)
