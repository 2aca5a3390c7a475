"""What a Result was asked: the numbers that went into its run, drawn or given, once more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.engine.inputs import Loss, initial_of, inputs_of, loss_of
from gradviz.engine.loops import Floats
from gradviz.engine.next_char import next_char, step_of
from gradviz.result import Result


@dataclass(frozen=True)
class Asked:
    """The inputs of a run, in float64 but rounded to the run's dtype, as the network read them.

    Attributes
    ----------
    inputs : (T, B, I)
    hidden : (layers, B, H)
        h_0.
    cell : (layers, B, H) or None
        c_0; None for a cell without a cell state.
    loss
        ∂L/∂h_t of the top layer's outputs alone; of a cross-entropy at the state that the run recorded.
    """

    inputs: Floats
    hidden: Floats
    cell: Floats | None
    loss: Loss


def asked_of(result: Result) -> Asked:
    """Return what went into a run beside its weights (which are ``result.weights``)."""
    experiment, explicit = result.experiment, result.explicit
    given = [explicit[name] for name in ("initial_hidden", "initial_cell") if name in explicit]

    def rounded(array: Floats) -> Floats:
        return array.astype(experiment.dtype).astype(np.float64)

    hidden, cell = initial_of(experiment, tuple(given) or None)
    loss = loss_of(experiment, explicit.get("loss_gradient"))
    if loss is None:
        loss = next_char(experiment, result.weights, result.hidden[-1, step_of(experiment)]).loss
    return Asked(
        rounded(inputs_of(experiment, explicit.get("inputs"))),
        rounded(hidden),
        None if cell is None else rounded(cell),
        Loss(rounded(loss.gradients), loss.row, loss.exponents, loss.given),
    )
