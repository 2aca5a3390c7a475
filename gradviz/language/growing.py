"""A network that begins with what another knows: its units come first, and the new ones are silent towards them.

What took long to learn, such as a unit that keeps a quote, is then there from the first update (the wider student of
Chen, Goodfellow & Shlens 2016, "Net2Net", arXiv:1511.05641, without its copies). On text of the old alphabet the old
units do at first exactly what they did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gradviz.errors import ExperimentError
from gradviz.language.model import CharacterModel
from gradviz.models import Checkpoint


def grow(model: CharacterModel, alphabet: Sequence[str], known: Checkpoint, remember: float = 0.0) -> None:
    """Make the first units of a fresh model those of one that is trained.

    Parameters
    ----------
    alphabet
        That of the fresh model; what both know keeps its weights, what is new stays as it was drawn.
    remember
        What is added to the forget biases of an LSTM's first units.

    Raises
    ------
    ExperimentError
        When the trained one is of another cell, of other layers, or larger.
    """
    size, layers = model.rnn.hidden_size, model.rnn.num_layers
    if (known.cell, known.layers) != (model.cell, layers) or known.hidden_size > size:
        theirs = f"{known.cell}, {known.layers} layers of {known.hidden_size} units"
        raise ExperimentError(
            f"start: {known.name} is {theirs}; give the same cell and layers, and as many units or more.", "start"
        )
    weights = {name: torch.from_numpy(np.array(array, np.float32)) for name, array in known.weights.items()}
    shared = _Shared(alphabet, known.alphabet)
    with torch.no_grad():
        for name, own in model.rnn.named_parameters():
            of_characters = name == "weight_ih_l0"
            for mine, trained in zip(_gates(own, size), _gates(weights[name], known.hidden_size), strict=True):
                shared.columns(mine, trained) if of_characters else _corner(mine, trained)
            if name.startswith("bias_ih") and model.cell == "lstm":
                own[size : size + known.hidden_size] += remember
        if known.has_readout:
            shared.readout(model.readout.weight, weights["readout.weight"])
            shared.readout(model.readout.bias, weights["readout.bias"])


def _gates(weights: Tensor, size: int) -> list[Tensor]:
    """Return the rows of each gate."""
    return list(weights.chunk(len(weights) // size))


def _corner(mine: Tensor, trained: Tensor) -> None:
    """Copy a gate's first rows; what new units say to old ones becomes nothing."""
    rows = len(trained)
    if mine.dim() > 1:
        mine[:rows] = 0
        mine[:rows, : trained.shape[1]] = trained
    else:
        mine[:rows] = trained


class _Shared:
    """The characters that two alphabets share: their places in either."""

    def __init__(self, alphabet: Sequence[str], known: Sequence[str]) -> None:
        places = {sign: place for place, sign in enumerate(known)}
        self._mine = [place for place, sign in enumerate(alphabet) if sign in places]
        self._theirs = [places[sign] for sign in alphabet if sign in places]

    def columns(self, mine: Tensor, trained: Tensor) -> None:
        """Copy what a gate's first units hear of each character."""
        mine[: len(trained), self._mine] = trained[:, self._theirs]

    def readout(self, mine: Tensor, trained: Tensor) -> None:
        """Copy what the first units, or the bias, say of each character."""
        at: Any = (self._mine, slice(trained.shape[1])) if mine.dim() > 1 else self._mine
        mine[at] = trained[self._theirs]
