"""Who is who: countries, people and their offices, organisations, metonyms, places, and the words that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import TypeVar

import msgspec

from communique.knowledge import actors_tables as tables
from communique.knowledge.actors_check import check_countries, check_homes, check_metonyms, check_people, check_places, check_terms
from communique.knowledge.actors_names import Alias, AliasIndex, AliasKind, Spelling, build_index, consonants, pieces, skeleton
from communique.knowledge.actors_tables import Country, Dominant, Metonym, Organisation, People, Person, Place, Publisher, Term, Title
from communique.knowledge.actors_words import Role, Words, load_roles, load_words

K = TypeVar("K")


class ActorKnowledge(msgspec.Struct, frozen=True, dict=True):
    """The compiled tables, by key, with indexes that are built when first asked for."""

    countries: Mapping[str, Country]
    people: Mapping[str, Person]
    terms: tuple[Term, ...]
    organisations: Mapping[str, Organisation]
    peoples: Mapping[str, People]
    metonyms: Mapping[str, Metonym]
    titles: Mapping[str, Title]
    plurals: Mapping[str, str]
    dominants: tuple[Dominant, ...]
    publishers: tuple[Publisher, ...]
    words: Words
    roles: Mapping[str, Role]

    def knows(self, code: str) -> bool:
        """Whether an ISO-3 code or ``org:CODE`` is in the tables."""
        return code in self.countries or (code.startswith("org:") and code[4:] in self.organisations)

    @cached_property
    def aliases(self) -> AliasIndex:
        """Every name but those of mere places."""
        return build_index(self._names())

    @cached_property
    def places(self) -> Mapping[str, tuple[Place, ...]]:
        """Places by folded name, the largest first."""
        found: dict[str, list[Place]] = defaultdict(list)
        listed = tuple(tables.rows("places", tables.place))
        check_places(listed, self.knows)
        for place in listed:
            for name in dict.fromkeys(" ".join(pieces(n)) for n in (place.name, *place.variants)):
                found[name].append(place)
        return {name: tuple(sorted(ps, key=lambda p: (p.kind == "city", -p.population))) for name, ps in found.items()}

    @cached_property
    def memberships(self) -> Mapping[str, tuple[tables.Membership, ...]]:
        """Memberships by organisation code."""
        found: dict[str, list[tables.Membership]] = defaultdict(list)
        for row in tables.rows("memberships", tables.membership):
            found[row.org].append(row)
        return {org: tuple(members) for org, members in found.items()}

    @cached_property
    def organisation_codes(self) -> Mapping[str, str]:
        """The code of each organisation by the id of its actor."""
        return {o.id: code for code, o in self.organisations.items()}

    @cached_property
    def terms_of(self) -> Mapping[str, tuple[Term, ...]]:
        """Each person's terms, oldest first."""
        return _grouped((t.person, t) for t in self.terms)

    @cached_property
    def terms_in(self) -> Mapping[tuple[str, str], tuple[Term, ...]]:
        """The terms of each (country or organisation, office), oldest first."""
        return _grouped(((t.seat_of, t.office), t) for t in self.terms)

    @cached_property
    def by_piece(self) -> Mapping[str, tuple[str, ...]]:
        """People by every folded piece of their names, by its skeleton (marked ``~``), its consonants (``^``)."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for key, person in self.people.items():
            for piece in {p for n in (person.name, *person.short, *person.variants) for p in pieces(n)}:
                if len(piece) > 1 and piece not in self.words.particles:
                    found[piece][key] = None
                    found["~" + skeleton(piece)][key] = None
                    found["^" + consonants(piece)][key] = None
        return {piece: tuple(keys) for piece, keys in found.items()}

    def spelled(self, name: tuple[str, ...]) -> Spelling:
        """Folded pieces of a name in the forms in which names are compared."""
        small = self.words.particles | self.words.suffixes | self.words.articles
        told = [p for p in name if p not in small] or name
        return Spelling(name, tuple([skeleton(p) for p in told]), tuple([consonants(p) for p in told]))

    def spellings(self, key: str) -> tuple[Spelling, ...]:
        """All names of a person of the tables, spelled; kept once asked for."""
        found = self._spellings.get(key)
        if found is None:
            person = self.people[key]
            found = self._spellings[key] = tuple(self.spelled(pieces(n)) for n in (person.name, *person.variants, *person.short))
        return found

    @cached_property
    def _spellings(self) -> dict[str, tuple[Spelling, ...]]:
        return {}

    @cached_property
    def leader_pieces(self) -> frozenset[str]:
        """Folded words of the names of heads of state and government, by sound (``~``) and consonants (``^``) too; no first names."""
        leading = {t.person for t in self.terms if t.office in {"head_of_state", "head_of_government"}}
        unfit = self.words.given_names | self.words.particles | self.words.not_names | self.words.suffixes
        names = (n for key in leading for n in (self.people[key].name, *self.people[key].variants))
        found = {p for n in names for p in pieces(n)[-3:] if len(p) > 2 and p not in unfit}
        return frozenset(form for p in found for form in (p, "~" + skeleton(p), "^" + consonants(p)))

    def readings(self, words: str) -> tuple[Alias, ...]:
        """What all the words together can mean: states, persons, bodies, titles; none where no name is written so."""
        return self.aliases.entries.get(" ".join(pieces(words)), ())

    def bodies_in(self, words: str) -> list[Alias]:
        """The organisations that stand anywhere in the words, in their order: "a *United Nations* envoy"."""
        said = pieces(words)
        return [a for i in range(len(said)) for _, readings in self.aliases.at(said, i) for a in readings if a.kind == "organisation"]

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Folded given names: a list of common ones, and the first words of the people of the tables."""
        firsts = (pieces(p.name)[0] for p in self.people.values() if len(pieces(p.name)) > 1)
        taken = {p for c in self.countries.values() for n in (c.name, *c.demonyms) for p in pieces(n)}
        return self.words.given_names | (frozenset(firsts) - frozenset(self.words.not_names) - taken)

    @cached_property
    def openers(self) -> frozenset[str]:
        """Folded words that can begin a naming phrase in small letters: determiners, pronouns, first words of names…"""
        w = self.words
        names = (name for name, readings in self.aliases.entries.items() if not all(a.capital for a in readings))
        firsts = frozenset(phrase.split(" ")[0] for phrase in names) | self.region_starts
        return firsts | w.determiners | w.former | w.modifiers | frozenset((*w.numbers, *w.pronouns))

    @cached_property
    def collective_starts(self) -> frozenset[str]:
        """First words of collectives: "the two leaders", "several European leaders"."""
        return self.region_starts | self.words.determiners | frozenset(self.words.numbers) | {"several", "other"}

    @cached_property
    def region_starts(self) -> frozenset[str]:
        """First words of regions."""
        return frozenset(region.split(" ")[0] for region in self.words.regions)

    @cached_property
    def body_kinds(self) -> Mapping[str, str]:
        """What kind of body a noun names ("ministry", "army")."""
        kinds = ((noun, kind) for kind, nouns in self.words.organisation_nouns.items() for noun in nouns)
        return dict(reversed(tuple(kinds)))

    @cached_property
    def by_code(self) -> Mapping[str, str]:
        """ISO-3 by any code or name of a country: ISO-2, ISO-3, ``cow:2``, ``gw:2``, folded names and demonyms."""
        found: dict[str, str] = {}
        for c in self.countries.values():
            codes = (c.iso3, c.iso2, f"cow:{c.cow}", f"gw:{c.gw}", *(" ".join(pieces(n)) for n in (c.name, *c.variants, *c.demonyms)))
            for code in codes:
                found.setdefault(code, c.iso3)
        return found

    def _names(self) -> Iterator[tuple[str, AliasKind, str]]:
        official = {n for c in self.countries.values() for n in (c.name, *c.variants)}
        for c in self.countries.values():
            yield from ((n, "country", c.iso3) for n in (c.name, *c.variants))
            yield from ((n, "demonym", c.iso3) for n in c.demonyms)
            # "the Turkish Republic"; not what the tables have already ("Dominican Republic").
            yield from ((r, "country", c.iso3) for d in c.demonyms if (r := f"{d} Republic") not in official)
        for o in self.organisations.values():
            yield from ((n, "organisation", o.code) for n in (o.name, *o.variants))
        for g in self.peoples.values():
            yield from ((n, "people", g.name) for n in dict.fromkeys((*g.plurals, *g.adjectives)))
        for m in self.metonyms.values():
            yield from ((n, "metonym", m.name) for n in (m.name, *m.variants))
        for p in self.people.values():
            yield from ((n, "person" if len(pieces(n)) > 1 else "short", p.key) for n in dict.fromkeys((p.name, *p.variants, *p.short)))
        for t in self.titles.values():
            yield (t.phrase.lower(), "title" if t.offices else "honorific", t.phrase)
        for plural, singular in self.plurals.items():
            yield (plural.lower(), "titles" if self.titles[singular].offices else "honorific", singular)


def _grouped(pairs: Iterator[tuple[K, Term]]) -> dict[K, tuple[Term, ...]]:
    found: dict[K, list[Term]] = defaultdict(list)
    for key, term in pairs:
        found[key].append(term)
    return {key: tuple(sorted(terms, key=lambda t: t.start)) for key, terms in found.items()}


@cache
def load_actors() -> ActorKnowledge:
    """The knowledge of actors, read, checked and compiled once. Raises ``KnowledgeError`` for a row that is wrong."""
    titled = tuple(tables.rows("titles", tables.title))
    knowledge = ActorKnowledge(
        countries={c.iso3: c for c in tables.rows("countries", tables.country)},
        people={p.key: p for p in tables.rows("people", tables.person)},
        terms=tuple(tables.rows("terms", tables.term)),
        organisations={o.code: o for o in tables.rows("organisations", tables.organisation)},
        peoples={g.name: g for g in tables.rows("peoples", tables.people)},
        metonyms={m.name: m for m in tables.rows("metonyms", tables.metonym)},
        titles={t.phrase: t for t, _ in titled},
        plurals={plural: t.phrase for t, plural in titled if plural},
        dominants=tuple(tables.rows("dominant", tables.dominant)),
        publishers=tuple(tables.rows("publishers", tables.publisher)),
        words=load_words(),
        roles=load_roles(),
    )
    check(knowledge)
    return knowledge


def check(knowledge: ActorKnowledge) -> None:
    """Raise ``KnowledgeError`` for the first thing that is wrong between the tables."""
    check_countries(knowledge.countries.values())
    check_people(knowledge.people.values(), knowledge.organisations.values())
    check_terms(knowledge.terms, knowledge.people, knowledge.knows)
    check_metonyms(knowledge.metonyms.values(), knowledge.knows)
    check_homes(knowledge.organisations.values(), knowledge.peoples.values(), knowledge.knows)


def country_code(knowledge: ActorKnowledge, text: str) -> str | None:
    """ISO-3 of a country named by any name, demonym or code (``cow:`` and ``gw:`` before those numbers)."""
    return knowledge.by_code.get(text) or knowledge.by_code.get(" ".join(pieces(text)))


__all__ = ["ActorKnowledge", "check", "country_code", "load_actors"]


@cache
def names_people(word: str) -> bool:
    """Whether a word names people by their state or as a people: "Peruvians", "a Chilean", "Kurds"."""
    return any(r.kind in ("demonym", "people") for r in load_actors().readings(word))
