"""Where a content ends: mended where the parser broke it off, cut where the reporter's words follow."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from communique.knowledge.cues import Cue, CueKnowledge
from communique.model import Sentence, Span, Token
from communique.statements.clauses import trimmed
from communique.statements.frames import Found
from communique.statements.quotation import Quotation
from communique.statements.quoted import Quotations

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Second clauses with these subjects go on with what is said ("said it was early, and there was no evidence").
_GOING_ON = frozenset({"it", "there", "you", "we", "this", "that"})
_CLAUSES = frozenset({"clause"})
_VERB_FRAMES = frozenset({"clause", "infinitive", "on-infinitive", "object-infinitive"})
_DASHES = frozenset({"—", "–", "-", "--"})
_QUOTING = frozenset({"“", '"', "``", "''", "«", "„", "‘"})
_LOOK_AHEAD = 6
_GAPS = frozenset({" ", " - ", " – ", " — ", "—"})
# Prepositions that go on with a quoted noun ("“political tensions” in rich states"); others tell when and where it was said.
_JOINING = frozenset({"of", "to", "for", "about", "against", "between", "among", "over", "from", "with", "in"})
_NAMING = frozenset({"object-as", "object-predicate"})
_WHEN = frozenset({"when", "if", "because", "as", "unless", "although", "though", "while", "until", "since"})


def mended(sentence: Sentence, cue: Token, entry: Cue, found: Found, quotations: Quotations, knowledge: CueKnowledge) -> Found:
    """``found`` with its content ended where what is said ends."""
    if found.content.start < cue.end:
        return found
    if entry.kind == "noun" and cue.dep == "ROOT":
        found = _before_main_verb(sentence, found)
    found = _with_epithet(sentence, cue, _before_remark(sentence, found, quotations, knowledge), quotations)
    whole = _completed(sentence, cue, entry, found, knowledge)
    return _unjoined(sentence, _into_quotation(sentence, _cut(sentence, cue, whole, quotations, knowledge), quotations))


def _with_epithet(sentence: Sentence, cue: Token, found: Found, quotations: Quotations) -> Found:
    """With whom it is said to, where a part of that is quoted: "thanked *his “friend” Mr Xi* for “the insights”"."""
    if found.addressee is None or found.frame in _VERB_FRAMES or not cue.i < found.addressee.i:
        return found
    between = Span(cue.end, found.content.start)
    if not any(between.contains(q.outer) and not q.open for q in quotations.outermost):
        return found
    return Found(Span(sentence.tokens[cue.i + 1].start, found.content.end), found.frame, found.head, found.addressee)


def _unjoined(sentence: Sentence, found: Found) -> Found:
    """Without the "and" that leads to what is not said: "thanked him for the visit *and* left"."""
    tokens = [t for t in sentence.tokens if found.content.contains(t.span)]
    kept = trimmed(tokens[:-1]) if tokens and tokens[-1].tag == "CC" else None
    return Found(kept, found.frame, found.head, found.addressee) if kept is not None else found


def _before_remark(sentence: Sentence, found: Found, quotations: Quotations, knowledge: CueKnowledge) -> Found:
    """Without ", a charge that the ministry denies" behind it: there the reporter speaks, and then another."""
    inside = [t for t in sentence.tokens if found.content.contains(t.span)]
    for before, noun in ((inside[: n + 1], t) for n, t in enumerate(inside) if t.lemma in knowledge.remarked):
        opens = next((t for t in reversed(before) if t.text == "," or t.text in _DASHES), None)
        clause = sentence.child(noun, "relcl")
        if opens is None or clause is None or quotations.around(noun.start) is not None or not _is_remark(sentence, opens, noun, clause):
            continue
        kept = trimmed([t for t in inside if t.i < opens.i])
        if kept is not None:
            return Found(kept, found.frame, found.head, found.addressee)
    return found


def _is_remark(sentence: Sentence, opens: Token, noun: Token, clause: Token) -> bool:
    """Whether only "a", "the" or "this" stands between the comma and the noun, and somebody else has a say of it behind it."""
    article = sentence.tokens[opens.i + 1 : noun.i]
    subject = sentence.child(clause, "nsubj")
    named = subject is not None and subject.pos in {"PROPN", "NOUN", "PRON"} and subject.tag not in {"WDT", "WP"}
    told = named or clause.tag == "VBD"  # "a pledge that startled Seoul"
    return told and 0 < len(article) <= 2 and article[0].pos in {"DET", "PRON"}


def _before_main_verb(sentence: Sentence, found: Found) -> Found:
    """ "X's claim that she had not seen it | was contradicted": the sentence has a main verb, whatever the parser says."""
    main = sentence.child(found.head, "ccomp")
    if found.frame != "clause" or main is None or main.i < found.head.i or sentence.child(main, "mark") is not None:
        return found
    first = min((t.i for t in (main, *sentence.children(main, "aux", "auxpass")) if t.tag in _FINITE), default=None)
    kept = trimmed([t for t in sentence.tokens if found.content.contains(t.span) and first is not None and t.i < first])
    return Found(kept, found.frame, found.head, found.addressee) if kept is not None else found


def _into_quotation(sentence: Sentence, found: Found, quotations: Quotations) -> Found:
    """With the quotation that the parser broke off right before: "focusing on | “who said what”"."""
    number = quotations.after(found.content.end)
    if number is None or quotations.around(found.content.end) is not None:
        return found
    quotation = quotations.outermost[number]
    gap = quotations.text[found.content.end : quotation.outer.start]
    if gap not in _GAPS or quotation.open or quotation.outer.start > sentence.span.end + 1:
        return found
    whole: Found = msgspec.structs.replace(found, content=Span(found.content.start, quotation.outer.end))
    return whole


def _completed(sentence: Sentence, cue: Token, entry: Cue, found: Found, knowledge: CueKnowledge) -> Found:
    after = [t for t in sentence.tokens if t.start >= found.content.end]
    words = [t for t in after if t.pos != "PUNCT" and t.text not in _DASHES]
    if not words:
        return found
    is_next = after[0] is words[0]
    if is_next and words[0].tag in _FINITE and entry.kind != "noun" and _is_stub(sentence, entry, found):
        return _to_the_end(sentence, cue, found, "clause")
    if words[0].tag == "CC" and _goes_on(cue, found, words[1:]):
        return _to_the_end(sentence, cue, found, found.frame)
    if found.frame in _CLAUSES and _explains(after, words) and not _speaks_too(sentence, words, knowledge):
        return _to_the_end(sentence, cue, found, found.frame)
    last = _second_name(sentence, cue, found, words) or _in_another_time(sentence, cue, found, words)
    if last is not None:
        whole: Found = msgspec.structs.replace(found, content=Span(found.content.start, last))
        return whole
    return found


def _second_name(sentence: Sentence, cue: Token, found: Found, words: list[Token]) -> int | None:
    """The end of a second name behind "and" that the parser hung on the cue: "condemned it as “reckless” and a “threat” to peace"."""
    if found.frame not in _NAMING or words[0].text.lower() not in {"and", "or", "but"}:
        return None
    second = next((t for t in words[1:] if t.dep in {"conj", "dobj"} and t.pos in {"NOUN", "ADJ", "PROPN"}), None)
    if second is None or second.head not in {cue.i, found.head.i} or any(t.pos in {"VERB", "AUX"} for t in words if t.i < second.i):
        return None
    inside = trimmed([t for t in sentence.subtree(second) if t.i >= second.i])
    return inside.end if inside is not None else None


def _in_another_time(sentence: Sentence, cue: Token, found: Found, words: list[Token]) -> int | None:
    """The end of a clause of the present behind what was said: "said there is a difference, when it comes to pay"."""
    if found.frame not in _CLAUSES or cue.tag != "VBD" or words[0].text.lower() not in _WHEN:
        return None
    clause = next((c for c in sentence.children(cue, "advcl") if c.i > words[0].i and words[0].head == c.i), None)
    if clause is None or clause.tag not in {"VBZ", "VBP"} or sentence.subtree(clause)[0].i != words[0].i:
        return None
    inside = trimmed(sentence.subtree(clause))
    return inside.end if inside is not None else None


def _explains(after: list[Token], words: list[Token]) -> bool:
    """Whether what follows a colon, a semicolon or ", so" goes on with what is said; not where quoted words begin there."""
    opens = after[0].text in {":", ";"} or (after[0].text == "," and words[0].text.lower() == "so")
    return opens and not any(t.text in _QUOTING for t in after[:2])


def _speaks_too(sentence: Sentence, words: list[Token], knowledge: CueKnowledge) -> bool:
    """Whether what follows is another's word: "X say it is enough; Y counter that it is not"."""
    subjects = [t for t in words if t.dep in {"nsubj", "nsubjpass"}]
    if not subjects:
        return False
    set_in = (s for s in subjects[:2] if s.text.lower() in {"he", "she", "they", "it"} and _tells(sentence.head(s), knowledge))
    if any(sentence.child(sentence.head(s), "ccomp") is not None or sentence.head(s).dep == "parataxis" for s in set_in):
        return True  # "said it was over; an hour later he said it was not"
    verb = sentence.head(subjects[0])
    if subjects[0].pos == "PRON":
        return False
    return _tells(verb, knowledge) or any(c.i > subjects[0].i for c in sentence.children(verb, "ccomp"))


def _tells(verb: Token, knowledge: CueKnowledge) -> bool:
    """Whether a verb is an act of speech or a description."""
    return any(c.acts or c.stance == "description" for c in knowledge.cues.get(("verb", verb.lemma), ()))


def _is_stub(sentence: Sentence, entry: Cue, found: Found) -> bool:
    """Whether what follows the cue is a clause without its verb: "Claiming the criticism | is designed to …"."""
    if found.frame == "object":
        return "clause" in entry.takes and found.head.dep == "dobj" and found.head.pos != "PRON"
    return found.frame == "clause"


def _goes_on(cue: Token, found: Found, words: list[Token]) -> bool:
    """Whether a second verb after "and", "but", "or" belongs to what is said: by its form it cannot be the reporter's."""
    if not words or found.frame not in _VERB_FRAMES:
        return False
    if found.frame in _CLAUSES and words[0].text.lower() in _GOING_ON and any(t.tag in _FINITE for t in words[1:4]):
        return True
    verb = next((t for t in words[:_LOOK_AHEAD] if t.pos in {"VERB", "AUX"}), None)
    if verb is None or any(t.dep in {"nsubj", "nsubjpass"} for t in words if t.i < verb.i):
        return False
    if verb.tag == "VB":
        return cue.tag not in {"VB", "VBP"}
    return verb.tag == "MD" and found.frame in _CLAUSES and cue.tag in {"VBD", "VBZ", "VBP"}


def _to_the_end(sentence: Sentence, cue: Token, found: Found, frame: str) -> Found:
    """To the end of the sentence; of a clause that opens it ("Claiming that …, he left"), to its comma."""
    tokens = [t for t in sentence.tokens if t.start >= found.content.start]
    if cue.i <= 1 and cue.tag == "VBG":
        comma = next((t.i for t in tokens if t.text == "," and t.start >= found.content.end), None)
        tokens = [t for t in tokens if comma is None or t.i < comma]
    span = trimmed(tokens)
    return Found(span, frame, found.head, found.addressee) if span is not None else found


def _cut(sentence: Sentence, cue: Token, found: Found, quotations: Quotations, knowledge: CueKnowledge) -> Found:
    """Without what the reporter adds behind the quoted words of "called it “a sham” during a visit", or behind a dash."""
    if found.frame in _VERB_FRAMES:
        return _before_participle(sentence, _before_another(sentence, cue, found, knowledge), knowledge)
    tokens = [t for t in sentence.tokens if found.content.contains(t.span)]
    last = _quoted_end(tokens, found.content, quotations) or _dash(tokens, quotations)
    kept = trimmed([t for t in tokens if last is None or t.end <= last])
    return Found(kept, found.frame, found.head, found.addressee) if kept is not None else found


def _before_another(sentence: Sentence, cue: Token, found: Found, knowledge: CueKnowledge) -> Found:
    """Without ", and Y warned that …" behind it: another speaker with words of his own."""
    acts = not _tells(found.head, knowledge)  # "said A stressed it, and B praised it" goes on
    for verb in sentence.children(found.head, "conj", "advcl"):
        subject = sentence.child(verb, "nsubj")
        says = sentence.child(verb, "ccomp") is not None or (acts and verb.tag == cue.tag and _tells(verb, knowledge))
        if subject is None or not says or verb.i < found.head.i or subject.pos == "PRON" or verb.tag not in _FINITE:
            continue
        first = sentence.subtree(verb)[0]
        first = sentence.tokens[first.i + 1] if first.text.lower() == "while" else first
        if first.i < 2 or not _joins(sentence, first) or not found.content.contains(verb.span):
            continue
        kept = trimmed([t for t in sentence.tokens if found.content.contains(t.span) and t.i < first.i - 1])
        return Found(kept, found.frame, found.head, found.addressee) if kept is not None else found
    return found


def _before_participle(sentence: Sentence, found: Found, knowledge: CueKnowledge) -> Found:
    """Without ", dismissing the plan" behind what somebody vows to do: an act of its own."""
    if found.frame != "infinitive":
        return found
    for verb in sentence.children(found.head, "advcl"):
        first = sentence.subtree(verb)[0]
        if (
            verb.tag == "VBG"
            and first is verb
            and _tells(verb, knowledge)
            and sentence.tokens[verb.i - 1].text == ","
            and verb.i > found.head.i
        ):
            kept = trimmed([t for t in sentence.tokens if found.content.contains(t.span) and t.i < verb.i - 1])
            return Found(kept, found.frame, found.head, found.addressee) if kept is not None else found
    return found


def _joins(sentence: Sentence, first: Token) -> bool:
    """Whether ", and", ", but" or ", while" stands before a clause."""
    before = sentence.tokens[first.i - 2 : first.i]
    return before[0].text == "," and before[1].text.lower() in {"and", "but", "while"}


def _quoted_end(tokens: list[Token], content: Span, quotations: Quotations) -> int | None:
    inside = [q for q in quotations.outermost if content.overlaps(q.outer)]
    if not inside or inside[-1].open or not tokens or inside[-1].start <= tokens[0].start:
        return None
    rest = [t for t in tokens if t.start >= inside[-1].outer.end]
    tells_when = any(t.dep == "npadvmod" for t in rest[:2])  # "a “provocation” a day after the crash"
    if not rest or not (tells_when or rest[0].pos in {"ADP", "PROPN", "SCONJ"}) or _joins_quoted(tokens, rest[0], inside[-1]):
        return None
    if rest[0].pos == "PROPN" and _is_called_so(tokens, rest[0]):
        return None
    return inside[-1].outer.end


def _is_called_so(tokens: list[Token], name: Token) -> bool:
    """Whether a name behind quoted words is whom they call so ("his “brother” *Putin*"), not when it was said ("“a sham” *Tuesday*")."""
    while name.dep == "compound" and (above := next((t for t in tokens if t.i == name.head), None)) is not None:
        name = above
    return name.dep in {"dobj", "pobj", "appos", "oprd"}


def _joins_quoted(tokens: list[Token], marker: Token, quotation: Quotation) -> bool:
    """Whether a preposition behind a quotation goes on with what is quoted."""
    if marker.lemma in {"of", "to", "for"}:
        return True
    above = next((t for t in tokens if t.i == marker.head), None)
    return marker.lemma in _JOINING and above is not None and above.pos == "NOUN" and quotation.outer.contains(above.span)


def _dash(tokens: list[Token], quotations: Quotations) -> int | None:
    """Where an aside begins that a dash opens and nothing closes; a dash inside quoted words is the speaker's."""
    pairs = pairwise(tokens)
    spaced = [t for before, t in pairs if t.text in _DASHES and t.pos == "PUNCT" and t.start > before.end]
    outside = [t for t in spaced if quotations.around(t.start) is None]
    return outside[0].start if len(outside) == 1 else None
