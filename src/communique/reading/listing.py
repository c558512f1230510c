"""Which lines of a page stand in a list, and how far running text is below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol

_BULLET = re.compile(r"[-–—*•·▪■●◦‣✓]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s", re.I)
_TURN = re.compile(r"[A-Z][\w.’' -]{0,40}:\s")
# A list has so many lines, and an introduced one ends before it is as long as a menu page.
FEWEST = 3
LONGEST = 40
# A reader's comment has at most so many lines.
COMMENT = 8
FAR = (1, 2, 4, 8, 16)


class Listed(Protocol):
    """What a list needs of a line."""

    @property
    def text(self) -> str:
        """Its words."""
        ...

    @property
    def words(self) -> int:
        """How many."""
        ...

    @property
    def sentence(self) -> bool:
        """Whether it reads like running text."""
        ...

    @property
    def comments(self) -> bool:
        """Whether readers speak below it."""
        ...

    @property
    def sure(self) -> bool:
        """Whether its sign alone says that it is no article text."""
        ...


def list_marks(lines: Sequence[Listed]) -> list[dict[str, float]]:
    """For each line the marks of a list (a colon above, one shape with its neighbours) and what lies before the next sentence."""
    marks = [dict[str, float]() for _ in lines]
    for i in _introduced(lines):
        marks[i]["introduced"] = 1.0
    for i, shape in _runs(lines):
        marks[i]["in run"] = 1.0
        marks[i][f"run {shape}"] = 1.0
    for i, (far, signs) in enumerate(_below(lines)):
        marks[i][f"until sentence {far}"] = 1.0
        marks[i]["signs until sentence"] = min(signs, 3) / 3
    for i in _commented(lines):
        marks[i]["below comments"] = 1.0
    for i, signs in enumerate(_above(lines)):
        marks[i]["signs since sentence"] = min(signs, 3) / 3
    for i in range(1, len(lines)):
        if lines[i - 1].text.endswith(":"):
            marks[i]["after colon"] = 1.0
    return marks


def _introduced(lines: Sequence[Listed]) -> Iterator[int]:
    """The short lines that follow a line of running text with a colon."""
    left = 0
    for i, line in enumerate(lines):
        if line.sure:
            left = 0
        elif line.text.endswith(":") and line.words >= 3:
            left = LONGEST
        elif left and not line.sentence:
            left -= 1
            yield i
        else:
            left = 0


def _commented(lines: Sequence[Listed]) -> Iterator[int]:
    """The lines below the heading of the readers’ comments, or close to a button of one, once there was running text."""
    text, left = False, 0
    for i, line in enumerate(lines):
        if text and line.comments:
            left = COMMENT
        elif left:
            left -= 1
            yield i
        text = text or line.sentence


def shape_of(text: str) -> str:
    """What the line looks like, as far as the lines of a list look alike."""
    if _BULLET.match(text):
        return "bullet"
    if _TURN.match(text):
        return "turn"
    return "dated" if text[:1].isupper() and text[-1:] not in ".!?" and re.match(r"\w+\.? \d{1,2}\b", text) else ""


def _runs(lines: Sequence[Listed]) -> Iterator[tuple[int, str]]:
    for shape, group in groupby(range(len(lines)), lambda i: shape_of(lines[i].text)):
        run = list(group)
        if shape and len(run) >= FEWEST:
            yield from ((i, shape) for i in run)


def _below(lines: Sequence[Listed]) -> list[tuple[str, int]]:
    """For each line how far the next running text is, and how many sure signs stand between."""
    found: list[tuple[str, int]] = []
    far, signs = len(lines) + 1000, 0
    for line in reversed(lines):
        found.append((_far(far), signs if far < 1000 else 3))
        far, signs = (1, 0) if line.sentence and not line.sure else (far + 1, signs + line.sure)
    return found[::-1]


def _above(lines: Sequence[Listed]) -> list[int]:
    found, signs = [], 3
    for line in lines:
        found.append(signs)
        signs = 0 if line.sentence and not line.sure else signs + line.sure
    return found


def _far(count: int) -> str:
    for limit in FAR:
        if count <= limit:
            return f"to {limit}"
    return "none" if count >= 1000 else "far"
