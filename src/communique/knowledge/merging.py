"""When reports are taken for one happening: the numbers and classes of ``labels/merging.yaml``, checked."""

from __future__ import annotations

from functools import cache
from typing import get_args

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import read_yaml
from communique.model import ActorKind, Medium, Status

FILE = "labels/merging.yaml"
STANCES = "quotes/stances.yaml"


class Merging(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's entries, as it explains them."""

    undated_days: int
    open_days: int
    longest_days: int
    least_share: float
    most_reports: int
    slip_days: int
    classes: dict[Status, str]
    one_to_one: frozenset[Medium]
    stand_ins: frozenset[ActorKind]
    vague: frozenset[ActorKind]
    reporting: frozenset[str]
    contradicting: tuple[tuple[str, str], ...]


@cache
def load_merging() -> Merging:
    """The entries, read and checked once. Raises ``KnowledgeError``."""
    try:
        merging = msgspec.convert(read_yaml(FILE), Merging)
    except msgspec.ValidationError as error:
        raise KnowledgeError(FILE, "entries", str(error)) from error
    if missing := set(get_args(Status)) - set(merging.classes):
        raise KnowledgeError(FILE, "classes", f"give {', '.join(sorted(missing))} a class")
    _check_numbers(merging)
    paired = frozenset(stance for pair in merging.contradicting for stance in pair)
    for name, named in (("reporting", merging.reporting), ("contradicting", paired)):
        if unknown := named - set(stances()):
            raise KnowledgeError(FILE, name, f"{', '.join(sorted(unknown))}: no kind of stance; use those of {STANCES}")
    if not 0 < merging.least_share <= 1:
        raise KnowledgeError(FILE, "least_share", "must be more than 0 and at most 1")
    return merging


def stances() -> tuple[str, ...]:
    """The kinds of stance that statements take."""
    return tuple(msgspec.convert(read_yaml(STANCES), dict[str, list[str]]))


def _check_numbers(merging: Merging) -> None:
    for name in ("undated_days", "open_days", "longest_days", "most_reports", "slip_days"):
        if getattr(merging, name) < (name == "most_reports"):
            raise KnowledgeError(FILE, name, "must not be negative, and at least 1 for most_reports")
