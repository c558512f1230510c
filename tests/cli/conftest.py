"""The command line with a coder that codes nothing: what it reads, writes and says is ours to test here."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator

import pytest
from click.testing import CliRunner

from communique.model import Document, Engine, Record


class EmptyCoder:
    """Every document, no finding; a text with the word CRASH is a fault of ours, one with HANG never ends."""

    engine = Engine("rules", "0", "0", "none")

    def code(self, document: Document) -> Record:
        if "CRASH" in document.article.text:
            raise RuntimeError("the rules fell over")
        while "HANG" in document.article.text:
            with contextlib.suppress(Exception):
                time.sleep(0.01)
        return Record(
            article=document.article, zones=document.zones, actors=(), events=(), statements=(), times=(),
            problems=document.problems, engine=self.engine,
        )  # fmt: skip

    def code_many(self, documents: Iterable[Document]) -> Iterator[Record]:
        return (self.code(d) for d in documents)


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory) -> CliRunner:
    """Runs commands in an empty folder, without any of our variables set, with the empty coder."""
    import communique.pipeline

    coder = EmptyCoder()
    monkeypatch.setattr(communique.pipeline, "default_coder", lambda: coder)
    monkeypatch.setattr(communique.pipeline, "default_engine", lambda: coder.engine)
    monkeypatch.chdir(str(tmp_path))
    for name in ("COMMUNIQUE_FORMAT", "COMMUNIQUE_FROM", "COMMUNIQUE_PUBLISHER", "COMMUNIQUE_LANGUAGE", "COMMUNIQUE_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    return CliRunner()
