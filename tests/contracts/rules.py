"""The record's contract as plain checks on its JSON: every rule it breaks, as (where, what)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

Breach = tuple[str, str]
DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
COUNTRY = re.compile(r"[A-Z]{3}\Z")
IDENTIFIER = re.compile(r"(wd:Q\d+|iso:[A-Z]{3}|(org|name|metonym|group|office):\S+)\Z")
# Spans that stand tight around their words.
TIGHT = re.compile(r"\.(evidence|mentions|times|zones|source|cue)\b")
# Fields that only the text can give, so that a value without evidence is made up.
TOLD = ("where", "when", "duration_minutes")


def breaches(record: dict[str, Any]) -> Iterator[Breach]:
    """Every rule that a record breaks."""
    yield from _spans(record)
    yield from _zones(record)
    yield from _references(record)
    yield from _intervals(record)
    for number, event in enumerate(record["events"]):
        yield from ((f"events[{number}].{where}", what) for where, what in _event(event, record))
    for number, actor in enumerate(record["actors"]):
        if actor["country"] is not None and not COUNTRY.match(actor["country"]):
            yield f"actors[{number}].country", actor["country"]


def _walk(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the record, with where it stands."""
    if isinstance(value, dict):
        yield path, value
        for key, below in value.items():
            yield from _walk(below, f"{path}.{key}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _walk(below, f"{path}[{number}]")


def _spans(record: dict[str, Any]) -> Iterator[Breach]:
    text = record["article"]["text"]
    for path, item in _walk(record):
        start, end = item.get("start"), item.get("end")
        if start is None or end is None:
            continue
        if not 0 <= start < end <= len(text):
            yield path, f"{start}:{end} of {len(text)}"
        elif "text" in item and item["text"] != text[start:end]:
            yield path, f"{item['text']!r} is not {text[start:end]!r}"
        elif TIGHT.search(path) and text[start:end] != text[start:end].strip():
            yield path, f"blanks around {text[start:end]!r}"


def _zones(record: dict[str, Any]) -> Iterator[Breach]:
    zones = record["zones"]
    for before, after in pairwise(zones):
        if after["start"] < before["end"]:
            yield "zones", f"{after} overlaps or precedes {before}"


def _references(record: dict[str, Any]) -> Iterator[Breach]:
    for kind in ("actors", "events", "statements"):
        ids = [x["id"] for x in record[kind]]
        if len(ids) != len(set(ids)):
            yield kind, "an id twice"
    for path, ident, kind in _pointers(record):
        if ident not in {x["id"] for x in record[kind]}:
            yield path, f"{ident} is none of the {kind}"


def _pointers(record: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for e in record["events"]:
        parties = [*e["actors"], *e["recipients"], *([e["initiator"]] if e["initiator"] else [])]
        yield from ((f"event {e['id']}", i, "actors") for i in parties)
        yield from ((f"event {e['id']}.about", i, "events") for i in e["about"])
        yield from ((f"event {e['id']}.statements", i, "statements") for i in e["statements"])
    for s in record["statements"]:
        people = [s["speaker"], *s["via"], *([s["addressee"]] if s["addressee"] else [])]
        yield from ((f"statement {s['id']}", i, "actors") for i in people)
        yield from ((f"statement {s['id']}.event", i, "events") for i in [s["event"]] if i)


def _intervals(record: dict[str, Any]) -> Iterator[Breach]:
    for path, item in _walk(record):
        if "earliest" not in item:
            continue
        ends = [item[k] for k in ("earliest", "latest") if item[k] is not None]
        if not all(DATE.match(e) for e in ends) or ends != sorted(ends):
            yield path, f"{item['earliest']} to {item['latest']}"


def _event(event: dict[str, Any], record: dict[str, Any]) -> Iterator[Breach]:
    proved = {e["field"] for e in event["evidence"]}
    if not event["actors"]:
        yield "actors", "empty"
    if event["medium"] is not None and len({*event["actors"], *event["recipients"]}) < 2:
        yield "actors", "a contact with one party"
    if not {"trigger", "actors"} <= proved:
        yield "evidence", f"only {sorted(proved)}"
    yield from ((name, "has no evidence") for name in TOLD if event[name] is not None and name not in proved)
    if event["id"] in event["about"]:
        yield "about", "itself"
    if not 0 <= event["confidence"] <= 1:
        yield "confidence", str(event["confidence"])
    yield from _outside(event["evidence"], record)


def _outside(evidence: Iterable[dict[str, Any]], record: dict[str, Any]) -> Iterator[Breach]:
    body = [(z["start"], z["end"]) for z in record["zones"] if z["kind"] == "body"]
    for e in evidence:
        if not any(start <= e["start"] and e["end"] <= end for start, end in body):
            yield "evidence", f"{e} is outside the body"
