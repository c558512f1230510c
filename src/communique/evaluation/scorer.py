"""What a scorer is, and the way from gold to judged items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.evaluation.names import Json
from communique.evaluation.tally import Judged, Measure

if TYPE_CHECKING:
    from communique.model import Document
    from communique.pipeline import Coder

EMPTY: Json = {"article": {}, "zones": [], "actors": [], "events": [], "statements": [], "times": []}


def _text(gold: Json) -> str:
    return str(gold["text"])


def nowhere(_: Json) -> str | None:
    """The address of a text of which a coder may not know where it stood."""
    return None


def _itself(gold: Json) -> list[Json]:
    return [gold]


class Scorer(msgspec.Struct, frozen=True):
    """A kind of labelled data: where it lies under the bench folder, how one item is judged, what is measured.

    ``questions`` makes several judged items of one gold entry; ``text_of`` is the text that is coded for an item,
    ``url_of`` the address it may be told.
    ``reading_only``: what is judged is there once a document is read, before any coding.
    """

    name: str
    files: str
    judge: Callable[[Json, Json], Judged]
    measures: tuple[Measure, ...]
    class_measures: tuple[Measure, ...]
    text_of: Callable[[Json], str] = _text
    url_of: Callable[[Json], str | None] = nowhere
    questions: Callable[[Json], list[Json]] = _itself
    reading_only: bool = False


def inputs(scorer: Scorer, gold: Iterable[Json]) -> Iterator[Json]:
    """What a coder is given: ``{id, text, published, url}`` and nothing of the answer (no title)."""
    for item in gold:
        yield {"id": str(item["id"]), "text": scorer.text_of(item), "published": _published(item), "url": scorer.url_of(item)}


def coded(scorer: Scorer, gold: Sequence[Json], coder: Coder) -> dict[str, Json]:
    """Records of the gold's texts under the current rules, by id. A text that cannot be coded has no record."""
    found: dict[str, Json] = {}
    for record in coder.code_many(_document(line) for line in inputs(scorer, gold)):
        plain = record.to_dict()
        found[record.article.id] = plain
    return found


def only_read(scorer: Scorer, gold: Iterable[Json]) -> dict[str, Json]:
    """Article and zones of the gold's texts, by id: a record without coding."""
    found = {}
    for line in inputs(scorer, gold):
        plain = msgspec.to_builtins(_document(line))
        found[line["id"]] = {**EMPTY, "article": plain["article"], "zones": plain["zones"]}
    return found


def judged(scorer: Scorer, gold: Iterable[Json], records: Mapping[str, Json]) -> tuple[Judged, ...]:
    """Every item against its record; one without a record counts as an empty record."""
    return tuple(scorer.judge(item, records.get(str(item["id"]), EMPTY)) for item in gold)


def _document(line: Json) -> Document:
    from communique.reading import document_from_text

    return document_from_text(line["text"], id=line["id"], published=line["published"], url=line["url"])


def _published(item: Json) -> str | None:
    given = item.get("published") or item.get("dct")
    return str(given)[:10] if given else None
