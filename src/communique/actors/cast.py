"""The cast of an article: every mention, and whom it means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from communique.model import Actor, Mention, Span


class Cast(msgspec.Struct, frozen=True, dict=True):
    """Mentions in text order (not overlapping), and the actors they mean, by id."""

    mentions: tuple[Mention, ...]
    actors: Mapping[str, Actor]

    @cached_property
    def _heads(self) -> dict[tuple[int, int], Mention]:
        return {(m.sentence, m.head): m for m in self.mentions}

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that start in that stretch of the text."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @cached_property
    def _namings(self) -> dict[str, tuple[list[int], list[Mention]]]:
        """For each actor its mentions that are no pronouns, with the offsets where they end."""
        found: dict[str, tuple[list[int], list[Mention]]] = {}
        for mention in self.mentions:
            for actor in mention.actors if mention.kind != "pronoun" else ():
                ends, named = found.setdefault(actor, ([], []))
                ends.append(mention.end)
                named.append(mention)
        return found

    def named_before(self, offset: int, actors: Iterable[str]) -> Mention | None:
        """The last mention, no pronoun, that ends by an offset and means one of the actors."""
        known = (self._namings[a] for a in actors if a in self._namings)
        last = (named[bisect_right(ends, offset) - 1] for ends, named in known if ends[0] <= offset)
        return max(last, key=lambda m: m.start, default=None)

    def at(self, sentence: int, token: int) -> Mention | None:
        """The mention whose syntactic head is that token."""
        return self._heads.get((sentence, token))

    def joined(self, mention: Mention, actor: Actor) -> Cast:
        """This cast with one more mention and its actor; where a token already heads a mention, only with the actor."""
        known = self.actors.get(actor.id, actor)
        if known.country is None:  # "students", of whose state an event tells
            known = msgspec.structs.replace(known, country=actor.country)
        actors = {**self.actors, actor.id: msgspec.structs.replace(known, mentions=_with(known.mentions, mention.span))}
        if self.at(mention.sentence, mention.head) is not None:
            return Cast(self.mentions, actors)
        place = bisect_right(self._starts, mention.start)
        grown = Cast((*self.mentions[:place], mention, *self.mentions[place:]), actors)
        # A long text grows its cast a thousand times: what is known of it is copied, which is quick, not made again.
        grown.__dict__["_heads"] = {**self._heads, (mention.sentence, mention.head): mention}
        grown.__dict__["_starts"] = [*self._starts[:place], mention.start, *self._starts[place:]]
        return grown


def _with(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """Spans in text order with one more."""
    place = bisect_left(spans, span)
    return spans if spans[place : place + 1] == (span,) else (*spans[:place], span, *spans[place:])
