"""Small models of every kind, and PyTorch's own cells to compare them with."""

from __future__ import annotations

import numpy as np
import torch

from gradviz.language.model import checkpoint_of, fresh
from gradviz.models import Checkpoint

ALPHABET = tuple("\n abcdefgh?")
CELLS = ("rnn_tanh", "rnn_relu", "lstm", "gru")
TEXT = "abba cafe?\nhead bed\nfeed a deaf cab " * 3


def small(cell: str = "lstm", layers: int = 1, hidden: int = 7, seed: int = 0) -> Checkpoint:
    """Return a model whose weights are larger than PyTorch's defaults: gates open and close, and nothing is chaotic."""
    made = checkpoint_of(fresh(cell, len(ALPHABET), hidden, layers, seed), ALPHABET, {}, "small")
    scale = 2.5 if cell == "lstm" else 1.2
    weights = {name: (scale * array).astype(np.float32) for name, array in made.weights.items()}
    return Checkpoint(made.cell, made.alphabet, weights, {}, "small")


def stepped(checkpoint: Checkpoint, indices, dtype=torch.float64):
    """Return h and c, (layers, T + 1, H), from a loop over PyTorch's own single-step cells."""
    size, hidden = checkpoint.input_size, checkpoint.hidden_size
    kinds = {"lstm": torch.nn.LSTMCell, "gru": torch.nn.GRUCell}
    options = {"nonlinearity": checkpoint.cell[4:]} if checkpoint.cell.startswith("rnn") else {}
    weights = {name: torch.as_tensor(np.array(array), dtype=dtype) for name, array in checkpoint.weights.items()}
    inputs = torch.eye(size, dtype=dtype)[torch.as_tensor(np.array(indices))]
    hiddens, cells = [], []
    for layer in range(checkpoint.layers):
        cell = kinds.get(checkpoint.cell, torch.nn.RNNCell)(inputs.shape[1], hidden, dtype=dtype, **options)
        cell.load_state_dict({name: weights[f"{name}_l{layer}"] for name in cell.state_dict()})
        now, memory = torch.zeros(1, hidden, dtype=dtype), torch.zeros(1, hidden, dtype=dtype)
        rows, kept = [now], [memory]
        with torch.no_grad():
            for x in inputs:
                if checkpoint.cell == "lstm":
                    now, memory = cell(x[None], (now, memory))
                else:
                    now = cell(x[None], now)
                rows.append(now)
                kept.append(memory)
        hiddens.append(torch.cat(rows))
        cells.append(torch.cat(kept))
        inputs = hiddens[-1][1:]
    return torch.stack(hiddens).numpy(), torch.stack(cells).numpy() if checkpoint.cell == "lstm" else None
