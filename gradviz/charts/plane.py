"""What is drawn on a plane whose axes are not time: points, circles, places that a hand moves, small matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from gradviz.charts.terms import Array, Role

Shape = Literal["dot", "ring", "cross"]
"""How points of one role are told apart."""

_GLARING = 30.0
"""Decades above the full colour: more would only overflow."""

Along = Literal["x", "y", "radius"]
"""What of a place is the value of a field: a coordinate, or its distance from the origin."""


@dataclass(frozen=True, eq=False)
class Points:
    """Marks at the places ``(x, y)``, both of shape (N,); in a table two columns, with ``_x`` and ``_y``.

    ``label`` is their name in the key of the panel. ``names`` is what each is called under the mouse, one for every
    point, or nothing. A NaN draws nothing.
    """

    label: str
    column: str
    x: Array
    y: Array
    role: Role
    shape: Shape = "dot"
    names: tuple[str, ...] = ()
    tone: float = 0.0


@dataclass(frozen=True)
class Circle:
    """A circle in the units of both axes, named at its edge."""

    radius: float
    label: str
    role: Role = "threshold"
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Hold:
    """One field of the question that a handle's place stands for; ``log10``: the coordinate is its logarithm."""

    field: str
    along: Along
    low: float
    high: float
    log10: bool = False
    whole: bool = False

    def value(self, x: float, y: float) -> float | int:
        """Return the field's value at a place: within its range, to three digits, or a whole number."""
        place = {"x": x, "y": y, "radius": float(np.hypot(x, y))}[self.along]
        found = min(max(10.0**place if self.log10 else place, self.low), self.high)
        return round(found) if self.whole else float(f"{found:.3g}")


@dataclass(frozen=True)
class Handle:
    """A place at which a network stands, and that a hand moves: then the question is another one.

    ``slot`` is ``"a"`` or ``"b"``. A handle that is held by the radius is moved anywhere on its circle.
    """

    slot: Literal["a", "b"]
    x: float
    y: float
    label: str
    holds: tuple[Hold, ...]

    def values(self, x: float, y: float) -> dict[str, float | int]:
        """Return the value of each field at another place."""
        return {hold.field: hold.value(x, y) for hold in self.holds}


@dataclass(frozen=True, eq=False)
class Slices:
    """A matrix for every step, M_t = Σ_b left[j, b] ⊗ right[j, b] in units of its full colour; step t is first + j.

    Attributes
    ----------
    left : (T, B, R), right : (T, B, C)
        Factors whose product's largest |entry| is 1 (or all zeros).
    log10_largest : (T,)
        log10 of each matrix' largest |entry|; −inf of a zero matrix.
    log10_full : (T,)
        log10 of the value that has the full colour: the same at every step on a shared scale, another one at each
        where every step has its own. What is larger has the full colour, too.
    """

    label: str
    column: str
    first: int
    left: Array
    right: Array
    log10_largest: Array
    log10_full: Array
    role: Role
    unit: str = ""

    def brightness(self) -> Array:
        """Return each matrix' largest entry in units of the full colour, shape (T,)."""
        with np.errstate(invalid="ignore"):
            away = np.where(np.isneginf(self.log10_largest), -np.inf, self.log10_largest - self.log10_full)
        return np.asarray(10.0 ** np.minimum(np.nan_to_num(away, nan=-np.inf, neginf=-np.inf), _GLARING))

    def tiles(self, rows: Array, columns: Array) -> Array:
        """Return the picked entries of every matrix in units of the full colour, shape (T, rows, columns)."""
        product = np.einsum("tbr,tbc->trc", self.left[:, :, rows], self.right[:, :, columns])
        return np.asarray(product * self.brightness()[:, None, None])

    def at(self, step: int, rows: Array, columns: Array) -> Array:
        """Return the picked entries of one matrix in units of its full colour, shape (rows, columns)."""
        j = step - self.first
        return np.asarray(self.left[j][:, rows].T @ self.right[j][:, columns] * self.brightness()[j])


@dataclass(frozen=True)
class Formula:
    """An equation in markup and, below it, the same with numbers; ``about`` says in words what it is."""

    equation: str
    values: str
    about: str = ""
    role: Role = "neutral"
