"""How the quantities of a unit that are states are called; every other one is a gate."""

from __future__ import annotations

from gradviz.language.unit import Kind

STATES: dict[str, Kind] = {"c": "cell", "h": "hidden"}
"""The state of each quantity that is no gate."""
TANH_GATES = ("cell", "new")
"""The gates of an LSTM and a GRU that lie between −1 and 1; the others are shut at 0 and open at 1."""
SYMBOLS: dict[Kind, str] = {state: symbol for symbol, state in STATES.items()}
