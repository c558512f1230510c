"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.errors import InputError


@contextmanager
def whole_folder(to: Path) -> Iterator[Path]:
    """A folder to write into; what stands in it at the end goes to ``to``, beside what is there. After an error nothing does.

    Raises ``InputError`` where it cannot be written.
    """
    if to.is_file():
        raise InputError(f"{to}: is a file; name a folder")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=to.parent))
        try:
            yield partial
            to.mkdir(exist_ok=True)
            for path in sorted(partial.iterdir()):
                path.replace(to / path.name)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise InputError(f"{to}: cannot be written: {error.strerror or error}") from error
