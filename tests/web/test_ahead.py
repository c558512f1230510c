"""Pages that are written before anybody asks for them, and those that were: they are what is asked for, of the ledger as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from communique.ledger import Ledger, ingest, open_ledger
from communique.model import Record
from communique.web import ahead, create_app, overview
from communique.web.filters import Filters
from communique.web.kept import Kept

BASE = "http://127.0.0.1:8765"


@pytest.fixture
def path(tmp_path: Path, told: Record) -> Path:
    with open_ledger(tmp_path / "x.db", create=True) as ledger:
        list(ingest(ledger, [told]))
    return tmp_path / "x.db"


def test_the_filters_of_the_overview_are_written_ahead_and_answer_what_the_server_would(path: Path) -> None:
    one, other = (TestClient(create_app(path), base_url=BASE) for _ in range(2))
    kept: Kept = one.app.state.kept  # type: ignore[attr-defined]
    kept.columns()
    ahead.write_ahead(kept, one.app.state.templates.env)  # type: ignore[attr-defined]
    for filters in (Filters(), Filters(medium=("phone",)), Filters(status=("occurred",))):
        assert kept.page(filters) == other.get(filters.address()).content, filters
        assert one.get(filters.address()).content == kept.page(filters)
    assert kept.page(Filters(medium=("phone",), status=("occurred",))) is None


def test_the_first_page_is_written_while_the_server_starts(path: Path) -> None:
    app = create_app(path)
    overview.warm(app.state.kept, app.state.templates.env)
    assert app.state.kept.page(Filters()) == TestClient(create_app(path), base_url=BASE).get("/").content


def test_a_page_is_written_once_while_the_ledger_stays_as_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    shown = overview.shown

    def counted(kept: Kept, ledger: Ledger, filters: Filters) -> object:
        made.append(filters)
        return shown(kept, ledger, filters)

    monkeypatch.setattr(overview, "shown", counted)
    client = TestClient(create_app(path), base_url=BASE)
    client.app.state.kept.columns()  # type: ignore[attr-defined]
    first, again = client.get("/?medium=phone"), client.get("/?medium=phone")
    assert first.content == again.content and len(made) == 1
    with open_ledger(path) as ledger:
        ledger.db.execute("UPDATE happening SET medium = 'video' WHERE medium = 'phone'")
        ledger.db.commit()
    assert client.get("/?medium=phone").content != first.content and len(made) == 2


def test_each_visitor_gets_a_word_of_their_own_with_a_kept_page(path: Path) -> None:
    app = create_app(path)
    words = {TestClient(app, base_url=BASE).get("/").cookies["communique_form"] for _ in range(3)}
    assert len(words) == 3


def test_nothing_is_written_ahead_of_a_small_ledger(path: Path) -> None:
    app = create_app(path)
    app.state.kept.columns()
    ahead.keep_ahead(app.state.kept, app.state.templates.env)
    app.state.kept.then()
    assert app.state.kept.page(Filters()) is None


def test_writing_ahead_ends_when_the_ledger_changes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(path)
    kept: Kept = app.state.kept
    kept.columns()
    monkeypatch.setattr(kept, "stamp", iter([(1, 1, 1), (2, 1, 1)]).__next__)
    ahead.write_ahead(kept, app.state.templates.env)
    monkeypatch.undo()
    assert kept.page(Filters()) is None
