"""The interface keeps what its description promises, whatever it is asked: Schemathesis makes up requests, right ones and wrong ones."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode

from communique.ledger import ingest, open_ledger
from communique.model import Record
from communique.web import create_app
from communique.web.api import router

RECORD = Path(__file__).parents[1] / "export" / "record.jsonl"
HEADERS = {"host": "127.0.0.1:8765"}
ROUTES = {route.path: route for route in router.routes if isinstance(route, APIRoute)}
PATHS = sorted(ROUTES)
# Only what takes more than a name can be asked wrongly: any word may be a name.
ASKED = [(p, GenerationMode.POSITIVE) for p in PATHS] + [(p, GenerationMode.NEGATIVE) for p in PATHS if ROUTES[p].dependant.query_params]


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, schemathesis.APIOperation]:
    path = tmp_path_factory.mktemp("interface") / "x.db"
    with open_ledger(path, create=True) as ledger:
        list(ingest(ledger, [msgspec.json.decode(RECORD.read_bytes(), type=Record)]))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(path), headers=HEADERS)
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


def test_all_paths_are_described(operations: dict[str, schemathesis.APIOperation]) -> None:
    assert sorted(operations) == PATHS
    assert len(PATHS) >= 4


@pytest.mark.parametrize(("path", "mode"), ASKED, ids=lambda a: getattr(a, "value", a))
def test_every_answer_is_as_described(operations: dict[str, schemathesis.APIOperation], path: str, mode: GenerationMode) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operations[path].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=HEADERS)

    ask()
