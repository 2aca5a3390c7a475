"""The fifty lines of numpy with which CS231n (Karpathy, 2016) showed gradients explode and vanish, written anew.

A ReLU network without inputs goes forward from a state, and the gradient of its last state goes back:
at each step it is cut where the unit was silent and multiplied by the transpose of W_hh. Nothing of gradviz.
"""

from __future__ import annotations

import numpy as np


def gradients(w_hh, state, last, steps):
    """Return the gradients at the last state, the one before it, … and the one that is given: (steps + 1, H)."""
    silent = []
    for _ in range(steps):
        before = w_hh @ state
        silent.append(before <= 0)
        state = np.where(before > 0, before, 0.0)
    found = [last]
    for quiet in reversed(silent):
        found.append(w_hh.T @ np.where(quiet, 0.0, found[-1]))
    return np.array(found)
