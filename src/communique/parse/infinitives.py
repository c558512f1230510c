"""Infinitives that tell what a noun is for, taken for relative clauses: "plans *for him to meet* Mr Bo"."""

from __future__ import annotations

from communique.model import Token
from communique.parse.tokens import hung


def with_infinitives(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with each such infinitive as a clause on its noun."""
    plain = {t.head for t in tokens if t.tag == "TO" and t.dep == "aux"}
    asking = {t.head for t in tokens if t.tag in ("WDT", "WP", "WRB") and t.dep != "pobj"}
    return tuple(hung(t, "acl", t.head) if t.dep == "relcl" and t.i in plain - asking else t for t in tokens)
