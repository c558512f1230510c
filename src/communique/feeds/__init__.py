"""Watching feeds: what they list is fetched gently, kept as it came, coded, and stored in the ledger."""

from communique.feeds.bounded import Bounded
from communique.feeds.doctor import Finding, findings
from communique.feeds.nouns import Feed, Settings, Step, Trouble
from communique.feeds.store import Store, alone, open_store, store_path
from communique.feeds.visiting import Clock
from communique.feeds.watching import Tools, next_turn, watch

__all__ = [
    "Bounded", "Clock", "Feed", "Finding", "Settings", "Step", "Store", "Tools", "Trouble", "alone",
    "findings", "next_turn", "open_store", "store_path", "watch",
]  # fmt: skip
