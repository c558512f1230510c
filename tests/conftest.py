"""Fixtures that several rooms share."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# Where the tests run in the background they inherit that interrupts are ignored, and so would the programs they start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

if TYPE_CHECKING:
    from communique.parse import Parser
    from communique.pipeline import Coder

# The same examples on every run: a check that fails by chance teaches nobody anything.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60, database=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The real parser: slow to load, so one for the whole run."""
    from communique.parse.spacy_parser import SpacyParser

    return SpacyParser()


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The whole pipeline as a user gets it."""
    from communique.pipeline import default_coder

    return default_coder()
