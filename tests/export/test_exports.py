"""Every export against its golden file, and read back with the library that others read it with.

To write the golden files anew after a wanted change: ``UPDATE_GOLDEN=1 python -m pytest tests/export``, then read the difference.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from communique.cli.export import FORMATS, records_of
from communique.errors import InputError
from communique.export import EXPORTERS, Options, export
from communique.export.base import pairs, safe
from communique.model import Record

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
STREAMS = [name for name, e in EXPORTERS.items() if e.stream]


@pytest.fixture(scope="module")
def record() -> Record:
    return msgspec.json.decode((HERE / "record.jsonl").read_bytes(), type=Record)


def stream(record: Record, name: str, options: Options | None = None) -> bytes:
    out = io.BytesIO()
    export([record], name, out, options)
    return out.getvalue()


def matches(found: bytes, golden: Path) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(found)
    assert found == golden.read_bytes()


def test_the_command_offers_all_formats() -> None:
    assert tuple(EXPORTERS) == FORMATS


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_is_as_its_golden_file(record: Record, name: str) -> None:
    matches(stream(record, name), GOLDEN / f"events.{name}")


@pytest.mark.parametrize("name", ["csv", "edges"])
def test_a_folder_is_as_its_golden_files(record: Record, name: str, tmp_path: Path) -> None:
    export([record], name, tmp_path)
    for file in sorted(tmp_path.iterdir()):
        matches(file.read_bytes(), GOLDEN / f"{name}-{file.name}")


def test_parquet_holds_what_the_csv_files_hold(record: Record, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    export([record], "parquet", tmp_path)
    events = pq.read_table(tmp_path / "events.parquet")
    assert events.column("event").to_pylist() == [e.id for e in record.events]
    assert events.schema.field("earliest").type == "date32"
    assert events.schema.field("lat").metadata == {b"meaning": b"latitude, WGS 84 degrees"}
    assert pq.read_table(tmp_path / "evidence.parquet").num_rows == sum(len(e.evidence) for e in record.events)


@pytest.mark.parametrize(("name", "width"), [("icews", 20), ("polecat", 40)])
def test_the_layouts_have_their_columns_and_unique_ids(record: Record, name: str, width: int) -> None:
    rows = list(csv.reader(io.StringIO(stream(record, name).decode()), delimiter="\t"))
    assert {len(row) for row in rows} == {width}
    ids = [row[0] for row in rows[1:]]
    assert len(ids) == len(set(ids)) > 1


def test_what_a_layout_cannot_hold_is_told(record: Record) -> None:
    notes = export([record], "icews", io.BytesIO())
    assert any("planned contacts written as AGREE" in n for n in notes)
    assert any("denied" in n for n in notes)


def test_follow_the_money_takes_the_entities(record: Record) -> None:
    from followthemoney import model

    entities = [json.loads(line) for line in stream(record, "ftm").splitlines()]
    for entity in entities:
        proxy = model.get_proxy(entity)
        assert not (set(entity["properties"]) - set(proxy.schema.properties)), entity["schema"]
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (entity["schema"], name, values)
    ids = {e["id"] for e in entities}
    (call,) = (e["properties"] for e in entities if e["schema"] == "Call")
    assert {*call["caller"], *call["receiver"], *call["proof"]} <= ids


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_networkx_reads_the_network(record: Record, name: str) -> None:
    import networkx as nx

    both = {e.reciprocal for e in record.events if len(e.parties) > 1}
    assert both == {True, False}, "the record has what goes one way and what goes both"
    graph = nx.read_gexf(io.BytesIO(stream(record, name))) if name == "gexf" else nx.parse_graphml(stream(record, name))
    assert graph.nodes["wd:Q37181"]["label"] == "Luiz Inácio Lula da Silva"
    assert graph.has_edge("wd:Q3052772", "wd:Q37181") and graph.is_directed()


def test_the_calendar_holds_the_planned_meeting(record: Record) -> None:
    from icalendar import Calendar

    (entry,) = Calendar.from_ical(stream(record, "ical")).walk("VEVENT")
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (dt.date(2024, 5, 17), dt.date(2024, 5, 18))
    assert str(entry["location"]) == "Berlin"


def test_geojson_has_longitude_first(record: Record) -> None:
    features = json.loads(stream(record, "geojson"))["features"]
    berlin = next(f for f in features if f["properties"]["place"] == "Berlin")
    assert [round(c) for c in berlin["geometry"]["coordinates"]] == [13, 53]


def test_an_annotation_quotes_the_text(record: Record) -> None:
    for line in stream(record, "webannotation").splitlines():
        position, quote = json.loads(line)["target"]["selector"]
        assert record.article.text[position["start"] : position["end"]] == quote["exact"]


def test_a_feed_is_about_those_who_are_named(record: Record) -> None:
    assert stream(record, "atom", Options(actor="Lula", other="Macron")).count(b"<entry>") == 1
    assert stream(record, "atom", Options(actor="Q37181")).count(b"<entry>") >= 1
    with pytest.raises(InputError, match="'Zorro' takes part in no event"):
        stream(record, "atom", Options(actor="Zorro"))


def test_pairs_expand_as_asked(record: Record) -> None:
    call = next(e for e in record.events if e.medium == "phone" and e.status == "occurred")
    assert call.reciprocal
    assert [len(pairs(call, expand)) for expand in ("none", "dyads", "directed")] == [1, 1, 2]
    many = msgspec.structs.replace(call, actors=("a", "b", "c"), recipients=())
    assert pairs(many, "dyads") == [(("a",), ("b",)), (("a",), ("c",)), (("b",), ("c",))]
    two_sides = msgspec.structs.replace(call, actors=("a", "b"), recipients=("c",))
    assert len(pairs(two_sides, "dyads")) == 3
    letter = msgspec.structs.replace(two_sides, reciprocal=False)
    assert pairs(letter, "directed") == [(("a",), ("c",)), (("b",), ("c",))]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-x", "'-x"),
        (-1.5, "-1.5"),
        ("a\tb\nc", "a b c"),
        (None, ""),
        ("\t=1", "'=1"),
        ("x=1", "x=1"),
        ("a\u2028b", "a b"),
        ("a\x85", "a"),
    ],
)
def test_no_cell_is_a_formula(cell: object, written: str) -> None:
    assert safe(cell) == written


def test_the_same_records_give_the_same_bytes(record: Record) -> None:
    assert all(stream(record, name) == stream(record, name) for name in STREAMS)


def test_no_records_give_an_empty_export(tmp_path: Path) -> None:
    for name, exporter in EXPORTERS.items():
        assert export([], name, tmp_path / name if exporter.folder else io.BytesIO()) == []


def test_wrong_use_is_told(record: Record, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="use one of: jsonl, plover"):
        export([record], "xls", io.BytesIO())
    with pytest.raises(InputError, match="name the folder"):
        export([record], "csv", io.BytesIO())
    broken = tmp_path / "records.jsonl"
    broken.write_bytes(record.to_json() + b"\n{\n")
    with pytest.raises(InputError, match="line 2 is no record"):
        list(records_of(str(broken)))
    with pytest.raises(InputError, match="cannot be read"):
        list(records_of(str(tmp_path / "missing.jsonl")))


def test_a_reference_that_leads_nowhere_is_told(record: Record) -> None:
    broken = msgspec.structs.replace(record, actors=record.actors[1:])
    with pytest.raises(InputError, match="none of the record's actors"):
        stream(broken, "icews")


@pytest.mark.parametrize("name", ["gexf", "graphml", "atom"])
def test_control_characters_make_no_broken_xml(record: Record, name: str) -> None:
    named = tuple(msgspec.structs.replace(a, name=f"{a.name}\x08") for a in record.actors)
    ET.fromstring(stream(msgspec.structs.replace(record, actors=named), name))


def test_a_file_is_written_whole_or_not_at_all(record: Record, tmp_path: Path) -> None:
    def cut() -> Iterator[Record]:
        yield record
        raise InputError("line 2 is no record")

    with pytest.raises(InputError, match="line 2"):
        export(cut(), "jsonl", tmp_path / "x.jsonl")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="cannot be written"):
        export([record], "jsonl", tmp_path / "missing" / "x.jsonl")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        export([record], "csv", tmp_path / "file" / "x")


@pytest.mark.parametrize("name", ["csv", "parquet", "edges"])
def test_a_folder_is_written_whole_or_not_at_all(record: Record, name: str, tmp_path: Path) -> None:
    def cut() -> Iterator[Record]:
        yield record
        raise InputError("line 2 is no record")

    with pytest.raises(InputError, match="line 2"):
        export(cut(), name, tmp_path / "tables")
    assert list(tmp_path.iterdir()) == []
    export([record], name, tmp_path / "tables")
    before = {p.name: p.read_bytes() for p in (tmp_path / "tables").iterdir()}
    with pytest.raises(InputError, match="line 2"):
        export(cut(), name, tmp_path / "tables")
    assert {p.name: p.read_bytes() for p in (tmp_path / "tables").iterdir()} == before


def test_a_file_in_the_place_of_a_folder_is_told(record: Record, tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="tables: is a file; name a folder"):
        export([record], "csv", tmp_path / "tables")
    assert (tmp_path / "tables").read_text("utf-8") == "mine"
