"""How the height of a picture is shared: every row has what its words need, and the rest goes by the rows' shares."""

from __future__ import annotations

from collections.abc import Sequence

from gradviz.charts.chart import Panel

_PLANE, _CURVES, _BARS, _NAMED, _MAP, _SLICES = 96, 56, 56, 36, 28, 64
"""How high a plot is at least, in pixels at 100 %; a map is `_NAMED` where a letter stands over its side words."""
_FORMULA = 46
"""What an equation takes with its numbers, in the smallest type of its panel."""


def least(row: Sequence[Panel]) -> float:
    """Return how high the plots of a row are at least, in pixels at 100 %; a strip of characters has its own height."""
    return 0.0 if row[0].characters else max(map(_least, row))


def heights(least: Sequence[float], shares: Sequence[float], free: float) -> list[int]:
    """Return the heights of rows that share what is free, none below its least where all can have that."""
    given: dict[int, float] = {}
    if sum(least) > free:
        least = [0.0] * len(shares)
    while True:
        rest = free - sum(given.values())
        parts = sum(share for row, share in enumerate(shares) if row not in given) or 1.0
        low = [row for row, share in enumerate(shares) if row not in given and rest * share / parts < least[row]]
        if not low:
            return [int(given.get(row, rest * share / parts)) for row, share in enumerate(shares)]
        given |= {row: least[row] for row in low}


def _least(panel: Panel) -> float:
    if panel.lines:
        return _FORMULA * len(panel.lines)
    if panel.plane:
        return _PLANE
    if panel.maps:
        return _NAMED if panel.badge else _MAP
    if panel.slices:
        return _SLICES
    return _BARS if panel.bars else _CURVES
