"""Time expressions, as TempEval-3 counts them."""

from __future__ import annotations

from communique.evaluation.names import Json
from communique.evaluation.tally import Judged, Measure, Miss, f1

MEASURES: tuple[Measure, ...] = (
    f1("value_f1", "value", "predicted", "gold"),
    f1("relaxed_f1", "hit", "predicted", "gold"),
    f1("strict_f1", "strict", "predicted", "gold"),
)
CLASS_MEASURES = MEASURES[:2]


def judge(gold: Json, record: Json) -> Judged:
    """One article: a prediction that overlaps is found; its value must be the same string."""
    given = record.get("times", [])
    answers = _answers(gold["gold"], given)
    counts = _counts(gold["gold"], given, answers)
    text = gold["text"]
    misses = (*_lost(gold, given, answers), *(_extra(gold["id"], t, text) for i, t in enumerate(given) if i not in answers.values()))
    return Judged(gold["id"], str(gold.get("domain", "times")), counts, _classes(gold["gold"], given, answers), misses)


def _answers(wanted: list[Json], given: list[Json]) -> dict[int, int]:
    found: dict[int, int] = {}
    for g, want in enumerate(wanted):
        free = (i for i, x in enumerate(given) if i not in found.values() and x["start"] < want["end"] and want["start"] < x["end"])
        answer = next(free, None)
        if answer is not None:
            found[g] = answer
    return found


def _counts(wanted: list[Json], given: list[Json], answers: dict[int, int]) -> dict[str, float]:
    pairs = [(wanted[g], given[p]) for g, p in answers.items()]
    return {
        "gold": float(len(wanted)),
        "predicted": float(len(given)),
        "hit": float(len(answers)),
        "strict": float(sum((x["start"], x["end"]) == (t["start"], t["end"]) for t, x in pairs)),
        "value": float(sum(x.get("value") == t["value"] for t, x in pairs)),
    }


def _classes(wanted: list[Json], given: list[Json], answers: dict[int, int]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for kind in sorted({t["type"] for t in (*wanted, *given)}):
        mine = {g: p for g, p in answers.items() if wanted[g]["type"] == kind}
        found[kind] = _counts([t for t in wanted if t["type"] == kind], [t for t in given if t["type"] == kind], {})
        found[kind]["hit"] = float(len(mine))
        found[kind]["value"] = float(sum(given[p].get("value") == wanted[g]["value"] for g, p in mine.items()))
    return found


def _lost(gold: Json, given: list[Json], answers: dict[int, int]) -> list[Miss]:
    text = gold["text"]
    found = []
    for g, t in enumerate(gold["gold"]):
        place = text[max(0, t["start"] - 60) : t["end"] + 40].replace("\n", " ")
        if g not in answers:
            found.append(Miss(gold["id"], "missing", f"{t['text']!r} {t['value']}: …{place}…"))
        elif given[answers[g]].get("value") != t["value"]:
            found.append(Miss(gold["id"], "value", f"{t['text']!r} {t['value']}, given {given[answers[g]].get('value')}: …{place}…"))
    return found


def _extra(item: str, time: Json, text: str) -> Miss:
    place = text[max(0, time["start"] - 60) : time["end"] + 40].replace("\n", " ")
    return Miss(item, "extra", f"{text[time['start'] : time['end']]!r} {time.get('value')}: …{place}…")
