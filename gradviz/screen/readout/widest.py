"""The widest things that the read-out says: the panel has room for them from the beginning; pure."""

from __future__ import annotations

import math

from gradviz.charts.at_step import Reading
from gradviz.experiment import FIELDS
from gradviz.screen.readout.words import caption, table

_LETTERS = ("A", "B", "")
_LAST = int(FIELDS["steps"].maximum or 0)
_BLOCKS = (0.0123, 0.0456)
_USUAL = 999
"""Steps back for which a caption is said in full in any font; beyond, it may be brief."""


def captions() -> list[str]:
    """Return the widest captions: the full ones of usual lengths, the brief ones of the longest run."""
    full = [caption(_reading(back=_USUAL), letter) for letter in _LETTERS]
    places = [_reading(back=_LAST - 1), _reading(back=_LAST - 1, left=1.0), _reading(back=0), _reading(back=-1),
              _reading(left=math.nan)]  # fmt: skip
    return full + [caption(reading, letter, brief=True) for reading in places for letter in _LETTERS]


def numbers() -> list[tuple[tuple[str, ...], ...]]:
    """Return tables of two networks with the widest numbers."""
    far = [(-999.9, -98.0005), (-43210.0, -43210.0), (-1e-9, -1e-9)]
    return [table([_reading(log10=log10, per_step=ratio)] * 2) for log10, ratio in far]


def _reading(log10: float = -1.0, left: float = -1.0, per_step: float = -1.0, back: int = 1) -> Reading:
    return Reading(_LAST, log10, left, per_step, back, _BLOCKS, _BLOCKS)
