"""Each scorer's counts, worked out by hand."""

from __future__ import annotations

import pytest
from evaluation.samples import ATTRIBUTION, PAIRS, READOUTS, TIMES, TRIPLES, Json, event, record, span

from communique.evaluation import SCORERS
from communique.evaluation.result import result_of
from communique.evaluation.scorer import inputs, judged

WANTED = [
    ("readouts", READOUTS, {"found": 2 / 3, "medium": 1 / 2, "extra_per_text": 1 / 3, "false_alarm": 1 / 2, "precision_above_0.8": 1 / 2}),
    ("plover-pairs", PAIRS, {"accuracy": 3 / 6, "macro_f1": (0.5 + 1 + 1 + 0) / 4, "pair_found": 4 / 6, "type_anywhere": 4 / 6}),
    ("plover-triples", TRIPLES, {"precision": 2 / 3, "recall": 2 / 5, "f1": 4 / 8}),
    ("attribution", ATTRIBUTION, {"f1_content": 4 / 6, "f1_with_speaker": 2 / 6, "direct_recall": 0.0, "quoted_f1_with_speaker": 2 / 3}),
    ("times", TIMES, {"value_f1": 4 / 7, "relaxed_f1": 6 / 7, "strict_f1": 2 / 7}),
]


@pytest.mark.parametrize(("name", "pairs", "wanted"), WANTED, ids=[w[0] for w in WANTED])
def test_measures_are_what_one_counts(name: str, pairs: list[tuple[Json, Json]], wanted: dict[str, float]) -> None:
    scorer = SCORERS[name]
    records = {r["article"]["id"]: r for _, r in pairs}
    result = result_of(scorer, "all", judged(scorer, [g for g, _ in pairs], records), 0)
    assert {m: result.rows[0].estimates[m].value for m in wanted} == pytest.approx(wanted, abs=1e-4)


def test_an_item_without_a_record_counts_as_missed() -> None:
    scorer = SCORERS["readouts"]
    (got,) = judged(scorer, [READOUTS[0][0]], {})
    assert got.counts["n"] == 1
    assert got.counts["found"] == 0
    assert [m.kind for m in got.misses] == ["not found"]


def test_the_input_holds_nothing_of_the_answer() -> None:
    gold = {
        "id": "a",
        "title": "Call with Modi",
        "text": "He called.",
        "published": "2025-01-01",
        "url": "https://example.org/call-with-modi",
        "gold": {"medium": "phone_call"},
    }
    assert list(inputs(SCORERS["readouts"], [gold])) == [
        {"id": "a", "text": "He called.", "published": "2025-01-01", "url": "https://example.org/"}
    ]


def test_zones_count_lines_by_the_larger_part() -> None:
    gold = {"id": "z", "lines": ["Leaders met today.", "Subscribe now", "", "They agreed."], "keep": [1, 0, 0, 1]}
    scorer = SCORERS["zones"]
    text = scorer.text_of(gold)
    kept = [{"kind": "body", **span(text, "Leaders met today.")}, {"kind": "subscription", **span(text, "Subscribe now\n\nThey agreed.")}]
    (got,) = judged(scorer, [gold], {"z": record("z", text, zones=kept)})
    wanted = {"lines": 3, "right": 2, "gold": 1, "predicted": 2, "hit": 1, "words": 5, "words_kept": 3}
    assert got.counts == wanted
    assert [m.kind for m in got.misses] == ["article dropped"]


def test_leaders_are_asked_by_surname_and_by_office() -> None:
    entry = {"id": "reign-1", "country": "RUS", "ccode": "365", "date": "2004-05-01", "leader": "Vladimir Putin"}
    questions = SCORERS["leaders"].questions(entry)
    assert [q["text"] for q in questions] == ["Putin spoke to reporters.", "The leader of Russia spoke to reporters."]
    good = judged(
        SCORERS["leaders"], questions, {q["id"]: record(q["id"], q["text"], actors=record("", "")["actors"][:1]) for q in questions}
    )
    bad = judged(
        SCORERS["leaders"], questions, {q["id"]: record(q["id"], q["text"], actors=record("", "")["actors"][1:2]) for q in questions}
    )
    assert [j.counts["right"] for j in good] == [1, 1]
    assert [j.counts["right"] for j in bad] == [0, 0]


DOCUMENT: Json = {
    "id": "g1",
    "text": "Putin called Modi on Friday for ten minutes. The Kremlin said Modi “was glad”. Sign up now",
    "contacts": [
        {
            "id": "call",
            "who": ["Vladimir Putin", "Narendra Modi"],
            "medium": "phone",
            "status": "occurred",
            "when": ["2025-05-02", "2025-05-02"],
            "duration_minutes": 10,
            "initiator": "Vladimir Putin",
            "accounts": ["RUS"],
            "silent": ["IND"],
        },
        {"id": "later", "who": ["Vladimir Putin", "Narendra Modi"], "status": "planned"},
    ],
    "statements": [{"speaker": "Narendra Modi", "via": "Kremlin", "chain": ["Kremlin"], "quote": "was glad", "event": "call"}],
    "events": [{"actor": "Russia", "recipient": "Narendra Modi", "type": "SUPPORT"}],
    "optional_contacts": [{"who": ["Narendra Modi", "United Nations"]}],
    "never_contacts": [{"who": ["Vladimir Putin", "United Nations"], "status": "occurred"}],
    "excluded_zone_contains": ["Sign up"],
}


def _right_record() -> Json:
    text = DOCUMENT["text"]
    when = {"earliest": "2025-05-02", "latest": "2025-05-02"}
    call = event(1, "CONSULT", ["wd:Q1"], ["wd:Q2"], medium="phone", when=when, duration_minutes=10, initiator="wd:Q1")
    said = {
        "id": "s1",
        "speaker": "wd:Q2",
        "via": ["wd:Q3"],
        "content": span(text, "“was glad”"),
        "quotes": [span(text, "“was glad”")],
        "event": "e1",
    }
    plan = event(2, "AGREE", ["wd:Q1"], ["wd:Q2"], medium="in_person", status="proposed")
    open_one = event(3, "CONSULT", ["wd:Q2"], ["wd:Q4"], medium="in_person")
    zones = [{"kind": "body", "start": 0, "end": 77}, {"kind": "subscription", **span(text, "Sign up now")}]
    events = [call, plan, open_one, event(4, "SUPPORT", ["wd:Q3"], ["wd:Q2"])]
    return record("g1", text, events=events, statements=[said], zones=zones)


def test_a_right_record_loses_nothing() -> None:
    (got,) = judged(SCORERS["records"], [DOCUMENT], {"g1": _right_record()})
    assert got.misses == ()
    for part, whole in (
        ("contacts_found", "contacts_gold"),
        ("contacts_right", "contacts_counted"),
        ("when", "when_of"),
        ("chain", "chain_of"),
        ("sides", "sides_of"),
        ("tied", "tied_of"),
        ("initiator", "initiator_of"),
        ("events_found", "events_gold"),
    ):
        assert got.counts[part] == got.counts[whole] > 0, part


def test_a_wrong_record_is_told_what_it_lost() -> None:
    wrong = _right_record()
    wrong["events"][0].update(medium="letter", when={"earliest": "2025-05-03", "latest": "2025-05-03"}, initiator="wd:Q2")
    wrong["events"][1].update(status="cancelled")
    wrong["events"][2].update(actors=["wd:Q1"])
    wrong["statements"][0].update(via=[], event="e2", speaker="wd:Q3")
    wrong["zones"] = wrong["zones"][:1]
    (got,) = judged(SCORERS["records"], [DOCUMENT], {"g1": wrong})
    kinds = {m.kind for m in got.misses}
    assert kinds == {
        "medium",
        "when",
        "initiator",
        "contact",
        "extra contact",
        "violation",
        "via",
        "speaker",
        "statement event",
        "sides",
        "not excluded",
    }
