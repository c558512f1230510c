"""Whether a record's actor is the one the gold names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from communique.knowledge.resource import read_csv, read_yaml

Json = dict[str, Any]

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def norm(text: str | None) -> str:
    """Lower case, without accents, straight quotation marks, single spaces."""
    plain = unicodedata.normalize("NFKD", text or "")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().translate(_STRAIGHT)
    return re.sub(r"\s+", " ", plain).strip()


def is_name(wanted: str, candidate: str) -> bool:
    """Whether the wanted name's last word (or one of its listed spellings) is a word of the candidate."""
    given = norm(candidate)
    return any(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", given) for key in keys(wanted))


@cache
def keys(name: str) -> tuple[str, ...]:
    """What must stand in a candidate's name: listed spellings, else the last word."""
    listed = _spellings().get(name)
    return tuple(norm(k) for k in listed or (name.rsplit(maxsplit=1)[-1],))


@cache
def _spellings() -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = read_yaml("evaluation/names.yaml")["spellings"]
    return found


@cache
def countries() -> Mapping[str, str]:
    """Normalised names and variants of states (and metonyms of the gold) → ISO 3166-1 alpha-3."""
    found: dict[str, str] = {}
    for row in read_csv("actors/countries.csv"):
        for name in (row["name"], *row["variants"].split("|")):
            if name:
                found.setdefault(norm(name), row["iso3"])
    found.update({norm(k): v for k, v in read_yaml("evaluation/names.yaml")["countries"].items()})
    return found


@cache
def iso_of_cow(code: str) -> str | None:
    """The ISO code of a Correlates of War country number."""
    return next((row["iso3"] for row in read_csv("actors/countries.csv") if row["cow"] == code), None)


def iso(name: str | None) -> str | None:
    """The ISO code of a state's name, ``None`` where it is no state."""
    return countries().get(norm(name))


def actors_by_id(record: Json) -> dict[str, Json]:
    """The record's actors."""
    return {a["id"]: a for a in record.get("actors", ())}


def names_of(ids: Iterable[str], actors: Mapping[str, Json]) -> list[str]:
    """The names of some of them."""
    return [actors[i]["name"] for i in ids if i in actors]


def countries_of(ids: Iterable[str], actors: Mapping[str, Json]) -> set[str | None]:
    """Their countries; ``None`` for an actor without one."""
    return {actors[i].get("country") for i in ids if i in actors}


def parties(event: Json) -> list[str]:
    """All parties of an event, by id."""
    return [*event["actors"], *event["recipients"]]


def contacts(record: Json) -> list[Json]:
    """The events that are contacts."""
    return [e for e in record.get("events", ()) if e.get("medium")]
