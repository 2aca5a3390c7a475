"""Every unit of a network over a text: h_t of every layer, and c_t where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.control import Control
from gradviz.language.reading import Reading, read
from gradviz.language.unit import Unit, units_of
from gradviz.models import Checkpoint

_STRETCH = 8192


@dataclass(frozen=True, eq=False)
class Units:
    """What every unit did: ``values`` (units, T), float32; column t − 1 is the state after character t.

    A unit that ever left the floats is 0 throughout: it follows nothing.
    """

    names: tuple[Unit, ...]
    values: npt.NDArray[Any]


def values_of(reading: Reading, unit: Unit) -> npt.NDArray[Any]:
    """Return one unit over a text that was read, shape (T,)."""
    states = reading.hidden if unit.state == "hidden" else reading.cell_state
    if states is None:
        raise ValueError(f"{reading.checkpoint.cell} has no cell state")
    return np.asarray(states[unit.layer, 1:, unit.index])


def watched(checkpoint: Checkpoint, text: str, control: Control | None = None) -> Units:
    """Let a network read a text and return what every unit did.

    Raises
    ------
    Cancelled
        When ``control`` asked for a stop.
    """
    names = units_of(checkpoint)
    values = np.empty((len(names), len(text)), np.float32)
    state = None
    for first in range(0, len(text), _STRETCH):
        if control is not None:
            control.advance(first / len(text))
        found = read(checkpoint, text[first : first + _STRETCH], state=state)
        state = found.state
        rows = [layer[1:].T for layers in zip(*_states(found), strict=True) for layer in layers]
        values[:, first : first + _STRETCH] = np.concatenate(rows)
    values[~np.isfinite(values).all(axis=1)] = 0
    return Units(names, values)


def _states(found: Reading) -> list[npt.NDArray[Any]]:
    return [found.hidden] if found.cell_state is None else [found.cell_state, found.hidden]


def part(control: Control | None, low: float, high: float) -> Control | None:
    """Return the control of a part of the work, which takes the progress from ``low`` to ``high``."""
    if control is None:
        return None
    whole = control
    return Control(lambda share: whole.advance(low + (high - low) * share))


def followed(checkpoint: Checkpoint, text: str, unit: Unit, control: Control | None = None) -> npt.NDArray[Any]:
    """Let a network read a text of any length and return what one unit did, shape (T,).

    Raises
    ------
    Cancelled
        When ``control`` asked for a stop.
    """
    parts, state = [np.empty(0, np.float32)], None
    for first in range(0, len(text), _STRETCH):
        if control is not None:
            control.advance(first / len(text))
        found = read(checkpoint, text[first : first + _STRETCH], state=state)
        state = found.state
        parts.append(values_of(found, unit))
    return np.concatenate(parts)
