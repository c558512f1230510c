"""Where words told before were said: "…, Mr Bo said. He *made the remarks when he met* Ms Li"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from communique.events.happening import Happening
from communique.events.scene import Scene
from communique.match import syntax
from communique.model import Sentence, Statement, Token

# So many sentences before may hold what was said.
_REACH = 3
_DEFINITE = frozenset({"the", "these", "those", "this", "his", "her", "their"})


def said_there(
    statements: Sequence[Statement], contacts: Sequence[Happening], found: Mapping[str, Happening | None], scene: Scene
) -> Iterator[tuple[str, Happening]]:
    """The statements tied to no contact that a later sentence says were made in one, with that contact."""
    for contact in contacts:
        for number in contact.sentences:
            speaker = _who_said_it(scene.parse.sentences[number], contact, scene)
            if speaker is None:
                continue
            for statement in statements:
                before = number - _number(statement, scene)
                if found.get(statement.id) is None and statement.speaker == speaker and 0 < before <= _REACH:
                    yield statement.id, contact


def _number(statement: Statement, scene: Scene) -> int:
    sentence = scene.parse.sentence_at(statement.cue.start if statement.cue is not None else statement.content.start)
    return sentence.number if sentence is not None else -_REACH


def _who_said_it(sentence: Sentence, contact: Happening, scene: Scene) -> str | None:
    """The party whose words, told before, a sentence says were spoken in the contact or right after it."""
    root = sentence.root
    subject = sentence.child(root, "nsubj", "nsubjpass")
    if subject is None:
        return None
    spoke = root.lemma == "speak" and root.tag == "VBG" and sentence.child(root, "aux") is not None  # "Mr Bo was speaking after talks"
    thing = sentence.child(root, "dobj")
    if spoke or (root.lemma in scene.words["uttering"] and thing is not None and _is_pointed_at(sentence, thing, scene)):
        mention = scene.mention(sentence, subject)
        return mention.actors[0] if mention is not None and mention.actors[0] in contact.parties else None
    if _is_pointed_at(sentence, subject, scene) and (root.lemma in scene.words["coming_about"] or syntax.is_passive(sentence, root)):
        return _owner(sentence, subject, contact, scene)
    return None


def _is_pointed_at(sentence: Sentence, noun: Token, scene: Scene) -> bool:
    """Whether a noun means what was said before: "the remarks", "his comments"."""
    article = sentence.child(noun, "det", "poss")
    return noun.lemma in scene.words["utterances"] and article is not None and (article.text.lower() in _DEFINITE or article.dep == "poss")


def _owner(sentence: Sentence, noun: Token, contact: Happening, scene: Scene) -> str | None:
    """Whose words they were: of "his comments" he, else who acts in the contact."""
    owner = sentence.child(noun, "poss")
    mention = scene.mention(sentence, owner) if owner is not None else None
    if mention is not None:
        return mention.actors[0] if mention.actors[0] in contact.parties else None
    return contact.actors[0] if contact.actors else None
