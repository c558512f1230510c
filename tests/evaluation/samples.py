"""Records and gold made by hand, small enough to count on fingers."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

ACTORS = [
    {"id": "wd:Q1", "name": "Vladimir Putin", "kind": "person", "country": "RUS", "office": None, "mentions": []},
    {"id": "wd:Q2", "name": "Narendra Modi", "kind": "person", "country": "IND", "office": None, "mentions": []},
    {"id": "wd:Q3", "name": "Kremlin", "kind": "government", "country": "RUS", "office": None, "mentions": []},
    {"id": "wd:Q4", "name": "United Nations", "kind": "organisation", "country": None, "office": None, "mentions": []},
]


def event(number: int, kind: str, actors: list[str], recipients: list[str], **more: Any) -> Json:
    """An event with the fields that scorers read; ``spans`` puts evidence on its parties."""
    spans: dict[str, tuple[int, int]] = more.pop("spans", {})
    evidence = [{"field": field, "start": a, "end": b} for field, (a, b) in spans.items()]
    base = {"id": f"e{number}", "type": kind, "actors": actors, "recipients": recipients, "reciprocal": False, "status": "occurred"}
    rest = {"medium": None, "when": None, "where": None, "duration_minutes": None, "initiator": None, "about": [], "statements": []}
    return {**base, **rest, "evidence": evidence, "rule": "test", "confidence": 0.9, **more}


def record(item: str, text: str, **parts: Any) -> Json:
    """A record of a text with the given parts."""
    zones = [{"kind": "body", "start": 0, "end": len(text)}]
    empty: Json = {"article": {"id": item, "text": text}, "zones": zones, "actors": ACTORS, "events": [], "statements": [], "times": []}
    return {**empty, **parts}


def span(text: str, part: str) -> Json:
    """Where a part stands in a text."""
    start = text.index(part)
    return {"start": start, "end": start + len(part)}


READOUTS: list[tuple[Json, Json]] = [
    (
        {
            "id": "us_x-1",
            "text": "a",
            "gold": {"medium": "phone_call", "medium_in_text": "explicit", "counterparts": [{"name": "Narendra Modi", "country": "India"}]},
        },
        record(
            "us_x-1",
            "a",
            events=[
                event(1, "CONSULT", ["wd:Q1"], ["wd:Q2"], medium="phone"),
                event(2, "CONSULT", ["wd:Q1"], ["wd:Q4"], medium="in_person", confidence=0.5),
            ],
        ),
    ),
    (
        {
            "id": "us_x-2",
            "text": "b",
            "gold": {"medium": "meeting", "medium_in_text": "explicit", "counterparts": [{"name": None, "country": "India"}]},
        },
        record("us_x-2", "b", events=[event(1, "CONSULT", ["wd:Q1"], ["wd:Q2"], medium="phone"), event(2, "ACCUSE", ["wd:Q1"], ["wd:Q4"])]),
    ),
    (
        {
            "id": "ru_y-1",
            "text": "c",
            "gold": {"medium": "letter", "medium_in_text": "implicit", "counterparts": [{"name": "Xi Jinping", "country": "China"}]},
        },
        record("ru_y-1", "c", events=[event(1, "CONSULT", ["wd:Q1"], ["wd:Q2"], medium="letter", status="denied")]),
    ),
    (
        {"id": "neg-1", "text": "d", "gold": {"medium": "none", "counterparts": []}},
        record("neg-1", "d", events=[event(1, "CONSULT", ["wd:Q1"], ["wd:Q2"], medium="phone")]),
    ),
    (
        {"id": "neg-2", "text": "e", "gold": {"medium": "none", "counterparts": []}},
        record("neg-2", "e", events=[event(1, "CONSULT", ["wd:Q1"], ["wd:Q2"], medium="phone", status="planned")]),
    ),
]

_PAIR = "Moscow praised Delhi on Friday."
_MARKED = "<s>Moscow</s> praised <t>Delhi</t> on Friday."
_BACK = {"actors": (15, 20), "recipients": (0, 6)}
_FORTH = {"actors": (0, 6), "recipients": (15, 20)}


def _pair(number: int, root: str, *events: Json) -> tuple[Json, Json]:
    gold = {"id": f"p{number}", "text": _PAIR, "gold": [{"code_plover": root, "marked": _MARKED}]}
    return gold, record(f"p{number}", _PAIR, events=list(events))


PAIRS: list[tuple[Json, Json]] = [
    _pair(1, "SUPPORT", event(1, "SUPPORT", ["wd:Q1"], ["wd:Q2"], spans=_FORTH)),
    _pair(2, "SUPPORT", event(1, "ACCUSE", ["wd:Q1"], ["wd:Q2"], spans=_FORTH)),
    _pair(3, "SUPPORT", event(1, "SUPPORT", ["wd:Q2"], ["wd:Q1"], spans=_BACK)),
    _pair(4, "CONSULT", event(1, "CONSULT", ["wd:Q2"], ["wd:Q1"], spans=_BACK, reciprocal=True)),
    _pair(5, "YIELD", event(1, "SUPPORT", ["wd:Q1"], ["wd:Q2"], spans=_FORTH), event(2, "RETREAT", ["wd:Q1"], ["wd:Q2"], spans=_FORTH)),
    _pair(6, "AID"),
]


def _code(code: str) -> Json:
    return {"code": code, "sector": None}


TRIPLES: list[tuple[Json, Json]] = [
    (
        {
            "id": "t1",
            "text": "x",
            "gold": [
                {"source_codes": [_code("RUS")], "target_codes": [_code("IND"), _code("IGO")], "code_plover": "CONSULT", "reciprocal": True}
            ],
        },
        record("t1", "x", events=[event(1, "CONSULT", ["wd:Q1"], ["wd:Q2"], reciprocal=True), event(2, "ACCUSE", ["wd:Q1"], ["wd:Q4"])]),
    ),
    (
        {
            "id": "t2",
            "text": "y",
            "gold": [{"source_codes": [_code("JAP")], "target_codes": [_code("RUS")], "code_plover": "REJECT", "reciprocal": False}],
        },
        record("t2", "y", events=[event(1, "REJECT", ["wd:Q1"], [])]),
    ),
]

_SAID = 'Modi said the talks were "useful and warm". According to aides, more would follow.'


def _spans(part: str, text: str = _SAID) -> Json:
    start = text.index(part)
    return {"spans": [[start, start + len(part)]], "text": part}


def _statement(source: str | None, content: str, quote: str | None = None) -> Json:
    given = {**span(_SAID, source), "text": source} if source else None
    return {
        "id": "s1",
        "speaker": "wd:Q2",
        "via": [],
        "source": given,
        "cue": None,
        "content": span(_SAID, content),
        "quotes": [span(_SAID, quote)] if quote else [],
    }


ATTRIBUTION: list[tuple[Json, Json]] = [
    (
        {
            "id": "polnear-dev-paper_2016_a",
            "text": _SAID,
            "gold": [
                {
                    "id": "E1",
                    "speaker": _spans("Modi"),
                    "cue": _spans("said"),
                    "quote": _spans('the talks were "useful and warm"'),
                    "type": "mixed",
                },
                {
                    "id": "E2",
                    "speaker": _spans("aides"),
                    "cue": _spans("According to"),
                    "quote": _spans("more would follow"),
                    "type": "indirect",
                },
            ],
        },
        record(
            "polnear-dev-paper_2016_a",
            _SAID,
            statements=[
                _statement("Modi", 'were "useful and warm"', '"useful and warm"'),
                _statement(None, "more would follow"),
                _statement("aides", "According"),
            ],
        ),
    ),
    (
        {
            "id": "polnear-dev-other_2016_b",
            "text": _SAID,
            "gold": [{"id": "E1", "speaker": None, "cue": None, "quote": _spans("more would follow"), "type": "direct"}],
        },
        record("polnear-dev-other_2016_b", _SAID),
    ),
]

_DAYS = "On Friday they met; a week later, on May 9, they met again."


def _time(part: str, value: str, kind: str = "DATE") -> Json:
    return {**span(_DAYS, part), "text": part, "type": kind, "value": value}


TIMES: list[tuple[Json, Json]] = [
    (
        {
            "id": "m1",
            "text": _DAYS,
            "published": "2025-05-10",
            "gold": [_time("Friday", "2025-05-02"), _time("a week later", "2025-05-09"), _time("May 9", "2025-05-09")],
        },
        record(
            "m1",
            _DAYS,
            times=[
                _time("On Friday", "2025-05-02"),
                _time("a week", "P1W", "DURATION"),
                _time("May 9", "2025-05-09"),
                _time("again", "PAST_REF"),
            ],
        ),
    ),
]
