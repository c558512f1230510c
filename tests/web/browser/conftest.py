"""What the tests in the browser share: Chromium, and the examples of the package as a ledger."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from web.browser import chromium

from communique.cli.demo import demo_articles
from communique.ledger import ingest, open_ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from communique.pipeline import Coder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.started() as started:
        yield started


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    path = tmp_path_factory.mktemp("examples") / "examples.db"
    with open_ledger(path, create=True) as ledger:
        list(ingest(ledger, coder.code_many(demo_articles().values())))
    return path


@pytest.fixture
def ledger(examples: Path, tmp_path: Path) -> Path:
    """The examples' ledger, to be written to."""
    return Path(shutil.copy(examples, tmp_path / "mine.db"))
