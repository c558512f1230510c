"""Who is meant: a title or a surname on a date → the person and the country."""

from __future__ import annotations

import re

from communique.evaluation.names import Json, iso, iso_of_cow, norm
from communique.evaluation.tally import Judged, Measure, Miss, share
from communique.knowledge.actors_names import consonants

MEASURES: tuple[Measure, ...] = (
    share("accuracy", "right", "n"),
    share("named", "named", "n"),
)
CLASS_MEASURES = MEASURES


def questions(gold: Json) -> list[Json]:
    """What is asked of one gold item, each with a text to code and the answers that count.

    A visitor as titled by the host → the country (``visit``). Of a leader on a date, the surname alone → the country
    (``surname``) and the office alone → the person (``office``).
    """
    if "leader" not in gold:
        return [{**gold, "kind": "visit", "text": f"{gold['text']} spoke to reporters.", "country": iso(gold["gold"][0]["country"])}]
    country = iso_of_cow(gold["ccode"])
    leader = re.sub(r"\s*\([^)]*\)", "", gold["leader"]).replace(".", ". ")  # "(1st time)" is no name, "D.Barrow" are two words
    surname, state = leader.split()[-1], state_name(country)
    base = {"published": gold["date"], "country": country, "leader": leader, "group": gold["id"]}
    return [
        {**base, "id": f"{gold['id']}/surname", "kind": "surname", "text": f"{surname} spoke to reporters."},
        {**base, "id": f"{gold['id']}/office", "kind": "office", "text": f"The leader of {state} spoke to reporters."},
    ]


def state_name(country: str | None) -> str:
    """The name of a state as prose has it (``the Gambia`` without the article)."""
    from communique.knowledge.resource import read_csv

    return next((row["name"] for row in read_csv("actors/countries.csv") if row["iso3"] == country), "nowhere")


def judge(gold: Json, record: Json) -> Judged:
    """One question: a person of the right country (and, asked by office, of the right name)."""
    people = [a for a in record.get("actors", ()) if a["kind"] in ("person", "office")]
    if gold["kind"] == "office":
        right = any(_same_person(gold["leader"], a["name"]) for a in people)
    else:
        right = any(a.get("country") == gold["country"] for a in people)
    counts = {"n": 1.0, "right": float(right), "named": float(bool(people))}
    given = ", ".join(f"{a['name']} ({a.get('country')})" for a in people) or "nobody"
    wanted = gold.get("leader") or gold["text"]
    misses = () if right else (Miss(gold["id"], gold["kind"], f"{wanted} ({gold['country']}) on {gold['published']}: {given}"),)
    return Judged(gold["id"], gold["kind"], counts, {}, misses)


def _same_person(wanted: str, given: str) -> bool:
    """Whether they share a word of three letters or more, spelled alike: gold and record order and spell names differently."""
    words = {f for w in _words(wanted) if len(w) > 2 for f in _forms(w)}
    return not words.isdisjoint(f for w in _words(given) for f in _forms(w))


def _forms(word: str) -> tuple[str, ...]:
    """A word, and if long its consonants: gold and record romanise names differently (Kocharian, Kocharyan)."""
    return (word, "^" + consonants(word)) if len(word) > 4 else (word,)


def _words(name: str) -> list[str]:
    return norm(name).replace("-", " ").replace("'", "").split()
