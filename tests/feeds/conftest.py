"""A site and a watch for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from feeds.servers import Site, serving
from feeds.watched import Watch, watching


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    with watching(tmp_path) as found:
        yield found
