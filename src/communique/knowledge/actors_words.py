"""The small word lists of ``resources/actors``: what surrounds names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.actors_names import fold
from communique.knowledge.actors_tables import rows
from communique.knowledge.resource import read_text, read_yaml
from communique.model import ActorKind


class Pronoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a pronoun asks of its antecedent."""

    number: Literal["one", "many"]
    gender: Literal["m", "f"] | None = None
    person: Literal["first", "third", "relative"] = "third"


# PLOVER sectors of those who serve a state.
OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "LEG", "SPY", "COP"})


class Role(msgspec.Struct, frozen=True):
    """A common noun for actors without a name: its kind, and its PLOVER sector (empty: none)."""

    noun: str
    kind: ActorKind
    sector: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``words.yaml``, with the given names of ``given_names*.txt``; ``women`` are those mostly borne by women."""

    former: frozenset[str]
    modifiers: frozenset[str]
    particles: frozenset[str]
    family_first: frozenset[str]
    articles: frozenset[str]
    suffixes: frozenset[str]
    place_prepositions: frozenset[str]
    motion: frozenset[str]
    visited: frozenset[str]
    organisation_nouns: Mapping[str, tuple[str, ...]]
    not_names: frozenset[str]
    not_people: frozenset[str]
    no_states: frozenset[str]
    place_kinds: frozenset[str]
    ranking: frozenset[str]
    judging: frozenset[str]
    determiners: frozenset[str]
    numbers: Mapping[str, int]
    pair_nouns: Mapping[str, str]
    leaders_nouns: frozenset[str]
    sides_nouns: frozenset[str]
    countries_nouns: frozenset[str]
    counterparts: frozenset[str]
    contact_nouns: frozenset[str]
    outsiders: frozenset[str]
    elsewhere: frozenset[str]
    acts_too: frozenset[str]
    leaning: frozenset[str]
    descent: frozenset[str]
    minorities: frozenset[str]
    backed: frozenset[str]
    patronymic: frozenset[str]
    telling_prepositions: frozenset[str]
    currencies: frozenset[str]
    official_openings: frozenset[str]
    readout_headings: frozenset[str]
    either: frozenset[str]
    men_when_joined: frozenset[str]
    before_surnames: frozenset[str]
    bodies_within: frozenset[str]
    publisher_houses: Mapping[str, str]
    beside_seat: frozenset[str]
    own_bodies: Mapping[str, tuple[str, ...]]
    shared_houses: Mapping[str, tuple[str, ...]]
    staff_offices: frozenset[str]
    risky: frozenset[str]
    common: frozenset[str]
    fields: frozenset[str]
    pronouns: Mapping[str, Pronoun]
    regions: Mapping[str, tuple[str, ...]]
    given_names: frozenset[str]
    women: frozenset[str]


def load_words() -> Words:
    """The word lists, checked: an unknown key or a wrong type is an error."""
    path = "actors/words.yaml"
    names, women = ([fold(n) for n in read_text(f"actors/{file}.txt").split()] for file in ("given_names", "given_names_women"))
    try:
        return msgspec.convert({**read_yaml(path), "given_names": [*names, *women], "women": women}, Words)
    except msgspec.ValidationError as error:
        raise KnowledgeError(path, "file", f"{error}; mend that key") from error


def load_roles() -> dict[str, Role]:
    """The role nouns by lemma."""
    return {r.noun: r for r in rows("roles", lambda row: msgspec.convert(row, Role))}
