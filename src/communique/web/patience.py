"""How long a question may take. SQLite asks now and then whether to go on; after the limit the answer is no."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from communique.ledger import Ledger, open_ledger

SECONDS = 10.0
# SQLite's own steps between two looks at the clock: some milliseconds of work.
STEPS = 20_000


def opener(path: str | Path, seconds: float = SECONDS) -> Callable[[], Ledger]:
    """What opens the ledger for one request; all its questions together may take so long."""

    def opened() -> Ledger:
        ledger = open_ledger(path)
        until = time.monotonic() + seconds
        ledger.db.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        return ledger

    return opened


TOO_LONG = f"This takes longer than {SECONDS:.0f} seconds. Narrow the selection, or ask on the command line, which has no limit."
