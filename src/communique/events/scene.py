"""An article while its events are found."""

from __future__ import annotations

from functools import cached_property

import msgspec

from communique.actors import Cast, describe
from communique.actors.publisher import publisher_of
from communique.events.finding import Party
from communique.events.house import NEWS_ZONES, house_of
from communique.events.sport import is_about_sport
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_tables import Publisher
from communique.model import Actor, Document, Mention, Parse, Sentence, Token


class Scene(msgspec.Struct, frozen=True, dict=True):
    """What the other rooms found in an article."""

    document: Document
    parse: Parse
    cast: Cast
    actors: ActorKnowledge
    words: dict[str, frozenset[str]]
    speakers: frozenset[str] = frozenset()

    @cached_property
    def publisher(self) -> Publisher | None:
        """The official house whose page the article is, if it is one; told by its source, else by who opens it."""
        told = publisher_of(self.document.article, self.actors)
        return told or house_of(self.document, self.parse, self.cast, self.speakers, self.words["official_voices"])

    @cached_property
    def reads_official(self) -> bool:
        """Whether the article may be an office's own account: it has a publisher, and no byline or dateline of a newspaper."""
        publisher = self.publisher
        return publisher is not None and (publisher.domain != "" or all(z.kind not in NEWS_ZONES for z in self.document.zones))

    @cached_property
    def about_sport(self) -> bool:
        """Whether the article is about sports."""
        return is_about_sport(self.parse, self.words)

    @cached_property
    def _covering(self) -> dict[int, Mention]:
        return {t.start: m for m in self.cast.mentions for t in self._tokens(m)}

    def _tokens(self, mention: Mention) -> tuple[Token, ...]:
        return self.parse.sentences[mention.sentence].between(mention.start, mention.end)

    def mention(self, sentence: Sentence, token: Token) -> Mention | None:
        """The mention a token heads or stands in."""
        return self.cast.at(sentence.number, token.i) or self._covering.get(token.start)

    @cached_property
    def _described(self) -> dict[tuple[int, int], tuple[Mention, Actor]]:
        return {}

    def described(self, sentence: Sentence, token: Token) -> tuple[Mention, Actor]:
        """A mention and an actor for the noun phrase that a token heads, read once."""
        key = (sentence.number, token.i)
        if key not in self._described:
            self._described[key] = describe(self.cast, self.document, self.parse, sentence.number, token.i, self.actors)
        return self._described[key]

    @cached_property
    def resolved(self) -> dict[tuple[int, int, bool, bool], tuple[Party, ...]]:
        """The parties that tokens were found to stand for: many frames ask the same."""
        return {}

    @cached_property
    def visited(self) -> dict[tuple[int, int], Party | None]:
        """The states that places were found to lie in."""
        return {}

    def who(self, party: Party) -> tuple[Actor, ...]:
        """The actors a party means."""
        return (party.described,) if party.described is not None else tuple(self.cast.actors[a] for a in party.actors)
