"""The same run without truncation: what truncated backpropagation through time has taken away.

Truncation (Williams and Peng 1990, An efficient gradient-based algorithm for on-line training of
recurrent network trajectories) is done to the gradient alone: the states are the same. So this is
no model of the network but the measurement once more, with the same weights and inputs.
"""

from __future__ import annotations

import numpy as np

from gradviz.errors import ExperimentError
from gradviz.result import Array, Result
from gradviz.theory.borrowed import run_again
from gradviz.theory.refusal import TheoryError

_SAME = {"float64": 1e-6, "float32": 1e-2}
"""Decades by which the parts that truncation leaves alone may differ between two machines."""


def untruncated(result: Result) -> Result:
    """Return the run of the same network on the same input with no truncation.

    It is held against the run it belongs to: after the last cut both are the same gradient.

    Raises
    ------
    TheoryError
        When the run can't be repeated, or is another one here (a chaotic network on another machine).
    """
    cut = result.experiment.truncation
    if cut is None:
        return result
    try:
        found = run_again(result, truncation=None)
    except ExperimentError as error:
        raise TheoryError(f"This run can't be repeated without truncation: {error}") from error
    last = (result.experiment.steps - 1) // cut * cut
    size = _SAME[result.experiment.dtype]
    ends = [(run.log10_grad_hidden[-1, last + 1 :], run.hidden[-1, last + 1 :]) for run in (result, found)]
    if not all(_close(one, other, size) for one, other in zip(*ends, strict=True)):
        raise TheoryError("Repeated here, this network takes another course, so its gradient without cuts is unknown.")
    return found


def _close(one: Array, other: Array, size: float) -> bool:
    with np.errstate(invalid="ignore"):
        return bool(((one == other) | (np.abs(one - other) <= size * np.maximum(1, np.abs(one)))).all())
