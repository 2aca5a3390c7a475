"""What a unit has: states and gates; how they are called, and by what colours they are shown."""

from __future__ import annotations

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.coloured import shades
from gradviz.charts.terms import Array
from gradviz.language.unit import Kind

STATES: dict[str, Kind] = {"c": "cell", "h": "hidden"}
"""The state of each quantity that is no gate."""
TANH_GATES = ("cell", "new")
"""The gates of an LSTM and a GRU that lie between −1 and 1; the others are shut at 0 and open at 1."""
SYMBOLS: dict[Kind, str] = {state: symbol for symbol, state in STATES.items()}


def quantities_of(cell: str) -> tuple[tuple[str, str], ...]:
    """Return the name and the symbol of everything that a unit of a cell has."""
    kind = CELLS[cell]
    states = (("c", "c_t"), ("h", "h_t")) if kind.has_cell_state else (("h", "h_t"),)
    return (*states, *((gate, f"{gate} gate") for gate in kind.gates))


def shade_of(values: Array, quantity: str, raw: bool, sign: int) -> Array:
    """Return values as colours, −1 … 1.

    A state runs over the unit's own range, or with ``raw`` is tanh(c) or h itself. A gate has its own range, the same
    for all: a sigmoid from shut to open, a tanh from −1 to 1.
    """
    if quantity in STATES and not raw:
        return shades(values, sign)
    if quantity == "c":
        return np.asarray(np.tanh(values))
    return values if quantity == "h" or quantity in TANH_GATES else 2 * values - 1
