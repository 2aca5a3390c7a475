"""The network that is trained: one-hot characters, a recurrent network of PyTorch's, a linear read-out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot

from gradviz.cells import CELLS
from gradviz.models import Checkpoint

Carried = tuple[Tensor, ...]
"""h (layers, B, H), and c of a cell that has one."""

_KINDS: Mapping[str, Any] = {"rnn_tanh": nn.RNN, "rnn_relu": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class CharacterModel(nn.Module):
    """A recurrent character model.

    Parameters
    ----------
    cell
        rnn_tanh, rnn_relu, lstm or gru.
    characters
        A, the size of the alphabet.
    """

    def __init__(self, cell: str, characters: int, hidden_size: int, layers: int) -> None:
        super().__init__()
        self.cell, self.characters = cell, characters
        options = {"nonlinearity": cell.removeprefix("rnn_")} if cell.startswith("rnn_") else {}
        self.rnn: nn.RNNBase = _KINDS[cell](characters, hidden_size, layers, **options)
        self.readout = nn.Linear(hidden_size, characters)

    def start(self, streams: int) -> Carried:
        """Return the state before the first character: zeros."""
        zeros = self.readout.weight.new_zeros(self.rnn.num_layers, streams, self.rnn.hidden_size)
        return (zeros, zeros.clone()) if CELLS[self.cell].has_cell_state else (zeros,)

    def forward(self, indices: Tensor, carried: Carried) -> tuple[Tensor, Carried]:
        """Return the scores of every next character, (T, B, A), and the state after them.

        Parameters
        ----------
        indices : (T, B)
            Places in the alphabet.
        """
        inputs = one_hot(indices, self.characters).to(self.readout.weight.dtype)
        hidden, state = self.rnn(inputs, carried if len(carried) > 1 else carried[0])
        return self.readout(hidden), state if len(carried) > 1 else (state,)


def fresh(
    cell: str, characters: int, hidden_size: int, layers: int, seed: int, forget_bias: float | None = None
) -> CharacterModel:
    """Return an untrained model, PyTorch's defaults but for the LSTM's total forget bias; the seed fixes it."""
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)
        model = CharacterModel(cell, characters, hidden_size, layers)
    if cell == "lstm" and forget_bias is not None:
        for layer in range(layers):
            for kind, value in (("bias_ih", forget_bias), ("bias_hh", 0.0)):
                getattr(model.rnn, f"{kind}_l{layer}").data[hidden_size : 2 * hidden_size] = value
    return model


def checkpoint_of(
    model: CharacterModel, alphabet: Sequence[str], about: Mapping[str, str] | None = None, name: str = "model"
) -> Checkpoint:
    """Return a model as data, in float32."""
    tensors = {**model.rnn.state_dict(), **{f"readout.{key}": t for key, t in model.readout.state_dict().items()}}
    weights = {key: np.array(tensor.detach().cpu().numpy(), np.float32) for key, tensor in tensors.items()}
    return Checkpoint(model.cell, tuple(alphabet), weights, dict(about or {}), name)


def untrained(checkpoint: Checkpoint, seed: int = 0) -> Checkpoint:
    """Return what a trained network is compared with: one of its cell, sizes and alphabet, drawn as PyTorch does.

    It is not what the training began with: a recipe may set the forget bias, or start with another model.
    """
    model = fresh(checkpoint.cell, checkpoint.input_size, checkpoint.hidden_size, checkpoint.layers, seed)
    about = {"description": f"untrained, of the size of {checkpoint.name}, seed {seed}"}
    return checkpoint_of(model, checkpoint.alphabet, about, f"untrained {checkpoint.name}")
