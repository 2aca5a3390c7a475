"""The unit that follows a label best on one half of a text, and how well it does so on the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gradviz.control import Control
from gradviz.language.halving import Halved, grouped
from gradviz.language.ranking import Targets, binned_ranks, metric

Array = npt.NDArray[Any]

_CHUNK = 32


class Pick(NamedTuple):
    """A unit by its row, 1 or −1 for whether it is high or low with the label, and its score on the other half."""

    unit: int
    sign: int
    score: float


def picks(
    values: Array, labels: Sequence[Halved], allowed: Sequence[int], control: Control | None = None
) -> list[list[Pick]]:
    """Return a pick for every row of every label: its own, then each shifted one's; none where it does not vary.

    Parameters
    ----------
    values : (units, T)
        What each unit did.
    allowed
        The units to choose from.
    """
    found: list[list[Pick]] = [[] for _ in labels]
    groups = grouped(labels)
    for done, group in enumerate(groups):
        table = _table(values, [labels[number] for number in group], allowed, control, (done, len(groups)))
        first = 0
        for number in group:
            rows = len(labels[number].rows)
            chosen = table[:, first : first + rows]
            found[number] = [_pick(values, labels[number], row, chosen[:, row], allowed) for row in range(rows)]
            first += rows
    return found


def _table(
    values: Array, group: list[Halved], allowed: Sequence[int], control: Control | None, turn: tuple[int, int]
) -> Array:
    """Return how far every unit is from chance on the first half, for all rows of a group, (units, rows)."""
    places = group[0].places[0]
    targets = Targets.of([row for label in group for row in label.labels[0]], np.float32)
    parts = []
    for first in range(0, len(allowed), _CHUNK):
        if control is not None:
            control.advance((turn[0] + first / len(allowed)) / turn[1])
        ranks = [binned_ranks(values[unit][places]) for unit in allowed[first : first + _CHUNK]]
        parts.append(targets.ranked(np.stack(ranks)) - targets.offset)
    return np.concatenate(parts)


def _pick(values: Array, label: Halved, row: int, away: Array, allowed: Sequence[int]) -> Pick:
    place = int(np.argmax(np.abs(away)))
    unit, sign = allowed[place], -1 if away[place] < 0 else 1
    found, held = sign * values[unit][label.places[1]], label.labels[1][row]
    if row == 0:
        return Pick(unit, sign, metric(found, held))
    return Pick(unit, sign, float(Targets.of([held]).ranked(binned_ranks(found)[None])[0, 0]))  # chance to 3 digits
