"""What the gate before parsing loses: contacts, events and statements of actors of ours that coding finds without it and not with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.evaluation.names import Json, actors_by_id
from communique.evaluation.tally import Judged, Measure, Miss, share

if TYPE_CHECKING:
    from communique.model import Document, Picked, Span

MEASURES: tuple[Measure, ...] = (
    share("contacts_lost", "contacts_lost", "contacts", rising=False),
    share("events_lost", "events_lost", "events", rising=False),
    share("statements_lost", "statements_lost", "statements", rising=False),
    share("others_lost", "others_lost", "others", rising=False),
    share("texts_opened", "opened", "texts", rising=False),
    share("words_parsed", "parsed", "words", rising=False),
)
CLASS_MEASURES: tuple[Measure, ...] = ()
KINDS = ("contacts", "events", "statements", "others")
# Kinds of actors that speak for a state though the tables do not have them.
OFFICIAL = frozenset({"state", "government", "office"})


def judge(gold: Json, record: Json) -> Judged:
    """One text: what its record, coded without a gate, holds, and what is left with it. The gold's answers are not looked at."""
    from communique.gate import gate
    from communique.parse.paragraphs import paragraphs

    document = document_of(record)
    cuts = tuple(paragraphs(document))
    text = document.article.text
    picked = gate().pick([text[s.start : s.end] for s in cuts])
    whole = told(record)
    kept, numbers = (whole, picked.every) if len(picked.tried) == len(cuts) else _kept(document, picked)
    lost = {kind: [t for t in whole[kind] if t not in kept[kind]] for kind in KINDS}
    counts = {
        "texts": 1.0,
        "opened": float(len(picked.tried) > 0),
        "words": float(_words(text, cuts)),
        "parsed": float(_words(text, [cuts[n] for n in numbers])),
        **{kind: float(len(whole[kind])) for kind in KINDS},
        **{f"{kind}_lost": float(len(lost[kind])) for kind in KINDS},
    }
    name = str(gold["id"])
    missed = tuple(Miss(name, f"{kind} lost", f"{what} at {start}") for kind in KINDS[:2] for start, what in lost[kind])
    return Judged(name, name.split("-", maxsplit=1)[0], counts, {}, missed, ())


def text_of(gold: Json) -> str:
    """The text of an item; pages are given as lines."""
    return str(gold["text"]) if "text" in gold else "\n".join(gold["lines"])


def told(record: Json) -> dict[str, list[tuple[int, str]]]:
    """What a record tells, by kind: the place in the text that says so, and what it is."""
    actors = actors_by_id(record)
    found: dict[str, list[tuple[int, str]]] = {kind: [] for kind in KINDS}
    for event in record["events"]:
        kind = "contacts" if event["medium"] else "events" if _is_of_ours(event, actors) else "others"
        found[kind] += [(start, event["type"]) for start in triggers(event)[:1]]
    for statement in record["statements"]:
        if _is_ours(actors.get(statement["speaker"])):
            found["statements"].append((statement["content"]["start"], "statement"))
    return found


def triggers(event: Json) -> list[int]:
    """Where the words stand that say that it happened."""
    return [e["start"] for e in event["evidence"] if e["field"] == "trigger"]


def document_of(record: Json) -> Document:
    """The document that a record is of."""
    import msgspec

    from communique.model import Article, Document, Zone

    article = msgspec.convert(record["article"], Article, strict=False)
    return Document(article, msgspec.convert(record["zones"], tuple[Zone, ...]), ())


def _kept(document: Document, picked: Picked) -> tuple[dict[str, list[tuple[int, str]]], Sequence[int]]:
    """What coding with the gate still tells, maybe in another place, and the paragraphs parsed for it."""
    from communique.pipeline import gated_coder

    if not picked.tried:
        return {kind: [] for kind in KINDS}, ()
    record: Json = gated_coder().code(document).to_dict()
    found = told(record)
    every = [(start, e["type"]) for e in record["events"] for start in triggers(e)]
    numbers = picked.every if picked.tried == picked.every else [*picked.tried, *(picked.every if every else ())]
    return {kind: every if kind in ("contacts", "events", "others") else found[kind] for kind in KINDS}, numbers


def _words(text: str, cuts: Sequence[Span]) -> int:
    return sum(len(text[s.start : s.end].split()) for s in cuts)


def _is_of_ours(event: Json, actors: dict[str, Json]) -> bool:
    return any(_is_ours(a) for a in _acting(event, actors))


def _acting(event: Json, actors: dict[str, Json]) -> Iterator[Json | None]:
    return (actors.get(a) for a in event["actors"])


def _is_ours(actor: Json | None) -> bool:
    """Whether it is an actor of the tables, or speaks for a state that is."""
    return actor is not None and (not actor["id"].startswith("name:") or (bool(actor["country"]) and actor["kind"] in OFFICIAL))
