"""Which format a source is in, by its name and its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePath

from communique.reading.decode import decode
from communique.reading.source import Failure

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".warc": "warc", ".wet": "warc", ".gz": "gzip", ".zst": "zstd",
}  # fmt: skip
# First bytes → the reader that knows them.
MARKS = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"PAR1", "parquet"), (b"WARC/", "warc"))
# Formats that their first bytes show; a name alone does not make them.
MARKED = {"gzip", "zstd", "parquet", "warc"}
# First bytes → what it is and what helps.
FOREIGN = (
    (b"%PDF", "a PDF; extract its text first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack or export it as text first"),
    (b"BZh", "compressed with bzip2; unpack it first (bunzip2)"),
    (b"\xd0\xcf\x11\xe0", "an old office document; export it as text first"),
    (b"\x89PNG", "a PNG image, not text"),
    (b"\xff\xd8\xff", "a JPEG image, not text"),
    (b"GIF8", "a GIF image, not text"),
    (b"\x7fELF", "a program, not text"),
    (b"SQLite format 3", "an SQLite database, not text"),
    (b"{\\rtf", "an RTF document; export it as plain text first"),
)
# Without going back (?>…): a head of a thousand empty comments can else be cut in more ways than anyone can try.
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.I | re.S)
_JSON = re.compile(r'\s*\{\s*"(?:[^"\\]|\\.)*"\s*:')


def sniff(name: str, head: bytes) -> str | Failure:
    """The format's name, or a failure for what is no text. Content decides where it is clear, then the suffix; text is the rest."""
    marked = next((what for start, what in MARKS if head.startswith(start)), None)
    if marked:
        return marked
    foreign = next((what for start, what in FOREIGN if head.startswith(start)), None)
    if foreign:
        return Failure(name, "not-text", f"{name}: this is {foreign}")
    known = SUFFIXES.get(PurePath(name).suffix.lower())
    start = decode(head).text
    if start is None:
        # A crash leaves blocks of zeros in logs; the lines around them are sound.
        return "jsonl" if known == "jsonl" and b"{" in head else Failure(name, "not-text", f"{name}: this is binary data, not text")
    if known and known not in MARKED:
        return known
    if _JSON.match(start):
        return "jsonl"
    return "html" if _HTML.match(start) else "text"
