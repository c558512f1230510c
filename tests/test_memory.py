"""Memory stays flat: of a text that is coded and let go, nothing is kept."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from communique.model import Sentence
from communique.reading import document_from_text

if TYPE_CHECKING:
    from communique.pipeline import Coder


def test_nothing_of_a_text_is_kept(coder: Coder) -> None:
    """Nor in what rooms remember of names and words."""
    gc.collect()
    before = sum(isinstance(o, Sentence) for o in gc.get_objects())
    for number in range(5):
        text = f"President Macron met Chancellor Merz in Paris on Monday. They spoke for {number + 10} minutes, an aide said."
        coder.code(document_from_text(text, published="2025-08-20"))
    gc.collect()
    assert sum(isinstance(o, Sentence) for o in gc.get_objects()) <= before


def test_a_text_is_gone_at_once(coder: Coder) -> None:
    """No ring of references is left: what is coded goes without a search for garbage, which costs more than coding a sentence."""
    text = "“We agree,” President Macron said in Paris on Monday. According to his office, he met Chancellor Merz, who said that he agreed."
    document = document_from_text(text, published="2025-08-20")
    coder.code(document)
    gc.collect()
    gc.disable()
    try:
        before = sum(isinstance(o, Sentence) for o in gc.get_objects())
        assert coder.code(document).statements
        assert sum(isinstance(o, Sentence) for o in gc.get_objects()) == before
    finally:
        gc.enable()


def test_the_collector_is_on_again_after_coding(coder: Coder) -> None:
    coder.code(document_from_text("President Macron met Chancellor Merz.", published="2025-08-20"))
    assert gc.isenabled()
