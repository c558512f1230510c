"""How names are compared: folded, cut into pieces, and looked up by their first piece."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

AliasKind = Literal["country", "demonym", "people", "organisation", "metonym", "place", "person", "short", "title", "titles", "honorific"]

_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ð": "d", "þ": "th"})
_SILENT = re.compile(r"[.'’‘ʻʼ`´]")
_WORD = re.compile(r"[^\W_]+|\+")
# Spellings of one sound: romanisations of Cyrillic and Arabic differ in little else.
_SOUNDS = (
    ("kh", "h"), ("sch", "sh"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ck", "k"), ("ph", "f"), ("dj", "j"), ("dzh", "j"), ("tch", "ch"),
    ("yo", "io"), ("iy", "i"), ("ey", "i"), ("ei", "i"), ("ie", "i"), ("y", "i"), ("w", "v"), ("q", "k"), ("c", "k"), ("z", "s"),
)  # fmt: skip
# Up to this length consonants tell too little: Kwon is not Kwan.
_SHORT = 5
_DOUBLED = re.compile(r"(.)\1+")


class Alias(msgspec.Struct, frozen=True):
    """One reading of a name: what kind of thing, and its key in that kind's table.

    ``capital`` asks for a capital first letter in the text, ``upper`` for capitals throughout ("US", "AU").
    """

    kind: AliasKind
    key: str
    capital: bool
    upper: bool


class Spelling(msgspec.Struct, frozen=True):
    """A name in the forms in which it is compared: its folded pieces; without particles by sound, and by consonants."""

    pieces: tuple[str, ...]
    sounds: tuple[str, ...]
    consonants: tuple[str, ...]


class AliasIndex(msgspec.Struct, frozen=True):
    """Names by their folded pieces; how long a name that begins with a piece can be, and which pieces go on from it."""

    entries: Mapping[str, tuple[Alias, ...]]
    longest: Mapping[str, int]
    seconds: Mapping[str, frozenset[str]]

    def at(self, pieces: Sequence[str], start: int) -> list[tuple[int, tuple[Alias, ...]]]:
        """All names that begin at ``start``: (number of pieces, readings), longest first."""
        first = pieces[start]
        most = min(self.longest.get(first, 0), len(pieces) - start)
        if most < 2 or pieces[start + 1] not in self.seconds[first]:
            readings = self.entries.get(first)
            return [(1, readings)] if readings else []
        found = ((n, self.entries.get(" ".join(pieces[start : start + n]))) for n in range(most, 0, -1))
        return [(n, readings) for n, readings in found if readings]


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without diacritics, full stops and apostrophes."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text.lower().translate(_PLAIN)) if not unicodedata.combining(c))
    return _SILENT.sub("", text.lower())


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """The words of a name, folded: ``Kasym-Jomart Tokayev`` has three."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=65536)
def skeleton(piece: str) -> str:
    """A spelling-free form of one folded piece: Rakhmon and Rahmon, Zelensky and Zelenskyy share theirs."""
    for spelling, sound in _SOUNDS:
        piece = piece.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", piece)


@lru_cache(maxsize=65536)
def consonants(piece: str) -> str:
    """The first letter and the consonants of a piece's skeleton (Suleiman, Sleiman); short ones keep their vowels."""
    form = skeleton(piece)
    if len(piece) <= _SHORT:
        return form
    bare = form[:1] + "".join(c for c in form[1:] if c not in "aeiou")
    return bare if len(bare) > 2 else form


def slug(text: str) -> str:
    """A name as part of an id: ``Celso Amorim`` → ``celso-amorim``."""
    return "-".join(pieces(text)) or "unnamed"


def build_index(names: Iterable[tuple[str, AliasKind, str]]) -> AliasIndex:
    """The index of (name, kind, key) triples."""
    entries: dict[str, list[Alias]] = {}
    longest: dict[str, int] = {}
    seconds: dict[str, set[str]] = {}
    for name, kind, key in names:
        for parts in {pieces(name), _possessive(name)} - {()}:
            entries.setdefault(" ".join(parts), []).append(Alias(kind, key, name[0].isupper(), _acronym(name)))
            longest[parts[0]] = max(len(parts), longest.get(parts[0], 0))
            seconds.setdefault(parts[0], set()).update(parts[1:2])
    following = {k: frozenset(v) for k, v in seconds.items()}
    return AliasIndex({k: tuple(dict.fromkeys(v)) for k, v in entries.items()}, longest, following)


def _possessive(name: str) -> tuple[str, ...]:
    """The pieces as a tokenizer gives them, which cuts off the genitive: ``People 's Republic``."""
    parts: list[str] = []
    for word in name.split():
        bare = word.removesuffix("'s").removesuffix("’s")
        parts.extend(pieces(bare))
        if bare != word:
            parts.append("'s")
    return tuple(parts)


def _acronym(name: str) -> bool:
    return name.replace(".", "").isupper() and len(name.replace(".", "")) <= 5
