"""Variants of the record made by hand: other texts, other engines, other articles."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from handmade import record

from communique.model import Engine, Record


def made(*, more: str = "", version: str = "0.1.0", **facts: Any) -> Record:
    """The record of the same text with ``more`` after it, by an engine of that version, with other facts of the article."""
    base = record()
    text = base.article.text + more
    article = msgspec.structs.replace(base.article, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), **facts)
    return msgspec.structs.replace(base, article=article, engine=Engine("rules", version, "2026.11", "none 0"))


def unlike(number: int) -> Record:
    """A record of another article whose words are all its own; it has no finding."""
    text = " ".join(f"word{number}x{n}" for n in range(60)) + "."
    base = made(id=f"other{number}")
    article = msgspec.structs.replace(base.article, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    zone = msgspec.structs.replace(base.zones[0], start=0, end=len(text))
    return msgspec.structs.replace(base, article=article, zones=(zone,), actors=(), events=(), statements=(), problems=())
