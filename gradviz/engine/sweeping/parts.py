"""A grid's configurations, computed block after block and handed on as they are finished."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import torch

from gradviz.control import Control
from gradviz.engine.loops import Floats
from gradviz.engine.progress import Progress
from gradviz.engine.running import run
from gradviz.engine.sweeping.arithmetic import Flags, arithmetic_for
from gradviz.engine.sweeping.backward import Backward, Loss, Norms
from gradviz.engine.sweeping.forward import Forward
from gradviz.engine.sweeping.grid import Grid
from gradviz.engine.sweeping.groups import Group, Places, groups
from gradviz.engine.sweeping.numbers import numbers_of, wild
from gradviz.engine.sweeping.space import Space
from gradviz.engine.threads import sized_for
from gradviz.experiment import Experiment

_WORTH = 2**26
"""Floating-point operations that are worth a part of their own: some milliseconds."""

Left = tuple[Experiment, int]
"""A configuration that is still to be run, and its place."""


class Part(NamedTuple):
    """Finished configurations: their places in the grid, counted in C order, and norms (n, T + 1)."""

    places: Places
    hidden: Floats
    cell: Floats | None


def parts(grid: Grid, device: torch.device, control: Control | None) -> Iterator[Part]:
    """Yield the configurations of a grid as they are finished, coarse ones first, each once.

    Those that a batch of plain floats can't hold come last, one by one.
    """
    blocks = _in_turn([group.blocks(device) for group in groups(grid)])
    progress = Progress(control, sum(_steps(block) for block in blocks), max(block.flops for block in blocks))
    left: list[Left] = []
    space = None
    for block in blocks:
        shape = block.shape(len(block.rows) * len(block.seeds), device)
        if space is None or space.shape != shape:
            space = Space(shape, arithmetic_for(shape.dtype, device))
        yield from _computed(block, space, progress, left)
    progress.extend(sum(2 * e.steps * e.layers for e, _ in left))
    for experiment, place in left:
        yield _single(experiment, place, progress, control)
    progress.finish()


def _in_turn(groups: list[list[Group]]) -> list[Group]:
    """Return the first block of every group, and then the others of one group after the other."""
    return [blocks[0] for blocks in groups] + [block for blocks in groups for block in blocks[1:]]


def _steps(block: Group) -> int:
    return block.experiment.steps + sum(loss.step for loss in block.losses)


def _computed(block: Group, space: Space, progress: Progress, left: list[Left]) -> Iterator[Part]:
    """Yield what a block gives, one way back after the other; what is lost is added to what is left."""
    with _at_work(block):
        numbers = numbers_of(block)
        forward = Forward(space, numbers)
        forward.run(progress)
        lost = wild(block) | np.any([slopes.lost for slopes in forward.slopes], axis=0)
        backward = Backward(space, numbers, all(slopes.exact for slopes in forward.slopes))
    for ways in _few_at_once(block):
        with _at_work(block):
            found = [(variant, places, backward.run(loss, progress)) for variant, loss, places in ways]
        for variant, places, norms in found:
            kept, flat = ~(norms.lost | lost), places.T.ravel()  # by seed, then by row
            for index in np.flatnonzero(~kept):
                seed, row = divmod(int(index), len(block.rows))
                left.append((variant.replace(seed=block.seeds[seed], **block.rows[row]), int(flat[index])))
            yield _part(flat, norms, kept, variant.steps)


def _few_at_once(block: Group) -> Iterator[list[tuple[Experiment, Loss, Places]]]:
    """Yield the ways back, several where they are short: to begin and end work takes a tenth of a millisecond."""
    ways: list[tuple[Experiment, Loss, Places]] = []
    for way in zip(block.variants, block.losses, block.places, strict=True):
        ways.append(way)
        if sum(loss.step for _, loss, _ in ways) * block.flops >= _WORTH:
            yield ways
            ways = []
    if ways:
        yield ways


@contextmanager
def _at_work(block: Group) -> Iterator[None]:
    """Compute with the right number of threads, and without numpy's warnings; never while a part is out."""
    with sized_for(block.flops), np.errstate(all="ignore"):
        yield


def _part(places: Places, norms: Norms, kept: Flags, steps: int) -> Part:
    def rows(found: Floats) -> Floats:
        known = found[: steps + 1, kept].T
        return np.pad(known, ((0, 0), (0, steps + 1 - known.shape[1])), constant_values=-np.inf)

    return Part(places[kept], rows(norms.hidden), None if norms.cell is None else rows(norms.cell))


def _single(experiment: Experiment, place: int, progress: Progress, control: Control | None) -> Part:
    result = run(experiment, control=None if control is None else Control(lambda _: progress.repeat()))
    progress.took(2 * experiment.steps * experiment.layers)
    hidden, cell = result.log10_grad_hidden[-1].T, result.log10_grad_cell
    return Part(np.array([place]), hidden, None if cell is None else cell[-1].T)
