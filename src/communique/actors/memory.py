"""What has been said of whom so far in one article."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import msgspec

from communique.actors.lookup import LEADING, Query, country_on, find_person, term_on
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import pieces, skeleton
from communique.knowledge.actors_tables import Person
from communique.model import Actor, ActorKind, Mention, Span


class Member(msgspec.Struct, frozen=True):
    """An actor of this article with what the text and the tables say; ``parts`` are the words of its names."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    office: str | None = None
    offices: frozenset[str] = frozenset()
    gender: str = ""
    parts: frozenset[str] = frozenset()
    seat: str | None = None
    titles: frozenset[str] = frozenset()

    @property
    def leads(self) -> bool:
        """Whether he or she is a head of state or government, or of an organisation."""
        return bool(self.offices & {*LEADING, "supreme_leader", "secretary_general", "leader", "president", "prime_minister"})


class Memory:
    """The actors and mentions of an article while it is being read. The one thing in this room that grows."""

    def __init__(self, knowledge: ActorKnowledge, date: dt.date | None, publisher: Member | None) -> None:
        """Nothing said yet; ``publisher`` is whose house the article comes from."""
        self.knowledge = knowledge
        self.date = date
        self.members: dict[str, Member] = {}
        self.mentions: list[Mention] = []
        self.publisher = publisher
        self.near: frozenset[str] = frozenset()
        self.home: str | None = None
        self.is_official = False
        """Whether the article is from a house of the state that is its home."""
        self.reported: set[tuple[int, int]] = set()
        """Sentence and head of mentions that stand in what somebody is told: "informed him that he had spoken to *Mr Bo*"."""
        self.tellers: set[tuple[int, int]] = set()
        """Sentence and head of mentions that only tell what others did."""
        self.quoted: frozenset[int] = frozenset()
        """Where the words begin that stand inside quotation marks."""
        self._heads: set[tuple[int, int]] = set()
        self._last: dict[str, int] = {}
        self._count = 0
        self._come: dict[str, int] = {}
        self._by_part: dict[str, dict[str, None]] = {}
        self._by_sound: dict[str, dict[str, None]] = {}
        self._of: dict[str, list[Mention]] = {}
        self._often: Counter[tuple[str, ...]] = Counter()
        self.first: dict[str, int] = {}
        """The number of the mention that named each actor first."""
        self._found: dict[Query, Person | None] = {}
        self._people: dict[str, Member] = {}

    def knows_states(self, states: Iterable[str]) -> None:
        """Learn which states (ISO-3) the article names; the publisher's is one of them."""
        home = self.publisher.country if self.publisher else None
        self.near = frozenset((*states, *filter(None, (home,))))

    def mention(self, mention: Mention) -> None:
        """Take a mention in."""
        self._often[mention.actors] += 1
        for actor in mention.actors:
            self.first.setdefault(actor, len(self.mentions))
        self.mentions.append(mention)
        self._heads.add((mention.sentence, mention.head))
        for actor in mention.actors:
            self._of.setdefault(actor, []).append(mention)
            self._last.pop(actor, None)
            self._count += 1
            self._last[actor] = self._count

    def since(self, sentence: int) -> list[tuple[int, Mention]]:
        """The mentions from that sentence on, with their numbers; they come in the order of sentences."""
        found: list[tuple[int, Mention]] = []
        for number in range(len(self.mentions) - 1, -1, -1):
            if self.mentions[number].sentence < sentence:
                break
            found.append((number, self.mentions[number]))
        return found[::-1]

    def often(self, actors: tuple[str, ...]) -> int:
        """How many mentions mean just these."""
        return self._often[actors]

    def is_taken(self, sentence: int, head: int) -> bool:
        """Whether a mention with that head is known."""
        return (sentence, head) in self._heads

    def find(self, query: Query) -> Person | None:
        """``find_person``, remembered."""
        if query not in self._found:
            self._found[query] = find_person(self.knowledge, query)
        return self._found[query]

    def add(self, member: Member) -> Member:
        """Take a member in; what is newly said of one already there is joined to it."""
        known = self.members.get(member.id)
        if known is not None:
            member = msgspec.structs.replace(
                known,
                country=known.country or member.country,
                office=known.office or member.office,
                offices=known.offices | member.offices,
                gender=member.gender or known.gender,
                parts=known.parts | member.parts,
                seat=known.seat or member.seat,
                titles=known.titles | member.titles,
            )
        self.members[member.id] = member
        self._come.setdefault(member.id, len(self._come))
        for part in member.parts - (known.parts if known is not None else frozenset()):
            self._by_part.setdefault(part, {})[member.id] = None
            self._by_sound.setdefault(skeleton(part), {})[member.id] = None
        return member

    def person(self, person: Person, offices: frozenset[str] = frozenset(), seat: str | None = None, gender: str = "") -> Member:
        """A person of the tables as a member."""
        known = self.as_member(person)
        return self.add(
            msgspec.structs.replace(known, offices=offices | known.offices, gender=gender or known.gender, seat=seat or known.seat)
        )

    def as_member(self, person: Person) -> Member:
        """What a person of the tables would be as a member; nobody is taken in."""
        known = self._people.get(person.key)
        if known is None:
            known = self._people[person.key] = self._of_tables(person)
        return known

    def _of_tables(self, person: Person) -> Member:
        """What the tables say of a person on the day."""
        term = term_on(self.knowledge, person, self.date)
        held = {t.office for t in self.knowledge.terms_of.get(person.key, ()) if self.date is None or t.covers(self.date, 60)}
        country = country_on(self.knowledge, person, self.date)
        titles = frozenset(term.title.split("|")) if term else frozenset[str]()
        gender = person.gender or self._likely_gender(person)
        return Member(
            id=person.id, name=person.name, kind="person", country=country, office=term.office if term else None,
            offices=frozenset(held), gender=gender, seat=term.seat_of if term else None, titles=titles,
            parts=frozenset(p for n in (person.name, *person.short, *person.variants) for p in pieces(n)),
        )  # fmt: skip

    def _likely_gender(self, person: Person) -> str:
        """By the given names; of a leader whose name does not tell, most are men."""
        words = self.knowledge.words
        return "f" if any(p in words.women and p not in words.either for p in pieces(person.name)[:-1]) else "m"

    def recent(self, *kinds: str) -> list[Member]:
        """Members of those kinds, the last mentioned first."""
        return [self.members[a] for a in reversed(self._last) if a in self.members and (not kinds or self.members[a].kind in kinds)]

    def only_owns(self, member: Member) -> bool:
        """Whether a member has been named as the owner of something alone: "Putin's war" makes nobody a party to what is told."""
        return all(m.reason.endswith(":owner") for m in self._of.get(member.id, ()))

    def told(self, member: Member) -> int:
        """In how many sentences a member takes part so far."""
        return len({m.sentence for m in self._of.get(member.id, ()) if not m.reason.endswith((":owner", ":aside"))})

    def is_aside(self, member: Member) -> bool:
        """Whether a member has been named only in what somebody told of: "informed him of his talks with Chirac"."""
        return all(":aside" in m.reason for m in self._of.get(member.id, ()))

    def has_acted(self, member: Member, *, opening: bool = False) -> bool:
        """Whether a member has been the subject of a clause; where ``opening``, in the first two sentences."""
        acts = (m for m in self.mentions if member.id in m.actors and m.reason.endswith(":subject"))
        return any(not opening or m.sentence <= 1 for m in acts)

    def acted_last(self, member: Member) -> bool:
        """Whether a member is, alone, the first subject of the sentence read last: "Berg rang Mr Bo. The president told him …"."""
        last = self.mentions[-1].sentence if self.mentions else -1
        acts = [m for _, m in self.since(last) if m.reason.endswith(":subject")]
        return bool(acts) and acts[0].actors == (member.id,)

    def called(self, piece: str) -> Member | None:
        """The person of this article with that surname: the last mentioned, else the first to come."""
        persons = self._persons(self._by_sound.get(skeleton(piece), ()))
        acting = [m for m in persons if m.leads and self.has_acted(m)]
        if acting and all(m in acting or self._is_passed_by(m) for m in persons):
            persons = acting
        return self._latest(persons) or min(persons, key=lambda m: self._come[m.id], default=None)

    def _is_passed_by(self, member: Member) -> bool:
        """Whether somebody has been named once and has done nothing: after an aide Kim Yong Chol "Mr Kim" is still Kim Jong Un."""
        return len(self._of.get(member.id, ())) < 2 and not self.has_acted(member)

    def named(self, name: tuple[str, ...]) -> Member | None:
        """The person last mentioned whose names have all these words."""
        return self._latest([m for m in self._persons(self._by_part.get(name[0], ())) if m.parts.issuperset(name)])

    def _persons(self, ids: Iterable[str]) -> list[Member]:
        return [m for m in (self.members[a] for a in ids) if m.kind == "person"]

    def _latest(self, members: Iterable[Member]) -> Member | None:
        mentioned = (m for m in members if m.id in self._last)
        return max(mentioned, key=lambda m: self._last[m.id], default=None)

    def actors(self) -> dict[str, Actor]:
        """The members that are mentioned, as actors with their mentions, in order of first mention."""
        spans: dict[str, list[Span]] = {}
        for mention in sorted(self.mentions, key=lambda m: m.start):
            for a in mention.actors:
                spans.setdefault(a, []).append(mention.span)
        named = ((a, self.members[a]) for a in spans)
        return {a: Actor(a, m.name, m.kind, m.country, m.office, tuple(spans[a])) for a, m in named}
