"""Names as they are written → what they stand for, from the tables of actors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import Alias

SignKind = Literal["state", "body", "person", "surname", "title"]
_KINDS: dict[str, SignKind] = {
    "country": "state", "demonym": "state", "metonym": "state", "organisation": "body", "people": "body", "person": "person",
    "short": "surname", "title": "title", "titles": "title",
}  # fmt: skip
# A stop behind a word in small letters that is no short title ("Gen."), a figure or a quotation.
_SENTENCE_END = re.compile(r"\.(?<=[a-z\d%)’”\"][a-z\d%)’”\"][a-z\d%)’”\"]\.)(?=[’”\"')\]]*\s)")
_ASCII = bytes(range(128))
# So many letters that are not ASCII are replaced one after the other; it is the faster way.
FEW = 30


class Sign(msgspec.Struct, frozen=True):
    """What a name in a text is a sign of; a state by any of its names is one sign."""

    kind: SignKind
    key: str


def plain(text: str) -> str:
    """The text without accents and full stops ("U.S." is "US"); those that end a sentence become ``!``. Lines stay lines."""
    text = _SENTENCE_END.sub("!", text).replace(".", "")
    if text.isascii():
        return text
    strange = {c for c in set(text.encode("utf-8", "ignore").translate(None, _ASCII).decode("utf-8")) if _bare(c) != c}
    if len(strange) > FEW:
        return text.translate({ord(c): _bare(c) for c in strange})
    for letter in strange:
        text = text.replace(letter, _bare(letter))
    return text


@cache
def _bare(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))


def signs(knowledge: ActorKnowledge) -> dict[str, Sign]:
    """Every form that names are looked for in; a title stands for no more than an office."""
    found: dict[str, Sign] = {}
    for name, aliases in knowledge.aliases.entries.items():
        for alias in aliases:
            sign = _sign(name, alias, knowledge)
            if sign is not None:
                found |= {form: sign for form in _forms(name, alias) if len(form) > 1 and form not in found}
    return found


def _sign(name: str, alias: Alias, knowledge: ActorKnowledge) -> Sign | None:
    words = knowledge.words
    if alias.kind == "short" and (name in words.risky or name in words.common):
        return None
    if alias.kind in ("title", "titles"):
        title = knowledge.titles.get(alias.key)
        return Sign("title", "") if title is not None and title.offices else None
    kind = _KINDS.get(alias.kind)
    if kind is None:
        return None
    if alias.kind == "metonym":
        return Sign(kind, knowledge.metonyms[alias.key].country or alias.key)
    return Sign(kind, alias.key)


def _forms(name: str, alias: Alias) -> Iterator[str]:
    """As written: with capitals; abbreviations also in capitals throughout, titles also in small letters."""
    if alias.upper:
        yield name.upper()
        return
    yield " ".join(w.capitalize() for w in name.split())
    if alias.kind in ("organisation", "metonym") and len(name) <= 6 and " " not in name:
        yield name.upper()
    if alias.kind in ("title", "titles"):
        yield name
