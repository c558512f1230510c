"""No YAML resource says a key twice: the second would silently take the place of the first."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2] / "src" / "communique" / "resources"


def repeated(node: yaml.Node) -> list[str]:
    """The keys that a mapping below a node gives more than once, with their lines."""
    found: list[str] = []
    seen: set[str] = set()
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        name = str(key.value)
        found += [f"line {key.start_mark.line + 1}: {name}"] if name in seen else []
        seen.add(name)
        found += repeated(value)
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        found += repeated(item)
    return found


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.yaml")), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_key_is_said_twice(path: Path) -> None:
    node = yaml.compose(path.read_text(encoding="utf-8"))
    assert node is None or repeated(node) == []


def test_a_key_said_twice_is_seen() -> None:
    node = yaml.compose("a: [{b: 1, c: 2, b: 3}]")
    assert node is not None
    assert repeated(node) == ["line 1: b"]
