"""One row of the list, and how wide its columns are; pure but for the font."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PyQt6.QtGui import QFontMetricsF

from gradviz.screen.painter.typeset import Type

if TYPE_CHECKING:
    from gradviz.language.unit import Unit

NONE = "—"
"""The words of a unit that follows nothing."""
NUMBER, SMALL, WORDS = 13, 10, 12
"""Sizes of type: the unit's number, its layer under it, and all else."""
GAP = 6
_LEAST, _MOST = 60, 84
_LETTERS = {"cell": "c", "hidden": "h"}


@dataclass(frozen=True)
class Row:
    """What the list shows of a unit.

    Attributes
    ----------
    words
        What it follows, or —.
    score
        With its digits, or nothing.
    tip
        All that is known, in a sentence.
    """

    unit: Unit
    words: str
    score: str
    tip: str


@dataclass(frozen=True)
class Columns:
    """How wide the columns are, in pixels, and whether layer and state tell the units of the list apart."""

    number: float
    words: float
    score: float
    layered: bool
    mixed: bool


def columns(rows: Sequence[Row], type_: Type) -> Columns:
    """Return columns in which every number and score, and the words on two lines, have room."""
    layered = len({row.unit.layer for row in rows}) > 1
    mixed = len({row.unit.state for row in rows}) > 1
    strong, small, plain = (face.metrics for face in (type_.strong(NUMBER), type_.face(SMALL), type_.face(WORDS)))
    letter = plain.horizontalAdvance(" c") if mixed else 0.0
    number = _widest((str(row.unit.index) for row in rows), strong) + letter
    layer = _widest((f"layer {row.unit.layer}" for row in rows), small) if layered else 0.0
    words = max((_needed(each, plain) for each in {row.words for row in rows}), default=0.0)
    return Columns(
        number=math.ceil(max(number, layer)),
        words=math.ceil(min(max(words, type_.px(_LEAST)), type_.px(_MOST))),
        score=math.ceil(_widest((row.score for row in rows), plain)),
        layered=layered,
        mixed=mixed,
    )


def letter_of(unit: Unit) -> str:
    """Return the symbol of the state that a unit belongs to."""
    return _LETTERS[unit.state]


def two_lines(words: str, width: float, metrics: QFontMetricsF) -> list[str]:
    """Return words on one line or two, broken at a gap or behind a hyphen."""
    if metrics.horizontalAdvance(words) <= width:
        return [words]
    return [line for line in _best_break(words, width, metrics) if line]


def _best_break(words: str, width: float, metrics: QFontMetricsF) -> tuple[str, str]:
    """Return the longest beginning that fits, and the rest."""
    for at in reversed(_breaks(words)):
        if metrics.horizontalAdvance(words[:at].rstrip()) <= width:
            return words[:at].rstrip(), words[at:].lstrip()
    first = _breaks(words)[:1] or [len(words)]
    return words[: first[0]].rstrip(), words[first[0] :].lstrip()


def _needed(words: str, metrics: QFontMetricsF) -> float:
    """Return the least width in which words stand on two lines."""
    halves = [(words[:at].rstrip(), words[at:].lstrip()) for at in _breaks(words)] or [(words, "")]
    return min(max(map(metrics.horizontalAdvance, half)) for half in halves)


def _breaks(words: str) -> list[int]:
    return [at + 1 for at, sign in enumerate(words[:-1]) if sign in " -" and at]


def _widest(words: Iterable[str], metrics: QFontMetricsF) -> float:
    """Return the width of the widest; figures are tabular, so one of each length is measured."""
    by_length = {len(each): each for each in words}
    return max(map(metrics.horizontalAdvance, by_length.values()), default=0.0)
