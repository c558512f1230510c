"""Source country, target country, PLOVER root: what event data sets count."""

from __future__ import annotations

from communique.evaluation.names import Json, actors_by_id
from communique.evaluation.tally import Judged, Measure, Miss, f1, share

MEASURES: tuple[Measure, ...] = (
    f1("f1", "hit", "predicted", "gold"),
    share("precision", "hit", "predicted"),
    share("recall", "hit", "gold"),
)
CLASS_MEASURES = MEASURES[:1]
# Codes of the gold that ISO 3166-1 writes otherwise.
ISO = {
    "JAP": "JPN", "PAL": "PSE", "ROM": "ROU", "TMP": "TLS", "SUDAN": "SDN",
    "GER": "DEU", "ZAR": "COD", "SER": "SRB", "YUG": "SRB",
}  # fmt: skip

Triple = tuple[str, str, str]


def judge(gold: Json, record: Json) -> Judged:
    """The set of triples of one sentence against the record's."""
    wanted, given = _wanted(gold), _given(record)
    got = {t for found in given.values() for t in found}
    counts = {"hit": float(len(wanted & got)), "predicted": float(len(got)), "gold": float(len(wanted))}
    classes = {
        kind: {
            "hit": float(sum(t[2] == kind for t in wanted & got)),
            "predicted": float(sum(t[2] == kind for t in got)),
            "gold": float(sum(t[2] == kind for t in wanted)),
        }
        for kind in sorted({t[2] for t in wanted | got})
    }
    events = {e["id"]: e for e in record.get("events", ())}
    sure = tuple((float(events[i]["confidence"]), bool(found & wanted)) for i, found in given.items() if found)
    return Judged(gold["id"], str(gold.get("dataset", "triples")), counts, classes, _misses(gold, wanted, got), sure)


def _wanted(gold: Json) -> set[Triple]:
    found: set[Triple] = set()
    for entry in gold["gold"]:
        for source in entry.get("source_codes", ()):
            for target in entry.get("target_codes", ()):
                first, second = (ISO.get(x["code"], x["code"]) for x in (source, target))
                found.add((first, second, entry["code_plover"]))
                if entry.get("reciprocal"):
                    found.add((second, first, entry["code_plover"]))
    return found


def _given(record: Json) -> dict[str, set[Triple]]:
    """Each event's triples: all pairs of countries of its parties, either way round when reciprocal."""
    actors = actors_by_id(record)
    found: dict[str, set[Triple]] = {}
    for event in record.get("events", ()):
        sources = {_country(actors[i]) for i in event["actors"] if i in actors} or {None}
        targets = {_country(actors[i]) for i in event["recipients"] if i in actors} or {None}
        if event.get("reciprocal"):
            both = sources | targets
            pairs = {(a, b) for a in both for b in both if a != b}
        else:
            pairs = {(a, b) for a in sources for b in targets}
        found[event["id"]] = {(a, b, event["type"]) for a, b in pairs if a and b}
    return found


def _country(actor: Json) -> str | None:
    code = actor.get("country") or ("IGO" if actor.get("kind") == "organisation" else None)
    return ISO.get(code, code) if code else None


def _misses(gold: Json, wanted: set[Triple], got: set[Triple]) -> tuple[Miss, ...]:
    text = gold["text"]
    lost = [Miss(gold["id"], "missing", f"{' '.join(map(str, t))}: {text}") for t in sorted(wanted - got)]
    return (*lost, *(Miss(gold["id"], "extra", f"{' '.join(map(str, t))}: {text}") for t in sorted(got - wanted)))
