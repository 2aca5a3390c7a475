"""One unit of a network's state, and all of them in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gradviz.cells import CELLS
from gradviz.models import Checkpoint

Kind = Literal["cell", "hidden"]


@dataclass(frozen=True)
class Unit:
    """One number of a network's state; layers and units count from 0."""

    layer: int
    index: int
    state: Kind


def units_of(checkpoint: Checkpoint) -> tuple[Unit, ...]:
    """Return every unit: c before h, layer by layer."""
    kinds: tuple[Kind, ...] = ("cell", "hidden") if CELLS[checkpoint.cell].has_cell_state else ("hidden",)
    size = range(checkpoint.hidden_size)
    return tuple(Unit(layer, index, kind) for layer in range(checkpoint.layers) for kind in kinds for index in size)
