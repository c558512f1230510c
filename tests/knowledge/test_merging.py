"""A wrong entry of merging.yaml is an error that names it."""

from __future__ import annotations

from typing import Any

import pytest

from communique.errors import KnowledgeError
from communique.knowledge import merging
from communique.knowledge.resource import read_yaml

SOUND: dict[str, Any] = dict(read_yaml(merging.FILE))  # type: ignore[call-overload]


def load(monkeypatch: pytest.MonkeyPatch, **changed: object) -> merging.Merging:
    """The entries with some changed; ``None`` leaves one out."""
    entries = {name: value for name, value in (SOUND | changed).items() if value is not None}
    monkeypatch.setattr(merging, "read_yaml", lambda file: entries if file == merging.FILE else read_yaml(file))
    return merging.load_merging.__wrapped__()


def test_the_file_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch) == merging.load_merging()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"undated_day": 3}, "undated_day"),
        ({"slip_days": None}, "slip_days"),
        ({"slip_days": "two"}, "slip_days"),
        ({"open_days": -1}, "open_days.*negative"),
        ({"most_reports": 0}, "most_reports.*at least 1"),
        ({"least_share": 0}, "least_share.*more than 0"),
        ({"least_share": 1.5}, "least_share.*at most 1"),
        ({"classes": {"planned": "planned"}}, "classes.*occurred.*a class"),
        ({"classes": SOUND["classes"] | {"plannedd": "planned"}}, "plannedd"),
        ({"one_to_one": ["phone", "telegraph"]}, "telegraph"),
        ({"stand_ins": ["stat"]}, "stat"),
        ({"vague": "group"}, "vague"),
        ({"reporting": ["announcment"]}, "reporting.*announcment.*no kind of stance"),
    ],
)
def test_a_wrong_entry_is_named(monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], words: str) -> None:
    with pytest.raises(KnowledgeError, match=f"(?s)merging.yaml.*{words}"):
        load(monkeypatch, **changed)
