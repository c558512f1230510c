"""What the gate before parsing loses: contacts and events of known actors in texts that it keeps shut, though coding finds them."""

from __future__ import annotations

from communique.evaluation.names import Json, actors_by_id
from communique.evaluation.tally import Judged, Measure, Miss, share

MEASURES: tuple[Measure, ...] = (
    share("contacts_lost", "contacts_lost", "contacts", rising=False),
    share("events_lost", "events_lost", "events", rising=False),
    share("texts_opened", "opened", "texts", rising=False),
)
CLASS_MEASURES: tuple[Measure, ...] = ()


def judge(gold: Json, record: Json) -> Judged:
    """One text: whether the gate opens for it, and what its record, coded without a gate, holds. The gold's answers are not looked at."""
    from communique.gate import gate

    shut = not gate().opens(str(gold["text"]))
    actors = actors_by_id(record)
    contacts = [e for e in record["events"] if e["medium"]]
    events = [e for e in record["events"] if not e["medium"] and _is_of_known(e, actors)]
    counts = {
        "texts": 1.0,
        "opened": float(not shut),
        "contacts": float(len(contacts)),
        "contacts_lost": float(shut * len(contacts)),
        "events": float(len(events)),
        "events_lost": float(shut * len(events)),
    }
    missed = tuple(Miss(str(gold["id"]), "lost", e["rule"]) for e in (*contacts, *events)) if shut else ()
    return Judged(str(gold["id"]), str(gold["id"]).split("-", maxsplit=1)[0], counts, {}, missed, ())


def _is_of_known(event: Json, actors: dict[str, Json]) -> bool:
    parties = (actors[a] for a in (*event["actors"], *event["recipients"]))
    return any(a["country"] or not a["id"].startswith("name:") for a in parties)
