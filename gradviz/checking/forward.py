"""The forward pass, one step at a time: each state must follow from the one before it.

A repeat of the whole pass would prove nothing: in a chaotic network the last bit of h_1 decides
h_500. Each step is made from the run's own state before it, which checks all of them, and leaves
the gradient one thing to be compared at: the states of the run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from gradviz.checking.layers import Layer
from gradviz.checking.nudge import SIZE, moved, nudge_of
from gradviz.checking.scaled import Flags, Floats
from gradviz.checking.textbook import Step

_STEEP = 300.0  # beyond it, the slope of tanh leaves the floats
_TINY = 2.0**-500  # below it, a product of two may


@dataclass(frozen=True)
class Forward:
    """What the steps of a layer make of the run's states, by name (T, B, H), and what rounding may leave, (T, B).

    ``lossy`` (T, B) says where a factor of the way back may have left the floats, ``flushed`` (T, B) where a
    state is smaller than the run's smallest float, and perhaps not the zero that it seems; ``unknown`` (T, B)
    where for this reason nobody can see which units of a ReLU were on.
    """

    states: dict[str, Floats]
    errors: dict[str, Floats]
    lossy: Flags
    flushed: Flags
    unknown: Flags


def forward(layer: Layer, read_flushed: Flags, dtype: str) -> Forward:
    """Make every step of a layer from the run's state before it; ``read_flushed`` is of what it reads."""
    shape, kind = layer.read.values.shape[:2], np.finfo(dtype)
    states: dict[str, Floats] = {}
    errors: dict[str, Floats] = {}
    lossy, random = np.full(shape, _has_tiny(layer.weights.weight_hh)), np.random.default_rng(0)
    for chunk in layer.chunks():
        made, nudged = layer.steps(chunk), _nudged(layer, chunk, random)
        for name, values in _named(made).items():
            states.setdefault(name, np.zeros((*shape, values.shape[-1])))[chunk] = values.numpy()
            moves = (_named(nudged)[name][0] - values).abs() / SIZE + 2 * values.abs()
            errors.setdefault(name, np.zeros(shape))[chunk] = kind.eps * moves.amax(-1).numpy() + kind.smallest_normal
        lossy[chunk] |= _lossy(layer, chunk)
    flushed = _flushed(states["hidden"], read_flushed, float(kind.smallest_normal))
    return Forward(states, errors, lossy, flushed, flushed & layer.masks)


def _named(step: Step) -> dict[str, Tensor]:
    cell = {} if step.cell is None else {"cell_state": step.cell}
    return {"hidden": step.hidden, **cell, **step.gates}


def _nudged(layer: Layer, chunk: slice, random: np.random.Generator) -> Step:
    nudge, (p, q) = nudge_of(layer, chunk, 1, random), layer.preactivations(chunk)
    with torch.no_grad():
        return layer.recurrence(p + nudge.read, q + nudge.recurrent, moved(layer.before(chunk), nudge))


def _lossy(layer: Layer, chunk: slice) -> Flags:
    found = _tiny_rows(layer.seen[chunk])
    if layer.squashes:
        p, q = layer.preactivations(chunk, absolute=True)
        found |= (p.amax(-1) + q.amax(-1)).numpy() > _STEEP
    if layer.cell is not None:
        cells = layer.cell[slice(chunk.start, chunk.stop + 1)]
        found |= (np.abs(cells).max(-1) > _STEEP)[1:] | _tiny_rows(cells[:-1])
    return found


def _tiny_rows(states: Floats) -> Flags:
    sizes = np.abs(states)
    found: Flags = np.any((sizes > 0) & (sizes < _TINY), axis=-1)
    return found


def _has_tiny(weight: Tensor) -> bool:
    sizes = weight.abs()
    return bool(torch.any((sizes > 0) & (sizes < _TINY)))


def _flushed(hidden: Floats, read: Flags, smallest: float) -> Flags:
    sizes = np.abs(hidden).max(-1)
    found: Flags = (sizes > 0) & (sizes < smallest)
    found |= read & (sizes < smallest)
    for t in range(1, len(found)):
        found[t] |= found[t - 1] & (sizes[t] < smallest)
    return found
