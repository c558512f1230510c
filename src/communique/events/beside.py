"""Names that stand beside an office or a role and say who fills it."""

from __future__ import annotations

from communique.actors import is_aside_name, name_of_head
from communique.events.scene import Scene
from communique.model import Mention, Sentence, Token


def named_beside(scene: Scene, sentence: Sentence, token: Token) -> Mention | None:
    """The name that stands in apposition to an office ("the head of the bureau, Jacek Siewiera")."""
    for child in sentence.children(token, "appos"):
        mention = scene.mention(sentence, child)
        if mention is not None and mention.kind == "name":
            return mention
    above = scene.mention(sentence, sentence.head(token)) if token.dep == "appos" else None
    if above is not None and above.kind == "name" and all(scene.cast.actors[a].kind == "person" for a in above.actors):
        return above  # "Mr Şimşek, *the Turkish deputy prime minister*, who met …"
    head = name_of_head(sentence, token, scene.cast, scene.actors)
    return scene.mention(sentence, head) if head is not None else _named_behind(scene, sentence, token)


def _named_behind(scene: Scene, sentence: Sentence, token: Token) -> Mention | None:
    """The name behind the comma of "his friend, President Xi", which parsers hang from anything; of "the party chief, To Lam, met"
    where another comma closes it."""
    companion = token.lemma in scene.words["companions"] and sentence.child(token, "poss") is not None
    comma, name = (*sentence.tokens[token.i + 1 : token.i + 3], None, None)[:2]
    if comma is None or name is None or comma.text != "," or not (companion or token.lemma in scene.actors.roles):
        return None
    here = scene.cast.between(name.start, name.start + 1)
    named = (m for m in here if m.start == name.start and m.kind == "name")
    return next((m for m in named if companion or is_aside_name(sentence, m, scene.cast)), None)
