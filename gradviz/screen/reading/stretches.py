"""Where something holds in a text: from which character on, and up to which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gradviz.charts.terms import Array

Runs = tuple[tuple[int, int], ...]


def runs(mask: Array | None, first: int = 0) -> Runs:
    """Return from where and up to where a mask holds, counted from ``first``."""
    if mask is None:
        return ()
    ends = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8))) + first
    return tuple((int(begin), int(end)) for begin, end in ends.reshape(-1, 2))


def masked(stretches: Runs, length: int, first: int = 0) -> Array | None:
    """Return where stretches hold in a passage that begins at ``first``; None: nowhere."""
    mask = np.zeros(length, bool)
    for begin, end in stretches:
        mask[max(begin - first, 0) : max(end - first, 0)] = True
    return mask if mask.any() else None
