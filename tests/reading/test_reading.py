from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import InputError
from communique.model import Document
from communique.reading import READERS, Facts, Failure, document_from_text, read_path, read_stream

TEXT = "President Anna Berg spoke by phone with Prime Minister Luis Ortega on Monday. They agreed to meet in October."


def read(data: bytes, name: str = "-", *, format: str | None = None, facts: Facts = Facts()) -> list[Document | Failure]:  # noqa: A002, B008
    return list(read_stream(io.BytesIO(data), name, format=format, facts=facts))


def one(data: bytes, name: str = "-", *, format: str | None = None, facts: Facts = Facts()) -> Document:  # noqa: A002, B008
    (document,) = read(data, name, format=format, facts=facts)
    assert isinstance(document, Document), document
    return document


def failure(data: bytes, name: str = "-", *, format: str | None = None) -> Failure:  # noqa: A002
    (found,) = read(data, name, format=format)
    assert isinstance(found, Failure), found
    return found


def codes(document: Document) -> list[str]:
    return [p.code for p in document.problems]


def test_a_text_file_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "call.txt"
    path.write_text(TEXT, encoding="utf-8")
    (document,) = read_path(str(path), facts=Facts.given(published="2025-08-18", title="A call"))
    assert isinstance(document, Document)
    assert document.article.text == TEXT
    assert document.article.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (document.article.published, document.article.title) == (dt.date(2025, 8, 18), "A call")
    assert document.article.language == "en"
    assert document.problems == ()


def test_the_same_text_has_the_same_id_wherever_it_comes_from() -> None:
    assert one(TEXT.encode(), "a.txt").article.id == one(TEXT.encode(), "b.txt").article.id == document_from_text(TEXT).article.id
    assert document_from_text(TEXT, url="https://example.org/1").article.id != document_from_text(TEXT).article.id
    assert document_from_text(TEXT, id="x1").article.id == "x1"


def test_without_a_date_a_problem_says_so() -> None:
    document = document_from_text(TEXT)
    assert document.article.published is None
    assert codes(document) == ["no-publication-date"]
    assert "--published" in document.problems[0].message


@pytest.mark.parametrize("date", ["2025-02-30", "yesterday", "2025-08", "", "0001-01-01", "18.8.2025"])
def test_an_impossible_date_given_by_hand_is_a_usage_error(date: str) -> None:
    with pytest.raises(InputError, match="2025-08-18"):
        document_from_text(TEXT, published=date)


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(InputError, match="text, html, jsonl"):
        read(b"x", format="docx")


def test_a_missing_file_a_folder_and_a_bad_name_are_failures(tmp_path: Path) -> None:
    for path in (str(tmp_path / "none.txt"), str(tmp_path), "nul\0name"):
        (found,) = read_path(path)
        assert isinstance(found, Failure)
        assert found.code == "unreadable"
        assert path in found.message


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_document_says_that_it_is_empty(data: bytes) -> None:
    document = one(data)
    assert document.zones == ()
    assert codes(document) == ["empty-document"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_binary_data_is_a_failure_that_says_what_it_is(data: bytes, says: str) -> None:
    found = failure(data, "file.txt")
    assert found.code == "not-text"
    assert says in found.message
    assert found.name == "file.txt"


def test_a_text_in_another_language_is_kept_and_not_coded() -> None:
    german = (
        "Der Präsident sprach am Montag mit dem Ministerpräsidenten über die Lage an der Grenze. Beide Seiten treffen sich im Oktober. " * 4
    )
    document = one(german.encode())
    assert document.article.language == "de"
    assert "language-not-supported" in codes(document)
    assert [z.kind for z in document.zones] == ["body"]
    assert document.body == ()


def test_two_sentences_are_enough_to_know_another_language() -> None:
    spanish = "El presidente llegó el lunes a la capital y habló con el primer ministro sobre la frontera. Los dos se reunirán en octubre."
    assert "language-not-supported" in codes(document_from_text(spanish))


@pytest.mark.parametrize("text", ["Putin, Modi, Lula.", "Oslo 12.3.2024", "Berg rencontre Ortega.", TEXT])
def test_a_short_text_is_never_refused_for_its_language(text: str) -> None:
    assert "language-not-supported" not in codes(document_from_text(text))


def test_a_quotation_mark_never_closed_ends_nothing() -> None:
    text = TEXT + "\nHe said: “We will not leave.\n" + TEXT.replace("Monday", "Tuesday")
    document = document_from_text(text, published="2025-08-18")
    assert document.problems == ()
    assert [(z.kind, z.start, z.end) for z in document.zones] == [("body", 0, len(text))]


def test_a_paragraph_of_a_hundred_thousand_characters_is_body() -> None:
    text = (TEXT + " ") * 1_000
    document = document_from_text(text)
    assert [z.kind for z in document.zones] == ["body"]


def test_a_text_beyond_the_limit_is_kept_and_coded_up_to_it() -> None:
    text = (TEXT + "\n") * 500_000
    document = one(text.encode())
    assert document.article.text == text
    assert codes(document) == ["no-publication-date", "text-too-long"]
    problem = document.problems[1]
    assert problem.start in (1_000_000, 1_000_001)
    assert max(z.end for z in document.body) <= 1_000_000
    assert document.zones[-1].kind == "other"
    assert document.zones[-1].end == len(text.rstrip())


def test_line_ends_marks_and_control_characters_are_put_right_before_offsets_are_counted() -> None:
    document = one("\ufeffFirst line.\r\nSecond\x00 line.\rThird\u2028Fourth.".encode())
    assert document.article.text == "First line.\nSecond line.\nThird\nFourth."


def test_jsonl_lines_are_documents_in_order() -> None:
    rows = [
        {
            "id": "a",
            "text": TEXT,
            "title": "T",
            "publisher": "P",
            "url": "U",
            "published": "2025-08-18T09:30:00Z",
            "language": "en",
            "more": [1],
        },
        {"text": TEXT, "published": None},
        {"html": f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"},
    ]
    first, second, third = read("\n".join(map(json.dumps, rows)).encode(), facts=Facts.given(published="2025-01-01", publisher="Default"))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    a = first.article
    assert (a.id, a.title, a.publisher, a.url, a.published, a.language) == ("a", "T", "P", "U", dt.date(2025, 8, 18), "en")
    assert (second.article.publisher, second.article.published) == ("Default", dt.date(2025, 1, 1))
    assert TEXT in third.article.text


def test_a_broken_line_among_a_thousand_is_a_failure_that_names_it() -> None:
    lines = [json.dumps({"id": str(n), "text": TEXT}) for n in range(1_000)]
    lines[499] = lines[499][:30]
    found = read("\n".join(lines).encode(), "news.jsonl")
    assert len(found) == 1_000
    assert [n for n, d in enumerate(found) if isinstance(d, Failure)] == [499]
    broken = found[499]
    assert isinstance(broken, Failure)
    assert (broken.name, broken.code) == ("news.jsonl:500", "bad-jsonl-line")


@pytest.mark.parametrize(
    "line",
    [
        b"[1, 2]",
        b"3",
        b'"text"',
        b"{}",
        b'{"text": 5}',
        b'{"text": null}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"{'text': 'x'}",
        b"\x00\x01\x02\x03",
    ],
)
def test_a_line_that_is_no_document_is_a_failure(line: bytes) -> None:
    first, second = read(line + b'\n{"text": "It rained."}\n', "x.jsonl", format="jsonl")
    assert isinstance(first, Failure)
    assert first.name == "x.jsonl:1"
    assert isinstance(second, Document)


@pytest.mark.parametrize("published", ["2025-02-30", "soon", 20250818, ["2025"], True])
def test_an_impossible_date_on_a_line_is_a_problem_and_the_rest_is_kept(published: object) -> None:
    document = one(json.dumps({"text": TEXT, "published": published}).encode(), "x.jsonl")
    assert document.article.published is None
    assert codes(document) == ["bad-publication-date"]
    assert document.article.text == TEXT


def test_a_line_with_half_a_character_is_read() -> None:
    document = one(b'{"text": "It rained \\ud83d in Oslo.", "title": "\\ud83d"}', "x.jsonl")
    assert document.article.text == "It rained  in Oslo."
    msgspec.json.encode(document.article)


def test_a_line_in_another_encoding_is_read_with_a_problem() -> None:
    document = one('{"text": "Ministers met in Zürich on Monday to talk about the café."}'.encode("cp1252"), "x.jsonl")
    assert "Zürich" in document.article.text
    assert "encoding-guessed" in codes(document)


def test_jsonl_streams_a_document_before_the_source_ends() -> None:
    reading, writing = os.pipe()
    line = json.dumps({"id": "1", "text": TEXT}).encode() + b"\n"
    os.write(writing, line)
    with os.fdopen(reading, "rb") as stream:
        documents = read_stream(stream, "-")
        first = next(documents)
        assert isinstance(first, Document)
        threading.Timer(0.05, lambda: (os.write(writing, line), os.close(writing))).start()
        assert len(list(documents)) == 1


def test_memory_stays_flat_on_a_long_stream() -> None:
    class Endless(io.RawIOBase):
        """A stream that would go on for ever."""

        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = json.dumps({"text": TEXT}).encode() + b"\n"
            size = min(len(buffer), len(line))
            self.given += size
            buffer[:size] = line[:size]
            return size

    source = Endless()
    documents: Iterator[Document | Failure] = read_stream(source, "-", format="jsonl")  # type: ignore[arg-type]
    for _, document in zip(range(500), documents, strict=False):
        assert isinstance(document, Document)
    assert source.given < 500 * 400


def test_an_error_while_reading_is_a_failure() -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            raise OSError(5, "the disk went away")

    for name in READERS:
        (found,) = read_stream(Broken(), "x", format=name)  # type: ignore[arg-type]
        assert isinstance(found, Failure)
        assert "the disk went away" in found.message
    (found,) = read_stream(Broken(), "x")  # type: ignore[arg-type]
    assert isinstance(found, Failure)


@pytest.mark.parametrize("format", sorted(READERS))
@given(
    data=st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.sampled_from([b"<html>", b"{", b'{"text": "', b"\xff\xfe", b"\xff"]).flatmap(lambda s: st.binary().map(lambda t: s + t)),
    )
)
def test_no_bytes_make_a_reader_raise(format: str, data: bytes) -> None:  # noqa: A002
    for found in read(data, format=format):
        check(found)


@given(data=st.binary(), name=st.sampled_from(["-", "a.txt", "a.html", "a.jsonl", "a"]))
def test_no_bytes_make_sniffing_raise(data: bytes, name: str) -> None:
    for found in read(data, name):
        check(found)


def check(found: Document | Failure) -> None:
    if isinstance(found, Failure):
        assert found.message.startswith(found.name)
        return
    msgspec.json.encode(found)
    text, end = found.article.text, 0
    for zone in found.zones:
        assert end <= zone.start < zone.end <= len(text)
        assert text[zone.start : zone.end].strip()
        end = zone.end


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"a text .str. is wanted, not int"):
        document_from_text(5)  # type: ignore[arg-type]
