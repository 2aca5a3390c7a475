"""What is drawn over time: curves, bands, shades, fans, bars, maps, characters, and named lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.charts.terms import Array, Dash, Palette, Role, Shade


@dataclass(frozen=True, eq=False)
class Curve:
    """A line through points ``(x, y)``, both of shape (N,).

    A NaN in ``y`` is a hole; −inf is a true zero on a logarithmic axis: nothing is drawn there.
    ``label`` stands at the curve's end, ``column`` is its name in a table; without a label, that of
    its neighbour speaks for it. ``symbol`` is what a
    value of it is called under the mouse where the axis' own words don't fit: ``‖∂L/∂c_t‖``.
    Curves of one role are told apart by their ``tone``: 0 is the role's own colour, 1 the farthest
    step of it from the ground.
    """

    label: str
    column: str
    x: Array
    y: Array
    role: Role
    unit: str = ""
    symbol: str = ""
    dash: Dash = ""
    tone: float = 0.0


@dataclass(frozen=True, eq=False)
class Band:
    """What lies between ``low`` and ``high`` over ``x``, all of shape (N,), such as the middle half of a batch.

    A NaN is a hole; −inf is a true zero on a logarithmic axis: the band then reaches the bottom.
    In a table it is two columns, ``column`` with ``_low`` and ``_high``.
    """

    column: str
    x: Array
    low: Array
    high: Array
    role: Role
    unit: str = ""


@dataclass(frozen=True, eq=False)
class Shaded:
    """Where something holds, or how much of it there is, shaded behind the curves; bools or floats of shape (N,).

    ``values[j]`` belongs to x = first + j ± ½. The smallest value (no bool) is the ground of the panel, the largest
    its top; a NaN is not shaded.
    """

    column: str
    first: int
    values: Array
    role: Role = "neutral"

    def band(self, bottom: float, top: float) -> Band:
        """Return what is shaded between the ground and the top of a panel."""
        values = self.values.astype(float)
        known = np.append(values[np.isfinite(values)], [0.0, 1.0] if self.values.dtype == bool else [])
        low, high = (known.min(), known.max()) if known.size else (0.0, 1.0)
        share = (values - low) / (high - low or 1.0)
        tall = np.repeat(np.where(share > 0, bottom + share * (top - bottom), np.nan), 2)
        x = np.repeat(self.first + np.arange(len(values)), 2) + np.tile([-0.5, 0.5], len(values))
        return Band(self.column, x, np.where(np.isnan(tall), np.nan, bottom), tall, self.role)


@dataclass(frozen=True, eq=False)
class Fan:
    """Many thin lines that have one name: ``y`` is (N, X) over ``x`` (X,), such as one line a seed.

    Holes and zeros are as those of a curve. In a table each line is a column, ``column`` with ``_1``, ``_2``, …;
    ``numbers`` are their own numbers where they are not 1, 2, 3, …
    """

    label: str
    column: str
    x: Array
    y: Array
    role: Role
    unit: str = ""
    tone: float = 0.0
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Bars:
    """One series of stacked bars: ``y[j]`` belongs to step s = first + j and stands between s − 1 and s.

    The series of a panel cover the same steps and are stacked in their order: what is positive
    upwards from 0, what is negative downwards. A NaN is a hole; ±inf reaches the edge of the panel.
    ``label`` is its name in the key, of which what stands in parentheses is left out where there is
    little room.
    """

    label: str
    column: str
    first: int
    y: Array
    role: Role
    shade: Shade = "solid"
    unit: str = ""


@dataclass(frozen=True, eq=False)
class HeatMap:
    """A map of shape (rows, columns); column j covers x = first + j · step ± ½ step.

    The rows share the panel's y axis evenly, row 0 is at the top. ``order`` are the rows' own numbers
    from the top where they are not 1, 2, 3, …; with ``log10`` the values are base-10 logarithms. ``names`` are what
    the rows are called where that is more than a number.
    """

    label: str
    column: str
    values: Array
    first: float
    low: float
    high: float
    palette: Palette
    role: Role
    unit: str = ""
    order: tuple[int, ...] = ()
    step: float = 1.0
    log10: bool = False
    names: tuple[str, ...] = ()

    def number(self, row: int) -> int:
        """Return the number that a row goes by: a map that is sorted does not renumber."""
        return self.order[row] if self.order else row + 1

    def called(self, row: int, kind: str) -> str:
        """Return what a row is called: its own name, or its number after ``kind``."""
        return self.names[row] if self.names else f"{kind}{self.number(row)}"


@dataclass(frozen=True)
class Characters:
    """One character a step: ``text[j]`` stands at x = first + j.

    ``ahead``: the cursor stands before a character, the one that is read next; else at the last one that was read.
    """

    text: str
    first: float
    ahead: bool = False


@dataclass(frozen=True)
class Level:
    """A horizontal line at ``y``, named in place."""

    y: float
    label: str
    role: Role = "threshold"


@dataclass(frozen=True)
class Mark:
    """A vertical line at ``x``, named at its top; ``detail`` is a second, quieter line."""

    x: float
    label: str
    role: Role = "loss"
    detail: str = ""
