"""What the units and gates of the top layer did, over all steps and sequences."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.chart import Array
from gradviz.errors import LessonError
from gradviz.lessons.quantity import Argument, Quantity, plain
from gradviz.result import Result

_HIGH, _LOW = 0.9, 0.1


def _hidden(result: Result, cell: str = "") -> Array:
    if cell and result.experiment.cell != cell:
        raise LessonError(f"that is a number of a {CELLS[cell].label}")
    return np.asarray(result.hidden[-1, 1:])


def _gate(result: Result, name: str) -> Array:
    if name not in result.gates:
        raise LessonError(f"a {CELLS[result.experiment.cell].label} has no {name} gate")
    return np.asarray(result.gates[name][-1])


def gate_mean(result: Result, gate: str) -> Decimal:
    """Return the mean of a gate."""
    return plain(_gate(result, gate).mean())


def gate_open(result: Result, gate: str) -> Decimal:
    """Return how often a gate is above 0.9."""
    return plain((_gate(result, gate) > _HIGH).mean())


def gate_closed(result: Result, gate: str) -> Decimal:
    """Return how often a gate is below 0.1."""
    return plain((_gate(result, gate) < _LOW).mean())


def saturated(result: Result) -> Decimal:
    """Return the share of |h_t| > 0.9."""
    return plain((np.abs(_hidden(result)) > _HIGH).mean())


def tanh_slope(result: Result) -> Decimal:
    """Return the mean of tanh′ = 1 − h_t²."""
    return plain(1 - (_hidden(result, "rnn_tanh") ** 2).mean())


def off(result: Result) -> Decimal:
    """Return the share of h_t = 0 in a ReLU network."""
    return plain((_hidden(result, "rnn_relu") == 0).mean())


def dead_units(result: Result) -> Decimal:
    """Return how many units of a ReLU network are off at every step."""
    return Decimal(int((_hidden(result, "rnn_relu") == 0).all(axis=(0, 1)).sum()))


_GATE = {"gate": Argument("forget", choices=("input", "forget", "output", "reset", "update"))}

QUANTITIES = (
    Quantity("gate_mean", "the mean of a gate", gate_mean, _GATE),
    Quantity("gate_open", "the share of a gate above 0.9", gate_open, _GATE),
    Quantity("gate_closed", "the share of a gate below 0.1", gate_closed, _GATE),
    Quantity("saturated", "the share of |h_t| > 0.9", saturated),
    Quantity("tanh_slope", "the mean of tanh′", tanh_slope),
    Quantity("off", "the share of h_t = 0 in a ReLU RNN", off),
    Quantity("dead_units", "how many units of a ReLU RNN are off at every step", dead_units),
)
