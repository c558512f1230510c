"""Who "I" and "we" are within quotation marks: whoever is quoted. Known only once statements are found, so it is resolved here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from communique.actors import Cast
from communique.knowledge.actors import ActorKnowledge
from communique.model import Mention, Parse, Sentence, Span, Statement, Token
from communique.statements.intervals import Intervals

# A party that can say "I": of unnamed sources nobody knows who they are.
SPEAKING = frozenset({"person", "office", "state", "government", "organisation"})


def voiced(cast: Cast, statements: Sequence[Statement], parse: Parse, knowledge: ActorKnowledge) -> Cast:
    """The cast with the first person of quotations added, where no other rule knew it; an actor's own mentions stay as they are."""
    quoted = tuple((q, s.speaker) for s in statements for q in s.quotes if cast.actors[s.speaker].kind in SPEAKING)
    added = tuple(_spoken(cast, quoted, parse, knowledge)) if quoted else ()
    if not added:
        return cast
    return msgspec.structs.replace(cast, mentions=tuple(sorted((*cast.mentions, *added), key=lambda m: m.start)))


def _spoken(cast: Cast, quoted: Sequence[tuple[Span, str]], parse: Parse, knowledge: ActorKnowledge) -> Iterator[Mention]:
    spans = Intervals([q for q, _ in quoted])
    for sentence in parse.sentences:
        within = [quoted[n] for n in sorted(spans.overlapping(sentence.span))]
        for token in sentence.tokens if within else ():
            if _is_first_person(token, knowledge) and cast.at(sentence.number, token.i) is None:
                yield from (_mention(sentence, token, speaker) for quote, speaker in within if quote.contains(token.span))


def _is_first_person(token: Token, knowledge: ActorKnowledge) -> bool:
    if token.pos != "PRON":
        return False
    pronoun = knowledge.words.pronouns.get(token.text.lower())
    return pronoun is not None and pronoun.person == "first"


def _mention(sentence: Sentence, token: Token, speaker: str) -> Mention:
    return Mention(token.start, token.end, sentence.number, token.i, "pronoun", (speaker,), "quoted-first-person")
