"""What pictures over a text have in common: the axis of its characters, and the strip of them."""

from __future__ import annotations

import numpy as np

from gradviz.charts.chart import Array, Axis, Characters, Panel
from gradviz.charts.coloured import visible

_LEAST = 2
"""How many characters an axis has room for, so that its numbers are whole ones."""


def text_axis(first: int, length: int) -> Axis:
    """Return the axis of characters ``first`` (an index) and on; each stands at the step that reads it."""
    return Axis("character", first + 0.5, first + max(length, _LEAST) + 0.5)


def steps_of(first: int, length: int) -> Array:
    """Return the steps that read these characters, shape (length,)."""
    return first + 1 + np.arange(length, dtype=float)


def strip(text: str, first: int) -> Panel:
    """Return the characters themselves, each at its step; the cursor stands before the one that is read next."""
    axis, nothing = text_axis(first, len(text)), Axis("", 0.0, 1.0, visible=False)
    return Panel("text", "", axis, nothing, height=0.3, characters=Characters(visible(text), first + 1.0, ahead=True))
