"""Sentence → words as names are matched: folded, hyphens gone, each with its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec

from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import Alias, fold
from communique.knowledge.actors_tables import Title
from communique.model import Sentence, Token

_PART = re.compile(r"[^\W_](?:[^\W_]|[.'’‘ʻʼ`´](?=[^\W_]))*\.?")
_HYPHENS = frozenset("-–‑‐")
OWNERS = frozenset({"his", "her", "their", "our", "my"})
DETERMINERS = OWNERS | {"the", "this", "a", "an", "several", "other"}
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "`s"})

Names = list[tuple[int, tuple[Alias, ...]]]
_NONE: Names = []


class Word(msgspec.Struct, frozen=True):
    """One word: folded and as written, its token, its offsets in the article, and whether a hyphen joins it to the last.

    ``capital``: begins with a capital letter; ``is_word``: no punctuation, no possessive mark.
    """

    piece: str
    raw: str
    token: int
    start: int
    end: int
    glued: bool
    capital: bool
    is_word: bool


class Line(msgspec.Struct, frozen=True):
    """A sentence as words, with the names that begin at each; ``surnames`` are those of people whom this article names in full.

    ``pieces`` are the folded words, ``capitals`` which of them begin with a capital, ``found`` the names that begin at each,
    ``read`` and ``seen`` what titles and what phrase were read at a word, so that they are read once.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    knowledge: ActorKnowledge
    pieces: tuple[str, ...]
    capitals: tuple[bool, ...]
    found: tuple[Names, ...]
    surnames: frozenset[str] = frozenset()
    read: dict[int, Any] = {}
    seen: dict[int, Any] = {}

    def names(self, i: int) -> Names:
        """Known names that begin at word ``i``, longest first: (end word, readings that the case of the letters allows)."""
        return self.found[i] if i < len(self.found) else _NONE

    def may_name(self, i: int) -> bool:
        """Whether a phrase can begin at word ``i``: most words in small letters are seen at a glance to begin none."""
        word = self.words[i]
        return word.piece in self.knowledge.openers or word.piece in DETERMINERS or (word.is_word and not word.raw[0].islower())

    def named(self, i: int, *kinds: str) -> tuple[int, Alias] | None:
        """The longest known name at ``i`` of one of those kinds: (end word, reading)."""
        for end, readings in self.found[i] if i < len(self.found) else _NONE:
            for alias in readings:
                if alias.kind in kinds:
                    return end, alias
        return None

    def piece(self, i: int) -> str:
        """The folded word at ``i``, empty beyond the ends."""
        return self.pieces[i] if 0 <= i < len(self.pieces) else ""

    def is_capital(self, i: int) -> bool:
        """Whether word ``i`` exists and begins with a capital."""
        return 0 <= i < len(self.capitals) and self.capitals[i]

    def knowing(self, surnames: frozenset[str]) -> Line:
        """The same line with the surnames that its article told; what was looked up is kept."""
        return Line(self.sentence, self.words, self.knowledge, self.pieces, self.capitals, self.found, surnames, self.read, self.seen)

    def token(self, i: int) -> Token:
        """The token of word ``i``."""
        return self.sentence.tokens[self.words[i].token]


def line(sentence: Sentence, knowledge: ActorKnowledge) -> Line:
    """The words of a sentence, cut once however often they are asked for."""
    known: Line | None = sentence.__dict__.get("_line")
    if known is None or known.knowledge is not knowledge:
        known = sentence.__dict__["_line"] = _line(sentence, knowledge)
    return known


def _line(sentence: Sentence, knowledge: ActorKnowledge) -> Line:
    words = tuple(_words(sentence, knowledge))
    pieces = tuple([w.piece for w in words])
    return Line(sentence, words, knowledge, pieces, tuple([w.capital for w in words]), _names(words, pieces, knowledge))


def _names(words: tuple[Word, ...], pieces: tuple[str, ...], knowledge: ActorKnowledge) -> tuple[Names, ...]:
    """The names that begin at each word; only few begin with a word in small letters."""
    longest, openers = knowledge.aliases.longest, knowledge.openers
    return tuple(
        [
            _names_at(words, pieces, i, knowledge)
            if w.piece in longest and (w.capital or w.piece in openers or not w.raw[0].islower())
            else _NONE
            for i, w in enumerate(words)
        ]
    )


def _names_at(words: tuple[Word, ...], pieces: tuple[str, ...], i: int, knowledge: ActorKnowledge) -> Names:
    hits = knowledge.aliases.at(pieces, i)
    fitting = ((i + n, tuple([a for a in readings if _fits(a, words[i : i + n])])) for n, readings in hits)
    return [(end, readings) for end, readings in fitting if readings]


def _fits(alias: Alias, words: tuple[Word, ...]) -> bool:
    if alias.upper:
        return all(w.raw.isupper() for w in words)
    return not alias.capital or words[0].capital or words[0].raw[0].isdigit()


def _words(sentence: Sentence, knowledge: ActorKnowledge) -> list[Word]:
    words: list[Word] = []
    before = ""
    for token in sentence.tokens:
        parts = _parts(token.text)
        if token.text in _POSSESSIVE and (token.tag == "POS" or len(token.text) > 1):
            words.append(Word("'s", token.text, token.i, token.start, token.end, False, False, False))
        elif parts:
            glued = before in _HYPHENS and bool(words) and token.start - words[-1].end == 1
            for piece, raw, start, end, capital, inner in parts:
                words.append(Word(piece, raw, token.i, token.start + start, token.start + end, glued or inner, capital, True))
        elif token.text == "." and words and _shortens_rank(token, words[-1], sentence, knowledge):
            pass
        elif token.text not in _HYPHENS or not _inside_word(token, sentence):
            first = token.text[0]
            words.append(Word(token.text, token.text, token.i, token.start, token.end, False, first.isupper(), first.isalnum()))
        before = token.text
    return words


@lru_cache(maxsize=65536)
def _parts(text: str) -> tuple[tuple[str, str, int, int, bool, bool], ...]:
    """The words of a token: folded, as written, where they stand in it, whether with a capital, and whether behind another."""
    found = enumerate(_PART.finditer(text))
    return tuple((fold(m.group()), m.group(), m.start(), m.end(), m.group()[0].isupper(), n > 0) for n, m in found)


def _inside_word(token: Token, sentence: Sentence) -> bool:
    inner = 0 < token.i < len(sentence.tokens) - 1
    return inner and sentence.tokens[token.i - 1].end == token.start and sentence.tokens[token.i + 1].start == token.end


def _shortens_rank(point: Token, before: Word, sentence: Sentence, knowledge: ActorKnowledge) -> bool:
    """Whether a point that is a token by itself belongs to a rank: "Lt" "." "Gen."."""
    title = knowledge.titles.get(f"{before.raw}.") if before.capital and before.end == point.start else None
    return title is not None and title.kind == "rank" and point.i < len(sentence.tokens) - 1


def is_no_state(line: Line, start: int, end: int) -> bool:
    """Whether a state's name is only a part of another: "Latin *America*", "New *Mexico*", the "*Jordan* Valley"."""
    reaches = ((start - 1, end), (start - 2, end), (start, end + 1))
    return any(" ".join(line.pieces[max(a, 0) : b]) in line.knowledge.words.no_states for a, b in reaches)


def serves_a_person(line: Line, i: int, titles: tuple[Title, ...]) -> bool:
    """Whether what looks like a state is the surname of somebody whom the article names: "*Montenegro's* spokeswoman", Mr Montenegro's."""
    owned = line.piece(i) in line.surnames and line.piece(i + 1) == "'s" and line.named(i, "country") is not None
    return owned and all(set(t.offices) <= line.knowledge.words.staff_offices for t in titles)


def is_surname(line: Line, at: int, start: int) -> bool:
    """Whether the name of a state is a person's last name here: a first name belongs to it, behind a title ("Minister *Sinisa Mali*")."""
    if at <= start or line.named(at, "country") is None:
        return False
    first, last = line.token(at - 1), line.token(at)
    joined = first.dep == "compound" and first.head == last.i and first.pos == last.pos == "PROPN" and last.dep != "compound"
    named = line.named(at - 1, "country", "demonym", "title", "titles", "metonym", "organisation") is None
    return joined and named and line.named(at - 2, "title", "titles") is not None


def is_particle(line: Line, word: Word) -> bool:
    """Whether a word joins names: "von", "al", also where only its accent tells ("á")."""
    return not line.knowledge.words.particles.isdisjoint((word.piece, word.raw))
