"""Whether a unit matters: it is held off or on, the text is read again, and the predictions are compared.

A correlation does not say that the network uses what a unit knows; holding the unit does. Beside it stand control
units that are alive and follow something else: what holding any unit does is no effect of this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from gradviz.control import Control
from gradviz.errors import ExperimentError
from gradviz.language.labels import Label
from gradviz.language.replaying import Clamp, replayed
from gradviz.language.unit import Unit
from gradviz.language.units import Units, part, watched
from gradviz.models import Checkpoint, encode

Array = npt.NDArray[Any]

Level = Literal["off", "on"]

_TOGETHER = 16
_ALIVE = 0.5


@dataclass(frozen=True)
class Effect:
    """What holding one unit does to the predictions of a text.

    Attributes
    ----------
    clamp
        What was held.
    closing
        Mean probability of the character that ends the label (such as the closing quote) where it comes next:
        (as the network is, with the unit held).
    inside, outside
        Mean loss of the next character in bits where the label holds, and where it doesn't: (as it is, held).
    """

    clamp: Clamp
    closing: tuple[float, float]
    inside: tuple[float, float]
    outside: tuple[float, float]

    @property
    def cut(self) -> float:
        """How many times less probable the closing character is; 1: as before."""
        before, held = self.closing
        return before / held if held > 0 else float("inf")


def effects(
    checkpoint: Checkpoint,
    text: str,
    label: Label,
    units: Sequence[Unit],
    level: Level = "off",
    stretch: tuple[int, int | None] = (0, None),
    value: float | None = None,
    control: Control | None = None,
) -> list[Effect]:
    """Return what holding each unit, one at a time, does.

    Each is held at its own median where the label does not hold (off), or where it does (on).

    Parameters
    ----------
    text
        What is read; some thousand characters are enough.
    label
        A yes/no label.
    stretch
        The first character after which the units are held, and the first after which they are free again, from 0;
        what is compared lies within it.
    value
        What the first unit is held at instead of its median.

    Raises
    ------
    ExperimentError
        When the model has no read-out, or the label never begins or ends in the stretch.
    """
    if not checkpoint.has_readout:
        raise ExperimentError(f"{checkpoint.name} has no read-out: it predicts nothing that could change.", "model")
    holds = label.of(text).astype(bool)
    places = _Places.of(holds, *stretch)
    values = watched(checkpoint, text, part(control, 0.0, 0.1))
    clamps = [Clamp(unit, held_at(values, unit, holds, level), *stretch) for unit in units]
    if value is not None:
        clamps[0] = Clamp(units[0], value, *stretch)
    indices = encode(checkpoint, text).indices
    known, found = None, []
    for first in range(0, len(clamps), _TOGETHER):
        some = clamps[first : first + _TOGETHER]
        after = 0.1 + 0.9 * np.array([first, first + len(some)]) / len(clamps)
        told = replayed(checkpoint, indices, [None, *some], part(control, *map(float, after)))
        following = np.take_along_axis(told[:, :-1], indices[None, 1:, None], axis=2)[:, :, 0].astype(float)
        known = places.means(following[0]) if known is None else known
        found += [
            Effect(clamp, *_pairs(known, places.means(row))) for clamp, row in zip(some, following[1:], strict=True)
        ]
    return found


@dataclass(frozen=True, eq=False)
class _Places:
    """The characters after which it is compared what comes next, by what does."""

    closing: Array
    inside: Array
    outside: Array

    @classmethod
    def of(cls, holds: Array, first: int, last: int | None) -> _Places:
        here = np.arange(len(holds) - 1)
        here = here[(here >= first) & (here < (len(holds) if last is None else last))]
        found = cls(here[holds[here] & ~holds[here + 1]], here[holds[here]], here[~holds[here]])
        if not len(found.closing) or not len(found.outside):
            raise ExperimentError("the label neither begins nor ends here: give a longer text.", "text")
        return found

    def means(self, known: Array) -> tuple[float, float, float]:
        """Return the mean probability of closing, and the mean loss inside and outside, of (T − 1,) log p."""
        bits = -known / np.log(2)
        return (
            float(np.exp(known[self.closing]).mean()),
            float(bits[self.inside].mean()),
            float(bits[self.outside].mean()),
        )


def _pairs(before: tuple[float, ...], held: tuple[float, ...]) -> list[tuple[float, float]]:
    return list(zip(before, held, strict=True))


def held_at(units: Units, unit: Unit, holds: Array, level: Level) -> float:
    """Return a unit's median where a label holds (on) or does not (off)."""
    return float(np.median(units.values[units.names.index(unit)][holds if level == "on" else ~holds]))


def controls(units: Units, besides: Sequence[Unit], count: int, seed: int = 0) -> list[Unit]:
    """Return so many units that are alive, drawn by ``seed``, of the kind of the first of ``besides`` and none of them.

    Alive: tanh(c_t), or h_t, spreads at least half as much as that of the median unit of its kind.
    """
    rows = [row for row, unit in enumerate(units.names) if unit.state == besides[0].state]
    shown = np.tanh(units.values[rows]) if besides[0].state == "cell" else units.values[rows]
    spread = shown.std(axis=1)
    alive = [
        units.names[row]
        for row, wide in zip(rows, spread, strict=True)
        if wide > 0 and wide >= _ALIVE * np.median(spread) and units.names[row] not in besides
    ]
    order = np.random.default_rng(seed).permutation(len(alive))
    return [alive[place] for place in order[:count]]
