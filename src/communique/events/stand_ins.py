"""*It* and *they* → the state, body or group that acted before: "Kenya recalled its envoy. *It* also expelled two diplomats"."""

from __future__ import annotations

from collections.abc import Callable

from communique.events.finding import Party
from communique.events.scene import Scene
from communique.match import pronouns
from communique.model import Mention, Sentence, Token

Resolve = Callable[[Scene, Sentence, Token], tuple[Party, ...]]
# The reason of a mention that such a word makes.
STANDS_IN = "stands-in"
_PERSONS = frozenset({"person", "office"})
_CROWDS = frozenset({"group", "armed_group"})
_BODIES = frozenset({"government", "organisation", "other"})


def stands_in(scene: Scene, sentence: Sentence, token: Token) -> bool:
    """Whether a word is an *it* or *they* that the cast does not know."""
    judged = token.i > 0 and sentence.tokens[token.i - 1].lemma in scene.words["judging_verbs"]  # "called *it* a bad day"
    known = judged or scene.mention(sentence, token) is not None
    return token.text.lower() in pronouns.STANDING_IN and token.pos == "PRON" and not known


def stood_for(scene: Scene, sentence: Sentence, token: Token, resolve: Resolve) -> tuple[Party, ...]:
    """Whom it stands for, by ``resolve`` of the subjects before it: for *it* one body, for *they* several or a group.

    Nobody where a thing comes first ("The law was passed. It bans …"); persons are passed over for *it*, one person for *they*.
    """
    many = token.text.lower() != "it"
    for earlier, subjects in pronouns.stood_for(scene.parse, sentence, token):
        parties = tuple(p for t in subjects for p in resolve(scene, earlier, t))
        actors = [a for p in parties for a in scene.who(p)]
        if not actors:
            if all(t.pos == "PRON" or (t.tag in ("NNS", "NNPS")) != many for t in subjects):
                continue
            return ()
        if all(a.kind in _PERSONS for a in actors) and (not many or len(actors) == 1):
            continue
        fits = len(actors) > 1 or actors[0].kind in _one_as_many(token) if many else len(actors) == 1
        return tuple(_as_pronoun(sentence, token, p) for p in parties) if fits else ()
    return ()


def _one_as_many(token: Token) -> frozenset[str]:
    """The kinds of one actor that *they* can mean; *them* are people more often than a ministry ("it would reimpose them")."""
    return _CROWDS if token.text.lower() == "them" else _CROWDS | _BODIES


def _as_pronoun(sentence: Sentence, token: Token, party: Party) -> Party:
    mention = Mention(token.start, token.end, sentence.number, token.i, "pronoun", party.actors, STANDS_IN)
    return Party(mention, party.actors, party.described)
