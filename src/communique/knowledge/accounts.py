"""Whose account a statement is: a side's own, or only the article's telling of what was said between the parties."""

from __future__ import annotations

from communique.knowledge.merging import load_merging
from communique.model import Event, Statement


def is_account(statement: Statement, event: Event | None) -> bool:
    """Whether the outermost source itself says it to the world; ``event`` is what the statement is about.

    It does where a source reports it ("the Kremlin said that Lula noted …") or the words are quoted. Words without quotation marks are an
    account where they are reported ("Lula said that …"), not where they are an act of the contact ("both expressed support") or were
    said to another party ("Lukashenko briefed Putin").
    """
    if statement.via or statement.quotes:
        return True
    if event is not None and statement.addressee in event.parties:
        return False
    return statement.stance is None or statement.stance.kind in load_merging().reporting
