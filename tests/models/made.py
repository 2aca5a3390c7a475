"""Models for tests: a network of PyTorch's with a read-out, and its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from gradviz.models import Checkpoint, save_checkpoint

ALPHABET = ("\n", " ", "?", *"abcdefgh")
TEXT = "abba cafe had a bad faded cabbage, a deaf bee had a bag\n" * 4
KINDS: dict[str, Any] = {"rnn_tanh": nn.RNN, "rnn_relu": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


def made(cell: str, layers: int = 1, hidden: int = 6, scale: float = 1.0, seed: int = 0) -> tuple[Any, nn.Linear]:
    """Return a recurrent network and its read-out in float64, whose weights float32 holds."""
    torch.manual_seed(seed)
    options = {"nonlinearity": "relu"} if cell == "rnn_relu" else {}
    network = KINDS[cell](len(ALPHABET), hidden, layers, **options)
    readout = nn.Linear(hidden, len(ALPHABET))
    readout.weight.data *= scale
    return network.double(), readout.double()


def written(path: Path, cell: str, network: nn.Module, readout: nn.Linear | None) -> str:
    """Write them as a model, and return its path."""
    tensors = dict(network.state_dict())
    if readout is not None:
        tensors |= {f"readout.{name}": tensor for name, tensor in readout.state_dict().items()}
    weights = {name: tensor.numpy().astype(np.float32) for name, tensor in tensors.items()}
    save_checkpoint(Checkpoint(cell, ALPHABET, weights, {}, path.stem), path, half=False)
    return str(path)
