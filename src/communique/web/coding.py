"""Coding of pasted texts in a process of its own, which can be ended: a text that takes too long holds nobody up."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection

import msgspec

from communique.errors import InputError
from communique.model import Record

MOST_CHARACTERS = 200_000
SECONDS = 40.0
# Loading the parser and the knowledge takes seconds, on a busy machine more.
SECONDS_TO_START = 120.0
# How long a visitor waits for the text of another.
SECONDS_IN_LINE = 20.0
BUSY = "Another text is being coded. Try again in a moment."


class Desk:
    """One process that codes one text at a time. It starts with the first text, and anew after one that took too long."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._turn = threading.Lock()
        self._pipe: Connection | None = None
        self._process: multiprocessing.process.BaseProcess | None = None

    def code(self, text: str, published: str | None, facts: Mapping[str, str] | None = None) -> Record:
        """The record of a text; ``facts`` are its title, publisher and url, as far as they are known.

        Raises ``InputError`` where it is too long, takes too long, or its date is none.
        """
        if len(text) > MOST_CHARACTERS:
            words = f"The text has {len(text):,} characters; at most {MOST_CHARACTERS:,} are coded here."
            raise InputError(f"{words} Use `communique ingest` for more.")
        if not self._turn.acquire(timeout=SECONDS_IN_LINE):
            raise InputError(BUSY)
        try:
            return self._answer(text, published, dict(facts or {}))
        except (EOFError, OSError) as error:
            self.close()
            raise InputError("The coder has stopped. Try once more.") from error
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the process."""
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None

    def _answer(self, text: str, published: str | None, facts: dict[str, str]) -> Record:
        pipe = self._started()
        pipe.send((text, published, facts))
        if not pipe.poll(self.seconds):
            self.close()
            raise InputError(f"Coding this text took longer than {self.seconds:.0f} seconds and was stopped. Paste less of it.")
        is_record, answer = pipe.recv()
        if not is_record:
            raise InputError(answer)
        return msgspec.json.decode(answer, type=Record)

    def _started(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        if not self._pipe.poll(SECONDS_TO_START):
            self.close()
            raise InputError("The coder does not start. Look at the server's own output.")
        self._pipe.recv()
        return self._pipe


def _work(pipe: Connection) -> None:
    """The process's life: texts until the server is gone."""
    from communique import read

    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        read("They met in Oslo.")
        pipe.send("ready")
        while True:
            text, published, facts = pipe.recv()
            try:
                pipe.send((True, msgspec.json.encode(read(text, published=published, **facts))))
            except InputError as error:
                pipe.send((False, str(error)))
