"""How large a sweep behind a picture may be, so that it is whole after a few seconds on a laptop."""

from __future__ import annotations

from collections.abc import Sequence

from gradviz.cells import CELLS
from gradviz.experiment import Experiment

WORK = 8e9
"""Multiplications, and what a unit costs beside them: about three seconds of one core."""

MEMORY = 2e8
"""Bytes of norms that a sweep may fill."""

_BESIDE = 75  # multiplications take as long as all else that is done for each unit and step
_CUBES, _SQUARES = 12, 700  # what scaling a block of W_hh to its ρ takes, in H³ and H²


def fits(experiment: Experiment, draws: int, each: int = 1, ways: Sequence[int] = ()) -> bool:
    """Return whether a sweep stays within ``WORK`` and ``MEMORY``.

    Parameters
    ----------
    draws, each
        How many seeds, and how many networks of each.
    ways
        Where the ways back of a network start; by default at its last step.
    """
    ways = ways or (experiment.steps,)
    networks = draws * each
    return draws * _drawing(experiment) + networks * _running(experiment, ways) <= WORK and (
        networks * _memory(experiment, ways) <= MEMORY
    )


def _drawing(experiment: Experiment) -> float:
    size, blocks = experiment.hidden_size, CELLS[experiment.cell].blocks
    return float(experiment.layers * blocks * size**2 * (_CUBES * size + _SQUARES))


def _running(experiment: Experiment, ways: Sequence[int]) -> float:
    """Return what one network costs: forward through all layers, back through the top one."""
    passes, size = experiment.layers * max(ways) + sum(ways), experiment.hidden_size
    return 0.5 * passes * CELLS[experiment.cell].blocks * size * (size + _BESIDE)


def _memory(experiment: Experiment, ways: Sequence[int]) -> float:
    return 8.0 * (1 + CELLS[experiment.cell].has_cell_state) * len(ways) * (max(ways) + 1)
