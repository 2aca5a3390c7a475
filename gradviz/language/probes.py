"""What all units know together: a linear probe on every unit, the ceiling of what one unit can show.

Ridge regression on standardised units (Hoerl & Kennard 1970), fitted on one half of a text and scored on the other by
the label's own metric. A label that the probe reaches and no unit does is kept by many units at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.control import Control
from gradviz.language.halving import Halved, grouped
from gradviz.language.ranking import metric

Array = npt.NDArray[Any]

_RIDGE = 1e-3
"""The penalty, in units of the number of characters: it steadies units that say the same."""
_CHUNK = 8192


def probes(values: Array, labels: Sequence[Halved], control: Control | None = None) -> list[float | None]:
    """Return what the probe reaches for each label on the second half; None where the label does not vary.

    Parameters
    ----------
    values : (units, T)
        What each unit did.
    """
    found: list[float | None] = [None] * len(labels)
    groups = grouped(labels)
    for done, group in enumerate(groups):
        first, second = labels[group[0]].places
        wanted = np.stack([labels[number].labels[0][0].astype(float) for number in group], axis=1)
        weights, bias = fitted(values, first, wanted, control, (done, len(groups)))
        said = np.concatenate([weights.T @ values[:, part] + bias[:, None] for part in _parts(second)], axis=1)
        for number, row in zip(group, said, strict=True):
            found[number] = metric(row, labels[number].labels[1][0])
    return found


def fitted(
    values: Array, places: Array, wanted: Array, control: Control | None = None, turn: tuple[int, int] = (0, 1)
) -> tuple[Array, Array]:
    """Return the probe's weights, (units, labels), and biases, (labels,), for the units as they are.

    Parameters
    ----------
    values : (units, T)
        What each unit did.
    places : (n,)
        The characters to fit on.
    wanted : (n, labels)
        What the probe should say there.
    """
    mean, spread = _moments(values, places)
    size, gram, moments = len(values), np.zeros((len(values),) * 2), np.zeros((len(values), wanted.shape[1]))
    middle, parts, at = wanted.mean(axis=0), _parts(places), 0
    for number, part in enumerate(parts):
        if control is not None:
            control.advance((turn[0] + number / len(parts)) / turn[1])
        scaled = (values[:, part] - mean) / spread
        gram += scaled @ scaled.T
        moments += scaled @ (wanted[at : at + len(part)] - middle).astype(scaled.dtype)
        at += len(part)
    weights = np.linalg.solve(gram + _RIDGE * len(places) * np.eye(size), moments) / spread
    return weights, middle - mean[:, 0] @ weights


def _moments(values: Array, places: Array) -> tuple[Array, Array]:
    """Return the mean and the spread of every unit, (units, 1) each; a unit that does not move has spread 1."""
    mean = np.stack([values[unit, places].mean() for unit in range(len(values))])[:, None]
    spread = np.stack([values[unit, places].std() for unit in range(len(values))])[:, None]
    return mean, np.where(spread == 0, 1, spread).astype(values.dtype)


def _parts(places: Array) -> list[Array]:
    return [places[first : first + _CHUNK] for first in range(0, len(places), _CHUNK)]
