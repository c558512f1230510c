"""The interface keeps what its description promises, whatever it is asked: Schemathesis makes up the requests."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from communique.ledger import ingest, open_ledger
from communique.model import Record
from communique.web import create_app

RECORD = Path(__file__).parents[1] / "export" / "record.jsonl"
HEADERS = {"host": "127.0.0.1:8765"}
PATHS = [
    "/api/v1/actors/{identity}", "/api/v1/articles/{number}", "/api/v1/counts", "/api/v1/happenings", "/api/v1/happenings/{identity}",
    "/api/v1/quotes", "/api/v1/schema", "/api/v1/search", "/api/v1/totals",
]  # fmt: skip


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, schemathesis.APIOperation]:
    path = tmp_path_factory.mktemp("interface") / "x.db"
    with open_ledger(path, create=True) as ledger:
        list(ingest(ledger, [msgspec.json.decode(RECORD.read_bytes(), type=Record)]))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(path), headers=HEADERS)
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


def test_all_paths_are_asked(operations: dict[str, schemathesis.APIOperation]) -> None:
    assert sorted(operations) == sorted(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(operations: dict[str, schemathesis.APIOperation], path: str) -> None:
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operations[path].as_strategy())
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=HEADERS)

    ask()
