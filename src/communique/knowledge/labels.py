"""Labels that other data sets use for what we code: sectors, intensities."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import read_yaml
from communique.model import Actor, ActorKind, Event, EventType

T = TypeVar("T")


class Sectors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """PLOVER sector codes by kind of actor and by office (``labels/sectors.yaml``)."""

    kinds: Mapping[ActorKind, str]
    offices: Mapping[str, str]
    other_office: str

    def of(self, actor: Actor) -> str:
        """The sector code of one actor."""
        return self.offices.get(actor.office, self.other_office) if actor.office else self.kinds[actor.kind]


class Intensity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goldstein's scale by CAMEO code and by type (``labels/intensity.yaml``), from -10 to 10."""

    types: Mapping[EventType, float]
    codes: Mapping[str, float]

    def of(self, event: Event) -> float:
        """The intensity of one event."""
        return self.codes.get(event.cameo or "", self.types[event.type])


@cache
def load_sectors() -> Sectors:
    """The sectors, checked. Raises ``KnowledgeError``."""
    sectors = _read("labels/sectors.yaml", Sectors)
    _complete("labels/sectors.yaml", "kinds", sectors.kinds, get_args(ActorKind))
    return sectors


@cache
def load_intensity() -> Intensity:
    """The intensities, checked. Raises ``KnowledgeError``."""
    intensity = _read("labels/intensity.yaml", Intensity)
    _complete("labels/intensity.yaml", "types", intensity.types, get_args(EventType))
    return intensity


def _read(file: str, kind: type[T]) -> T:
    try:
        return msgspec.convert(read_yaml(file), kind)
    except msgspec.ValidationError as error:
        raise KnowledgeError(file, "entry", str(error)) from error


def _complete(file: str, entry: str, table: Mapping[Any, object], wanted: tuple[str, ...]) -> None:
    missing = sorted(set(wanted) - set(table))
    if missing:
        raise KnowledgeError(file, entry, f"say something for {', '.join(missing)}")
