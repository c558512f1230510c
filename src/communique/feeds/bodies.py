"""The body of a response, unpacked as it comes and never beyond a size: what ends as ten gigabytes of zeros ends here early."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from communique.feeds.nouns import Trouble

CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


def body(chunks: Iterable[bytes], coding: str, most: int) -> bytes | Trouble:
    """All bytes; trouble where they are more than ``most``, or packed in a way that was not asked for or is broken."""
    if coding not in CODINGS:
        return Trouble("wrong-coding", f"the server packed it as {coding[:40]!r}, which was not asked for", lasting=True)
    held = bytearray()
    try:
        for chunk in chunks if coding in ("", "identity") else _unpacked(chunks, most + 1):
            held += chunk
            if len(held) > most:
                return Trouble("too-large", f"it has more than {most:,} bytes", lasting=True)
    except zlib.error as error:
        return Trouble("broken", f"what the server packed cannot be unpacked: {error}")
    return bytes(held)


def _unpacked(chunks: Iterable[bytes], most: int) -> Iterable[bytes]:
    """Unpacked chunks of at most ``most`` bytes. Raises ``zlib.error`` where packing is broken or stops early."""
    unpack = None
    for chunk in chunks:
        if unpack is None:
            # gzip and zlib say what they are; some servers send deflate bare.
            bare = chunk[:1] not in (b"\x1f", b"\x78", b"\x58", b"\x68", b"\x48")
            unpack = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
        if not unpack.eof:
            yield unpack.decompress(chunk, most)
    if unpack is not None and not unpack.eof:
        raise zlib.error("it stops in the middle")
