"""A short text, a unit and a gradient that are made up, for the pictures of the page that reads."""

from __future__ import annotations

import numpy as np

from gradviz.charts.texts.unit_story import Backflow, UnitWindow

TEXT = 'say "a b" or\n\t"_^$" ok. '


def inside(text: str) -> np.ndarray:
    """Where a quote is open after each character."""
    return np.cumsum([sign == '"' for sign in text]) % 2 == 1


def flow(at: int = 17, first: int = 0, cell: bool = True, slope: float = 0.3, sign: str = '"', **changes) -> Backflow:
    """A gradient that loses ``slope`` decades a step on its way back, with a wave on it."""
    back = np.arange(at - first, -1, -1.0)
    hidden = -0.5 - slope * back + 0.2 * np.sin(back)
    made = {"at": at, "sign": sign, "loss": 0.301105, "probability": 0.74, "first": first, "hidden": hidden,
            "cell": hidden + 0.25 if cell else None, "inputs": hidden[1:] - 0.4, "untrained": -1.0 - back}  # fmt: skip
    return Backflow(**{**made, **changes})


def window(text: str = TEXT, first: int = 0, *, label=None, gates=(), gradient=None, values=None) -> UnitWindow:
    """A unit that follows the quotes, late and not quite."""
    holds, steps = inside(text), np.arange(len(text))
    own = np.where(holds, 0.8, -0.6) + 0.1 * np.sin(first + steps) if values is None else values
    made = {name: np.tanh(np.sin(steps + i)) if name in ("cell", "new") else 0.5 + 0.5 * np.sin(steps + i)
            for i, name in enumerate(gates)}  # fmt: skip
    named = ("the quote", holds) if label is None else label or None
    return UnitWindow(text, first, "Unit 7, memory cell c", "on inside", own, "c_t", named, made or None, gradient)
