"""How a grid is cut: groups that share a way forward, and blocks of them that fit into cache and memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True)
class Group:
    """Configurations that differ in the way back, in ``ROW`` fields and in the seed.

    Attributes
    ----------
    variants
        One Experiment for each way back.
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

    def blocks(self, device: torch.device) -> Iterator[Group]:
        """Yield parts of the group that fit into cache and memory, all rows of a few seeds after the other.

        Raises
        ------
        ExperimentError
            When a single sequence does not fit.
        """
        batch = self._batch(device)
        height = min(batch, len(self.rows))
        width = batch // height
        for seed in range(0, len(self.seeds), width):
            for row in range(0, len(self.rows), height):
                yield self.part(slice(row, row + height), slice(seed, seed + width))

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
    coarse = _coarse_first([len(grid.axes[name]) for name in grid.axes if name in ROW])
    kinds = [[i for i in coarse if (radii[i] is None) == as_drawn] for as_drawn in (False, True)]
    found = []
    for structure, part in zip(structures, places, strict=True):
        variants = tuple(grid.experiment.replace(**structure, **way) for way in ways)
        found += [Group(variants, tuple(rows[i] for i in kind), grid.axes["seed"], part[:, kind]) for kind in kinds]
    return [group for group in found if group.rows]


def _coarse_first(sizes: Sequence[int]) -> list[int]:
    """Return the places in a grid, in C order, so that any number of the first ones lies all over it."""
    level = np.array(-max(sizes, default=1))
    for size in sizes:
        index = np.arange(size)
        step = np.where(index == 0, size, index & -index)  # the largest power of two that divides it
        level = np.maximum(level[..., None], -step)
    return [int(place) for place in np.argsort(level, axis=None, kind="stable")]
