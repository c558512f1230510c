"""Coders that need no parser: they do what a word of the text tells them to. Workers load them by name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator

import msgspec

from communique.model import Document, Engine, Problem, Record


class Empty:
    """Every document, no finding."""

    engine = Engine("rules", "0", "0", "none")

    def code_many(self, documents: Iterable[Document]) -> Iterator[Record]:
        return (self.code(d) for d in documents)

    def code(self, document: Document) -> Record:
        return Record(
            article=document.article, zones=document.zones, actors=(), events=(), statements=(), times=(),
            problems=document.problems, engine=self.engine,
        )  # fmt: skip


class Obedient(Empty):
    """Sleeps, hangs, falls over or dies where the text says so."""

    def code(self, document: Document) -> Record:
        text = document.article.text
        if "SLEEP" in text:
            time.sleep(0.02)
        if "STUCK" in text:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        if "HANG" in text or "STUCK" in text:
            time.sleep(600)
        if "FALL" in text:
            raise RuntimeError("the rules fell over")
        if "DIE" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().code(document)


def obedient() -> Obedient:
    return Obedient()


def stillborn() -> Empty:
    os.kill(os.getpid(), signal.SIGKILL)
    return Empty()


def choosy() -> object:
    """A check that passes over what says so, and hangs or dies on what says that."""

    def check(text: str) -> Problem | None:
        if "SLOWREAD" in text:
            time.sleep(600)
        return Problem("nothing-diplomatic", "Nothing here.") if "BORING" in text else None

    return check


def full_disk() -> Empty:
    raise OSError(28, "No space left on device")


class Telling(Empty):
    """Every document tells the same, in words of its own."""

    def code(self, document: Document) -> Record:
        from handmade import record

        told, number = record(), document.article.sha256[:12]
        names = {e.id: f"{e.id}-{number}" for e in told.events}
        events = tuple(msgspec.structs.replace(e, id=names[e.id]) for e in told.events)
        statements = tuple(msgspec.structs.replace(s, event=names.get(s.event or "")) for s in told.statements)
        return msgspec.structs.replace(
            told, article=document.article, zones=document.zones, events=events, statements=statements, problems=document.problems
        )


def telling() -> Telling:
    return Telling()
