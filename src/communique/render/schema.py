"""The public contract as JSON Schema, generated from the types."""

from __future__ import annotations

from typing import Any

import msgspec

from communique.model import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERSION = 1


def record_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one record. Fields may be added in later versions, never renamed, so others are allowed."""
    generated = msgspec.json.schema(Record)
    definitions = generated["$defs"]
    record = definitions.pop("Record")
    for name, definition in (*definitions.items(), ("Record", record)):
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
            definition["title"] = name
    return {
        "$schema": DIALECT,
        "$id": f"urn:communique:record:{VERSION}",
        **record,
        "title": "Communique record",
        "version": VERSION,
        "$defs": definitions,
    }
