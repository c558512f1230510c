"""Running the examples of the tables of actors: whom words mean on a day, and whom they do not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from communique.actors.cast import Cast
from communique.actors.find import find_cast
from communique.actors.lookup import place_at
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_examples import FILE, ActorExample
from communique.model import Actor, Article, Document, Parse, Zone

Parsing = Callable[[Document], Parse]


def check_actors(examples: Iterable[ActorExample], knowledge: ActorKnowledge, parse: Parsing) -> Iterator[str]:
    """One line for each example that fails: the file, the words in their text, whom they were found to mean."""
    for example in examples:
        fault = _fault(example, knowledge, parse)
        if fault is not None:
            yield f"{FILE}: {example.words}: {example.text!r} {fault}, not {example.means}"


def _fault(example: ActorExample, knowledge: ActorKnowledge, parse: Parsing) -> str | None:
    asked, _, wanted = example.means.partition(":")
    if asked == "place":
        found = place_at(knowledge, example.words)
        return None if found is not None and found.country == wanted else f"is in {found.country if found else 'no known place'}"
    document = _document(example)
    meant = _meant(find_cast(document, parse(document), knowledge), example)
    if _fits(meant, example.means):
        return None
    return f"means {', '.join(f'{a.id} ({a.country})' for a in meant) or 'nobody'}"


def _fits(meant: list[Actor], means: str) -> bool:
    asked, _, wanted = means.partition(":")
    if means == "nobody":
        return not meant
    told = {"country": lambda a: a.country == wanted, "kind": lambda a: a.kind == wanted}.get(asked, lambda a: a.id == means)
    return any(map(told, meant))


def _meant(cast: Cast, example: ActorExample) -> list[Actor]:
    """The actors of the mentions that lie in the words."""
    start = example.text.index(example.words)
    end = start + len(example.words)
    return [cast.actors[a] for m in cast.mentions if start <= m.start and m.end <= end for a in m.actors]


def _document(example: ActorExample) -> Document:
    digest = hashlib.sha256(example.text.encode()).hexdigest()
    article = Article(digest[:12], None, None, None, example.published, "en", digest, example.text)
    return Document(article, (Zone("body", 0, len(example.text)),))
