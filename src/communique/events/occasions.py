"""Words that were said on another occasion than a contact, and do not speak of it: no accounts, however near they stand."""

from __future__ import annotations

from communique.events.circumstances import Clock
from communique.events.happening import Happening, common, interval
from communique.events.scene import Scene
from communique.model import Sentence, Statement, Token

# What is said against the other side; in a contact it is told as said to somebody, or by an office that tells of the contact.
HOSTILE = frozenset({"accusation", "denial", "rejection", "warning", "criticism", "condemnation"})


def elsewhere(statement: Statement, happening: Happening, scene: Scene, clock: Clock) -> bool:
    """Whether a statement was made on another day than the contact, or against the other side in another paragraph, and not of it."""
    sentence = _said_in(statement, scene)
    if _asks(statement, scene):
        return True
    if sentence is None or sentence.number in happening.sentences or _speaks_of_it(statement, sentence, scene):
        return False
    if _on_another_day(statement, happening, sentence, clock):
        return True
    apart = all(scene.parse.sentences[n].paragraph != sentence.paragraph for n in happening.sentences)
    told_to_all = statement.addressee not in happening.parties and not statement.via
    return apart and told_to_all and statement.stance is not None and statement.stance.kind in HOSTILE


def _asks(statement: Statement, scene: Scene) -> bool:
    """Whether it is a question: who asks gives no account."""
    end = statement.content.end
    return "?" in scene.parse.text[end - 1 : end + 1]


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
    return any(_is_of_contact(t, scene) for t in words)


def _is_of_contact(token: Token, scene: Scene) -> bool:
    if token.pos == "NOUN":
        return token.lemma in scene.words["contact_nouns"]
    return token.pos == "VERB" and token.lemma in scene.words["conferring"]


def _on_another_day(statement: Statement, happening: Happening, sentence: Sentence, clock: Clock) -> bool:
    """Whether the sentence, outside of what is said, names a time that cannot be the contact's."""
    if happening.when is None:
        return False
    content, cue = statement.content, statement.cue
    behind = cue is not None and cue.start >= content.end  # '"…," he said on Monday'; what follows the content else goes on from it
    outside = (t for t in clock.in_sentence(sentence) if t.end <= content.start or (behind and t.start >= content.end))
    told = [clock.when(t) for t in outside if t.type == "DATE"]
    return any(w is not None and common(interval(w), interval(happening.when)) is None for w in told)
