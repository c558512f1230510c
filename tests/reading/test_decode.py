from __future__ import annotations

import codecs
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading.decode import decode, normalised

WESTERN = "The ministers met in Zürich. “No progress,” said Mr García – the café’s owner agreed. " * 3
RUSSIAN = "Президент провёл телефонный разговор с премьер-министром Норвегии в понедельник. " * 5


@pytest.mark.parametrize(
    ("data", "text", "guessed"),
    [
        (WESTERN.encode(), WESTERN, None),
        (codecs.BOM_UTF8 + WESTERN.encode(), WESTERN, None),
        (WESTERN.encode("utf-16"), WESTERN, None),
        (WESTERN.encode("utf-32"), WESTERN, None),
        (codecs.BOM_UTF16_BE + WESTERN.encode("utf-16-be"), WESTERN, None),
        (WESTERN.encode("utf-16-le"), WESTERN, "utf-16-le"),
        (WESTERN.encode("utf-16-be"), WESTERN, "utf-16-be"),
        (WESTERN.encode("cp1252"), WESTERN, "cp1252"),
        (b"It rained in Oslo.", "It rained in Oslo.", None),
    ],
)
def test_text_is_decoded(data: bytes, text: str, guessed: str | None) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.guessed) == (text, guessed)
    assert bool(decoded.problems) == bool(guessed)


def test_a_cyrillic_code_page_is_guessed() -> None:
    decoded = decode(RUSSIAN.encode("cp1251"))
    assert decoded.text == RUSSIAN
    assert decoded.problems[0].code == "encoding-guessed"


@pytest.mark.parametrize("lost", ["ü".encode()[:1], "ü".encode()[1:], b"\xff\xfe"])
def test_utf8_with_a_broken_byte_stays_utf8(lost: bytes) -> None:
    broken = WESTERN.encode().replace("ü".encode(), lost, 1)
    decoded = decode(broken)
    assert decoded.text is not None
    assert decoded.text.replace("\ufffd", "") == WESTERN.replace("ü", "", 1)
    assert (decoded.guessed, decoded.problems[0].code) == (None, "broken-encoding")


def test_binary_data_is_no_text() -> None:
    assert decode(bytes(range(256)) * 10).text is None


def test_a_stray_control_character_is_dropped_and_not_taken_for_binary() -> None:
    assert decode(b"It rained in Oslo.\x00 " * 3 + b"The minister stayed at home all day long. " * 5).text is not None


def test_a_character_cut_at_the_end_of_a_sample_is_no_guess() -> None:
    assert decode("Zürich ü".encode()[:-1]).guessed is None


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once or once.startswith("\ufeff")
    assert "\r" not in once
    assert "\x00" not in once
    once.encode("utf-8")


@given(st.binary())
def test_decoding_never_raises(data: bytes) -> None:
    text = decode(data).text
    assert text is None or text.encode("utf-8") is not None


STRANGE = "".join(map(chr, [*range(0x20), *range(0x7E, 0xA2)])) + "\u2027\u2028\u2029\u202a\ufeff\ud800\udfff’é"


@given(st.text(st.sampled_from(STRANGE + "ab"), max_size=5))
def test_what_is_taken_as_it_is_needs_no_change(text: str) -> None:
    """Most texts are not searched letter by letter: the answer is the same."""
    ends = re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text.removeprefix("\ufeff"))
    assert normalised(text) == "".join(c for c in ends if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs"))
