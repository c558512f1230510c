"""Bytes → text, and the text's one normalisation."""

from __future__ import annotations

import codecs
import re

import msgspec

from communique.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Bytes that ASCII texts hold as they are stored, and what else in UTF-8 stands for a line end or a control character.
_STORED = bytes([9, 10, *range(0x20, 0x7F), *range(0x80, 0x100)])
_STRANGE = (re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xe2\x80[\xa8\xa9]"))
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAMPLE = 100_000


class Decoded(msgspec.Struct, frozen=True):
    """Text, or ``None`` for binary data; ``guessed`` names the encoding where it had to be guessed, ``broken`` counts what UTF-8 lost."""

    text: str | None
    guessed: str | None = None
    broken: int = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problem that a guess or a lost letter is."""
        if self.broken:
            places = "one place" if self.broken == 1 else f"{self.broken} places"
            return (Problem("broken-encoding", f"The text is UTF-8 but broken in {places}; each shows as “\ufffd”."),)
        if not self.guessed:
            return ()
        message = f"The text is not UTF-8; it was read as {self.guessed}. Convert it to UTF-8 if characters look wrong."
        return (Problem("encoding-guessed", message),)


def decode(data: bytes) -> Decoded:
    """UTF-8, or what a byte-order mark says, or the likeliest encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(normalised(data.decode(encoding, "replace")))
    utf8 = _utf8(data)
    if utf8 is not None and b"\x00" not in data:
        return Decoded(normalised(utf8))
    wide = _wide(data)
    if wide:
        return Decoded(normalised(data.decode(wide, "replace")), wide)
    if is_binary(data):
        return Decoded(None)
    if utf8 is not None:
        return Decoded(normalised(utf8))
    return _guessed(data)


def is_binary(data: bytes) -> bool:
    """Whether more than one byte in fifty of the first ones is a control character no text holds."""
    sample = data[:SAMPLE]
    return len(_BINARY.findall(sample)) * 50 > len(sample)


def normalised(text: str) -> str:
    """The text as it is stored: see ``communique.reading``."""
    if _is_stored(text):
        return text
    return _CONTROL.sub("", _LINE_END.sub("\n", text.removeprefix("\ufeff")))


def _is_stored(text: str) -> bool:
    """Whether nothing is to be changed, as in most texts; bytes tell sooner."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # half of a pair
        return False
    if data.translate(None, _STORED) or text.startswith("\ufeff"):
        return False
    return text.isascii() or not any(sign.search(data) for sign in _STRANGE)


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A look at the head of a file may end inside a character.
        cut = error.reason == "unexpected end of data" and error.start >= len(data) - 3
        return data[: error.start].decode("utf-8") if cut and error.start else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte of Latin text is zero."""
    sample = data[:SAMPLE]
    half = max(len(sample) // 2, 1)
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 10 > half * 7 and even * 10 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 10 > half * 7 and odd * 10 < half else None


def _guessed(data: bytes) -> Decoded:
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd") - data.count("\ufffd".encode())
    # Letters beyond ASCII hardly ever make up UTF-8 by chance: where most do, the text is UTF-8 in which some bytes were lost.
    if sum(c > "\x7f" for c in mended) > 2 * broken:
        return Decoded(normalised(mended), broken=broken)
    encoding = _likeliest(data)
    return Decoded(normalised(data.decode(encoding, "replace")), encoding)


def _likeliest(data: bytes) -> str:
    """Western news is cp1252 where a few bytes stray from ASCII; a detector is asked about the rest."""
    strange = [b for b in data[:SAMPLE] if b > 127]
    western = not any(b in b"\x81\x8d\x8f\x90\x9d" for b in strange)
    if western and len(strange) * 8 < len(data[:SAMPLE]):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else "latin-1"
