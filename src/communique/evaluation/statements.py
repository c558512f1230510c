"""Statements of a document against hand-made gold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.evaluation.names import Json, is_name, names_of, norm

if TYPE_CHECKING:
    from communique.evaluation.records import Sheet

_EDGES = " .,\"'"


def judge_statements(sheet: Sheet) -> None:
    """Count statements found, their speakers, chains of sources, and the contact they tell of."""
    for wanted in sheet.gold.get("statements") or []:
        hit = _hit(sheet, wanted)
        sheet.count(statements_gold=1, statements_found=hit is not None)
        if hit is None:
            sheet.miss("statement", wanted["speaker"], (wanted.get("quote") or wanted.get("content"))[:100])
        else:
            _speaker(sheet, wanted, hit)
        _chain(sheet, wanted, hit)
        _event(sheet, wanted, hit)


def _hit(sheet: Sheet, wanted: Json) -> Json | None:
    """The statement that holds the wanted words: one by the wanted speaker before any other."""
    words = norm(wanted.get("quote") or wanted.get("content")).strip(_EDGES)
    found = None
    for statement in sheet.record.get("statements", ()):
        if any(_holds(words, text) for text in _stretches(sheet.record, statement, "quote" in wanted)):
            found = statement
            if _is(sheet, wanted["speaker"], wanted.get("speaker_country"), [statement["speaker"]]):
                break
    return found


def _stretches(record: Json, statement: Json, quoted: bool) -> list[str]:
    spans = statement.get("quotes", []) if quoted else [statement["content"]] if statement.get("content") else []
    return [record["article"]["text"][s["start"] : s["end"]] for s in spans]


def _holds(words: str, text: str) -> bool:
    given = norm(text)
    bare = given.strip(_EDGES)
    return words in given or bool(bare and bare in words and len(text) > 0.6 * len(words))


def _is(sheet: Sheet, name: str, country: str | None, ids: list[str]) -> bool:
    """By name; an institution that the gold gives a country also by being no person of that country."""
    if any(is_name(name, n) for n in names_of(ids, sheet.actors)):
        return True
    found = [sheet.actors[i] for i in ids if i in sheet.actors]
    return country is not None and any(a["kind"] != "person" and a.get("country") == country for a in found)


def _speaker(sheet: Sheet, wanted: Json, hit: Json) -> None:
    right = _is(sheet, wanted["speaker"], wanted.get("speaker_country"), [hit["speaker"]])
    sheet.count(speaker=right)
    if not right:
        sheet.miss("speaker", wanted["speaker"], wanted.get("quote") or wanted.get("content"), names_of([hit["speaker"]], sheet.actors))


def _chain(sheet: Sheet, wanted: Json, hit: Json | None) -> None:
    if "via" in wanted and hit is not None:
        right = _is(sheet, wanted["via"], wanted.get("via_country"), hit.get("via", []))
        sheet.count(via=right, via_of=1)
        if not right:
            sheet.miss("via", wanted["speaker"], wanted["via"], names_of(hit.get("via", []), sheet.actors))
    if "chain" in wanted:
        names = names_of(hit.get("via", []), sheet.actors) if hit else []
        right = len(names) == len(wanted["chain"]) and all(is_name(w, n) for w, n in zip(wanted["chain"], names, strict=True))
        sheet.count(chain=right, chain_of=1)


def _event(sheet: Sheet, wanted: Json, hit: Json | None) -> None:
    """Whether the statement is tied to the contact it gives an account of (of those found)."""
    if "event" not in wanted or hit is None:
        return
    numbers = [i for i, c in enumerate(sheet.gold.get("contacts") or []) if c.get("id") == wanted["event"]]
    answer = sheet.answers.get(numbers[0]) if numbers else None
    right = answer is not None and hit.get("event") == sheet.contacts[answer]["id"]
    sheet.count(tied=right, tied_of=1)
    if not right:
        sheet.miss("statement event", wanted["speaker"], wanted["event"], hit.get("event"))
