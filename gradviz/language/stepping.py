"""One character at a time: for a network that writes, and for hands that change its state on the way."""

from __future__ import annotations

import numpy as np

from gradviz.language.passage import Held
from gradviz.language.readout import log_probabilities
from gradviz.language.state import Floats, State, start_of
from gradviz.language.unit import Kind
from gradviz.models import Checkpoint


class Stepper:
    """A network that is fed by hand, in float32.

    Parameters
    ----------
    checkpoint
        Its cell is one of PyTorch's: rnn_tanh, rnn_relu, lstm, gru.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        arrays = {name: np.asarray(array, np.float32) for name, array in checkpoint.weights.items()}
        self._layers = [
            tuple(arrays[f"{kind}_l{layer}"] for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
            for layer in range(checkpoint.layers)
        ]

    def start(self) -> State:
        """Return the state before the first character."""
        return start_of(self.checkpoint)

    def advance(self, state: State, index: int, what: Held | None = None) -> State:
        """Return the state after one more character, its place in the alphabet given.

        A unit that is held is held before anything is computed from it: h_t from c_t, the next layer from h_t.
        """
        hidden: list[Floats] = []
        cells: list[Floats] = []
        for layer, (w_ih, w_hh, b_ih, b_hh) in enumerate(self._layers):
            of_input = (w_ih @ hidden[-1] if layer else w_ih[:, index]) + b_ih
            of_hidden = w_hh @ state.hidden[layer] + b_hh
            if state.cell_state is not None:
                cells.append(_held(_next_cell(of_input + of_hidden, state.cell_state[layer]), what, layer, "cell"))
                hidden.append(_sigmoid((of_input + of_hidden)[-len(cells[-1]) :]) * np.tanh(cells[-1]))
            else:
                hidden.append(self._next_hidden(of_input, of_hidden, state.hidden[layer]))
            _held(hidden[-1], what, layer, "hidden")
        return State(np.stack(hidden), np.stack(cells) if cells else None)

    def log_probabilities(self, state: State) -> Floats:
        """Return the log probabilities of the next character, (A,)."""
        return log_probabilities(self.checkpoint, state.hidden[-1])

    def _next_hidden(self, of_input: Floats, of_hidden: Floats, before: Floats) -> Floats:
        sums: Floats = of_input + of_hidden
        following: Floats
        if self.checkpoint.cell == "gru":
            reset, update = np.split(_sigmoid(sums[: 2 * len(before)]), 2)
            new = np.tanh(of_input[-len(before) :] + reset * of_hidden[-len(before) :])
            following = new + update * (before - new)
        else:
            following = np.tanh(sums) if self.checkpoint.cell == "rnn_tanh" else np.maximum(sums, 0)
        return following


def _next_cell(sums: Floats, before: Floats) -> Floats:
    into, keep, fresh, _ = np.split(sums, 4)
    following: Floats = _sigmoid(keep) * before + _sigmoid(into) * np.tanh(fresh)
    return following


def _held(values: Floats, what: Held | None, layer: int, state: Kind) -> Floats:
    """Put the value of the unit that is held in its place, where it is one of these."""
    if what is not None and (what.unit.layer, what.unit.state) == (layer, state):
        values[what.unit.index] = what.value
    return values


def _sigmoid(sums: Floats) -> Floats:
    opened: Floats = 0.5 + 0.5 * np.tanh(0.5 * sums)
    return opened
