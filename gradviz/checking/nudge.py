"""What rounding does to one step, seen through a magnifying glass.

All that goes into a step is moved, up or down at random, by 2^−20 of what was summed up in it. How far
the step's results move tells what an error of one unit in the last place does to them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from gradviz.checking.layers import Layer
from gradviz.checking.textbook import Before

SIZE = 2.0**-20


class Nudge(NamedTuple):
    """How far p, q, h_{t−1} and c_{t−1} (None without one) are moved: D draws for some steps, (D, T, B, …) each."""

    read: Tensor
    recurrent: Tensor
    hidden: Tensor
    cell: Any

    def at(self, row: int) -> Nudge:
        """Return the nudge of one of these steps."""
        cell = None if self.cell is None else self.cell[:, row]
        return Nudge(self.read[:, row], self.recurrent[:, row], self.hidden[:, row], cell)


def nudge_of(layer: Layer, steps: slice, draws: int, random: np.random.Generator) -> Nudge:
    """Return nudges for each of these steps."""
    before = layer.before(steps)
    p, q = layer.preactivations(steps, absolute=True)
    signs, others = (signs_of(random, (draws, *shape)) * SIZE for shape in (p.shape, before.hidden.shape))
    cell = None if before.cell is None else before.cell * signs_of(random, others.shape) * SIZE
    return Nudge(p * signs, q * signs, before.hidden * others, cell)


def signs_of(random: np.random.Generator, shape: Any) -> Tensor:
    """Return a number in ±[1, 2) for each entry: none is about 0, and no two cancel."""
    drawn = random.uniform(-1.0, 1.0, tuple(shape))
    return torch.from_numpy(drawn + np.copysign(1.0, drawn))


def moved(before: Before, nudge: Nudge) -> Before:
    """Return what steps start from once they are nudged."""
    cell = None if nudge.cell is None else before.cell + nudge.cell
    return Before(before.hidden + nudge.hidden, cell, before.seen)
