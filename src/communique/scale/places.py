"""Where inputs are: files of this machine, or what fsspec reaches (``s3://…``, ``gs://…``, ``https://…``)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

from communique.errors import InputError
from communique.reading.sniff import SUFFIXES


def is_url(path: str) -> bool:
    """Whether a path names a store other than this machine's files."""
    return "://" in path


def matches(url: str) -> list[str]:
    """The files a URL with ``*``, or of a folder, stands for, sorted; else the URL itself. Raises ``InputError`` where none is there.

    Of a folder it is all files below it that look readable; a URL stands for a folder where it ends with ``/``.
    """
    if "*" not in url and not url.endswith("/"):
        return [url]
    store, inner = _store(url)
    try:
        listed = store.glob(inner) if "*" in url else [p for p in store.find(inner) if PurePath(p).suffix.lower() in SUFFIXES]
        found = sorted(store.unstrip_protocol(p) for p in listed if store.isfile(p))
    except Exception as error:  # every store has errors of its own
        raise _unreadable(url, error) from error
    if not found:
        raise InputError(f"{url}: no file matches")
    return found


def size_and_change(path: str) -> tuple[int, str]:
    """The bytes of an input (0 where its store does not say) and a mark that changes with its content."""
    if is_url(path):
        return _stored(path)
    try:
        found = os.stat(path)  # noqa: PTH116 - the same call for every kind of path
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return found.st_size, str(found.st_mtime_ns)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The bytes of an input. Raises ``OSError`` where they cannot be had."""
    if not is_url(path):
        with Path(path).open("rb") as stream:
            yield stream
        return
    store, inner = _store(path)
    with store.open(inner, "rb") as stream:
        yield cast("BinaryIO", stream)


def _stored(url: str) -> tuple[int, str]:
    store, inner = _store(url)
    try:
        about = store.info(inner)
        mark = about.get("ETag") or about.get("etag") or about.get("mtime") or about.get("LastModified") or ""
    except Exception as error:  # every store has errors of its own
        raise _unreadable(url, error) from error
    return int(about.get("size") or 0), str(mark)


def _store(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]

    try:
        return cast("tuple[Any, str]", url_to_fs(url))
    except (ImportError, ValueError) as error:
        raise _unreadable(url, error) from error


def _unreadable(path: str, error: Exception) -> InputError:
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return InputError(f"{path}: cannot be read: {why}; give files, folders, patterns or URLs that exist")
