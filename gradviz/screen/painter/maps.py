"""Heat maps made ready for the screen: each pixel shows the one cell that lies under its centre.

No pixel is a mean: a mean over neighbouring units is a value that no unit had, and of a noisy map
it is grey. Where there are more cells than pixels some are left out, and the header says so.
"""

from __future__ import annotations

import math

import numpy as np

from gradviz.charts.chart import Array, HeatMap, Palette
from gradviz.charts.style import Theme
from gradviz.charts.words import short

LEVELS = 254
"""The highest colour: an odd number of colours, so that zero has one of its own in the middle."""

NOTHING = 255
"""The colour of a cell without a value."""


def limits(heat: HeatMap) -> tuple[float, float]:
    """Return the range of the colours; where the chart's own is not finite, that of the finite values."""
    if math.isfinite(heat.low) and math.isfinite(heat.high) and heat.high > heat.low:
        return heat.low, heat.high
    finite = heat.values[np.isfinite(heat.values)]
    reach = float(np.abs(finite).max()) if finite.size else 1.0
    reach = reach or 1.0
    return (-reach, reach) if heat.palette == "signed" else (0.0, reach)


def columns(heat: HeatMap, low: float, high: float, pixels: int) -> Array:
    """Return which column of the map each pixel of ``low … high`` shows; −1 beside the map."""
    at = low + (np.arange(pixels) + 0.5) * (high - low) / pixels
    index = np.floor((at - heat.first) / heat.step + 0.5).astype(np.int64)
    index[(index < 0) | (index >= heat.values.shape[1])] = -1
    return index


def rows(heat: HeatMap, pixels: int) -> Array:
    """Return which row of the map each pixel shows, from the top."""
    index: Array = ((np.arange(pixels) + 0.5) * heat.values.shape[0] / pixels).astype(np.int64)
    return index


def codes(heat: HeatMap, across: Array, down: Array) -> Array:
    """Return the colour number of every pixel, shape (down, across), uint8."""
    low, high = limits(heat)
    shown_rows, row = np.unique(down, return_inverse=True)
    shown_columns, column = np.unique(np.maximum(across, 0), return_inverse=True)
    cells = heat.values[shown_rows][:, shown_columns]
    # Halves, so that the range of the largest floats does not overflow.
    span = high / 2 - low / 2
    with np.errstate(invalid="ignore", over="ignore"):
        share = np.clip((cells / 2 - low / 2) / span, 0.0, 1.0)
        coded = np.where(np.isnan(cells), NOTHING, np.rint(np.nan_to_num(share) * LEVELS)).astype(np.uint8)
    pixels = coded[row[:, None], column]
    pixels[:, across < 0] = NOTHING
    return np.ascontiguousarray(pixels)


def colours(heat: HeatMap, theme: Theme) -> Array:
    """Return the colour of every number, shape (256, 3), uint8; the last one is that of nothing."""
    table = theme.lut(heat.palette).astype(float)
    at, places = np.linspace(0, 255, LEVELS + 1), np.arange(256)
    made = np.empty((256, 3), dtype=np.uint8)
    for channel in range(3):
        made[: LEVELS + 1, channel] = np.rint(np.interp(at, places, table[:, channel]))
    made[NOTHING] = [int(theme.window[i : i + 2], 16) for i in (1, 3, 5)]
    return made


def limit_words(value: float, palette: Palette = "signed") -> str:
    """Return the end of a colour bar: ``+1``, ``−1``, ``+2.5·10^{30}``; of magnitudes without a plus."""
    return f"+{short(value)}" if value > 0 and palette == "signed" else short(value)


def left_out(heat: HeatMap, wide: int, tall: int, low: float, high: float) -> str:
    """Return in words which cells have no pixel, or nothing when all are shown."""
    units, steps = heat.values.shape[0], min(heat.values.shape[1], high - low)
    said = []
    if units > tall:
        said.append(f"{tall} of {units} units")
    if steps > wide:
        said.append(f"{wide} of {math.ceil(steps)} steps")
    return ", ".join(said) + " have a pixel" if said else ""
