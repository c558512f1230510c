"""The words that set what is told before or after something else: "*ahead* of the talks", "two days *after* he left"."""

from __future__ import annotations

# Adverbs that work as prepositions: "ahead of a meeting", "prior to talks".
AHEAD = frozenset({"ahead", "prior"})
BEFORE = AHEAD | {"before"}
AFTER = frozenset({"after", "since", "following"})
BOUNDING = BEFORE | AFTER | {"until"}
