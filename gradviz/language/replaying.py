"""A text read again with single units held: many variants of one network at once, step by step, in float32."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.cells import CELLS
from gradviz.control import Control
from gradviz.engine.threads import sized_for
from gradviz.language.readout import log_probabilities
from gradviz.language.sampling import Change
from gradviz.language.state import State
from gradviz.language.unit import Unit
from gradviz.models import Checkpoint

Floats = npt.NDArray[Any]

_OFTEN = 256


@dataclass(frozen=True)
class Clamp:
    """A unit held at ``value`` after each of the characters ``first … last − 1``, counted from 0; None: to the end.

    A cell state is held before h_t is computed from it, so what the network says at once is changed, too.
    """

    unit: Unit
    value: float
    first: int = 0
    last: int | None = None

    def holds(self, place: int) -> bool:
        """Whether it holds after this character."""
        return self.first <= place and (self.last is None or place < self.last)


def replayed(
    checkpoint: Checkpoint, indices: Floats, clamps: Sequence[Clamp | None], control: Control | None = None
) -> Floats:
    """Return the log probabilities (natural) of every next character under each clamp, shape (clamps, T, A).

    Parameters
    ----------
    indices : (T,)
        The text, as places in the alphabet; it is read from a state of zeros.
    clamps
        What is held in each variant; None: nothing.
    """
    network = _Network(checkpoint, clamps)
    said = np.empty((len(clamps), len(indices), checkpoint.input_size), np.float32)
    with sized_for(0):  # products this small are several times slower on cores that others use, too
        for place, index in enumerate(indices):
            if control is not None and place % _OFTEN == 0:
                control.advance(place / len(indices))
            said[:, place] = log_probabilities(checkpoint, network.advance(int(index), place))
    return said


def held(unit: Unit, value: float) -> Change:
    """Return what holds a unit while a network writes, for the ``change`` of `gradviz.language.sampling.writing`.

    Of a cell state, h_t follows: its output gate is known from h_t = o_t tanh(c_t), unless c_t is exactly 0.
    """

    def change(state: State) -> State:
        hidden, cells = state.hidden.copy(), state.cell_state
        at = unit.layer, unit.index
        if unit.state == "cell" and cells is not None:
            cells = cells.copy()
            hidden[at] *= np.tanh(value) / np.tanh(cells[at]) if cells[at] else 0.0
            cells[at] = value
        else:
            hidden[at] = value
        return State(hidden, cells)

    return change


class _Network:
    """The variants' states, each (variants, H), and their step."""

    def __init__(self, checkpoint: Checkpoint, clamps: Sequence[Clamp | None]) -> None:
        self._cell, self._layers = checkpoint.cell, range(checkpoint.layers)
        self._weights = {name: np.asarray(array, np.float32) for name, array in checkpoint.weights.items()}
        self._clamps = [(row, clamp) for row, clamp in enumerate(clamps) if clamp is not None]
        zeros = np.zeros((len(clamps), checkpoint.hidden_size), np.float32)
        self._hidden = [zeros for _ in self._layers]
        self._cells = [zeros for _ in self._layers] if CELLS[self._cell].has_cell_state else []

    def advance(self, index: int, place: int) -> Floats:
        """Read one more character; return the top layer's h."""
        for layer in self._layers:
            w_ih, w_hh, b_ih, b_hh = (
                self._weights[f"{kind}_l{layer}"] for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            )
            of_input = (self._hidden[layer - 1] @ w_ih.T if layer else w_ih[:, index]) + b_ih
            of_hidden = self._hidden[layer] @ w_hh.T + b_hh
            self._hidden[layer] = self._held(self._stepped(layer, of_input, of_hidden, place), layer, "hidden", place)
        return self._hidden[-1]

    def _stepped(self, layer: int, of_input: Floats, of_hidden: Floats, place: int) -> Floats:
        before, sums = self._hidden[layer], of_input + of_hidden
        if self._cell == "lstm":
            into, keep, fresh, out = np.split(sums, 4, axis=-1)
            cells = _sigmoid(keep) * self._cells[layer] + _sigmoid(into) * np.tanh(fresh)
            self._cells[layer] = self._held(cells, layer, "cell", place)
            return np.asarray(_sigmoid(out) * np.tanh(self._cells[layer]))
        if self._cell == "gru":
            reset, update, _ = np.split(_sigmoid(sums), 3, axis=-1)
            size = before.shape[-1]
            new = np.tanh(of_input[..., -size:] + reset * of_hidden[..., -size:])
            return np.asarray(new + update * (before - new))
        return np.asarray(_ACTIVATIONS[self._cell](sums))

    def _held(self, states: Floats, layer: int, state: str, place: int) -> Floats:
        for row, clamp in self._clamps:
            if clamp.unit.layer == layer and clamp.unit.state == state and clamp.holds(place):
                states[row, clamp.unit.index] = clamp.value
        return states


def _sigmoid(sums: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * sums))


_ACTIVATIONS: dict[str, Any] = {
    "rnn_tanh": np.tanh,
    "rnn_relu": lambda sums: np.maximum(sums, 0),
    "rnn_linear": np.array,
}
