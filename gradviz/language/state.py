"""What a network carries from one character to the next."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gradviz.cells import CELLS
from gradviz.models import Checkpoint

Floats = npt.NDArray[Any]


class State(NamedTuple):
    """The state between two characters.

    Attributes
    ----------
    hidden, cell_state : (layers, H)
        h_t and c_t; c_t is None for a cell without one.
    """

    hidden: Floats
    cell_state: Floats | None


def start_of(checkpoint: Checkpoint) -> State:
    """Return the state before the first character: zeros."""
    zeros = np.zeros((checkpoint.layers, checkpoint.hidden_size), np.float32)
    return State(zeros, zeros.copy() if CELLS[checkpoint.cell].has_cell_state else None)
