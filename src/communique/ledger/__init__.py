"""The ledger: many texts, one history, in one SQLite file."""

from communique.ledger.ingest import Filed, Ingested, Outcome, expected, ingest, known
from communique.ledger.store import Ledger, open_ledger
from communique.ledger.verify import Breach, breaches, verify

__all__ = ["Breach", "Filed", "Ingested", "Ledger", "Outcome", "breaches", "expected", "ingest", "known", "open_ledger", "verify"]
