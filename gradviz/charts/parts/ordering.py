"""In which order the units of a map stand, and the one unit that is also drawn as curves."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np

from gradviz.charts.chart import Array, Axis, Curve, Dash, Panel, finite_range, padded
from gradviz.charts.kind import Option
from gradviz.charts.parts.over_time import time_axis
from gradviz.charts.terms import Role
from gradviz.result import Result

_FARTHEST = 1e300
_SATURATED = 0.9
_KEEPS = ("forget", "update")
_DASHES: tuple[Dash, ...] = ("", "short", "dots", "mixed")
_LEAST = 0.1
_SATURATED_WORDS = {
    "rnn_relu": "sorted by the share of steps at which h_t = 0: the one that is off most on top",
    "rnn_linear": "nothing saturates without a nonlinearity",
}

UNIT = Option("unit", "pin unit", "The number of a unit that is drawn as curves, too; 0 for none.", 0)


def sorting(default: str) -> Option:
    """Return the choice of an order."""
    about = "Which units stand on top: those with the highest mean, the largest swing, the most open gate, …"
    return Option("sort", "sort by", about, default, tuple((name, words) for name, (words, _) in _ORDERS.items()))


def order_of(result: Result, by: str) -> Array:
    """Return the units of the top layer (0 … H − 1), the first one on top."""
    score = _ORDERS[by][1](result)
    return np.arange(result.experiment.hidden_size) if score is None else np.argsort(-score, kind="stable")


def order_words(result: Result, by: str) -> str:
    """Return in words how the units are sorted."""
    symbol = "h_t" if result.cell_state is None else "c_t"
    if by == "open" and _open(result) is None:
        return "there is no gate to sort by"
    return {
        "unit": "",
        "mean": f"sorted by the mean of {symbol}: the highest on top",
        "swing": f"sorted by the standard deviation of {symbol} over time: the liveliest on top",
        "open": "sorted by the mean of the gate that keeps the state: the one that keeps most on top",
        "saturated": _SATURATED_WORDS.get(
            result.experiment.cell, f"sorted by the share of steps with |h_t| > {_SATURATED}: the most saturated on top"
        ),
    }[by]


@dataclasses.dataclass(frozen=True, eq=False)
class Followed:
    """One quantity of all units, (steps, H), from step ``first`` on."""

    label: str
    column: str
    symbol: str
    values: Array
    first: int
    role: Role


def pinned_unit(unit: int, followed: Sequence[Followed], steps: int, name: str, title: str) -> Panel:
    """Return a panel with what one unit (1 … H) does; in words when there is no such unit."""
    units = min(each.values.shape[1] for each in followed)
    shown = [each for each in followed if unit <= each.values.shape[1]]
    curves = tuple(
        Curve(each.label, f"{each.column}_{unit}", each.first + np.arange(len(each.values), dtype=float),
              np.where(np.isfinite(each.values[:, unit - 1]), each.values[:, unit - 1], np.nan), each.role,
              "", each.symbol, _DASHES[i % len(_DASHES)], 0.25 * min(i, 4))
        for i, each in enumerate(shown)
    )  # fmt: skip
    span = finite_range(*(curve.y for curve in curves))
    low, high = padded(*span, least=_LEAST) if span else (-1.0, 1.0)
    empty = f"There is no unit {unit}: choose 1 … {units}." if not shown else ""
    return Panel(
        name=name, title=title, x=time_axis(steps), y=Axis("value", low, high), height=1.4, curves=curves,
        empty=empty or ("" if span else "No value of this unit is within the floats."),
    )  # fmt: skip


def _state(result: Result) -> Array:
    state = (result.hidden if result.cell_state is None else result.cell_state)[-1, 1:, 0]
    return np.asarray(np.clip(np.nan_to_num(state.astype(float)), -_FARTHEST, _FARTHEST))


def _open(result: Result) -> Array | None:
    name = next((name for name in _KEEPS if name in result.gates), None)
    return None if name is None else np.asarray(result.gates[name][-1, :, 0].mean(axis=0, dtype=float))


def _saturated(result: Result) -> Array | None:
    if result.experiment.cell == "rnn_linear":
        return None
    if result.experiment.cell == "rnn_relu":
        return np.asarray((result.hidden[-1, 1:, 0] <= 0).mean(axis=0))
    return np.asarray((np.abs(result.hidden[-1, 1:, 0]) > _SATURATED).mean(axis=0))


def _swing(result: Result) -> Array:
    state = _state(result)
    largest = max(1.0, float(np.abs(state).max(initial=0.0)))
    return np.asarray((state / largest).std(axis=0))


_ORDERS: dict[str, tuple[str, Callable[[Result], Array | None]]] = {
    "unit": ("unit", lambda _: None),
    "mean": ("mean", lambda result: np.asarray(_state(result).mean(axis=0))),
    "swing": ("swing", _swing),
    "open": ("open gate", _open),
    "saturated": ("saturation", _saturated),
}
