"""Every number that a claim can name, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gradviz.lessons.quantities import cells, draws, flow, parameters, recorded, states, weights
from gradviz.lessons.quantity import Quantity

__all__ = ["QUANTITIES"]

QUANTITIES: Mapping[str, Quantity] = MappingProxyType(
    {
        found.name: found
        for room in (flow, weights, states, parameters, draws, recorded, cells)
        for found in room.QUANTITIES
    }
)
