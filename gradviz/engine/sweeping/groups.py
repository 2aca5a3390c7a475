"""How a grid is cut: groups that share a way forward, and blocks of them that fit into cache and memory.

Whoever watches a sweep sees all of its plane before any part of it in full: values that lie far apart come
first, on every axis, and the first block of a group is thin where a full one would keep the watcher waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from gradviz.cells import CELLS
from gradviz.engine import memory
from gradviz.engine.sweeping.backward import Loss
from gradviz.engine.sweeping.grid import BACK, ROW, STRUCTURE, Grid
from gradviz.engine.sweeping.space import bytes_of
from gradviz.engine.tape import Shape
from gradviz.experiment import Experiment

Places = npt.NDArray[np.intp]

NUMBERS = 2**13
"""How many numbers a step of a block has: enough that Python's share is small, few enough for the cache."""

_BYTES = 2**28  # of a block at most
_SHARE = 4  # of the memory that is free

GLANCE = 2**30
"""Floating-point operations that a group's first block takes at most, both ways: about a tenth of a second."""

_FEW = 16  # sequences: a step of fewer takes hardly less time


@dataclass(frozen=True)
class Group:
    """Configurations that differ in the way back, in ``ROW`` fields and in the seed.

    Attributes
    ----------
    variants
        One Experiment for each way back, coarse ones first.
    rows
        The swept ``ROW`` fields of each sequence of a seed, coarse ones first.
    seeds
        The seeds.
    places : (variants, rows, seeds)
        Where each configuration stands in the grid, counted in C order.
    """

    variants: tuple[Experiment, ...]
    rows: tuple[dict[str, Any], ...]
    seeds: tuple[int, ...]
    places: Places

    @property
    def losses(self) -> list[Loss]:
        """Where each way back starts, and where it is cut."""
        return [Loss(e.loss_step or e.steps, e.loss == "every", e.truncation) for e in self.variants]

    @property
    def experiment(self) -> Experiment:
        """One Experiment whose way forward serves all variants."""
        reach = max(loss.step for loss in self.losses)
        return self.variants[0].replace(steps=reach, loss_step=None)

    def shape(self, batch: int, device: torch.device) -> Shape:
        """Return the layout of a block of ``batch`` sequences."""
        e = self.experiment
        return Shape(e.cell, e.steps, batch, e.hidden_size, e.layers, getattr(torch, e.dtype), device)

    def part(self, rows: slice, seeds: slice) -> Group:
        """Return some of the rows and seeds."""
        return Group(self.variants, self.rows[rows], self.seeds[seeds], self.places[:, rows, seeds])

    @property
    def flops(self) -> int:
        """What one step of all its sequences takes."""
        e = self.experiment
        return 2 * len(self.rows) * len(self.seeds) * CELLS[e.cell].blocks * e.hidden_size**2

    def blocks(self, device: torch.device) -> list[Group]:
        """Return parts of the group that fit into cache and memory, all rows of a few seeds after the other.

        The first is made of two where it would take long, so that there is something to see.

        Raises
        ------
        ExperimentError
            When a single sequence does not fit.
        """
        batch = self._batch(device)
        height = min(batch, len(self.rows))
        width = batch // height
        first, *others = (
            self.part(slice(row, row + height), slice(seed, seed + width))
            for seed in range(0, len(self.seeds), width)
            for row in range(0, len(self.rows), height)
        )
        return [*first._glance_first(), *others]

    def _glance_first(self) -> list[Group]:
        """Return the block as one that is seen soon and the rest: fewer seeds, or of a single seed fewer rows."""
        e, whole = self.experiment, slice(None)
        thin = GLANCE * len(self.rows) * len(self.seeds) // (self.flops * e.steps * (e.layers + 1))
        if len(self.seeds) > 1:
            cut = max(1, thin // len(self.rows))
            found = [self.part(whole, slice(cut)), self.part(whole, slice(cut, None))]
        else:
            cut = max(_FEW, thin)
            found = [self.part(slice(cut), whole), self.part(slice(cut, None), whole)]
        return [block for block in found if block.places.size]

    def _batch(self, device: torch.device) -> int:
        """Return how many sequences a block has at most."""
        e = self.experiment
        blocks, inputs = CELLS[e.cell].blocks, max(e.input_size, e.hidden_size)
        matrices = e.layers * blocks * e.hidden_size * (inputs + 3 * e.hidden_size) * 8
        each = bytes_of(self.shape(1, device)) + matrices + 2 * e.steps * e.input_size * 8
        memory.refuse(each)
        free = (memory.available_bytes() or _BYTES * _SHARE) // _SHARE
        return max(1, min(NUMBERS // e.hidden_size, min(_BYTES, free) // each))


def groups(grid: Grid) -> list[Group]:
    """Return the groups of a grid.

    Raises
    ------
    ExperimentError
        When two values don't fit together.
    """
    order = [list(grid.axes).index(name) for part in (STRUCTURE, BACK, ROW) for name in grid.axes if name in part]
    structures, ways, rows = (grid.combinations(names) for names in (STRUCTURE, BACK, ROW))
    places = np.arange(np.prod(grid.shape)).reshape(grid.shape).transpose(*order, -1)
    places = places.reshape(len(structures), len(ways), len(rows), -1)
    radii = [row.get("spectral_radius", grid.experiment.spectral_radius) for row in rows]
    first, back, coarse = (_coarse_first(grid, names) for names in (STRUCTURE, BACK, ROW))
    kinds = [[i for i in coarse if (radii[i] is None) == as_drawn] for as_drawn in (False, True)]
    found = []
    for structure in first:
        variants = tuple(grid.experiment.replace(**structures[structure], **ways[way]) for way in back)
        part = places[structure, back]
        found += [Group(variants, tuple(rows[i] for i in kind), grid.axes["seed"], part[:, kind]) for kind in kinds]
    return [group for group in found if group.rows]


def _coarse_first(grid: Grid, names: Sequence[str]) -> list[int]:
    """Return the places in a grid of some axes, in C order, so that any number of the first ones lies all over it."""
    sizes = [len(grid.axes[name]) for name in grid.axes if name in names]
    level, spread = np.array(-max(sizes, default=1)), np.array(1)
    for size in sizes:
        index = np.arange(size)
        step = np.where(index == 0, size, index & -index)  # the largest power of two that divides it
        level, spread = np.maximum(level[..., None], -step), spread[..., None] * step
    return [int(place) for place in np.lexsort((-spread.ravel(), level.ravel()))]
