"""What storing a record takes that no ledger has a part in: whoever coded it can do that, in a process of its own."""

from __future__ import annotations

import hashlib

import msgspec
import zstandard

from communique.copies import Digest, digested
from communique.knowledge.accounts import is_account
from communique.ledger.keys import targets
from communique.model import Record, Statement

_PACK = zstandard.ZstdCompressor(level=3)


class Said(msgspec.Struct, frozen=True):
    """A statement as its row has it: the words, the whole as JSON, and whether it is its speaker's account."""

    content: str
    json: str
    account: bool


class Prepared(msgspec.Struct, frozen=True):
    """What copies are told by, the record without its text, packed and its sha256, the keys of its events, and its statements."""

    digest: Digest
    packed: bytes
    sha256: str
    keys: tuple[str, ...]
    said: tuple[Said, ...]


def prepared(record: Record) -> Prepared:
    """Everything that can be made of a record before it is stored."""
    data = msgspec.json.encode(msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, text="")))
    named, events = targets(record), {e.id: e for e in record.events}
    return Prepared(
        digest=digested(record.article, record.zones),
        packed=_PACK.compress(data),
        sha256=hashlib.sha256(data).hexdigest(),
        keys=tuple(named[e.id].key for e in record.events),
        said=tuple(_said(s, record, account=is_account(s, events.get(s.event or ""))) for s in record.statements),
    )


def _said(statement: Statement, record: Record, *, account: bool) -> Said:
    return Said(statement.content.text_in(record.article.text), msgspec.json.encode(statement).decode(), account)
