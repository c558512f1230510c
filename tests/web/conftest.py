"""Ledgers that the tests of pages look at."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from communique.ledger import ingest, open_ledger
from communique.model import Record
from communique.web import create_app

RECORD = Path(__file__).parents[1] / "export" / "record.jsonl"
BASE = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def told() -> Record:
    """One article with seven events."""
    return msgspec.json.decode(RECORD.read_bytes(), type=Record)


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory, told: Record) -> TestClient:
    """The pages over a ledger of that article; nobody writes into it."""
    path = tmp_path_factory.mktemp("shown") / "x.db"
    with open_ledger(path, create=True) as ledger:
        list(ingest(ledger, [told]))
    return TestClient(create_app(path), base_url=BASE, follow_redirects=False)


@pytest.fixture
def empty(tmp_path: Path) -> TestClient:
    """The pages over a ledger with nothing in it."""
    open_ledger(tmp_path / "empty.db", create=True).close()
    return TestClient(create_app(tmp_path / "empty.db"), base_url=BASE, follow_redirects=False)
