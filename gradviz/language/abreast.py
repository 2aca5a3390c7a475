"""A network that soon forgets reads a text in many places at once: the same states, several times sooner.

Every place but the first begins some hundred characters early, with an empty memory, and by its own first character
the network has forgotten that. An untrained one does, because its weights are small. It is not taken for granted:
where one place ends, the next must have come to the same state, or the text is read again in order.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn.functional import one_hot

from gradviz.cells import CELLS
from gradviz.control import Control
from gradviz.engine.threads import sized_for
from gradviz.language.layers import tensors_of
from gradviz.language.unit import units_of
from gradviz.language.units import Units, watched
from gradviz.models import Checkpoint, encode

Floats = npt.NDArray[Any]

_PLACES = 32
_EARLY = 128
_EQUAL = 1e-6
_CHUNK = 128
"""Steps whose states are kept before they are turned round, so that whole stretches of a unit are written."""


def watched_abreast(checkpoint: Checkpoint, text: str, control: Control | None = None) -> Units:
    """Let a network that soon forgets read a text and return what every unit did, as `watched` does.

    The numbers differ by what rounding does when 32 rows are multiplied at once instead of one.

    Raises
    ------
    Cancelled
        When ``control`` asked for a stop.
    """
    length = -(-len(text) // _PLACES)
    if length < 2 * _EARLY:
        return watched(checkpoint, text, control)
    columns, names = _side_by_side(checkpoint, text, length), units_of(checkpoint)
    values = np.empty((len(names), _PLACES, length), np.float32)
    walk = _Walk(checkpoint)
    come = walk.over(columns[:_EARLY])[-1]
    walk.begin_first()
    for first in range(0, length, _CHUNK):
        if control is not None:
            control.advance(first / length)
        states = walk.over(columns[_EARLY + first : _EARLY + first + _CHUNK])
        values[:, :, first : first + len(states)] = states.transpose(2, 1, 0)
    if not (np.abs(states[-1, :-1] - come[1:]) <= _EQUAL).all():
        del values
        return watched(checkpoint, text, control)
    return Units(names, values.reshape(len(names), -1)[:, : len(text)])


def _side_by_side(checkpoint: Checkpoint, text: str, length: int) -> Tensor:
    """Return what is read at each step in each place, (early + length, places); outside of the text anything."""
    indices = encode(checkpoint, text).indices
    at = np.arange(-_EARLY, length)[:, None] + length * np.arange(_PLACES)
    return torch.from_numpy(indices[np.clip(at, 0, len(indices) - 1)])


class _Walk:
    """A network in many places at once, step by step."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._layers, self._characters = tensors_of(checkpoint), checkpoint.input_size
        self._step: Any = getattr(torch, f"{checkpoint.cell}_cell")
        parts = 2 if CELLS[checkpoint.cell].has_cell_state else 1
        zeros = torch.zeros(_PLACES, checkpoint.hidden_size)
        self._states = [[zeros.clone() for _ in range(parts)] for _ in self._layers]  # h, or h and c

    def begin_first(self) -> None:
        """Let the first place forget: the text begins there."""
        with torch.inference_mode():
            for part in (part for state in self._states for part in state):
                part[0] = 0

    def over(self, columns: Tensor) -> Floats:
        """Read (T, places) characters; return the states after each, (T, places, units), in the order of the units."""
        with sized_for(0), torch.inference_mode():
            return torch.stack([self._advanced(column) for column in columns]).numpy()

    def _advanced(self, column: Tensor) -> Tensor:
        below = one_hot(column, self._characters).float()
        for number, (state, layer) in enumerate(zip(self._states, self._layers, strict=True)):
            found = self._step(below, state if len(state) > 1 else state[0], *layer)
            self._states[number] = list(found) if len(state) > 1 else [found]
            below = self._states[number][0]
        return torch.cat([part for state in self._states for part in reversed(state)], 1)  # c before h
