"""Words that were said on another occasion than a contact, and do not speak of it: no accounts, however near they stand."""

from __future__ import annotations

from communique.events.circumstances import Clock
from communique.events.finding import Finding
from communique.events.happening import Happening, common, interval
from communique.events.scene import Scene
from communique.model import Sentence, Statement, Token

# What is said against the other side; in a contact it is told as said to somebody, or by an office that tells of the contact.
HOSTILE = frozenset({"accusation", "denial", "rejection", "warning", "criticism", "condemnation"})


def elsewhere(statement: Statement, happening: Happening, scene: Scene, clock: Clock, *, goes_on: bool = False) -> bool:
    """Whether a statement was made on another day than the contact, or against the other side in another paragraph, and not of it.

    ``goes_on`` says that the same speaker gave an account of the contact in the sentence before.
    """
    sentence = _said_in(statement, scene)
    if _asks(statement, scene) or _is_outsider(statement, happening, scene):
        return True
    if sentence is None or sentence.number in happening.sentences or _speaks_of_it(statement, sentence, scene):
        return False
    if _says_then(statement, happening, sentence, scene):
        return False
    if _is_before(happening, sentence, scene) and _is_told_to(statement, scene.words["press"] | scene.words["audiences"], sentence):
        return True
    if _speaks_at_home(statement, happening, sentence, scene):
        return True
    if _is_bystander(statement, happening, sentence, scene) or _is_of_others(statement, happening, sentence, scene):
        return True
    if on_another_day(statement, happening, sentence, clock) or _has_said(statement, happening, sentence, scene):
        return True
    apart = all(scene.parse.sentences[n].paragraph != sentence.paragraph for n in happening.sentences)
    told_to_all = statement.addressee not in happening.parties and not statement.via
    return apart and told_to_all and not goes_on and statement.stance is not None and statement.stance.kind in HOSTILE


def _asks(statement: Statement, scene: Scene) -> bool:
    """Whether it is a question: who asks gives no account."""
    end = statement.content.end
    return "?" in scene.parse.text[end - 1 : end + 1]


def _is_outsider(statement: Statement, happening: Happening, scene: Scene) -> bool:
    """Whether who speaks is of a side and no voice of it: an opposition leader, a senator, a resident."""
    if statement.speaker in happening.parties or any(v in happening.parties for v in statement.via):
        return False
    return _is_called(statement, scene.words["outsiders"], scene)


def _is_called(statement: Statement, words: frozenset[str], scene: Scene) -> bool:
    """Whether the words that name who speaks hold one of a list."""
    source = statement.source
    sentence = scene.parse.sentence_at(source.start) if source is not None else None
    inside = sentence.between(source.start, source.end) if sentence is not None and source is not None else ()
    return any(t.lemma.lower() in words or t.text.lower() in words for t in inside)


def _is_bystander(statement: Statement, happening: Happening, sentence: Sentence, scene: Scene) -> bool:
    """Whether somebody of no known side speaks in another paragraph, and names nobody of the contact."""
    tellers = (scene.cast.actors.get(a) for a in (statement.speaker, *statement.via))
    if any(a is not None and a.country is not None for a in tellers) or _is_called(statement, scene.words["insiders"], scene):
        return False
    first = min(statement.content.start, statement.source.start if statement.source is not None else statement.content.start)
    last = max(statement.content.end, statement.source.end if statement.source is not None else statement.content.end)
    named = {a for m in scene.cast.between(first, last) if m.kind != "pronoun" for a in m.actors}
    apart = all(scene.parse.sentences[n].paragraph != sentence.paragraph for n in happening.sentences)
    return apart and not named & set(happening.parties)


def _speaks_at_home(statement: Statement, happening: Happening, sentence: Sentence, scene: Scene) -> bool:
    """Whether somebody who was not there speaks to his own people: "the premier told deputies in Ankara"."""
    if statement.speaker in happening.parties or statement.via:
        return False
    return _is_told_to(statement, scene.words["audiences"], sentence)


def _is_told_to(statement: Statement, words: frozenset[str], sentence: Sentence) -> bool:
    """Whether it is told to somebody of a list."""
    outside = (t for t in sentence.tokens if not statement.content.contains(t.span))
    return any(t.lemma.lower() in words and t.dep in {"dobj", "pobj", "dative"} for t in outside)


def _is_before(happening: Happening, sentence: Sentence, scene: Scene) -> bool:
    """Whether the text comes to the contact only in a later paragraph."""
    first = scene.parse.sentences[happening.sentences[0]]
    return first.paragraph > sentence.paragraph


def _says_then(statement: Statement, happening: Happening, sentence: Sentence, scene: Scene) -> bool:
    """Whether it was said at the time of a contact told right before: "The two met in May. Mr Bo said *then* that …"."""
    if not {sentence.number - 1, sentence.number} & set(happening.sentences):
        return False
    outside = (t for t in sentence.tokens if not statement.content.contains(t.span))
    return any(_is_then(t, sentence, scene) for t in outside)


def _is_then(token: Token, sentence: Sentence, scene: Scene) -> bool:
    if token.text.lower() == "then":
        return token.i > 0 and token.dep == "advmod"
    above = sentence.head(token)
    article = sentence.child(token, "det")
    pointed = article is not None and article.text.lower() in {"the", "that"}
    return token.lemma in scene.words["occasions"] and token.dep == "pobj" and above.text.lower() in {"at", "on"} and pointed


def _is_of_others(statement: Statement, happening: Happening, sentence: Sentence, scene: Scene) -> bool:
    """Whether an official who was not there speaks, in another paragraph, of another state only: "a spokesman hoped Chad would go"."""
    if statement.speaker in happening.parties or statement.via:
        return False
    actors = scene.cast.actors
    own = actors[statement.speaker].country if statement.speaker in actors else None
    mentions = scene.cast.between(statement.content.start, statement.content.end)
    named = {a for m in mentions if m.kind != "pronoun" for a in m.actors}
    if named & set(happening.parties):
        return False
    sides = {actors[a].country for a in named if a in actors} - {own, None}
    parties = {actors[p].country for p in happening.parties if p in actors}
    apart = all(scene.parse.sentences[n].paragraph != sentence.paragraph for n in happening.sentences)
    return apart and bool(sides) and not sides & parties


def _has_said(statement: Statement, happening: Happening, sentence: Sentence, scene: Scene) -> bool:
    """Whether it is told what somebody "has said" or "had said" at some time, to nobody of the contact."""
    cue = sentence.at(statement.cue.start) if statement.cue is not None else None
    if cue is None or statement.addressee in happening.parties:
        return False
    aux = {t.text.lower() for t in sentence.children(cue, "aux")}
    before = "had" in aux and not statement.via and not _was_before(happening, sentence, scene)
    return cue.tag == "VBN" and bool(aux & {"has", "have"} or before)


def _was_before(happening: Happening, sentence: Sentence, scene: Scene) -> bool:
    """Whether the contact was told the same way right before: "The two *had met* in May. Mr Bo *had complained* of delays"."""
    told = (f.match.sentence for f in happening.findings if _had(f))
    return any(0 < sentence.number - t.number <= 2 and t.paragraph == sentence.paragraph for t in told)


def is_told_as_past(happening: Happening) -> bool:
    """Whether a contact is nowhere told but as what "had" been; not in "said the two had met", where the speech makes it so."""
    verbs = (f.match.carrier or f.match.trigger for f in happening.findings)
    return all(_had(f) for f in happening.findings) and not any(v.dep == "ccomp" for v in verbs)


def _had(finding: Finding) -> bool:
    verb = finding.match.carrier or finding.match.trigger
    return any(a.text.lower() == "had" for a in finding.match.sentence.children(verb, "aux"))


def answers(statement: Statement, before: Statement | None, happening: Happening, scene: Scene) -> bool:
    """Whether a statement goes on from the one before it in its paragraph, without a word of the contact."""
    sentence, other = _said_in(statement, scene), _said_in(before, scene) if before is not None else None
    if sentence is None or other is None or sentence.paragraph != other.paragraph or sentence.number in happening.sentences:
        return False
    return not _speaks_of_it(statement, sentence, scene)


def _said_in(statement: Statement, scene: Scene) -> Sentence | None:
    return scene.parse.sentence_at(statement.cue.start if statement.cue is not None else statement.content.start)


def _speaks_of_it(statement: Statement, sentence: Sentence, scene: Scene) -> bool:
    """Whether "the talks", "the call", "after they met" stand in the statement or beside it."""
    first = scene.parse.sentence_at(statement.content.start) or sentence
    words = (*sentence.tokens, *(first.tokens if first is not sentence else ()))
    return any(_is_of_contact(t, scene) for t in words) or looks_back(first, scene) or _tells_outcome(statement, first, scene)


def tells_of_one(statement: Statement, sentence: Sentence, scene: Scene) -> bool:
    """Whether what is said itself names a contact or what is done in one: "that a date had been *discussed*"."""
    return any(_is_of_contact(t, scene) for t in sentence.between(statement.content.start, statement.content.end))


def looks_back(sentence: Sentence, scene: Scene) -> bool:
    """Whether it tells what somebody named or meant had agreed, promised, asked: "said that Berg had promised to look into it"."""
    return any(t.tag == "VBN" and t.lemma in scene.words["dealings"] and _had_done(t, sentence, scene) for t in sentence.tokens)


def _had_done(verb: Token, sentence: Sentence, scene: Scene) -> bool:
    subject = sentence.child(verb, "nsubj")
    known = subject is not None and (subject.pos == "PRON" or scene.cast.at(sentence.number, subject.i) is not None)
    return known and any(t.text.lower() == "had" for t in sentence.children(verb, "aux"))


def _tells_outcome(statement: Statement, sentence: Sentence, scene: Scene) -> bool:
    """Whether it tells how something came out, as past: "that no agreement on tariffs was sought"."""
    inside = sentence.between(statement.content.start, statement.content.end)
    return any(t.lemma in scene.words["outcomes"] and t.pos == "NOUN" for t in inside) and any(t.tag == "VBD" for t in inside)


def _is_of_contact(token: Token, scene: Scene) -> bool:
    if token.pos == "NOUN":
        return token.lemma in scene.words["contact_nouns"]
    return token.pos == "VERB" and token.lemma in scene.words["conferring"] and token.dep != "xcomp"  # "they would like *to meet*"


def on_another_day(statement: Statement, happening: Happening, sentence: Sentence, clock: Clock) -> bool:
    """Whether the sentence, outside of what is said, names a time that cannot be the contact's."""
    if happening.when is None:
        return False
    content, cue = statement.content, statement.cue
    behind = cue is not None and cue.start >= content.end  # '"…," he said on Monday'; what follows the content else goes on from it
    outside = (t for t in clock.in_sentence(sentence) if t.end <= content.start or (behind and t.start >= content.end))
    told = [clock.when(t) for t in outside if t.type == "DATE"]
    return any(w is not None and common(interval(w), interval(happening.when)) is None for w in told)
