"""What theory declines to say, in one sentence each, and the choice of a layer and a sequence."""

from __future__ import annotations

import numpy as np

from gradviz.cells import CELLS
from gradviz.errors import GradvizError
from gradviz.result import Result


class TheoryError(GradvizError, ValueError):
    """Theory has no true number to give here; the sentence says why and what would help."""


def layer_of(result: Result, layer: int) -> int:
    """Return a layer as a number ≥ 0; −1 is the top one.

    Raises
    ------
    TheoryError
        When the network has no such layer.
    """
    layers = len(result.hidden)
    if not -layers <= layer < layers:
        raise TheoryError(f"This network has {layers} layer(s); there is no layer {layer}.")
    return layer % layers


def sequence_of(result: Result, sequence: int) -> int:
    """Return a sequence of the batch as a number ≥ 0.

    Raises
    ------
    TheoryError
        When the run has no such sequence.
    """
    batch = int(result.hidden.shape[2])
    if not -batch <= sequence < batch:
        raise TheoryError(f"This run has {batch} sequence(s); there is no sequence {sequence}.")
    return sequence % batch


def refuse_infinite_states(result: Result) -> None:
    """Refuse a run whose states left the range of floats.

    Raises
    ------
    TheoryError
        When a hidden or cell state is not finite.
    """
    states = (result.hidden, result.cell_state)
    if not all(np.isfinite(state).all() for state in states if state is not None):
        raise TheoryError(
            "The states of this network left the range of floats, so its steps cannot be replayed: "
            "choose a smaller spectral radius or fewer steps."
        )


def refuse_gated(result: Result, what: str) -> None:
    """Refuse a cell that has gates.

    Raises
    ------
    TheoryError
        When the cell has gates.
    """
    cell = CELLS[result.experiment.cell]
    if cell.gates:
        raise TheoryError(f"{what} is a statement about plain RNNs: the {cell.label} has gates and one W_hh for each.")
