"""What the ledger holds and how well it was coded; its exports; the interface and the record's schema as pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from communique.export import EXPORTERS
from communique.knowledge.floors import floors
from communique.ledger import overviews
from communique.render.schema import record_schema
from communique.web.kept import kept_of
from communique.web.pages import opened, page


class Parameter(msgspec.Struct, frozen=True):
    """Something that an operation is asked with."""

    name: str
    place: str
    kind: str
    says: str
    required: bool


class Operation(msgspec.Struct, frozen=True):
    """One question of the interface."""

    verb: str
    path: str
    says: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]


class Noun(msgspec.Struct, frozen=True):
    """One object of the record's schema with its fields: name, kind, and the noun that the kind names, if it names one."""

    name: str
    says: str
    fields: tuple[tuple[str, str, str], ...]


def data(request: Request) -> Response:
    """What is in the ledger."""
    kept = kept_of(request)
    with opened(request) as ledger:
        totals = kept.once(kept.columns(), "totals", lambda: overviews.totals(ledger.db))
    return page(request, "data.html", totals=totals, floors=_floors_by_set(), exporters=EXPORTERS)


def _floors_by_set() -> tuple[tuple[str, str, tuple[tuple[str, float], ...]], ...]:
    """The floors of each split of each set."""
    grouped = groupby(floors(), key=lambda f: f[:2])
    return tuple((name, split, tuple((measure, limit) for *_, measure, limit in found)) for (name, split), found in grouped)


def interface(request: Request) -> Response:
    """The interface's description as a page."""
    return page(request, "interface.html", operations=tuple(_operations(request.app.openapi())))


def schema(request: Request) -> Response:
    """The record's schema as a page."""
    found = record_schema()
    nouns = [_noun("Record", found), *(_noun(n, d) for n, d in found["$defs"].items() if "properties" in d)]
    return page(request, "schema.html", nouns=nouns, version=found["version"])


def _operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    for path, verbs in described["paths"].items():
        for verb, told in verbs.items():
            yield Operation(
                verb=verb.upper(),
                path=path,
                says=told.get("description") or told.get("summary") or "",
                parameters=tuple(_parameter(p) for p in told.get("parameters", ())),
                answers=tuple((status, a["description"]) for status, a in told["responses"].items()),
            )


def _parameter(given: Mapping[str, Any]) -> Parameter:
    told = given["schema"]
    return Parameter(given["name"], given["in"], kind_of(told), given.get("description", ""), bool(given.get("required")))


def _noun(name: str, described: Mapping[str, Any]) -> Noun:
    return Noun(name, described.get("description", ""), tuple((f, kind_of(k), _noun_in(k)) for f, k in described["properties"].items()))


def _noun_in(schema: Mapping[str, Any]) -> str:
    """The noun that a schema refers to somewhere; empty where it refers to none."""
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if isinstance(schema.get("items"), dict) else [])]
    return str(schema["$ref"]).rsplit("/", 1)[1] if "$ref" in schema else next((n for s in inner if (n := _noun_in(s))), "")


def kind_of(schema: Mapping[str, Any]) -> str:
    """A JSON Schema in a few words: ``list of Span``, ``phone | video``, ``text or null``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " or ".join(kind_of(s) for s in schema["anyOf"])
    if "enum" in schema:
        return " | ".join("null" if v is None else str(v) for v in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    return f"{schema['type']} ({schema['format']})" if "format" in schema else str(schema.get("type", "anything"))
