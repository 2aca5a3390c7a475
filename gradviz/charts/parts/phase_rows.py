"""What runs up the y axis of the map of many networks: time back, T, or the bias of the gate that keeps the state."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.chart import Array, Axis, Hold
from gradviz.charts.parts import draws
from gradviz.charts.words import count, short
from gradviz.experiment import FIELDS, Experiment
from gradviz.fates import lost
from gradviz.result import Result
from gradviz.sweeps import Sweep

ROWS = 256
"""Rows of time back at most: of more steps every second, third, … has one."""

LADDER = 1024
"""T goes up to here at least; a longer run has the next power of two."""

BIASES = tuple(float(value) for value in range(-2, 7))

_BIAS_FIELDS = ("forget_bias", "update_bias")


@dataclass(frozen=True)
class Rows:
    """The rows of the map, from the bottom.

    Attributes
    ----------
    field
        The swept field; empty for time back, which every network has anyway.
    values
        Of each row: steps back, T, or bias.
    axis
        y, with exactly the rows between its ends.
    """

    field: str
    values: tuple[Any, ...]
    axis: Axis

    @property
    def places(self) -> Array:
        """Where the rows stand on the axis."""
        return np.linspace(self.axis.low, self.axis.high, 2 * len(self.values) + 1)[1::2]

    def nearest(self, y: float) -> int:
        """Return the row at a place of the axis."""
        return int(np.abs(self.places - y).argmin())

    def hold(self) -> tuple[Hold, ...]:
        """Return what a hand changes by moving up or down."""
        if not self.field:
            return ()
        whole = self.field == "steps"
        return (Hold(self.field, "y", min(self.values), max(self.values), log10=whole, whole=whole),)

    def change(self, sweep: Sweep) -> Array:
        """Return log10 of the gradient relative to its start, shape (radii, rows, seeds)."""
        curves = sweep.log10_grad_hidden
        if not self.field:
            last = curves.shape[-1] - 1
            back = curves[..., last - np.array(self.values)]
            return np.moveaxis(back - curves[..., -1:], -1, 1)
        start = np.array(self.values) if self.field == "steps" else np.full(len(self.values), curves.shape[-1] - 1)
        return lost(curves, start[None, :, None])

    def words(self, row: int) -> str:
        """Return which row it is: ``128 steps back``, ``T = 64``, ``b_f = 3``."""
        if not self.field:
            return f"{count(self.values[row], 'step')} back"
        return f"at {FIELDS[self.field].symbol} = {short(self.values[row], 6)}"

    def called(self, y: float) -> str:
        """Return the value at a place in words, such as ``b_f = 9``; nothing of time back."""
        return f"{FIELDS[self.field].symbol} = {short(10**y if self.field == 'steps' else y)}" if self.field else ""


def bias_of(cell: str) -> str:
    """Return the field with the bias of the gate that keeps a cell's state; empty where there is none."""
    return next((name for name in _BIAS_FIELDS if cell in FIELDS[name].cells), "")


def refusal(experiment: Experiment, over: str) -> str:
    """Return in words why the rows can't be had; empty where they can."""
    if refused := draws.refusal(experiment):
        return refused
    if over != "bias" or bias_of(experiment.cell):
        return ""
    return f"The {CELLS[experiment.cell].label} has no gate that keeps its state, so there is no bias to vary."


def rows_of(experiment: Experiment, over: str) -> Rows:
    """Return the rows for an experiment, those of the bias only where its cell has one."""
    if over == "steps":
        return _ladder(experiment)
    if over == "bias":
        field = bias_of(experiment.cell)
        label = f"{FIELDS[field].label.lower()} {FIELDS[field].symbol}"
        return Rows(field, BIASES, Axis(label, BIASES[0] - 0.5, BIASES[-1] + 0.5))
    return _back(experiment.loss_step or experiment.steps)


def _back(steps: int) -> Rows:
    """Return time back, the whole way among it."""
    each = -(-(steps + 1) // ROWS)
    first = steps % each
    values = tuple(range(first, steps + 1, each))
    return Rows("", values, Axis("steps back", first - each / 2, steps + each / 2))


def _ladder(experiment: Experiment) -> Rows:
    """Return values of T that double, as exactly as whole numbers can, up to the text's end."""
    top = max(LADDER, 2 ** math.ceil(math.log2(experiment.steps)))
    top = min(top, len(experiment.text) if experiment.input == "text" else int(FIELDS["steps"].maximum or top))
    doublings = round(math.log2(top))
    places = np.linspace(0, math.log10(top), doublings + 1)
    half = places[1] / 2 if doublings else 0.15
    return Rows("steps", tuple(round(10**y) for y in places.tolist()),
                Axis("T", -half, places[-1] + half, "steps", log10=True))  # fmt: skip


def place_of(result: Result, rows: Rows) -> float:
    """Return where a network stands on the y axis, wherever that is."""
    experiment = result.experiment
    if not rows.field:
        return float(rows.values[-1])
    if rows.field == "steps":
        return math.log10(experiment.loss_step or experiment.steps)  # the way back is as long as the loss is far
    return measured_bias(result, rows.field)


def measured_bias(result: Result, field: str) -> float:
    """Return the mean total bias of the gate that a field is about, in the top layer."""
    gate, size = field.removesuffix("_bias"), result.experiment.hidden_size
    first = CELLS[result.experiment.cell].gates.index(gate) * size
    layer = result.experiment.layers - 1
    both = result.weights[f"bias_ih_l{layer}"] + result.weights[f"bias_hh_l{layer}"]
    return float(both[first : first + size].mean())
