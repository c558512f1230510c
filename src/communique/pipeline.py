"""The whole flow on one screen: Document → Parse → cast, dates, statements, events → Record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from communique import __version__
from communique.actors import Cast, find_cast
from communique.dates import find_times
from communique.events import code_events
from communique.garbage import uncollected
from communique.knowledge import VERSION
from communique.knowledge.actors import load_actors
from communique.knowledge.cues import load_cues
from communique.knowledge.dates import load_dates
from communique.knowledge.events import load_events
from communique.model import Actor, Document, Engine, Event, Parse, Pick, Problem, Record, Statement
from communique.parse import MODELS, PARSERS, Parser, parse_many
from communique.parse.paragraphs import paragraphs
from communique.statements import find_statements

# Of the texts that a gate opens little is parsed: together they keep the parser's matrices full.
BATCH = 64
PASSED_OVER = "passages-passed-over"


class Coder:
    """A parser and all knowledge, loaded once. Coding is deterministic: same document, same record."""

    def __init__(self, parser: Parser, pick: Pick | None = None) -> None:
        """Load the knowledge; ``parser`` is kept. With ``pick``, only the paragraphs that it names are coded."""
        self._parser, self._pick = parser, pick
        self._actors = load_actors()
        self._dates = load_dates()
        self._cues = load_cues()
        self._events = load_events()
        self._engine = _engine(parser.model)

    @property
    def engine(self) -> Engine:
        """What its records say of it."""
        return self._engine

    def code(self, document: Document) -> Record:
        """The record of one document."""
        return next(self.code_many((document,)))

    def code_many(self, documents: Iterable[Document]) -> Iterator[Record]:
        """The records of many documents, in order; memory does not grow with their number."""
        waiting = iter(documents)
        while batch := tuple(islice(waiting, BATCH)):
            with uncollected():  # articles' nouns hold no cycles, and looking through them took a sixth of the rules' time
                records = self._coded(batch) if self._pick is None else self._gated(batch, self._pick)
            yield from records

    def _gated(self, batch: Sequence[Document], pick: Pick) -> list[Record]:
        """What ``pick`` names to be tried is coded; where it tells of an event, all that it names, and only the rest is parsed for it."""
        picked = [pick([d.article.text[s.start : s.end] for s in paragraphs(d)]) for d in batch]
        parses = list(parse_many(batch, self._parser, [p.tried for p in picked]))
        records = [self._record(d, p) for d, p in zip(batch, parses, strict=True)]
        again = [n for n, p in enumerate(picked) if p.tried != p.every and records[n].events]
        rest = [sorted({*picked[n].every} - {*picked[n].tried}) for n in again]
        for n, parse in zip(again, parse_many([batch[n] for n in again], self._parser, rest), strict=True):
            records[n] = self._record(batch[n], parses[n].joined(parse))
        return records

    def _coded(self, batch: Sequence[Document]) -> list[Record]:
        return [self._record(d, p) for d, p in zip(batch, parse_many(batch, self._parser), strict=True)]

    def _record(self, document: Document, parse: Parse) -> Record:
        record = self._told(document, parse)
        for sentence in parse.sentences:
            sentence.forget()
        return record

    def _told(self, document: Document, parse: Parse) -> Record:
        cast = find_cast(document, parse, self._actors)
        times = find_times(document, parse, self._dates)
        statements, cast = find_statements(document, parse, cast, self._cues, self._actors)
        coding = code_events(document, parse, cast, times, statements, knowledge=self._events, actors=self._actors, dates=self._dates)
        return Record(
            article=document.article,
            zones=document.zones,
            actors=_listed(coding.cast, coding.events, coding.statements),
            events=coding.events,
            statements=coding.statements,
            times=times,
            problems=(*document.problems, *self._passed_over(document, parse)),
            engine=self._engine,
        )

    def _passed_over(self, document: Document, parse: Parse) -> tuple[Problem, ...]:
        """Says of a text that only some of its paragraphs were coded."""
        if self._pick is None:
            return ()
        coded, every = len({s.paragraph for s in parse.sentences}), sum(1 for _ in paragraphs(document))
        message = f"{every - coded} of {every} paragraphs were passed over: nothing in them is likely to tell of a party's deed."
        return (Problem(PASSED_OVER, message),) if coded < every else ()


def _listed(cast: Cast, events: Iterable[Event], statements: Iterable[Statement]) -> tuple[Actor, ...]:
    """The actors of the record, by first mention: all that are named, and the unnamed that do or say something."""
    used = {a for e in events for a in e.parties}
    for s in statements:
        used |= {s.speaker, *s.via} | ({s.addressee} if s.addressee else set())
    kept = (a for a in cast.actors.values() if a.id in used or a.kind not in ("other", "group"))
    return tuple(sorted(kept, key=lambda a: (a.mentions[0].start if a.mentions else 0, a.id)))


@cache
def default_coder() -> Coder:
    """The coder that ``communique.read`` and the command line use."""
    return Coder(PARSERS["spacy"]())


@cache
def default_engine() -> Engine:
    """What the records of ``default_coder`` say of it, without loading it."""
    return _engine(MODELS["spacy"]())


def _engine(model: str) -> Engine:
    return Engine("rules", __version__, VERSION, model)


@cache
def gated_coder() -> Coder:
    """The coder of runs: of a text that matters here and there, it codes only the passages that the gate picks, and their neighbours."""
    from communique.gate import pick

    return Coder(PARSERS["spacy"](), pick())
