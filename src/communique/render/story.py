"""Record → Story: the record's content in the order and words in which a person takes it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from communique.knowledge.accounts import is_account
from communique.model import Actor, Event, Problem, Record, Span, Statement
from communique.render.words import clipped, excerpt, full_day, how_words, parties_words, when_words, where_words

LONGEST_WORDS = 280
NOTICE_WORDS = 60
# Who speaks for nobody, and what only the article tells.
NO_SIDE = "–"


class Account(msgspec.Struct, frozen=True):
    """A statement: the side that gives it (a country, else a name), whose words they are, the words, and its id in the record.

    What only the article tells of what somebody said is no side's account, as in the ledger.
    """

    side: str
    speaker: str
    via: str
    stance: str
    words: str
    id: str


class Happening(msgspec.Struct, frozen=True):
    """An event. ``number`` counts through the record; ``details`` are place, length, topics, links, in words."""

    number: int
    id: str
    label: str
    parties: str
    how: str
    when: str
    status: str
    details: tuple[str, ...]
    accounts: tuple[Account, ...]
    silent: tuple[str, ...]
    words: str


class LeftOut(msgspec.Struct, frozen=True):
    """A stretch that was not coded."""

    kind: str
    length: int
    words: str


class Story(msgspec.Struct, frozen=True):
    """All that the views show."""

    title: str
    facts: tuple[str, ...]
    contacts: tuple[Happening, ...]
    others: tuple[Happening, ...]
    unlinked: tuple[Account, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    engine: str


def tell(record: Record) -> Story:
    """The story of a record."""
    teller = _Teller(record)
    happenings = [(e, teller.happening(n, e)) for n, e in enumerate(record.events, 1)]
    told = {s for e in record.events for s in e.statements}
    return Story(
        title=record.article.title or clipped(record.article.text, NOTICE_WORDS) or "(empty document)",
        facts=tuple(_facts(record)),
        contacts=tuple(h for e, h in happenings if e.medium),
        others=tuple(h for e, h in happenings if not e.medium),
        unlinked=tuple(teller.account(s, None) for s in record.statements if s.id not in told),
        left_out=tuple(_left_out(record)),
        problems=record.problems,
        engine=f"{record.engine.name} {record.engine.version}, knowledge {record.engine.knowledge}, {record.engine.model}",
    )


def _facts(record: Record) -> Iterator[str]:
    article = record.article
    if article.publisher:
        yield article.publisher
    yield f"published {full_day(article.published)}" if article.published else "publication date unknown"
    if article.language not in (None, "en"):
        yield f"language {article.language}"
    yield f"{len(article.text.split()):,} words"


def _left_out(record: Record) -> Iterator[LeftOut]:
    text = record.article.text
    for zone in record.zones:
        if zone.kind != "body":
            words = zone.span.text_in(text)
            yield LeftOut(zone.kind.replace("_", " "), len(words.split()), clipped(words, NOTICE_WORDS))


class _Teller:
    def __init__(self, record: Record) -> None:
        self.text = record.article.text
        self.actors: Mapping[str, Actor] = {a.id: a for a in record.actors}
        self.statements: Mapping[str, Statement] = {s.id: s for s in record.statements}
        self.numbers = {e.id: n for n, e in enumerate(record.events, 1)}
        self.events: Mapping[str, Event] = {e.id: e for e in record.events}

    def happening(self, number: int, event: Event) -> Happening:
        accounts = tuple(self.account(self.statements[s], event) for s in event.statements)
        return Happening(
            number=number,
            id=event.id,
            label=f"{event.type} {event.mode}" if event.mode else event.type,
            parties=parties_words(event, self.actors),
            how=how_words(event),
            when=when_words(event.when),
            status=event.status,
            details=tuple(self._details(event)),
            accounts=accounts,
            silent=self._silent(event, accounts),
            words=self._words(event),
        )

    def account(self, statement: Statement, event: Event | None) -> Account:
        source = self.actors[statement.via[-1] if statement.via else statement.speaker]
        side = source.country or (source.name if statement.via else NO_SIDE)
        return Account(
            side=side if event is None or is_account(statement, event) else NO_SIDE,
            speaker=self.actors[statement.speaker].name,
            via=", ".join(self.actors[i].name for i in statement.via),
            stance=statement.stance.kind.replace("_", " ") if statement.stance else "",
            words=clipped(statement.content.text_in(self.text), LONGEST_WORDS),
            id=statement.id,
        )

    def _details(self, event: Event) -> Iterator[str]:
        if event.where:
            yield f"in {where_words(event.where)}"
        if event.duration_minutes:
            yield f"{event.duration_minutes} minutes"
        if event.initiator:
            yield f"begun by {self.actors[event.initiator].name}"
        for other in event.about:
            yield f"about {self.numbers[other]} ({parties_words(self.events[other], self.actors, countries=False)})"
        if event.topics:
            yield f"topics: {', '.join(event.topics)}"

    def _silent(self, event: Event, accounts: tuple[Account, ...]) -> tuple[str, ...]:
        """Countries that took part and say nothing, once another one does."""
        heard = {a.side for a in accounts}
        countries = dict.fromkeys(c for i in event.parties if (c := self.actors[i].country))
        return tuple(c for c in countries if c not in heard) if heard and event.status == "occurred" else ()

    def _words(self, event: Event) -> str:
        triggers = [Span(e.start, e.end) for e in event.evidence if e.field == "trigger"][:1]
        spans = triggers or [Span(e.start, e.end) for e in event.evidence][:1]
        return excerpt(self.text, spans, 110) if spans else ""
