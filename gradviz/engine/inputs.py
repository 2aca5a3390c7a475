"""What the network reads, where it starts, and where the loss pulls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.cells import CELLS
from gradviz.engine.draws import stream
from gradviz.engine.given import array_of
from gradviz.engine.loops import Floats
from gradviz.errors import ExperimentError
from gradviz.experiment import Experiment
from gradviz.models import encode

_KEPT_NUMBERS = 2**20


@dataclass(frozen=True)
class Loss:
    """∂L/∂h_t of the top layer's outputs alone: rows (N, B, H), and which of them each step gets.

    Attributes
    ----------
    gradients : (N, B, H)
        Times 2 ** ``exponents``.
    row : (T + 1,)
        An index into ``gradients``, or −1 where no loss is injected.
    exponents : (N, B)
        Whole numbers; all 0 but for a cross-entropy, whose gradient may lie below every float.
    given
        The caller's own array, None when the fields say what the loss is.
    """

    gradients: Floats
    row: npt.NDArray[np.intp]
    exponents: Floats
    given: Floats | None = None


def plain(gradients: Floats, row: npt.NDArray[np.intp], given: Floats | None = None) -> Loss:
    """Return a loss whose rows are plain floats."""
    return Loss(gradients, row, np.zeros(gradients.shape[:2]), given)


def inputs_of(experiment: Experiment, explicit: Any = None) -> Floats:
    """Return x, (T, B, I).

    Raises
    ------
    ExperimentError
        When explicit inputs don't fit the Experiment.
    """
    steps, batch, width = experiment.steps, experiment.batch_size, experiment.input_size
    if explicit is not None:
        words = {"(steps, batch_size, input_size)": (steps, batch, width)}
        return array_of(explicit, "inputs", words, experiment.dtype)
    if experiment.input == "text":
        codes = encode(experiment.alphabet, experiment.text[:steps]).indices
        return np.repeat(np.eye(width)[codes][:, None], batch, axis=1)
    if experiment.input == "zeros":
        return np.zeros((steps, batch, width))
    rows = 1 if experiment.input == "impulse" else steps
    noise = _noise(experiment.seed, rows, batch, width) * experiment.input_scale
    return np.concatenate([noise, np.zeros((steps - rows, batch, width))]) if rows < steps else noise


def _noise(seed: int, rows: int, batch: int, width: int) -> Floats:
    draw = _kept_noise if rows * batch * width <= _KEPT_NUMBERS else _kept_noise.__wrapped__
    return draw(seed, rows, batch, width)


@lru_cache(maxsize=8)
def _kept_noise(seed: int, rows: int, batch: int, width: int) -> Floats:
    """Draw N(0, 1); kept for the next run, which a slider asks for with the same noise."""
    return stream(seed, "input").standard_normal((rows, batch, width))


def initial_of(experiment: Experiment, explicit: Any = None) -> tuple[Floats, Floats | None]:
    """Return (h_0, c_0), each (layers, B, H); c_0 is None for a cell without a cell state."""
    shape = (experiment.layers, experiment.batch_size, experiment.hidden_size)
    has_cell = CELLS[experiment.cell].has_cell_state
    zeros = np.zeros(shape)
    if explicit is None:
        return zeros, zeros if has_cell else None
    pair = explicit if isinstance(explicit, tuple) else (explicit,)
    if len(pair) > 1 + has_cell or not pair:
        right = "h0 or (h0, c0)" if has_cell else "h0 alone, without a c0"
        raise ExperimentError(
            f"initial_state holds {len(pair)} arrays; {experiment.cell} takes {right}.", "initial_state"
        )
    words = {"(layers, batch_size, hidden_size)": shape}
    states = [array_of(state, "initial_state", words, experiment.dtype) for state in pair]
    return states[0], (states[1] if len(states) > 1 else zeros) if has_cell else None


def loss_of(experiment: Experiment, explicit: Any = None) -> Loss | None:
    """Return the loss: an explicit gradient, or v ~ N(0, 1) of each sequence where the fields say.

    None for a cross-entropy, whose gradient depends on the states (`gradviz.engine.next_char`).
    """
    steps, batch, hidden = experiment.steps, experiment.batch_size, experiment.hidden_size
    row = np.full(steps + 1, -1)
    if explicit is not None:
        at_last, at_every = (batch, hidden), (steps, batch, hidden)
        words = {"(batch_size, hidden_size)": at_last, "(steps, batch_size, hidden_size)": at_every}
        gradients = array_of(explicit, "loss_gradient", words, experiment.dtype)
        if gradients.ndim == 3:
            row[1:] = np.where(gradients.any(axis=(1, 2)), np.arange(steps), -1)
            return plain(gradients, row, gradients)
        row[steps] = 0
        return plain(gradients[None], row, gradients)
    if experiment.loss == "next_char":
        return None
    if experiment.loss == "every":
        row[1:] = 0
    else:
        row[experiment.loss_step or steps] = 0
    return plain(stream(experiment.seed, "loss").standard_normal((1, batch, hidden)), row)
