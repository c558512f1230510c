"""The gold set is sound: what it quotes is there, names are resolvable, dates are dates, links lead somewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import yaml

from communique.evaluation.names import Json, iso, keys, norm
from communique.model import EventType, Medium, Status

GOLD = Path(__file__).parents[2] / "evaluation" / "gold"
FILES = sorted(GOLD.glob("*/*.yaml"))
KEYS = {
    "id", "published", "publisher", "style", "title", "text", "resolves", "contacts", "optional_contacts", "statements", "events",
    "never_contacts", "excluded_zone_contains", "max_events",
}  # fmt: skip
CONTACT = {"id", "who", "medium", "status", "when", "where", "duration_minutes", "initiator", "about", "accounts", "silent", "either"}
STATEMENT = {"speaker", "speaker_country", "via", "via_country", "chain", "quote", "content", "event"}
EVENT = {"actor", "recipient", "type", "any_of"}


@pytest.fixture(params=FILES, ids=lambda p: p.stem)
def gold(request: pytest.FixtureRequest) -> Json:
    loaded: Json = yaml.safe_load(request.param.read_text("utf-8"))
    return loaded


def listed(gold: Json, *names: str) -> Iterator[Json]:
    for name in names:
        yield from gold.get(name) or []


def test_there_are_enough_documents_of_both_halves() -> None:
    assert len({yaml.safe_load(f.read_text("utf-8"))["id"] for f in FILES}) == len(FILES) >= 60
    assert {f.parent.name for f in FILES} == {"dev", "test"}


def test_keys_are_known(gold: Json) -> None:
    assert set(gold) <= KEYS
    for entry in listed(gold, "contacts", "optional_contacts", "never_contacts"):
        assert set(entry) <= CONTACT, entry
    assert all(set(s) <= STATEMENT and ("quote" in s) != ("content" in s) for s in listed(gold, "statements"))
    assert all(set(e) <= EVENT for e in listed(gold, "events"))


def test_values_are_of_the_contract(gold: Json) -> None:
    assert isinstance(gold["published"], dt.date)
    for entry in listed(gold, "contacts", "optional_contacts", "never_contacts"):
        assert entry.get("status", "occurred") in get_args(Status), entry
        assert entry.get("medium") in (None, *get_args(Medium)), entry
    for entry in listed(gold, "events"):
        assert {entry["type"], *entry.get("any_of", ())} <= set(get_args(EventType)), entry
        assert entry["type"] in entry.get("any_of", [entry["type"]]), entry


def test_dates_are_intervals(gold: Json) -> None:
    for entry in listed(gold, "contacts"):
        first, last = entry.get("when", (None, None))
        assert all(d is None or isinstance(d, dt.date) for d in (first, last)), entry
        assert not (first and last and first > last), entry


def test_what_is_quoted_stands_in_the_text(gold: Json) -> None:
    for statement in listed(gold, "statements"):
        assert (statement.get("quote") or statement["content"]) in gold["text"], statement
    for stretch in gold.get("excluded_zone_contains") or []:
        assert stretch in gold["text"]
    for entry in listed(gold, "contacts"):
        assert entry.get("where", "") in gold["text"], entry


def test_names_are_in_the_text_or_resolved(gold: Json) -> None:
    text, resolved = norm(gold["text"]), gold.get("resolves") or {}
    assert all(words in gold["text"] for words in resolved.values())
    wanted = {w for c in listed(gold, "contacts", "optional_contacts") for w in c["who"]}
    wanted |= {s[k] for s in listed(gold, "statements") for k in ("speaker", "via") if k in s}
    wanted |= {e[k] for e in listed(gold, "events") for k in ("actor", "recipient") if k in e}
    lost = [w for w in sorted(wanted) if w not in resolved and not any(key in text for key in keys(w))]
    assert not lost, "not named in the text; say under `resolves` which words mean it"


def test_links_lead_somewhere(gold: Json) -> None:
    ids = [c["id"] for c in listed(gold, "contacts") if "id" in c]
    assert len(ids) == len(set(ids))
    linked = {c["about"] for c in listed(gold, "contacts") if "about" in c} | {
        s["event"] for s in listed(gold, "statements") if "event" in s
    }
    assert linked <= set(ids)


def test_length_is_that_of_a_news_item(gold: Json) -> None:
    assert 80 <= len(gold["text"].split()) <= 500


def test_countries_are_codes(gold: Json) -> None:
    given = [c for x in listed(gold, "contacts") for c in (*x.get("accounts", ()), *x.get("silent", ()))]
    given += [s[k] for s in listed(gold, "statements") for k in ("speaker_country", "via_country") if k in s]
    assert all(len(c) == 3 and c.isupper() for c in given)
    assert iso("Czech Republic") == "CZE"
