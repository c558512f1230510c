"""The PLOVER root between a sentence's marked source and target, end to end."""

from __future__ import annotations

import re

from communique.evaluation.names import Json
from communique.evaluation.tally import Judged, Measure, Miss, f1, macro_f1, share

MEASURES: tuple[Measure, ...] = (
    share("accuracy", "right", "n"),
    macro_f1("macro_f1", "n"),
    share("pair_found", "paired", "n"),
    share("type_anywhere", "typed", "n"),
)
CLASS_MEASURES = (f1("f1", "tp", "predicted", "gold"),)
YIELD = ("CONCEDE", "RETREAT")

Ends = tuple[int, int]


def judge(gold: Json, record: Json) -> Judged:
    """One marked sentence against its record. The gold's ``YIELD`` is CONCEDE or RETREAT."""
    wanted = gold["gold"][0]["code_plover"]
    source, target = marked(gold["gold"][0]["marked"])
    events = record.get("events", [])
    joining = [e for e in events if source and target and _joins(e, source, target)]
    given = [root(e["type"]) for e in joining]
    answer = wanted if wanted in given else (given[0] if given else "none")
    counts, classes = _counts(wanted, answer)
    counts.update(n=1.0, right=float(answer == wanted), paired=float(bool(given)), typed=float(wanted in {root(e["type"]) for e in events}))
    sure = tuple((float(e["confidence"]), root(e["type"]) == wanted) for e in joining)
    return Judged(gold["id"], str(gold.get("dataset", "pairs")), counts, classes, _misses(gold, wanted, answer, events), sure)


def marked(text: str) -> tuple[Ends | None, Ends | None]:
    """Where source and target stand, as offsets into the sentence without its marks."""
    found: dict[str, Ends] = {}
    begun: dict[str, int] = {}
    position = 0
    for piece in re.split(r"(</?[st]>)", text):
        if re.fullmatch(r"<[st]>", piece):
            begun[piece[1]] = position
        elif re.fullmatch(r"</[st]>", piece):
            found[piece[2]] = (begun[piece[2]], position)
        else:
            position += len(piece)
    return found.get("s"), found.get("t")


def root(event_type: str) -> str:
    """The class of an event type: two of them share one."""
    return "YIELD" if event_type in YIELD else event_type


def _joins(event: Json, source: Ends, target: Ends) -> bool:
    def touches(ends: Ends, field: str) -> bool:
        return any(e["start"] < ends[1] and ends[0] < e["end"] for e in event.get("evidence", ()) if e["field"] == field)

    if touches(source, "actors") and touches(target, "recipients"):
        return True
    return bool(event.get("reciprocal")) and touches(target, "actors") and touches(source, "recipients")


def _counts(wanted: str, answer: str) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    if answer == wanted:
        return {f"tp:{wanted}": 1.0}, {wanted: {"tp": 1.0, "predicted": 1.0, "gold": 1.0}}
    counts = {f"fn:{wanted}": 1.0}
    classes = {wanted: {"gold": 1.0}}
    if answer != "none":
        counts[f"fp:{answer}"] = 1.0
        classes[answer] = {"predicted": 1.0}
    return counts, classes


def _misses(gold: Json, wanted: str, answer: str, events: list[Json]) -> tuple[Miss, ...]:
    if answer == wanted:
        return ()
    kind = "no pair" if answer == "none" else "wrong type"
    given = ", ".join(f"{e['type']} ({e.get('rule')})" for e in events) or "no event"
    return (Miss(gold["id"], kind, f"{wanted}, not {answer} [{given}]: {gold['gold'][0]['marked']}"),)
