"""Each document once; texts that change and engines that grow stand beside the old; copies share a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger.records import made, unlike

from communique.copies import Digest, digested, likeness
from communique.errors import InputError
from communique.ledger import Filed, Ledger, expected, ingest, known, open_ledger, prepared
from communique.model import Record


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "test.db", create=True) as opened:
        yield opened


def outcomes(ledger: Ledger, *records: Record | Filed) -> list[str]:
    return [i.outcome for i in ingest(ledger, records)]


def dump(ledger: Ledger) -> list[tuple[object, ...]]:
    tables = column(ledger, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [(table, *row) for table in tables for row in ledger.db.execute(f"SELECT * FROM {table}")]


def column(ledger: Ledger, query: str) -> list[object]:
    return [row[0] for row in ledger.db.execute(query)]


def test_the_same_again_changes_nothing(ledger: Ledger) -> None:
    assert outcomes(ledger, made(), unlike(1)) == ["new", "new"]
    before = dump(ledger)
    assert outcomes(ledger, made(), unlike(1), made()) == ["unchanged"] * 3
    assert dump(ledger) == before
    assert known(ledger, made().article, made().engine)
    assert not known(ledger, made(more="!").article, made().engine)
    assert not known(ledger, made().article, made(version="0.2.0").engine)


def test_what_was_prepared_elsewhere_makes_the_same_ledger(tmp_path: Path) -> None:
    records = [made(), unlike(1), made(more="Correction.\n"), made(), made(version="0.2.0"), made(), made(id="copy", url="https://copy")]
    with open_ledger(tmp_path / "here.db", create=True) as here, open_ledger(tmp_path / "there.db", create=True) as there:
        assert outcomes(here, *records) == outcomes(there, *(Filed(r, None, prepared(r)) for r in records))
        assert untimed(here) == untimed(there)


def untimed(ledger: Ledger) -> list[object]:
    """What stands in every table but for the moments of storing."""
    tables = column(ledger, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    rows = ((t, row) for t in tables for row in ledger.db.execute(f"SELECT * FROM {t}"))
    return [(t, {k: row[k] for k in set(row.keys()) - {"seen", "first_seen", "coded"}}) for t, row in rows]


def test_a_changed_text_stands_beside_the_old(ledger: Ledger) -> None:
    assert outcomes(ledger, made(), made(more="Correction.\n")) == ["new", "changed"]
    assert column(ledger, "SELECT latest FROM snapshot ORDER BY number") == [0, 1]
    assert column(ledger, "SELECT count(*) FROM record") == [2]
    assert [r.article.text for r in ledger.records()] == [made(more="Correction.\n").article.text]
    assert set(column(ledger, "SELECT snapshot FROM report")) == set(column(ledger, "SELECT snapshot FROM statement")) == {2}


def test_a_text_that_changes_back_is_the_old_one_again(ledger: Ledger) -> None:
    assert outcomes(ledger, made(), made(more="Correction.\n"), made()) == ["new", "changed", "changed"]
    assert column(ledger, "SELECT latest FROM snapshot ORDER BY number") == [1, 0]
    assert set(column(ledger, "SELECT snapshot FROM report")) == set(column(ledger, "SELECT snapshot FROM statement")) == {1}


def test_a_date_that_is_given_later_counts(ledger: Ledger) -> None:
    later = made(published=dt.date(2024, 1, 1))
    assert outcomes(ledger, made(), later, later) == ["new", "changed", "unchanged"]
    assert list(ledger.records()) == [later]


def test_a_newer_engine_counts_and_an_older_one_is_kept(ledger: Ledger) -> None:
    assert expected(ledger, made().article, made().engine) == "new"
    assert outcomes(ledger, made(version="0.9.0"), made(version="0.10.0"), made(version="0.2.0")) == ["new", "recoded", "recoded"]
    assert [r.engine.version for r in ledger.records()] == ["0.10.0"]
    assert column(ledger, "SELECT engine FROM record ORDER BY number")[0] == "rules 0.9.0 knowledge 2026.11 none 0"
    assert set(column(ledger, "SELECT record FROM report")) == {2}
    assert expected(ledger, made().article, made(version="1.0").engine) == "recoded"


def test_what_names_an_article(ledger: Ledger) -> None:
    plain = made()
    content = msgspec.structs.replace(plain.article, id=_made_id(plain))
    plain = msgspec.structs.replace(plain, article=content)
    at_url = made(url="https://example.org/a")
    keys = [i.article for i in ingest(ledger, [made(), at_url, Filed(plain, "news/a.txt"), plain, Filed(made(), "b.txt")])]
    assert keys == ["a1", "https://example.org/a", "news/a.txt", content.id, "a1"]


def _made_id(record: Record) -> str:
    from communique.reading import document_from_text

    return document_from_text(record.article.text).article.id


def test_actors_statements_and_reports_are_rows(ledger: Ledger) -> None:
    list(ingest(ledger, [made()]))
    assert set(column(ledger, "SELECT id FROM actor")) == {a.id for a in made().actors}
    said = {s.id: s.via[-1] if s.via else s.speaker for s in made().statements}
    assert dict(map(tuple, ledger.db.execute("SELECT s.id, a.id FROM statement s JOIN actor a ON a.number = s.outermost"))) == said
    assert column(ledger, "SELECT count(*) FROM report") == [len(made().events)]
    assert column(ledger, "SELECT count(*) FROM words WHERE words MATCH 'tariffs'") == [1]


def test_a_record_with_a_dangling_reference_is_refused(ledger: Ledger) -> None:
    broken = msgspec.structs.replace(made(id="broken"), actors=made().actors[1:])
    with pytest.raises(InputError, match=r"broken: this record is not whole: .* refers to the actor wd:Q1"):
        list(ingest(ledger, [broken]))
    assert column(ledger, "SELECT count(*) FROM article") == [0]


def test_what_came_before_a_fault_is_stored(ledger: Ledger) -> None:
    def records() -> Iterator[Record]:
        yield from (unlike(n) for n in range(20))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(ingest(ledger, records()))
    assert column(ledger, "SELECT count(*) FROM article") == [20]


def test_no_lock_is_held_while_records_are_coded(ledger: Ledger) -> None:
    def records() -> Iterator[Record]:
        for number in range(40):
            assert not ledger.db.in_transaction
            yield unlike(number)

    assert len(list(ingest(ledger, records()))) == 40


def test_copies_share_a_word(ledger: Ledger) -> None:
    copy = made(id="copy", more="Another paper had this, too.\n")
    list(ingest(ledger, [made(), unlike(1), copy, unlike(2)]))
    first, other, second, last = column(ledger, "SELECT copies FROM snapshot ORDER BY number")
    assert first == second
    assert len({first, other, last}) == 3


def test_copies_are_found_by_a_later_run(tmp_path: Path) -> None:
    for record in (made(), made(id="copy")):
        with open_ledger(tmp_path / "x.db", create=True) as ledger:
            list(ingest(ledger, [record]))
    with open_ledger(tmp_path / "x.db") as ledger:
        assert len(set(column(ledger, "SELECT copies FROM snapshot"))) == 1


def digest(record: Record) -> Digest:
    return digested(record.article, record.zones)


def test_likeness_is_near_the_share_of_runs_in_common() -> None:
    base = unlike(1)
    half = msgspec.structs.replace(base, zones=(msgspec.structs.replace(base.zones[0], end=len(base.article.text) // 2),))
    assert likeness(digest(base).minhash, digest(base).minhash) == 1
    assert 0.3 < likeness(digest(base).minhash, digest(half).minhash) < 0.7
    assert likeness(digest(base).minhash, digest(unlike(2)).minhash) < 0.1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(["", "One.\n", "Two.\n"]), min_size=1, max_size=6))
def test_the_newest_text_counts_whatever_came_before(tmp_path: Path, order: list[str]) -> None:
    with open_ledger(tmp_path / "any.db", create=True) as ledger:
        list(ingest(ledger, [made(more=more) for more in order]))
        assert [r.article.text for r in ledger.records()] == [made(more=order[-1]).article.text]
        assert column(ledger, "SELECT sum(latest) FROM snapshot") == [1]
