"""``resources/events/*.yaml`` → frames: which words, in which construction, tell of which event.

A frame is the unit of knowledge of the pattern engine: trigger words, what must stand around them, where the parties are
found, and what it means in PLOVER. Every trigger word carries an example that must match; every frame sentences that must not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, TypeVar, get_args

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.actors_words import load_roles
from communique.knowledge.lists import word_lists
from communique.knowledge.resource import names, read_yaml
from communique.model import EventType, Medium, Status

FOLDER = "events"
_FUNCTIONS = "subject surface object dative carrier_object poss compound inside anywhere assailant reporter condition"
_PREPOSITIONS = (
    "about across after against along alongside among around as at before behind beside between by for from in into near of off on "
    "onto outside over through to toward towards under upon via with within without"
)
SLOTS = frozenset(_FUNCTIONS.split()) | frozenset(_PREPOSITIONS.split())
INSIDE = "inside."
"""A slot of the complement clause: ``inside.subject`` in "demanded that *Iran* halt", ``inside.to`` in "agreed to send aid *to Mali*"."""
OWN = "own."
"""A preposition that must stand right at the trigger: ``own.with`` in "agreed *with* Oman", not in "agreed to talks *with* Oman"."""
QUAD: dict[str, int] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip


class Example(msgspec.Struct, frozen=True):
    """A sentence a frame must match; where given, words of its actor and its recipient."""

    text: str
    actor: str | None
    recipient: str | None


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One construction. ``actor``/``recipient`` list slots, best first; empty ``recipient`` = the event has none.

    ``last``: tried behind the other frames of a word.
    """

    rule: str
    file: str
    type: EventType
    part: Literal["verb", "noun", "adj"]
    words: dict[str, Example]
    actor: tuple[str, ...]
    recipient: tuple[str, ...] = ()
    reciprocal: bool = False
    mode: str | None = None
    medium: Medium | None = None
    readout_medium: Medium | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    status: Status | None = None
    particle: str | None = None
    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    subject_not: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    modal: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    preposition: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()
    needs_recipient: bool = False
    persons: bool = False
    states: bool = False
    places: bool = False
    intransitive: bool = False
    singular: bool = False
    infinitive: bool = False
    controlled: bool = False
    subjunctive: bool = False
    echo: bool = False
    passive: bool = False
    governs: bool = False
    last: bool = False
    refuted: tuple[str, ...] = ()

    @property
    def strictness(self) -> int:
        """How much the frame asks for; stricter frames go first."""
        sets = (
            self.object,
            self.subject,
            self.under,
            self.modifiers,
            self.complement,
            self.following,
            self.saying,
            self.future,
            self.modal,
            self.preposition,
        )
        return sum(bool(s) for s in sets) + bool(self.subject) + bool(self.particle) + self.infinitive + self.states + self.singular


class EventKnowledge(msgspec.Struct, frozen=True):
    """All frames, by part of speech and trigger lemma, strictest first and the ``last`` ones behind; and the words that decide a status."""

    frames: tuple[Frame, ...]
    by_word: dict[tuple[str, str], tuple[Frame, ...]]
    status: StatusWords
    means: MeansWords
    intent: Intent
    homes: Homes
    lists: dict[str, frozenset[str]]


class MeansWords(msgspec.Struct, frozen=True):
    """Words near a trigger that tell the means of a contact."""

    phone: frozenset[str]
    video: frozenset[str]
    in_person: frozenset[str]
    letter: frozenset[str]


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The type an act takes on, and its CAMEO code, while it is only announced."""

    type: EventType
    cameo: str


class Intent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an act is in PLOVER while it is only announced (``promised``) or ruled out (``refused``), by its type.

    ``stances``: verbs that rule out by a negated present too ("*does* not recognise"), as ``present`` has it. ``spared``: what it is
    not to go on with an act, by one of the verbs of ``renewing``.
    """

    promised: dict[EventType, Turn]
    refused: dict[EventType, Turn]
    modals: frozenset[str]
    weighing: frozenset[str]
    stances: frozenset[str]
    present: frozenset[str]
    spared: dict[EventType, Turn]
    renewing: frozenset[str]


class Homes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Types of acts in which unnamed people are taken to be of the other side's state: as ``recipients``, as ``actors``.

    ``there``: acts done by and to people of the place where they are told; ``helped``: of which only whoever receives is of there.
    ``sectors``: those who, in any act but the ``foreign`` ones, deal with their own state; in a ``partisan`` one with its people.
    ``abroad``: acts that officials of a state do not do to their own state. ``mutual``: acts that two states, told without a
    third, do to each other, but for those with a trigger of ``alone``.
    """

    recipients: frozenset[EventType]
    actors: frozenset[EventType]
    there: frozenset[EventType]
    helped: frozenset[EventType]
    foreign: frozenset[EventType]
    partisan: frozenset[EventType]
    sectors: frozenset[str]
    abroad: frozenset[EventType]
    mutual: frozenset[EventType]
    alone: frozenset[str]


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words above or beside a trigger that say it did not (yet) happen, by what they make of it."""

    governors: dict[str, Status]
    modifiers: dict[str, Status]
    modals: dict[str, Status]
    negators: frozenset[str]
    implicative: frozenset[str]
    earlier: frozenset[str]
    alongside: frozenset[str]
    prospects: frozenset[str]
    deliberating: frozenset[str]
    circumstances: frozenset[str]
    conditions: frozenset[str]
    befalling: frozenset[str]
    failing: frozenset[str]
    happening: frozenset[str]
    topical: frozenset[str]
    characterizing: frozenset[str]


@cache
def load_events() -> EventKnowledge:
    """The compiled frames. Raises KnowledgeError naming file and entry."""
    lists = {**word_lists(), **_by_role()}
    frames = tuple(f for path in names(FOLDER, ".yaml") for f in _frames(path, lists))
    seen: set[str] = set()
    for frame in frames:
        if frame.rule in seen:
            raise KnowledgeError(frame.file, frame.rule, "is the name of two frames")
        seen.add(frame.rule)
    by_word: dict[tuple[str, str], list[Frame]] = {}
    for frame in frames:
        for word in frame.words:
            by_word.setdefault((frame.part, word), []).append(frame)
    ordered = {k: tuple(sorted(v, key=lambda f: (f.last, -f.strictness))) for k, v in by_word.items()}
    means = msgspec.convert(read_yaml("lexicons/means.yaml"), MeansWords)
    return EventKnowledge(frames, ordered, _status_words(), means, _lexicon("intent", Intent), _lexicon("home", Homes), lists)


# Callings whose people go into the street; soldiers, police and office-holders are none of them.
CIVIL = frozenset({"", "AGR", "BUS", "CVL", "EDU", "ELI", "HLH", "JUD", "LAB", "MED", "OPP", "RAD", "REF", "REL"})


def _by_role() -> dict[str, frozenset[str]]:
    """Lists that the words for people and bodies make up: ``@persons``, of these ``@civilians``, and ``@organisations``."""
    roles = load_roles().items()
    persons = frozenset(w for w, r in roles if r.kind in ("group", "other", "armed_group"))
    civilians = frozenset(w for w, r in roles if w in persons and r.kind != "armed_group" and r.sector in CIVIL)
    return {"persons": persons, "civilians": civilians, "organisations": frozenset(w for w, r in roles if r.kind == "organisation")}


T = TypeVar("T")


def _lexicon(name: str, noun: type[T]) -> T:
    path = f"lexicons/{name}.yaml"
    try:
        return msgspec.convert(read_yaml(path), noun)
    except msgspec.ValidationError as error:
        raise KnowledgeError(path, name, str(error)) from error


def _frames(path: str, lists: dict[str, frozenset[str]]) -> Iterator[Frame]:
    content = read_yaml(path)
    if not isinstance(content, dict) or content.get("type") not in get_args(EventType):
        raise KnowledgeError(path, "type", f"must be one of {', '.join(get_args(EventType))}")
    common = {k: v for k, v in content.items() if k != "frames"}
    for entry in content.get("frames") or ():
        yield _frame(path, {**common, **entry}, lists)


_PARTS = {"verbs": "verb", "nouns": "noun", "adjectives": "adj"}
_SETS = (
    "object",
    "subject",
    "subject_not",
    "under",
    "modifiers",
    "without",
    "complement",
    "following",
    "saying",
    "unless",
    "future",
    "modal",
    "preposition",
    "ordered",
)
_PLAIN = (
    "mode",
    "medium",
    "readout_medium",
    "cameo",
    "status",
    "particle",
    "reciprocal",
    "needs_recipient",
    "persons",
    "states",
    "places",
    "intransitive",
    "singular",
    "infinitive",
    "controlled",
    "subjunctive",
    "echo",
    "passive",
    "governs",
    "last",
)
_KNOWN = {"id", "type", "actor", "recipient", "contexts", "not", "note", *_PARTS, *_SETS, *_PLAIN}


def _frame(path: str, entry: dict[str, Any], lists: dict[str, frozenset[str]]) -> Frame:
    name = str(entry.get("id", "?"))
    unknown = set(entry) - _KNOWN
    parts = [k for k in _PARTS if k in entry]
    if unknown:
        raise KnowledgeError(path, name, f"unknown key {', '.join(sorted(unknown))}")
    if len(parts) != 1 or not entry[parts[0]]:
        raise KnowledgeError(path, name, "needs exactly one of verbs, nouns, adjectives, with a word and its example each")
    if not entry.get("not"):
        raise KnowledgeError(path, name, "needs under `not` a sentence that must not match")
    values: dict[str, Any] = {k: entry[k] for k in _PLAIN if k in entry}
    values |= {k: _words(path, name, entry[k], lists) for k in _SETS if k in entry}
    values |= {k: _slots(path, name, entry.get(k, [])) for k in ("actor", "recipient")}
    try:
        return msgspec.convert(
            {
                **values,
                "rule": name,
                "file": path,
                "type": entry["type"],
                "part": _PARTS[parts[0]],
                "words": {w: _example(path, name, w, t) for w, t in entry[parts[0]].items()},
                "contexts": tuple(entry.get("contexts", ())),
                "refuted": tuple(entry["not"]),
            },
            Frame,
        )
    except msgspec.ValidationError as error:
        raise KnowledgeError(path, name, str(error)) from error


def _slots(path: str, name: str, asked: list[str]) -> tuple[str, ...]:
    if any(not isinstance(a, str) for a in asked):
        raise KnowledgeError(path, name, "has a slot that is no word: quote on and off")
    unknown = {a.removeprefix(INSIDE).removeprefix(OWN) for a in asked} - SLOTS
    if unknown:
        raise KnowledgeError(path, name, f"unknown slot {', '.join(sorted(unknown))}")
    return tuple(asked)


def _words(path: str, name: str, asked: list[str] | str, lists: dict[str, frozenset[str]]) -> frozenset[str]:
    """A list of lemmas; ``@name`` stands for a list of resources/lexicons/words.yaml."""
    found: set[str] = set()
    for word in [asked] if isinstance(asked, str) else asked:
        if not isinstance(word, str):
            raise KnowledgeError(path, name, f"{word!r} is no word: quote on, off, no and yes")
        if word.startswith("@"):
            if word[1:] not in lists:
                raise KnowledgeError(path, name, f"no list {word} in lexicons/words.yaml")
            found |= lists[word[1:]]
        else:
            found.add(word)
    return frozenset(found)


def _example(path: str, name: str, word: str, written: object) -> Example:
    """``sentence | actor > recipient``; the part behind the bar may be left out."""
    if not isinstance(written, str) or not written.strip():
        raise KnowledgeError(path, name, f"{word}: needs an example sentence")
    text, _, parties = (p.strip() for p in written.partition("|"))
    actor, _, recipient = (p.strip() for p in parties.partition(">"))
    return Example(text, actor or None, recipient or None)


def _status_words() -> StatusWords:
    path = "lexicons/status.yaml"
    content = read_yaml(path)
    turned = {
        part: {word: status for status, words in content[part].items() for word in words} for part in ("governors", "modifiers", "modals")
    }
    return msgspec.convert({**content, **turned}, StatusWords)
