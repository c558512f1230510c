"""Stretches of words → the token that heads them."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.phrases import Phrase
from communique.actors.words import Line
from communique.knowledge.actors import ActorKnowledge
from communique.model import Mention, Sentence, Token


def head_of(sentence: Sentence, phrase: Phrase, line: Line) -> Token | None:
    """The token of a phrase whose own head lies outside it; of several the name's last, or the title."""
    first, last = line.words[phrase.start].token, line.words[phrase.end - 1].token
    inside = [t for t in sentence.tokens[first : last + 1] if t.text.isalnum() or any(c.isalnum() for c in t.text)]
    if not inside:
        return None
    numbers = {t.i for t in inside}
    outer = [t for t in inside if t.head not in numbers or t.head == t.i]
    if len(outer) <= 1:
        return outer[0] if outer else inside[-1]
    preferred = range(*phrase.name) if phrase.name else range(phrase.start, phrase.end)
    named = [t for t in outer if t.i in {line.words[k].token for k in preferred}]
    return (named or outer)[-1 if phrase.name else 0]


def name_of_head(sentence: Sentence, head: Token, cast: Cast, knowledge: ActorKnowledge) -> Token | None:
    """The name of whoever heads a body, which parsers give to the body: "the leader of Spain's opposition, *Mr Feijoo*, said"."""
    of = next((p for p in sentence.children(head, "prep") if p.lemma == "of" and p.i == head.i + 1), None)
    body = sentence.child(of, "pobj") if of is not None and head.lemma in knowledge.roles else None
    name = sentence.child(body, "appos") if body is not None else None
    if body is None or name is None or not _is_body(body, knowledge):
        return None
    mention = cast.at(sentence.number, name.i)
    return name if mention is not None and is_aside_name(sentence, mention, cast) else None


def is_aside_name(sentence: Sentence, mention: Mention, cast: Cast) -> bool:
    """Whether a mention is a person's name that a comma closes, as names beside offices are."""
    behind = next((t for t in sentence.tokens if t.start >= mention.end), None)
    named = mention.kind == "name" and all(cast.actors[a].kind == "person" for a in mention.actors)
    return named and behind is not None and behind.text == ","


def _is_body(noun: Token, knowledge: ActorKnowledge) -> bool:
    """Whether a noun means a body, not a person ("the brother of Spain's *king*, Felipe")."""
    role = knowledge.roles.get(noun.lemma)
    return role is not None and role.kind != "other"
