"""Hand-made gold: contacts, statements, events and zones of whole documents."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from communique.evaluation.matching import allowed, matches, within
from communique.evaluation.names import Json, actors_by_id, contacts, is_name, iso, names_of, norm, parties
from communique.evaluation.statements import judge_statements
from communique.evaluation.tally import Judged, Measure, Miss, f1, share

MEASURES: tuple[Measure, ...] = (
    f1("contact_f1", "contacts_found", "contacts_counted", "contacts_gold"),
    share("contact_precision", "contacts_right", "contacts_counted"),
    share("contact_recall", "contacts_found", "contacts_gold"),
    share("medium", "medium", "medium_of"),
    share("when", "when", "when_of"),
    share("where", "where", "where_of"),
    share("duration", "duration", "duration_of"),
    share("initiator", "initiator", "initiator_of"),
    share("about", "about", "about_of"),
    share("sides", "sides", "sides_of"),
    share("statement_recall", "statements_found", "statements_gold"),
    share("speaker", "speaker", "statements_gold"),
    share("via", "via", "via_of"),
    share("chain", "chain", "chain_of"),
    share("statement_event", "tied", "tied_of"),
    share("event_recall", "events_found", "events_gold"),
    share("violations_per_text", "violations", "texts", rising=False),
    share("precision_above_0.8", "sure_right", "sure"),
)
CLASS_MEASURES = (share("contact_recall", "contacts_found", "contacts_gold"),)
SURE = 0.8


class Sheet:
    """The marks of one document while it is being judged."""

    def __init__(self, gold: Json, record: Json) -> None:
        """An empty sheet."""
        self.gold, self.record = gold, record
        self.actors = actors_by_id(record)
        self.contacts = contacts(record)
        self.answers: dict[int, int] = {}
        self.counts: dict[str, float] = {"texts": 1.0}
        self.classes: dict[str, dict[str, float]] = {}
        self.misses: list[Miss] = []

    def count(self, **added: float) -> None:
        """Add to counts."""
        for key, value in added.items():
            self.counts[key] = self.counts.get(key, 0.0) + float(value)

    def miss(self, kind: str, *detail: object) -> None:
        """Note a miss."""
        self.misses.append(Miss(str(self.gold["id"]), kind, " | ".join(str(d) for d in detail)))


def judge(gold: Json, record: Json) -> Judged:
    """One document against its gold: the definitions of the record's contract."""
    sheet = Sheet(gold, record)
    _contacts(sheet)
    _extra(sheet)
    judge_statements(sheet)
    _events(sheet)
    _violations(sheet)
    right = set(sheet.answers.values())
    sure = tuple(
        (float(c["confidence"]), i in right) for i, c in enumerate(sheet.contacts) if i in right or not allowed(gold, c, sheet.actors)
    )
    sheet.count(sure=sum(c >= SURE for c, _ in sure), sure_right=sum(r for c, r in sure if c >= SURE))
    return Judged(str(gold["id"]), str(gold.get("style", "gold")), sheet.counts, sheet.classes, tuple(sheet.misses), sure)


def _contacts(sheet: Sheet) -> None:
    for g, wanted in enumerate(sheet.gold.get("contacts") or []):
        found = _best(sheet, wanted)
        status = sheet.classes.setdefault(f"status {wanted.get('status')}", {"contacts_gold": 0.0, "contacts_found": 0.0})
        status["contacts_gold"] += 1
        sheet.count(contacts_gold=1, contacts_found=found is not None)
        if found is None:
            sheet.miss("contact", wanted["who"], wanted.get("medium"), wanted.get("status"))
            continue
        status["contacts_found"] += 1
        sheet.answers[g] = found
        _fields(sheet, wanted, sheet.contacts[found])
    _links(sheet)


def _best(sheet: Sheet, wanted: Json) -> int | None:
    """The record's contact that fits, best in medium and date; the first of equals."""
    best: tuple[int, int] | None = None
    for i, contact in enumerate(sheet.contacts):
        if matches(wanted, contact, sheet.actors):
            score = (wanted.get("medium") in (None, contact.get("medium"))) + (
                "when" not in wanted or within(wanted["when"], contact.get("when"))
            )
            if best is None or score > best[0]:
                best = (score, i)
    return best[1] if best else None


def _fields(sheet: Sheet, wanted: Json, contact: Json) -> None:
    tests: Mapping[str, Any] = {
        "medium": lambda: contact.get("medium") == wanted["medium"],
        "when": lambda: within(wanted["when"], contact.get("when")),
        "where": lambda: norm(wanted["where"]) in norm(json.dumps(contact.get("where"), ensure_ascii=False)),
        "duration_minutes": lambda: contact.get("duration_minutes") == wanted["duration_minutes"],
        "initiator": lambda: any(
            is_name(wanted["initiator"], n) for n in names_of([contact["initiator"]] if contact.get("initiator") else [], sheet.actors)
        ),
    }
    for field, test in tests.items():
        if field in wanted:
            name, right = field.split("_")[0], bool(test())
            sheet.count(**{name: right, f"{name}_of": 1})
            if not right:
                sheet.miss(name, wanted["who"], "wanted", _plain(wanted[field]), "given", contact.get(field))


def _plain(value: Any) -> Any:
    return [str(v) if isinstance(v, dt.date) else v for v in value] if isinstance(value, list) else value


def _links(sheet: Sheet) -> None:
    """``about`` and the sides' accounts, once all contacts are matched."""
    wanted = sheet.gold.get("contacts") or []
    at = {g["id"]: sheet.answers.get(i) for i, g in enumerate(wanted) if "id" in g}
    for i, g in enumerate(wanted):
        contact = sheet.contacts[sheet.answers[i]] if i in sheet.answers else None
        if g.get("about"):
            target = at.get(g["about"])
            right = contact is not None and target is not None and sheet.contacts[target]["id"] in contact.get("about", ())
            sheet.count(about=right, about_of=1)
            if not right:
                sheet.miss("about", g["who"], g["about"])
        if "accounts" in g or "silent" in g:
            sides = _sides(sheet, contact["id"]) if contact else set()
            right = contact is not None and set(g.get("accounts", ())) <= sides and not sides & set(g.get("silent", ()))
            sheet.count(sides=right, sides_of=1)
            if not right:
                sheet.miss("sides", g["who"], g.get("accounts"), g.get("silent"), "given", sorted(map(str, sides)))


def _sides(sheet: Sheet, event: str) -> set[str | None]:
    """Countries of the outermost sources of the statements tied to a contact."""
    outer = [(s.get("via") or [s["speaker"]])[-1] for s in sheet.record.get("statements", ()) if s.get("event") == event]
    return {sheet.actors[i].get("country") for i in outer if i in sheet.actors}


def _extra(sheet: Sheet) -> None:
    right = set(sheet.answers.values())
    spare = [c for i, c in enumerate(sheet.contacts) if i not in right]
    wrong = [c for c in spare if not allowed(sheet.gold, c, sheet.actors)]
    sheet.count(contacts_pred=len(sheet.contacts), contacts_right=len(right), contacts_counted=len(right) + len(wrong))
    for contact in wrong:
        sheet.miss(
            "extra contact", names_of(parties(contact), sheet.actors), contact.get("medium"), contact.get("status"), contact.get("rule")
        )


def _events(sheet: Sheet) -> None:
    for wanted in sheet.gold.get("events") or []:
        types = wanted.get("any_of", [wanted["type"]])
        found = any(
            e["type"] in types and _side(sheet, wanted["actor"], e["actors"]) and _side(sheet, wanted.get("recipient"), e["recipients"])
            for e in sheet.record.get("events", ())
        )
        sheet.count(events_gold=1, events_found=found)
        if not found:
            sheet.miss("event", wanted["actor"], wanted["type"], wanted.get("recipient"))


def _side(sheet: Sheet, wanted: str | None, ids: list[str]) -> bool:
    if wanted is None:
        return True
    found = [sheet.actors[i] for i in ids if i in sheet.actors]
    code = iso(wanted)
    return any(is_name(wanted, a["name"]) or (code is not None and a.get("country") == code) for a in found)


def _is_wanted(sheet: Sheet, contact: dict[str, Any]) -> bool:
    """Whether a contact is one of the gold's: two stops of a tour are never a contact of their own, but parties of the tour."""
    return any(matches(wanted, contact, sheet.actors) for wanted in sheet.gold.get("contacts") or [])


def _violations(sheet: Sheet) -> None:
    for entry in sheet.gold.get("never_contacts") or []:
        wanted = entry if isinstance(entry, dict) else {"who": entry}
        if any(matches(wanted, c, sheet.actors) and not _is_wanted(sheet, c) for c in sheet.contacts):
            sheet.count(violations=1)
            sheet.miss("violation", wanted["who"], wanted.get("status"))
    limit = sheet.gold.get("max_events")
    if limit is not None and len(sheet.record.get("events", ())) > limit:
        sheet.count(violations=1)
        sheet.miss("violation: events", len(sheet.record["events"]))
    text = sheet.record.get("article", {}).get("text", "")
    outside = norm(" ".join(text[z["start"] : z["end"]] for z in sheet.record.get("zones", ()) if z["kind"] != "body"))
    for wanted in sheet.gold.get("excluded_zone_contains") or []:
        if norm(wanted) not in outside:
            sheet.count(violations=1)
            sheet.miss("not excluded", wanted)
