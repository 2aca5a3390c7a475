"""How well a model predicts a text that it has not seen."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from gradviz.language.model import CharacterModel
from gradviz.language.reading import read
from gradviz.models import Checkpoint

_STREAMS = 16
_SEQUENCE = 256


def bits_per_character(model: CharacterModel, indices: Tensor) -> float:
    """Return the mean −log2 p of each next character of a text, read in 16 places at once, state carried.

    Parameters
    ----------
    indices : (N,)
        The text, at least two characters; each place begins with an empty memory, which the mean includes.
    """
    device = model.readout.weight.device
    streams = min(_STREAMS, len(indices) // 2)
    text = indices[: len(indices) // streams * streams].reshape(streams, -1).t()
    carried, total = model.start(streams), 0.0
    with torch.inference_mode():
        for first in range(0, len(text) - 1, _SEQUENCE):
            chunk = text[first : first + _SEQUENCE + 1].to(device, torch.long)
            scores, carried = model(chunk[:-1], carried)
            total += float(cross_entropy(scores.flatten(0, 1), chunk[1:].flatten(), reduction="sum"))
    return total / (streams * (len(text) - 1)) / math.log(2)


def drifted(checkpoint: Checkpoint, text: str, bound: float = 8.0) -> float:
    """Return the share of cells whose mean |c| over a text is beyond ``bound``; 0 for a network without c.

    There tanh(c) is a constant, and the cell shows nothing.
    """
    cells = read(checkpoint, text).cell_state
    return 0.0 if cells is None else float((np.abs(cells).mean(1) > bound).mean())
