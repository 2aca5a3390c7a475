"""How lines of A and B differ where their colours may not be told apart, once for the screen and for paper."""

from __future__ import annotations

import numpy as np

from gradviz.charts.terms import Array

LONG_DASH = (7.5, 2.2)
"""What is drawn and what is left out of a line of B, in its own widths; A is solid."""

_ROUGH = 4
"""How many times up and down and across its axes a line goes before dashes say nothing."""


def is_rough(heights: Array, around: float) -> bool:
    """Return whether a line goes up and down so much that its dashes would be dots.

    Parameters
    ----------
    heights : (N,)
        Of its points; a NaN is a hole.
    around : float
        The width and the height of its axes together, in the same unit.
    """
    return bool(np.nansum(np.abs(np.diff(heights))) > _ROUGH * around)
