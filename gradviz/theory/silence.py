"""Which ReLU units are on after the state fell below the smallest float.

A ReLU network that reads nothing may decay below every float and still be alive: its recorded state
is then 0, and 0 would say that every unit is off. Without input and biases the network has no scale,
max(0, W · αh) = α max(0, W h), so the state is carried on with its power of two taken out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gradviz.result import Result
from gradviz.theory.floats import Floats, joined, split
from gradviz.theory.refusal import TheoryError


def relu_preactivations(result: Result, layer: int, pre: Floats, projection: Floats, recurrence: Floats) -> Floats:
    """Return preactivations (T, B, H) whose signs say which units were on.

    They are those of the recorded states (a float32 run may have rounded a preactivation across 0),
    and where the recorded state has no digits left, those of the state carried on.

    Raises
    ------
    TheoryError
        When the state fell below the smallest float and was then given something to read.
    """
    hidden = result.hidden[layer]
    pre = np.where(hidden[1:] > 0, np.maximum(np.abs(pre), np.finfo(np.float64).tiny), np.minimum(pre, 0.0))
    lost = _lost(hidden[:-1], projection, recurrence)
    for sequence in np.flatnonzero(lost.any(0)):
        first = int(np.argmax(lost[:, sequence]))
        if layer or projection[first:, sequence].any():
            raise TheoryError(
                "The state of this ReLU network fell below the smallest float, so it is not known which units are on: "
                "choose a spectral radius nearer to 1, fewer steps, or float64."
            )
        start = hidden[first, sequence].astype(np.float64)
        pre[first:, sequence] = _carried(start, recurrence, len(pre) - first)
    return pre


def _lost(before: Floats, projection: Floats, recurrence: Floats) -> npt.NDArray[np.bool_]:
    """Return at which steps (T, B) a unit is given so little that floats don't know its sign."""
    info = np.finfo(before.dtype)
    limit = float(info.tiny / info.eps)
    size = np.abs(before).astype(np.float64)
    given = np.abs(projection) + size @ np.abs(recurrence)
    small = ((size > 0) & (size < limit)).any(-1, keepdims=True)
    lost: npt.NDArray[np.bool_] = np.any((given < limit) & ((given > 0) | small), axis=-1)
    return lost


def _carried(state: Floats, recurrence: Floats, steps: int) -> Floats:
    found = np.zeros((steps, len(state)))
    for t in range(steps):
        found[t] = state @ recurrence
        state = np.maximum(found[t], 0.0)
        state = joined(state, -split(state.max(keepdims=True))[1])
    return found
