"""Who reports whom: for each attribution its speaker and, nearest first, those through whom the text has it."""

from __future__ import annotations

from collections.abc import Sequence

from communique.knowledge.cues import CueKnowledge
from communique.model import Parse, Sentence, Token
from communique.statements.attribution import Attribution
from communique.statements.quotation import Quotation
from communique.statements.speakers import UNNAMED, Speakers

Chain = tuple[str, ...]


def chains(
    found: Sequence[Attribution],
    above: Sequence[int | None],
    owned: Sequence[Sequence[Quotation]],
    parse: Parse,
    speakers: Speakers,
) -> list[Chain]:
    """The chain of each attribution of ``found``; ``above`` numbers the one that reports it, ``owned`` lists its quotations."""
    read = _Chains(found, above, owned, parse, speakers)
    return [read.of(number) for number in range(len(found))]


class _Chains:
    """The chains, each read once. A function that calls itself would keep the parse until Python's next search for garbage."""

    def __init__(
        self,
        found: Sequence[Attribution],
        above: Sequence[int | None],
        owned: Sequence[Sequence[Quotation]],
        parse: Parse,
        speakers: Speakers,
    ) -> None:
        self._found, self._above, self._owned, self._parse, self._speakers = found, above, owned, parse, speakers
        self._known: dict[int, Chain] = {}

    def of(self, number: int) -> Chain:
        """That of the attribution of this number."""
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def _read(self, number: int) -> Chain:
        found, upper = self._found, self._above[number]
        reported = self.of(upper) if upper is not None else ()
        sentence = self._parse.sentences[found[number].sentence]
        linked = _linked(found[number], self._owned[number], reported, sentence, self._speakers)
        before = _before(number, found, self._above, self._parse) if upper is None and len(linked) == 1 else None
        again = self._speakers.again(self.of(before)[-1], found[number], found[before]) if before is not None else None
        return (again,) if again is not None else linked


def _before(number: int, found: Sequence[Attribution], above: Sequence[int | None], parse: Parse) -> int | None:
    """The attribution that the sentence before stands under, where its speaker is that sentence's first subject: "he" goes on."""
    one = found[number]
    begins = parse.sentence_at(one.content.start)
    first = min(one.sentence, begins.number if begins is not None else one.sentence)
    for earlier in range(number - 1, -1, -1):
        other = found[earlier]
        if above[earlier] is not None or other.sentence >= first:
            continue
        sentence = parse.sentences[other.sentence]
        apart = parse.sentences[first].paragraph - sentence.paragraph
        if other.sentence != first - 1 or apart > (one.frame == "quote") or other.source_head is None:  # "…," he goes on in the next
            return None
        subjects = [t for t in sentence.tokens if t.dep in {"nsubj", "nsubjpass"}]
        return earlier if subjects and subjects[0].i == other.source_head.i else None
    return None


def is_heading(one: Attribution, parse: Parse, speakers: Speakers, knowledge: CueKnowledge) -> bool:
    """Whether what ends a headline behind a dash is no speaker: a newspaper's name, a subject."""
    if one.frame != "headed" or one.source_head is None or one.source is None:
        return one.frame == "headed"
    words = one.source.text_in(parse.text).lower().split()
    is_voice = words[-1] in knowledge.voices or words[-1].removesuffix("s") in knowledge.voices
    return not is_voice and not speakers.may_speak(one.sentence, one.source_head)


def only_cites(one: Attribution, parse: Parse, speakers: Speakers, knowledge: CueKnowledge) -> bool:
    """Whether the cue is the "citing" of a reporting verb, or "cited her as saying": whom it cites speaks in another statement."""
    if one.cue_head is None or one.content_head is None:
        return False
    sentence = parse.sentences[one.sentence]
    if _quotes_as(sentence, one.cue_head, knowledge):
        return True
    if one.cue_head.tag != "VBG":
        return False
    verbs = [sentence.head(one.cue_head), sentence.head(sentence.head(one.cue_head))]
    return any(v.i != one.cue_head.i and speakers.cited(one.sentence, v) == one.content_head for v in verbs)


def _quotes_as(sentence: Sentence, verb: Token, knowledge: CueKnowledge) -> bool:
    """Whether a verb only passes on what somebody said: "cited her *as saying*"."""
    marker = next((p for p in sentence.children(verb, "prep") if p.lemma == "as"), None)
    return verb.lemma in knowledge.citing and marker is not None and sentence.child(marker, "pcomp") is not None


def _linked(one: Attribution, quotes: Sequence[Quotation], reported: Chain, sentence: Sentence, speakers: Speakers) -> Chain:
    if reported and speakers.is_first_person(one.source_head) and speakers.known(one.sentence, one.source_head) is None:
        return reported
    speaker = speakers.of(one.sentence, one.source_head, one.source)
    reported = (*speakers.carriers(one.sentence, one.cue_head), *reported)
    cited = speakers.cited(one.sentence, one.cue_head)
    if cited is not None:
        reported = (speaker, *reported)
        speaker = speakers.of(one.sentence, cited, None)
    principal = _principal(one, quotes, sentence, speakers)
    if principal is not None and principal != speaker:
        reported = (speaker, *reported)
        speaker = principal
    via = tuple(dict.fromkeys(a for a in reported if a not in {speaker, UNNAMED.id}))
    return (speaker, *via)


def _principal(one: Attribution, quotes: Sequence[Quotation], sentence: Sentence, speakers: Speakers) -> str | None:
    """For whom a spokesperson or an office speaks: in "his spokesman said the chancellor “stands by it”" it is the chancellor's word.

    Only where the quoted words are what the principal does or will do; an account of what happened is the office's own.
    """
    verb = one.content_head
    if not quotes or verb is None or one.frame not in {"clause", "parenthetical"} or one.source_head is None:
        return None
    if one.frame == "parenthetical":
        verb = sentence.child(verb, "ccomp") or verb
    subject = sentence.child(verb, "nsubj")
    if subject is None or not any(subject.end <= q.outer.start for q in quotes[:1]):
        return None
    said = quotes[0].outer.start <= verb.start or _is_ahead(sentence, verb) or speakers.is_attitude(sentence, verb)
    return speakers.principal(one.sentence, one.source_head, subject) if said else None


def _is_ahead(sentence: Sentence, verb: Token) -> bool:
    return any(t.tag == "MD" for t in sentence.children(verb, "aux"))
