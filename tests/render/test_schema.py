from __future__ import annotations

from typing import Any

import msgspec
import pytest
from handmade import record
from jsonschema import Draft202012Validator, ValidationError

from communique.render.schema import record_schema


def validator() -> Draft202012Validator:
    schema = record_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_a_record_keeps_the_schema() -> None:
    validator().validate(msgspec.json.decode(record().to_json()))


def test_the_schema_says_what_it_is() -> None:
    schema = record_schema()
    assert schema["$id"] == "urn:communique:record:1"
    assert schema["title"] == "Communique record"
    assert schema["version"] == 1
    assert schema["properties"]["schema"] == {"enum": ["communique/record/1"], "default": "communique/record/1"}


@pytest.mark.parametrize(
    "breach",
    [
        lambda r: r.pop("zones"),
        lambda r: r["events"][0].update(type="MEET"),
        lambda r: r["events"][0].update(status="happened"),
        lambda r: r["events"][0].pop("evidence"),
        lambda r: r["article"].update(published="yesterday"),
        lambda r: r["actors"][0].update(kind="human"),
        lambda r: r.update(schema="communique/record/2"),
    ],
)
def test_the_schema_refuses(breach: Any) -> None:
    plain = msgspec.json.decode(record().to_json())
    breach(plain)
    with pytest.raises(ValidationError):
        Draft202012Validator(record_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(plain)


def test_later_fields_are_welcome() -> None:
    plain = msgspec.json.decode(record().to_json())
    plain["events"][0]["new"] = 1
    validator().validate(plain)
