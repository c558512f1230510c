"""Contacts in official readouts whose title is the gold."""

from __future__ import annotations

from urllib.parse import urlsplit

from communique.evaluation.names import Json, actors_by_id, contacts, countries_of, is_name, iso, names_of, norm, parties
from communique.evaluation.tally import Judged, Measure, Miss, share

MEDIA = {"phone_call": "phone", "video_call": "video", "meeting": "in_person", "visit": "in_person", "letter": "letter"}
MEASURES: tuple[Measure, ...] = (
    share("found", "found", "n"),
    share("medium", "medium", "medium_of"),
    share("extra_per_text", "extra", "n", rising=False),
    share("false_alarm", "alarms", "negatives", rising=False),
    share("precision_above_0.8", "sure_right", "sure"),
    share("kept_above_0.8", "found_sure", "n"),
)
CLASS_MEASURES = MEASURES[:3]
SURE = 0.8


def judge(gold: Json, record: Json) -> Judged:
    """One readout against its record."""
    actors = actors_by_id(record)
    claimed = [e for e in contacts(record) if e.get("status") in ("occurred", "planned")]
    if gold["gold"]["medium"] == "none":
        return _negative(gold, claimed, actors)
    hits = [e for e in claimed if _is_it(gold["gold"], e, actors)]
    ours = [e for e in claimed if e not in hits]
    counts = _counts(gold["gold"], hits, claimed)
    misses = tuple(_misses(gold, hits, ours, actors))
    sure = tuple((float(e["confidence"]), e in hits) for e in claimed)
    return Judged(gold["id"], source_of(gold), counts, {gold["gold"]["medium"]: counts}, misses, sure)


def site_of(gold: Json) -> str | None:
    """Scheme and host of a readout's address; the rest of it often spells the title, which is the answer."""
    parts = urlsplit(str(gold.get("url") or ""))
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else None


def source_of(gold: Json) -> str:
    """The site a readout is from, as its id says."""
    name = str(gold["id"])
    return "negatives" if name.startswith("neg-") else name.split("-", maxsplit=1)[0]


def _negative(gold: Json, claimed: list[Json], actors: dict[str, Json]) -> Judged:
    false = [e for e in claimed if e["status"] == "occurred"]
    counts = {
        "negatives": 1.0,
        "alarms": float(bool(false)),
        "sure": float(sum(e["confidence"] >= SURE for e in claimed)),
        "sure_right": 0.0,
    }
    misses = tuple(Miss(gold["id"], "false alarm", _told(e, actors)) for e in false)
    return Judged(gold["id"], "negatives", counts, {}, misses, tuple((float(e["confidence"]), False) for e in claimed))


def _is_it(gold: Json, event: Json, actors: dict[str, Json]) -> bool:
    names = names_of(parties(event), actors)
    where = countries_of(parties(event), actors)
    present = [_has(c, names, where) for c in gold["counterparts"]]
    return all(present) or bool(gold.get("separate_contacts") and any(present))


def _has(counterpart: Json, names: list[str], where: set[str | None]) -> bool:
    name = counterpart.get("name")
    if not name:
        code = iso(counterpart.get("country"))
        return code is not None and code in where
    last = norm(name).split()[-1]
    return any(is_name(name, n) or last in norm(n) for n in names)


def _counts(gold: Json, hits: list[Json], claimed: list[Json]) -> dict[str, float]:
    explicit = bool(hits) and gold.get("medium_in_text") == "explicit"
    sure = [e for e in claimed if e["confidence"] >= SURE]
    return {
        "n": 1.0,
        "found": float(bool(hits)),
        "medium_of": float(explicit),
        "medium": float(explicit and any(e["medium"] == MEDIA[gold["medium"]] for e in hits)),
        "extra": float(len(claimed) - len(hits)),
        "sure": float(len(sure)),
        "sure_right": float(sum(e in hits for e in sure)),
        "found_sure": float(any(e in hits for e in sure)),
    }


def _misses(gold: Json, hits: list[Json], extra: list[Json], actors: dict[str, Json]) -> list[Miss]:
    wanted = "; ".join(f"{c.get('name')} ({c.get('country')})" for c in gold["gold"]["counterparts"])
    medium = gold["gold"]["medium"]
    found = [Miss(gold["id"], "extra contact", _told(e, actors)) for e in extra]
    if not hits:
        found.insert(0, Miss(gold["id"], "not found", f"{medium} with {wanted}"))
    elif gold["gold"].get("medium_in_text") == "explicit" and not any(e["medium"] == MEDIA[medium] for e in hits):
        found.insert(0, Miss(gold["id"], "medium", f"{MEDIA[medium]} wanted, given {', '.join(e['medium'] for e in hits)}"))
    return found


def _told(event: Json, actors: dict[str, Json]) -> str:
    who = " + ".join(names_of(parties(event), actors))
    return f"{who}: {event['medium']}, {event['status']}, {event.get('rule')}, {event.get('confidence')}"
