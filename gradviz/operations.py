"""numpy's side of what a cell's step asks of a namespace; torch is not needed for it."""

from __future__ import annotations

import numpy as np


class NumpyOperations:
    """The operations on whole rows, each with a positional ``out``, that are numpy's own."""

    add = staticmethod(np.add)
    multiply = staticmethod(np.multiply)
    dot = staticmethod(np.dot)
    tanh = staticmethod(np.tanh)
    exp = staticmethod(np.exp)
    reciprocal = staticmethod(np.reciprocal)
    negative = staticmethod(np.negative)
    copy = staticmethod(np.positive)
