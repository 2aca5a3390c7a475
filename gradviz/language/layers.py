"""A stretch of text through every layer: h_t from PyTorch's own layer, gates and c_t from h_t."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import one_hot

from gradviz.cells import CELLS
from gradviz.engine.memory import refuse
from gradviz.language.state import Floats, State
from gradviz.models import Checkpoint

STRETCH = 4096
"""Characters that are read at once: what is computed on the way stays small, and a stop is soon heard."""

Layer = tuple[Tensor, Tensor, Tensor, Tensor]
"""W_ih, W_hh, b_ih, b_hh."""


@dataclass(frozen=True)
class Kept:
    """Where a text's states, (layers, T + 1, H), and gates, (layers, T, H) each, are written."""

    hidden: Floats
    cell_state: Floats | None
    gates: Mapping[str, Floats]

    @classmethod
    def of(cls, checkpoint: Checkpoint, steps: int, state: State) -> Kept:
        """Return the room for a text, its first rows holding the state before it.

        Raises
        ------
        ExperimentError
            When memory hasn't that room.
        """
        cell, layers, size = CELLS[checkpoint.cell], checkpoint.layers, checkpoint.hidden_size
        refuse(4 * layers * steps * size * (1 + cell.has_cell_state + len(cell.gates)), "characters")
        hidden = np.empty((layers, steps + 1, size), np.float32)
        hidden[:, 0] = state.hidden
        cell_state = None
        if state.cell_state is not None:
            cell_state = np.empty_like(hidden)
            cell_state[:, 0] = state.cell_state
        return cls(hidden, cell_state, {gate: np.empty((layers, steps, size), np.float32) for gate in cell.gates})


@lru_cache(maxsize=4)
def tensors_of(checkpoint: Checkpoint) -> list[Layer]:
    """Return the recurrent weights of every layer in float32, kept for the next stretch of the same model."""
    arrays = {name: torch.from_numpy(np.array(array, np.float32)) for name, array in checkpoint.weights.items()}
    kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    w_ih, w_hh, b_ih, b_hh = ([arrays[f"{kind}_l{layer}"] for layer in range(checkpoint.layers)] for kind in kinds)
    return list(zip(w_ih, w_hh, b_ih, b_hh, strict=True))


def read_stretch(cell: str, layers: list[Layer], indices: Tensor, kept: Kept, first: int) -> None:
    """Read some characters from row ``first`` on, and write what every layer does."""
    steps = slice(first, first + len(indices))
    inputs = one_hot(indices, layers[0][0].shape[1]).float()
    for number, layer in enumerate(layers):
        hidden = torch.from_numpy(kept.hidden[number, first : steps.stop + 1])
        cells = None if kept.cell_state is None else kept.cell_state[number, first : steps.stop + 1]
        hidden[1:] = _own_layer(cell, layer, inputs, hidden[0], cells)
        if kept.gates:
            gates = [torch.from_numpy(array[number, steps]) for array in kept.gates.values()]
            _write_gates(cell, layer, inputs if number else indices, hidden[:-1], gates)
            if cells is not None:
                _scan(cells, *(gates[place].numpy() for place in range(3)))
        inputs = hidden[1:]


def gates_of(cell: str, layers: list[Layer], indices: Tensor, kept: Kept) -> Mapping[str, Floats]:
    """Write and return the gates of a text whose h_t is known, however it came about: a unit may have been held."""
    inputs = indices
    for number, layer in enumerate(layers if kept.gates else ()):
        hidden = torch.from_numpy(kept.hidden[number])
        _write_gates(cell, layer, inputs, hidden[:-1], [torch.from_numpy(gate[number]) for gate in kept.gates.values()])
        inputs = hidden[1:]
    return kept.gates


def _write_gates(cell: str, layer: Layer, inputs: Tensor, before: Tensor, gates: list[Tensor]) -> None:
    """Write a layer's gates from h_{t−1}, (T, H), and its inputs: characters' places, (T,), or the h_t below."""
    w_ih, w_hh, b_ih, b_hh = layer
    # a row of W_ih for each character is its product with a one-hot input
    projected = torch.addmm(b_ih, inputs, w_ih.t()) if inputs.dim() > 1 else w_ih.t().contiguous()[inputs].add_(b_ih)
    _GATES[cell](projected, torch.addmm(b_hh, before, w_hh.t()), gates)


def _own_layer(cell: str, layer: Layer, inputs: Tensor, hidden: Tensor, cells: Floats | None) -> Tensor:
    """Return h_t of all steps, (T, H), by PyTorch's own layer; a function, because a module would draw weights."""
    start, batch = hidden.expand(1, 1, -1).contiguous(), inputs[:, None]
    rest = (layer, True, 1, 0.0, False, False, False)
    if cells is not None:
        return torch.lstm(batch, (start, torch.from_numpy(cells[:1].copy())[None]), *rest)[0][:, 0]
    return getattr(torch, cell)(batch, start, *rest)[0][:, 0]  # type: ignore[no-any-return]


def _lstm(projected: Tensor, recurrent: Tensor, gates: list[Tensor]) -> None:
    """Write i, f, g, o: σ, σ, tanh, σ of their blocks."""
    blocks = projected.add_(recurrent).chunk(4, 1)
    for activation, block, gate in zip(
        (torch.sigmoid, torch.sigmoid, torch.tanh, torch.sigmoid), blocks, gates, strict=True
    ):
        activation(block, out=gate)


def _gru(projected: Tensor, recurrent: Tensor, gates: list[Tensor]) -> None:
    """Write r, z, n, the reset gate inside the new one: n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn))."""
    reset, update, new = gates
    of_input, of_hidden = projected.chunk(3, 1), recurrent.chunk(3, 1)
    torch.sigmoid(of_input[0] + of_hidden[0], out=reset)
    torch.sigmoid(of_input[1] + of_hidden[1], out=update)
    torch.tanh(torch.addcmul(of_input[2], reset, of_hidden[2]), out=new)


def _scan(cells: Floats, into: Floats, keep: Floats, fresh: Floats) -> None:
    """Write c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t into rows 1 … T; row 0 holds c_0."""
    np.multiply(into, fresh, cells[1:])
    kept = np.empty_like(cells[0])
    for before, now, factor in zip(cells, cells[1:], keep, strict=False):
        np.multiply(before, factor, kept)
        np.add(now, kept, now)


_GATES: Mapping[str, Callable[[Tensor, Tensor, list[Tensor]], None]] = {"lstm": _lstm, "gru": _gru}
