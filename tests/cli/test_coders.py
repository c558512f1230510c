"""Documents coded by processes beside this one: all of them, in order, whatever becomes of the processes; and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest
from handmade import record
from scale.coders import Empty
from scale.runs import OBEDIENT, article, until

import communique.pipeline
from communique.cli.coders import BATCHES_AHEAD, Coders
from communique.cli.coding import MOST_DOCUMENTS
from communique.cli.coding_work import Coded
from communique.errors import InputError
from communique.ledger import prepared
from communique.model import Document, Record
from communique.reading import Failure, document_from_text
from communique.workers import MOST_TOGETHER

# Seconds a document: far more than a good one takes.
LIMIT = 1.0


def document(number: int, extra: str = "") -> Document:
    return document_from_text(article(number, extra), id=f"a-{number}")


def documents(many: int, **extra: int) -> list[Document]:
    """So many documents; ``DIE=3`` makes the third from nought on deadly."""
    words = {number: word for word, number in extra.items()}
    return [document(n, words.get(n, "")) for n in range(many)]


def failures(items: Iterable[Document], *, workers: int = 1, seconds: float = 60.0) -> dict[str, str]:
    """Codes of failure by the document's name, where all others are coded in order."""
    given = list(items)
    with Coders(workers, seconds, OBEDIENT) as coders:
        results = [coded.result for coded in coders.coded(given)]
    assert len(results) == len(given)
    for item, result in zip(given, results, strict=True):
        assert isinstance(result, Failure) or result == Empty().code(item)
    assert active_children() == []
    return {r.name: r.code for r in results if isinstance(r, Failure)}


@pytest.mark.parametrize("workers", [1, 3])
def test_everything_comes_out_in_order_whatever_number_of_processes(workers: int) -> None:
    items: list[Document | Record | Failure] = list(documents(70))
    items[5:5] = [record(), Failure("x", "unreadable", "x: cannot be read")]
    expected = [Empty().code(i) if isinstance(i, Document) else i for i in items]
    with Coders(workers, 60, OBEDIENT) as coders:
        coded = list(coders.coded(items))
    assert [c.result for c in coded] == expected
    assert [c.ready for c in coded[10:]] == [prepared(r) for r in expected[10:] if isinstance(r, Record)]
    assert (coded[5].ready, coded[6].ready) == (None, None)
    assert active_children() == []


def test_a_killed_process_costs_nothing_and_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    items = [document(n, "SLEEP") for n in range(64)]
    results = []
    with Coders(1, 60, OBEDIENT) as coders:
        for coded in coders.coded(items):
            if not results:
                os.kill(active_children()[0].pid or 0, signal.SIGKILL)
            results.append(coded.result)
    assert results == [Empty().code(i) for i in items]
    assert "communique: a process that codes died; " in capfd.readouterr().err


def test_a_document_that_kills_its_process_again_and_again_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    assert failures(documents(40, DIE=20), workers=2) == {"a-20": "poisoned"}
    assert "died at a-20, which is coded again" in capfd.readouterr().err


def test_a_fault_of_the_rules_costs_one_document() -> None:
    assert failures(documents(40, FALL=3)) == {"a-3": "internal-error"}


def test_a_slow_document_ends_itself_and_what_cannot_is_ended(capfd: pytest.CaptureFixture[str]) -> None:
    assert failures(documents(20, HANG=3), seconds=LIMIT) == {"a-3": "too-slow"}
    assert capfd.readouterr().err == ""
    assert failures(documents(20, STUCK=18), seconds=LIMIT) == {"a-18": "too-slow"}
    assert "was stuck and was ended; its 4 documents are coded again" in capfd.readouterr().err


def test_a_few_documents_and_finished_records_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(communique.pipeline, "default_coder", Empty)
    few = documents(MOST_DOCUMENTS - 1)
    with Coders(2, 60, "coders:stillborn") as coders:
        assert [c.result for c in coders.coded(few)] == [Empty().code(d) for d in few]
    with Coders(2, 60, "coders:stillborn") as coders:
        assert list(coders.coded([record()] * 40)) == [Coded(record())] * 40


def test_a_board_has_room_for_a_batch() -> None:
    assert MOST_DOCUMENTS <= MOST_TOGETHER


def test_no_more_is_read_than_the_processes_need() -> None:
    read = []

    def endless() -> Iterator[Document]:
        while True:
            read.append(len(read))
            yield document(len(read))

    with Coders(1, 60, OBEDIENT) as coders:
        coded = coders.coded(endless())
        for taken in range(1, 200):
            next(coded)
            assert len(read) <= taken + (BATCHES_AHEAD + 1) * MOST_DOCUMENTS


def test_what_came_is_given_before_a_long_wait_for_more() -> None:
    taken: list[Coded] = []

    def slow() -> Iterator[Document]:
        yield from documents(70)
        until(lambda: len(taken) >= 64)
        yield document(70)

    with Coders(2, 60, OBEDIENT, is_quiet=lambda: True) as coders:
        for coded in coders.coded(slow()):
            taken.append(coded)
    assert len(taken) == 71


def test_what_makes_coding_impossible_is_said() -> None:
    with pytest.raises(InputError, match="No space left on device"), Coders(1, 60, "coders:full_disk") as coders:
        list(coders.coded(documents(20)))
    with pytest.raises(InputError, match="--workers 0"), Coders(1, 60, "coders:stillborn") as coders:
        list(coders.coded(documents(20)))
    assert active_children() == []


def test_an_error_while_storing_leaves_no_process() -> None:
    with pytest.raises(ZeroDivisionError), Coders(2, 60, OBEDIENT) as coders:
        for _ in coders.coded(document(n, "SLEEP") for n in range(200)):
            assert len(active_children()) >= 1
            raise ZeroDivisionError
    assert active_children() == []


# Whose child a process is, only Linux tells without a further package.
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="another process's children are listed in /proc, which only Linux has")
def test_processes_end_with_the_one_that_stores_whatever_they_are_at(tmp_path: Path) -> None:
    script = tmp_path / "storing.py"
    script.write_text(
        "from cli.test_coders import documents, Coders, OBEDIENT\n"
        "if __name__ == '__main__':\n"
        "    with Coders(2, 600, OBEDIENT) as coders:\n"
        "        for coded in coders.coded(documents(64, HANG=40, STUCK=20)):\n"
        "            print(coded.result.article.id, flush=True)\n",
        "utf-8",
    )
    paths = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}) as process:
        assert process.stdout
        assert process.stdout.readline() == b"a-0\n"
        until(lambda: len(_at_work(process.pid)) == 2)
        workers = _at_work(process.pid)
        time.sleep(0.5)  # into the documents that never end
        process.kill()
    until(lambda: not any(_command(pid) for pid in workers))


def _at_work(pid: int) -> list[int]:
    """The processes that code: the other child of ours, which keeps track of resources, is Python's."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for tasks in listed for child in tasks.read_text("ascii").split()]
    return [c for c in children if b"spawn_main" in _command(c)]


def _command(pid: int) -> bytes:
    """Nothing for a process that has ended, whether or not anybody has asked for its end."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
