"""A text's two halves, one to choose a unit on and one to score it on, and the labels on each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_BLOCK, _BLOCKS = 2000, 8
_SEED = 0
_FEWEST = 5
"""How often, in each half, a yes/no label must hold, and not hold."""


def halves(size: int) -> tuple[Array, Array]:
    """Return the places of the half that units are chosen on, and of that which they are scored on.

    Blocks of 2,000 characters, an eighth of a shorter text, belong to either in turn.
    """
    block = max(1, min(_BLOCK, -(-size // _BLOCKS)))
    second = np.arange(size) // block % 2 == 1
    return np.flatnonzero(~second), np.flatnonzero(second)


@dataclass(frozen=True, eq=False)
class Halved:
    """A label, and shifted copies of it, on both halves.

    Attributes
    ----------
    defined : (T,)
        Where it has a value.
    rows : (1 + shifts, n)
        Its n values there, then these shifted around the text by random distances.
    """

    defined: npt.NDArray[np.bool_]
    rows: Array

    @classmethod
    def of(cls, label: Array, shifts: int) -> Halved:
        """Return a label, shape (T,), with so many shifted copies."""
        defined = np.ones(len(label), bool) if label.dtype == bool else np.isfinite(label)
        values = label[defined]
        draw = np.random.default_rng(_SEED)
        edge = len(values) // 10
        distances = draw.integers(edge, max(len(values) - edge, edge + 1), shifts)
        return cls(defined, np.stack([values, *(np.roll(values, distance) for distance in distances)]))

    @cached_property
    def places(self) -> tuple[Array, Array]:
        """Where it has a value, in each half."""
        first, second = halves(len(self.defined))
        return first[self.defined[first]], second[self.defined[second]]

    @cached_property
    def labels(self) -> tuple[Array, Array]:
        """Its rows in each half, each (1 + shifts, n)."""
        at = np.cumsum(self.defined) - 1
        first, second = self.places
        return self.rows[:, at[first]], self.rows[:, at[second]]

    @property
    def varies(self) -> bool:
        """Whether there is enough of it in both halves to be followed."""
        return all(_varies(rows[0]) for rows in self.labels)


def _varies(values: Array) -> bool:
    if values.dtype == bool:
        return min(int(values.sum()), int((~values).sum())) >= _FEWEST
    return len(values) >= _FEWEST and bool((values != values[0]).any())


def grouped(labels: Sequence[Halved]) -> list[list[int]]:
    """Return the labels by their places: those that are defined at the same characters are ranked together."""
    groups: dict[bytes, list[int]] = {}
    for number, label in enumerate(labels):
        if label.varies:
            groups.setdefault(np.packbits(label.defined).tobytes(), []).append(number)
    return list(groups.values())
