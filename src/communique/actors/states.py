"""States, cities and houses: who acts, and what is only a place or an adjective."""

from __future__ import annotations

from typing import Literal

from communique.actors.memory import Member, Memory
from communique.actors.phrases import Phrase
from communique.actors.words import Line
from communique.knowledge.actors_names import pieces, slug
from communique.model import MentionKind

Use = Literal["actor", "place", "adjective", "described"]


def use_of(line: Line, phrase: Phrase) -> Use:
    """What the name of a state or a city does where it stands."""
    after = line.piece(phrase.end)
    if phrase.end < len(line.words) and line.words[phrase.end].glued:
        return "adjective"
    if after == "'s":
        return "actor"
    if _located(line, phrase.start):
        return "place"
    noun = _noun_after(line, phrase)
    if noun is None:
        return "actor"
    return "described" if noun in line.knowledge.roles else "adjective"


def _noun_after(line: Line, phrase: Phrase) -> str | None:
    """The lemma of the common noun that the name modifies, if it does."""
    at = phrase.end
    token = line.token(phrase.end - 1)
    head = line.sentence.tokens[token.head]
    if head.i > token.i and token.dep in {"compound", "amod", "nmod"} and head.pos in {"NOUN", "PROPN"}:
        return head.lemma
    while at < len(line.words) and line.token(at).pos == "ADJ":
        at += 1
    if phrase.kind in {"demonym", "people"} and at < len(line.words) and line.token(at).pos == "NOUN":
        return line.token(at).lemma
    return None


def _located(line: Line, i: int) -> bool:
    """Whether a place preposition governs word ``i``, also through a list (``in Syria and Afghanistan``)."""
    words = line.knowledge.words
    at = i - 1
    # "in Lyon, France" is a place; "to Lyon, France" still says which country is visited.
    if line.piece(at) == "," and line.is_capital(at - 1) and line.piece(at - 1) in line.knowledge.places:
        at -= 0 if _state_ends(line, at - 1, "country") else 2
    while at > 0 and (line.piece(at) in {"the", "and", ",", "or", "both"} or _state_ends(line, at)):
        at -= 1
    return line.piece(at) in words.place_prepositions and at >= 0


def _state_ends(line: Line, at: int, *kinds: str) -> bool:
    """Whether a state's or a city's name ends with word ``at``."""
    return line.is_capital(at) and at + 1 in _ends(line, kinds or ("country", "metonym"))


def _ends(line: Line, kinds: tuple[str, ...]) -> frozenset[int]:
    """Behind which words names of up to three words and of those kinds end; read once a sentence."""
    known: dict[tuple[str, ...], frozenset[int]] = line.sentence.__dict__.setdefault("_ends", {})
    if kinds not in known:
        hits = ((s, line.named(s, *kinds)) for s in range(len(line.words)))
        known[kinds] = frozenset(hit[0] for s, hit in hits if hit is not None and hit[0] - s <= 3)
    return known[kinds]


def state(memory: Memory, code: str) -> Member:
    """A state as a member."""
    country = memory.knowledge.countries[code]
    return memory.add(Member(id=country.id, name=country.name, kind="state", country=code, seat=code))


def entity(memory: Memory, line: Line, phrase: Phrase) -> tuple[Member, MentionKind, str] | None:
    """The actor that a state's name, an organisation or a metonym means here; ``None`` for places and what is described."""
    use = use_of(line, phrase)
    if phrase.kind == "demonym":
        return _demonym(memory, line, phrase, use)
    if phrase.kind == "people":
        return _people(memory, line, phrase) if use == "actor" else None
    if phrase.kind == "country":
        return None if use in {"place", "described"} else (state(memory, phrase.key or ""), _kind(use), "state")
    if phrase.kind == "organisation":
        own = _own_body(memory, line, phrase)
        if own is not None:
            return own, "name", "own-body"
        return (
            None
            if use in {"place", "described"} and phrase.key != "TALIBAN"
            else (_organisation(memory, phrase.key or ""), "name", "organisation")
        )
    return _metonym(memory, line, phrase, use)


def _kind(use: Use) -> MentionKind:
    return "demonym" if use == "adjective" else "name"


def _demonym(memory: Memory, line: Line, phrase: Phrase, use: Use) -> tuple[Member, MentionKind, str] | None:
    code = phrase.key or ""
    if use == "adjective":
        return state(memory, code), "demonym", "adjective"
    raw = line.words[phrase.end - 1].raw
    if use != "actor" or not (raw.endswith("s") or line.piece(phrase.start - 1) == "the"):
        return None
    member = Member(id=f"name:{code.lower()}-people", name=raw, kind="group", country=code, seat=code)
    return memory.add(member), "demonym", "people"


def _people(memory: Memory, line: Line, phrase: Phrase) -> tuple[Member, MentionKind, str] | None:
    """``the Kurds``, ``Tamils``: a group; one of them or the adjective alone is no actor."""
    people = memory.knowledge.peoples[phrase.key or ""]
    if line.pieces[phrase.start : phrase.end] not in {pieces(p) for p in people.plurals}:
        return None
    home = people.country or None
    member = Member(id=f"name:{slug(people.plurals[0])}", name=people.plurals[0], kind="group", country=home, seat=home)
    return memory.add(member), "demonym", "people"


def _own_body(memory: Memory, line: Line, phrase: Phrase) -> Member | None:
    """The state's own body where its page says "the Security Council" and has not spoken of that of the United Nations."""
    home = memory.publisher.country if memory.publisher is not None else memory.home if memory.is_official else None
    said = " ".join(line.piece(i) for i in range(phrase.start, phrase.end)).removeprefix("the ")
    if home is None or home not in memory.knowledge.words.own_bodies.get(said, ()):
        return None
    if memory.knowledge.organisations[phrase.key or ""].id in memory.members:
        return None
    name = f"{said.title()} of {memory.knowledge.countries[home].name}"
    return memory.add(Member(id=f"name:{slug(name)}", name=name, kind="government", country=home, seat=home))


def _organisation(memory: Memory, code: str) -> Member:
    organisation = memory.knowledge.organisations[code]
    return memory.add(
        Member(id=organisation.id, name=organisation.name, kind=organisation.kind, country=organisation.country or None, seat=f"org:{code}")
    )


def _metonym(memory: Memory, line: Line, phrase: Phrase, use: Use) -> tuple[Member, MentionKind, str] | None:
    metonym = memory.knowledge.metonyms[phrase.key or ""]
    if use == "place" or (metonym.use == "place" and (use != "actor" or not _acts(line, phrase))):
        return None
    if metonym.use == "house" and use == "described":
        use = "adjective"
    if (shared := _shared_house(memory, line, phrase, metonym.country)) is not None:
        return shared, "metonym", "shared-house"
    name = metonym.name[0].upper() + metonym.name[1:]
    member = Member(
        id=f"org:{slug(metonym.name)}", name=name, kind="government", country=metonym.country or None, seat=metonym.country or None
    )
    return memory.add(member), "metonym", "metonym"


def _shared_house(memory: Memory, line: Line, phrase: Phrase, usual: str) -> Member | None:
    """A house that several states have, where another of them was named and the usual one was not: "the Royal Court" of Jordan."""
    said = " ".join(line.piece(i) for i in range(phrase.start, phrase.end)).removeprefix("the ")
    states = memory.knowledge.words.shared_houses.get(said, ())
    named = (memory.members[a].country for m in reversed(memory.mentions) for a in m.actors)
    told = dict.fromkeys(c for c in named if c in states)
    if not told or usual in told:
        return None
    country = next(iter(told))
    name = f"{said.title()} of {memory.knowledge.countries[country or ''].name}"
    return memory.add(Member(id=f"name:{slug(name)}", name=name, kind="government", country=country, seat=country))


def _acts(line: Line, phrase: Phrase) -> bool:
    """Whether a city's name stands for its government: a subject, a possessor, an addressee, not a way or a stop."""
    token = line.token(phrase.end - 1)
    before = line.piece(phrase.start - 1)
    words = line.knowledge.words
    governor = line.sentence.tokens[line.sentence.tokens[token.head].head]
    if before in {"to", "from"}:
        return governor.lemma not in words.motion
    if before in {"with", "between", "against", "by"}:
        return True
    head = line.sentence.tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass", "poss"}:
        return line.piece(phrase.end) == "'s" or head.pos in {"VERB", "AUX"}
    if token.dep == "conj" and before in {"and", "or"}:
        return head.dep in {"nsubj", "nsubjpass", "poss"} or line.piece(phrase.start - 3) in {"with", "between"}
    return token.dep in {"dobj", "iobj", "dative"} and head.lemma not in words.visited and head.lemma not in words.motion
