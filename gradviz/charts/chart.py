"""A Chart is data: what to draw, with axes, units and words; no painter is known here.

Text that a reader sees may hold subscripts and superscripts as ``h_t``, ``W_{hh}``, ``10^{−5}``;
`gradviz.charts.markup` turns them into what a painter needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from gradviz.experiment import Experiment

Array = npt.NDArray[Any]

Role = Literal["a", "b", "theory", "threshold", "loss", "neutral"]
"""What a mark stands for; each painter gives every role one colour and one line style."""

Dash = Literal["", "short", "dots", "mixed"]
"""How a curve is broken where several have one role; "" is what its role has."""

Palette = Literal["signed", "magnitude"]
"""signed: diverging and symmetric around 0; magnitude: sequential."""

Shade = Literal["solid", "hatched", "crossed", "line"]
"""How a series of bars is told from the others in its role's colour, in black and white too: full;
pale under diagonal or crossed lines; or not stacked at all, a line at what the others add up to."""


@dataclass(frozen=True)
class Axis:
    """One axis: its words, its unit and its range.

    With ``log10`` the values are base-10 logarithms and the tick at −5 reads 10⁻⁵.
    """

    label: str
    low: float
    high: float
    unit: str = ""
    log10: bool = False
    visible: bool = True


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
    """A map of shape (rows, columns); column j covers x = first + j ± ½, row 0 is at the top.

    ``order`` are the rows' own numbers from the top where they are not 1, 2, 3, …
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

    def number(self, row: int) -> int:
        """Return the number that a row goes by: a map that is sorted does not renumber."""
        return self.order[row] if self.order else row + 1


@dataclass(frozen=True)
class Characters:
    """One character a step: ``text[j]`` stands at x = first + j."""

    text: str
    first: float


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


@dataclass(frozen=True, eq=False)
class Panel:
    """One pair of axes with what is drawn in it; the panels of a Chart stand below each other.

    ``height`` is its share of the whole; ``empty`` says in words why there is nothing to draw.
    A panel without a title stands close below the one before it; its ``side`` names it.
    """

    name: str
    title: str
    x: Axis
    y: Axis
    subtitle: str = ""
    badge: Role | None = None
    side: str = ""
    height: float = 1.0
    curves: tuple[Curve, ...] = ()
    bands: tuple[Band, ...] = ()
    maps: tuple[HeatMap, ...] = ()
    bars: tuple[Bars, ...] = ()
    characters: Characters | None = None
    levels: tuple[Level, ...] = ()
    marks: tuple[Mark, ...] = ()
    empty: str = ""


@dataclass(frozen=True, eq=False)
class Chart:
    """A picture: panels on one common x axis, the sentences beside it, and the questions asked.

    ``question`` is what was asked, in one line for a reader.
    """

    name: str
    title: str
    panels: tuple[Panel, ...]
    sentences: tuple[tuple[Role, str], ...]
    experiments: tuple[Experiment, ...]
    question: str = ""


def role_of(index: int) -> Role:
    """Return the role of the first (A) or second (B) network."""
    return "a" if index == 0 else "b"


def padded(low: float, high: float, share: float = 0.06, least: float = 1.0) -> tuple[float, float]:
    """Return a range a little wider than ``low … high``, at least ``least`` wide."""
    if high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
    margin = share * (high - low)
    return low - margin, high + margin


def finite_range(*arrays: Array) -> tuple[float, float] | None:
    """Return the smallest and largest finite value, or None when there is none."""
    finite = [array[np.isfinite(array)] for array in arrays]
    finite = [array for array in finite if array.size]
    if not finite:
        return None
    return float(min(array.min() for array in finite)), float(max(array.max() for array in finite))
