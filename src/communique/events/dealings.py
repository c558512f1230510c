"""What a contact dealt with when another sentence says so: "He called Mr Berg. He briefed him on his talks with Mrs Holm"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from communique.events.finding import Finding
from communique.events.happening import Happening
from communique.events.scene import Scene
from communique.match import syntax
from communique.model import Sentence, Token

# How many sentences after a contact one may still say what was spoken of in it.
REACH = 4
_STEPS = 8
_JOINING = frozenset({"prep", "pobj", "conj", "appos", "dative"})


class Dealings:
    """The contacts of an article, and which of their tellings say that they were spoken of: read once, whoever asks."""

    def __init__(self, contacts: Sequence[Happening], scene: Scene) -> None:
        """``contacts`` are those that may have dealt with each other."""
        self.contacts = contacts
        self.triggers = frozenset(f.match.trigger.start for c in contacts for f in c.findings)
        told = ((c, tuple((f, t) for f in c.findings if (t := _told_of(f, scene)) is not None)) for c in contacts)
        self.spoken_of = tuple((c, tellings) for c, tellings in told if tellings)


def dealt_with(one: Happening, dealings: Dealings, scene: Scene) -> Iterator[tuple[Happening, Token]]:
    """The contacts that parties of ``one`` tell each other of in sentences that go on with it, each with the word that names it."""
    if _is_background(one):
        return
    for other, tellings in dealings.spoken_of:
        if other is one or set(other.parties) == set(one.parties):
            continue
        fitting = (f for f, t in tellings if _is_gone_on_with(one, t) and _last(one, f, dealings.contacts, t))
        told = next(fitting, None)
        if told is not None:
            yield other, told.match.trigger
    yield from _named_back(one, dealings, scene)


def _is_background(one: Happening) -> bool:
    """Whether a contact is only told to say when: "the welcome given *during his earlier visit*"."""
    sentence, noun = one.first.match.sentence, one.first.match.trigger
    return (
        noun.dep == "pobj"
        and sentence.child(noun, "poss") is not None
        and sentence.head(noun).lemma in {"during", "since", "after", "before"}
    )


def _named_back(one: Happening, dealings: Dealings, scene: Scene) -> Iterator[tuple[Happening, Token]]:
    """A contact told before and only named again: "he also briefed Mr Holm by phone *about the conversation with Mr Berg*"."""
    for sentence in (f.match.sentence for f in one.findings):
        for noun in sentence.tokens:
            if noun.lemma not in scene.words["contact_nouns"] or noun.pos != "NOUN" or noun.start in dealings.triggers:
                continue
            if _dealing(sentence, noun, scene) is None:
                continue
            named = frozenset(a for t in sentence.subtree(noun) for a in _persons(scene, sentence, t))
            meant = [c for c in dealings.contacts if c is not one and named and named <= set(c.parties) and c.first.order < noun.start]
            if len(meant) == 1 and set(meant[0].parties) & set(one.parties) and not named <= set(one.parties):
                yield meant[0], noun


def _told_of(told: Finding, scene: Scene) -> Telling | None:
    """Who tells whom of a contact, where its words make it the topic of a verb."""
    sentence = told.match.sentence
    verb = _dealing(sentence, told.match.trigger, scene)
    return _telling(sentence, verb, scene) if verb is not None else None


def _dealing(sentence: Sentence, noun: Token, scene: Scene) -> Token | None:
    """The verb that makes a contact's noun its topic: "shared *details of* his *talks*", "discussed *the outcome of* the *summit*"."""
    token = noun
    if syntax.is_verb(noun):
        return None
    for _ in range(_STEPS):
        above = sentence.head(token)
        if above is token or (token.pos in ("ADP", "ADV") and token.lemma in scene.words["not_dealing"]):
            return None
        if above.lemma in scene.words["dealing"] and syntax.is_verb(above):
            return above if token.dep != "nsubj" else None
        carries = above.pos == "ADP" or above.lemma in scene.words["accounts"] or token.dep in _JOINING
        if not carries or above.pos == "VERB":
            return None
        token = above
    return None


class Telling(msgspec.Struct, frozen=True):
    """Who tells whom in a sentence. ``both``: the subject only points at the sides of a contact ("the two leaders discussed").

    ``beside``: the verbs it is joined to ("*rang* Mr Holm and shared …").
    """

    sentence: int
    speaking: frozenset[str]
    spoken_to: frozenset[str]
    both: bool
    beside: frozenset[int] = frozenset()


def _telling(sentence: Sentence, verb: Token, scene: Scene) -> Telling:
    subjects = syntax.subject(sentence, verb)
    speaking = frozenset(a for t in subjects for a in _actors(scene, sentence, t))
    tokens = (*syntax.objects(sentence, verb), *syntax.recipients_of_giving(sentence, verb), *_with(sentence, verb))
    spoken_to = frozenset(a for t in tokens for a in _persons(scene, sentence, t))
    unknown = all(a.startswith("name:") and scene.cast.actors[a].kind != "person" for a in speaking)
    both = unknown and any(t.lemma in scene.words["pointers"] and t.tag in {"NNS", "PRP", "DT", "CD"} for t in subjects)
    return Telling(sentence.number, speaking, spoken_to - speaking, both, frozenset(_joined(sentence, verb)))


def _joined(sentence: Sentence, verb: Token) -> Iterator[int]:
    while verb.dep == "conj":
        verb = sentence.head(verb)
        yield verb.i


def _with(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """ "shared with him", "spoke to her": whom a preposition at the verb itself names."""
    for preposition in sentence.children(verb, "prep", "dative"):
        if preposition.lemma in {"with", "to"}:
            yield from sentence.children(preposition, "pobj")


def _actors(scene: Scene, sentence: Sentence, token: Token) -> tuple[str, ...]:
    mention = scene.mention(sentence, token)
    return mention.actors if mention is not None else ()


def _persons(scene: Scene, sentence: Sentence, token: Token) -> tuple[str, ...]:
    """Those at a token who can be told something; what is discussed may be a state's affair."""
    return tuple(a for a in _actors(scene, sentence, token) if scene.cast.actors[a].kind in {"person", "office"})


def _is_gone_on_with(one: Happening, telling: Telling) -> bool:
    """Whether the sentence is one of the contact's: told shortly before or in it, its parties speak and are spoken to."""
    numbers = [f.match.sentence.number for f in one.findings if f.match.sentence.number <= telling.sentence]
    near = bool(numbers) and telling.sentence - max(numbers) <= REACH
    parties = set(one.parties)
    known = telling.both or _is_beside(one, telling) or bool(telling.speaking)
    return near and telling.spoken_to <= parties and known and (telling.both or telling.speaking <= parties)


def _is_beside(one: Happening, telling: Telling) -> bool:
    here = (f.match for f in one.findings if f.match.sentence.number == telling.sentence)
    return any(m.trigger.i in telling.beside or (m.carrier is not None and m.carrier.i in telling.beside) for m in here)


def _last(one: Happening, told: Finding, contacts: Sequence[Happening], telling: Telling) -> bool:
    """Whether no other contact of theirs was told later: the last one is the one spoken of."""
    rivals = (c for c in contacts if c is not one and told not in c.findings and not _is_background(c) and _is_gone_on_with(c, telling))
    return all(_place(r, told) < _place(one, told) for r in rivals)


def _place(one: Happening, told: Finding) -> int:
    return max((f.order for f in one.findings if f.order < told.order), default=-1)
