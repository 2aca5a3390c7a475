"""`sweep`: an Experiment and a grid in, one Sweep out."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import torch

from gradviz.cells import CELLS
from gradviz.control import Control
from gradviz.engine import memory
from gradviz.engine.devices import chosen
from gradviz.engine.failures import explained
from gradviz.engine.loops import Floats
from gradviz.engine.progress import Progress
from gradviz.engine.running import run, versions
from gradviz.engine.sweeping.arithmetic import Flags, arithmetic_for
from gradviz.engine.sweeping.backward import Backward, Norms
from gradviz.engine.sweeping.forward import Forward
from gradviz.engine.sweeping.grid import Grid, asked
from gradviz.engine.sweeping.groups import Group, Places, groups
from gradviz.engine.sweeping.numbers import numbers_of, wild
from gradviz.engine.sweeping.space import Space
from gradviz.engine.threads import sized_for
from gradviz.experiment import Experiment
from gradviz.sweeps import Sweep


def sweep(experiment: Experiment, *, seeds: Any = None, control: Control | None = None, **fields: Any) -> Sweep:
    """Ask one question in every configuration of a grid, norms only; a pure function.

    Parameters
    ----------
    seeds
        The seeds, such as ``range(32)``; None: the Experiment's own.
    control
        Told about progress, and asked between windows of steps whether to stop.
    **fields
        Lists of values of spectral_radius, forget_bias, update_bias, input_scale, steps, loss_step,
        truncation, hidden_size, input_size or layers; None is a value where the field allows it.

    Returns
    -------
    Sweep
        Arrays over the fields in the order given, then the seed, then t = 0 … T, where T is the longest
        ``steps``; a shorter configuration has NaN behind its own last step.

    Raises
    ------
    ExperimentError
        When a field doesn't sweep, a value can't be, the device isn't there, or memory can't hold the
        answer or a single configuration.
    Cancelled
        When ``control`` asked for a stop.
    """
    started = time.perf_counter()
    grid = asked(experiment, fields, seeds)
    device = chosen(experiment.device, experiment.dtype)
    hidden, cell = _room(grid)
    with explained(device):
        for part in parts(grid, device, control):
            hidden[part.places, : part.hidden.shape[1]] = part.hidden
            if part.cell is not None and cell is not None:
                cell[part.places, : part.cell.shape[1]] = part.cell
    return Sweep(
        experiment=experiment,
        axes=grid.axes,
        log10_grad_hidden=hidden.reshape(*grid.shape, -1),
        log10_grad_cell=None if cell is None else cell.reshape(*grid.shape, -1),
        seconds=time.perf_counter() - started,
        device=str(device),
        versions=versions(),
    )


def _room(grid: Grid) -> tuple[Floats, Floats | None]:
    e, count = grid.experiment, math.prod(grid.shape)
    size = count, max(grid.axes.get("steps", (e.steps,))) + 1
    has_cell = CELLS[e.cell].has_cell_state
    memory.refuse(8 * (1 + has_cell) * math.prod(size), "values, seeds or steps")
    return np.full(size, np.nan), np.full(size, np.nan) if has_cell else None


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
    work = [(group, list(group.blocks(device))) for group in groups(grid)]
    steps = sum(len(blocks) * (g.experiment.steps + sum(loss.step for loss in g.losses)) for g, blocks in work)
    progress = Progress(control, steps, _flops(work[0][1][0]))
    left: list[Left] = []
    space = None
    for _, blocks in work:
        for block in blocks:
            shape = block.shape(len(block.rows) * len(block.seeds), device)
            if space is None or space.shape != shape:
                space = Space(shape, arithmetic_for(shape.dtype, device))
            with sized_for(_flops(block)), np.errstate(all="ignore"):
                found, lost = _computed(block, space, progress)
            yield from found
            left += lost
    progress.extend(sum(2 * e.steps * e.layers for e, _ in left))
    for experiment, place in left:
        yield _single(experiment, place, progress, control)
    progress.finish()


def _flops(block: Group) -> int:
    e = block.experiment
    return 2 * len(block.rows) * len(block.seeds) * CELLS[e.cell].blocks * e.hidden_size**2


def _computed(block: Group, space: Space, progress: Progress) -> tuple[list[Part], list[Left]]:
    """Return what a block gives for each way back, and which configurations are lost."""
    numbers = numbers_of(block)
    forward = Forward(space, numbers)
    forward.run(progress)
    lost = wild(block) | np.any([slopes.lost for slopes in forward.slopes], axis=0)
    backward = Backward(space, numbers, all(slopes.exact for slopes in forward.slopes))
    found, left = [], []
    for variant, loss, places in zip(block.variants, block.losses, block.places, strict=True):
        norms, flat = backward.run(loss, progress), places.T.ravel()  # by seed, then by row
        kept = ~(norms.lost | lost)
        found.append(_part(flat, norms, kept, variant.steps))
        for index in np.flatnonzero(~kept):
            seed, row = divmod(int(index), len(block.rows))
            left.append((variant.replace(seed=block.seeds[seed], **block.rows[row]), int(flat[index])))
    return found, left


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
