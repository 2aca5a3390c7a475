"""`sweep`: an Experiment and a grid in, one Sweep out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from gradviz.cells import CELLS
from gradviz.control import Control
from gradviz.engine import memory
from gradviz.engine.devices import chosen
from gradviz.engine.failures import explained
from gradviz.engine.loops import Floats
from gradviz.engine.running import versions
from gradviz.engine.sweeping.grid import Grid, asked
from gradviz.engine.sweeping.parts import Part, parts
from gradviz.experiment import Experiment
from gradviz.sweeps import Sweep

PAUSE = 0.05
"""Seconds between two partial answers at least: a picture is not drawn more often than that."""


def sweep(
    experiment: Experiment,
    *,
    seeds: Any = None,
    control: Control | None = None,
    found: Callable[[Sweep], object] | None = None,
    **fields: Any,
) -> Sweep:
    """Ask one question in every configuration of a grid, norms only; a pure function.

    Parameters
    ----------
    seeds
        The seeds, such as ``range(32)``; None: the Experiment's own.
    control
        Told about progress, and asked between windows of steps whether to stop.
    found
        Given the Sweep as far as it has come, while it is computed and in the computing thread, at most every
        0.05 s: coarse configurations first, all over the grid, NaN where one is still to come (`Sweep.known`).
        Each is a copy that no later step changes. The whole answer is returned, not given.
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
    answer = _Growing(grid, device, started)
    with explained(device):
        for part in parts(grid, device, control):
            answer.take(part)
            if found is not None and answer.is_worth_showing():
                found(answer.sweep(copied=True))
                answer.was_shown()
    return answer.sweep(copied=False)


class _Growing:
    """An answer while its parts come in."""

    def __init__(self, grid: Grid, device: torch.device, started: float) -> None:
        self._grid, self._device = grid, device
        self._started = self._shown = started
        self._left = math.prod(grid.shape)
        self._hidden, self._cell = _room(grid)

    def take(self, part: Part) -> None:
        """Write finished configurations where they belong."""
        self._hidden[part.places, : part.hidden.shape[1]] = part.hidden
        if part.cell is not None and self._cell is not None:
            self._cell[part.places, : part.cell.shape[1]] = part.cell
        self._left -= len(part.places)

    def is_worth_showing(self) -> bool:
        """Return whether something is still to come, and the last look was long enough ago."""
        return self._left > 0 and time.perf_counter() - self._shown >= PAUSE

    def was_shown(self) -> None:
        """Wait from now on: however long the look took, there is time to compute until the next."""
        self._shown = time.perf_counter()

    def sweep(self, *, copied: bool) -> Sweep:
        """Return the answer as it is now."""

        def shaped(norms: Floats) -> Floats:
            return (norms.copy() if copied else norms).reshape(*self._grid.shape, -1)

        return Sweep(
            experiment=self._grid.experiment,
            axes=self._grid.axes,
            log10_grad_hidden=shaped(self._hidden),
            log10_grad_cell=None if self._cell is None else shaped(self._cell),
            seconds=time.perf_counter() - self._started,
            device=str(self._device),
            versions=versions(),
        )


def _room(grid: Grid) -> tuple[Floats, Floats | None]:
    e, count = grid.experiment, math.prod(grid.shape)
    size = count, max(grid.axes.get("steps", (e.steps,))) + 1
    has_cell = CELLS[e.cell].has_cell_state
    memory.refuse(8 * (1 + has_cell) * math.prod(size), "values, seeds or steps")
    return np.full(size, np.nan), np.full(size, np.nan) if has_cell else None
