"""The house keeps its shape: imports run one way, files stay small, the library never prints."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "communique"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 400

# Each room and the rooms it may import. Everyone may import errors.
ALLOWED = {
    "errors": set(),
    "model": set(),
    "knowledge": {"model"},
    "parse": {"model", "knowledge"},
    "reading": {"model", "knowledge"},
    "match": {"model", "knowledge", "parse"},
    "actors": {"model", "knowledge", "parse", "match"},
    "dates": {"model", "knowledge", "parse", "match"},
    "statements": {"model", "knowledge", "parse", "match", "actors", "dates"},
    "events": {"model", "knowledge", "parse", "match", "actors", "dates", "statements"},
    "pipeline": {"model", "knowledge", "reading", "parse", "match", "actors", "dates", "statements", "events", "gate", "garbage"},
    "gate": {"model", "knowledge"},
    "copies": {"model"},
    "garbage": set(),
    "render": {"model", "knowledge"},
    "export": {"model", "knowledge"},
    "ledger": {"model", "copies", "garbage", "knowledge", "actors", "dates", "export"},
    "workers": set(),
    "scale": {"model", "copies", "knowledge", "reading", "parse", "pipeline", "export", "workers"},
    "feeds": {"model", "reading", "ledger"},
    "web": {"__init__", "model", "knowledge", "export", "ledger", "render"},
    "evaluation": {"model", "knowledge", "reading", "parse", "match", "actors", "dates", "statements", "events", "pipeline", "gate"},
    "__init__": {"model", "reading", "pipeline", "render", "ledger"},
    "cli": {
        "__init__",
        "model",
        "knowledge",
        "reading",
        "parse",
        "match",
        "actors",
        "dates",
        "statements",
        "events",
        "pipeline",
        "render",
        "evaluation",
        "export",
        "ledger",
        "scale",
        "workers",
        "feeds",
        "web",
    },
    "__main__": {"cli"},
}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, however late, except for types only."""
    tree = ast.parse(path.read_text("utf-8"))
    typed = {id(n) for i in ast.walk(tree) if isinstance(i, ast.If) and "TYPE_CHECKING" in ast.unparse(i.test) for n in ast.walk(i)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and id(node) not in typed and node.module:
            assert node.level == 0, f"{path}: imports are absolute here"
            yield from (f"{node.module}.{a.name}" for a in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_run_one_way(path: Path) -> None:
    here = room(path)
    assert here in ALLOWED, f"new room {here}: say in ALLOWED what it may import"
    ours = [name.split(".")[1] for name in imports(path) if name.startswith("communique.") and name != "communique.__version__"]
    rooms = {name if (SOURCE / name).exists() or (SOURCE / f"{name}.py").exists() else "__init__" for name in ours}
    assert rooms - {here, "errors"} <= ALLOWED[here]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_the_library_never_prints() -> None:
    said = [
        f"{p.relative_to(ROOT)}:{n.lineno}"
        for p in MODULES
        if room(p) != "cli"
        for n in ast.walk(ast.parse(p.read_text("utf-8")))
        if isinstance(n, ast.Call) and ast.unparse(n.func) in {"print", "sys.stdout.write", "sys.stderr.write", "click.echo"}
    ]
    assert said == []


def test_every_package_we_import_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    declared = [*project["dependencies"], *optional["frames"], *optional["cluster"]]
    names = {re.split(r"[\s<>=!~;\[]", d)[0].lower().replace("-", "_") for d in declared}
    top = {name.split(".")[0] for p in MODULES for name in imports(p)}
    outside = top - set(sys.stdlib_module_names) - {"communique"}
    owners = packages_distributions()
    missing = {name for name in outside if not {o.lower().replace("-", "_") for o in owners.get(name, [])} & names}
    assert missing <= {"thinc", "numpy"}, "declare it in pyproject.toml (thinc and numpy come with spaCy, at its version)"
