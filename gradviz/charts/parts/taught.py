"""What each step of one network adds to ∂L/∂W_hh, made ready to be drawn: factors and the size of each slice."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.chart import Array, Slices, role_of
from gradviz.charts.parts.kept import kept
from gradviz.charts.words import count
from gradviz.result import Result

DARK = -math.log10(255)
"""Below this, in decades from the full colour, a slice has the colour of zero."""

FULL = -1.0
"""Decades from the largest entry to the full colour: most entries are much smaller than the largest one."""

MOST_STEPS = 2048
MOST_NUMBERS = 25_000_000
_FLOOR = -1e6
"""A full colour for slices that are exactly zero."""
_CANCELS = 1e-4
"""A sum over sequences that cancels to less than this keeps float64."""


@dataclass(frozen=True, eq=False)
class Taught:
    """The slices of one network: M_t = Σ_b left[t − 1, b] ⊗ right[t − 1, b] for the steps that are ``shown``.

    ``log10_largest`` is that of all steps, (T,); ``from_zero`` says whether h_0 is zero.
    """

    left: Array
    right: Array
    log10_largest: Array
    shown: slice
    from_zero: bool

    @property
    def largest(self) -> float:
        """The largest entry of all steps, in decades."""
        return float(self.log10_largest.max())

    @classmethod
    def of(cls, result: Result) -> Taught | str:
        """Return the slices of the top layer, or why there are none."""
        from gradviz import theory

        if numbers(result) > MOST_NUMBERS:
            return _too_many(result)
        try:
            return kept(result, "taught", cls._found)
        except theory.TheoryError as error:
            return str(error)

    @classmethod
    def _found(cls, result: Result) -> Taught:
        from gradviz import theory

        found = theory.recurrent_slices(result)
        shown = _window(found.log10_largest)
        left, right = _factors(found.left[shown], found.right[shown], found.peaks[shown])
        return cls(left, right, found.log10_largest, shown, not result.hidden[-1, 0].any())

    def slices(self, index: int, own: bool, full: float) -> Slices:
        """Return them in units of one full colour, in decades, or each step's own."""
        largest = self.log10_largest[self.shown]
        return Slices(
            label="δ_t h_{t−1}^{⊤}",
            column=f"slice_{'ab'[index]}",
            first=self.shown.start + 1,
            left=self.left,
            right=self.right,
            log10_largest=largest,
            log10_full=np.maximum(largest + FULL, _FLOOR) if own else np.full(len(largest), full),
            role=role_of(index),
        )


def numbers(result: Result) -> int:
    """Return how many numbers the factors of all slices are."""
    experiment = result.experiment
    blocks = CELLS[experiment.cell].blocks
    return experiment.steps * experiment.batch_size * experiment.hidden_size * (blocks + 1)


def _too_many(result: Result) -> str:
    experiment = result.experiment
    fewer = "sequences, units or steps" if experiment.batch_size > 1 else "units or steps"
    times = math.ceil(numbers(result) / MOST_NUMBERS)
    of = f" of {experiment.batch_size} sequences" if experiment.batch_size > 1 else ""
    many = f"{count(experiment.steps, 'slice')}{of}"
    return f"{many} are too many numbers to draw at once: choose {times} times fewer {fewer}."


def _window(log10_largest: Array) -> slice:
    """Return the steps that are shown: all, or of very many the last ones up to the last that adds anything."""
    steps = len(log10_largest)
    if steps <= MOST_STEPS:
        return slice(0, steps)
    alive = np.flatnonzero(log10_largest > -np.inf)
    last = max(int(alive[-1]) + 1 if alive.size else 0, MOST_STEPS)
    return slice(last - MOST_STEPS, last)


def _factors(left: Array, right: Array, peaks: Array) -> tuple[Array, Array]:
    """Return factors whose product has the largest |entry| 1; of more sequences than units, their sums."""
    left = left / np.where(peaks > 0, peaks, 1.0)[:, None, None]
    batch, units = right.shape[1:]
    if batch > units:
        unit = np.eye(units, dtype=np.float32)
        return (right.mT @ left).astype(np.float32), np.broadcast_to(unit, (len(left), units, units))
    cancels = batch > 1 and bool(((peaks > 0) & (peaks < _CANCELS)).any())
    kind = np.float64 if cancels else np.float32
    return left.astype(kind), right.astype(kind)
