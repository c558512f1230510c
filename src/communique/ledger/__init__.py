"""The ledger: many texts, one history, in one SQLite file."""

from communique.ledger.ingest import Filed, Ingested, Outcome, expected, ingest, known
from communique.ledger.preparing import Prepared, prepared
from communique.ledger.store import Ledger, open_ledger
from communique.ledger.verify import Breach, breaches, dangling, verify

__all__ = [
    "Breach", "Filed", "Ingested", "Ledger", "Outcome", "Prepared", "breaches", "dangling", "expected", "ingest", "known", "open_ledger",
    "prepared", "verify",
]  # fmt: skip
