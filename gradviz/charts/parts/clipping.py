"""What truncation and clipping did to the gradients of the parameters, in sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array
from gradviz.charts.parts.claims import losses
from gradviz.charts.words import from_log10, short
from gradviz.result import Result

_SYMBOLS = {"weight_ih": "W_{ih}", "weight_hh": "W_{hh}", "bias_ih": "b_{ih}", "bias_hh": "b_{hh}"}

Gradients = Mapping[str, Array]


def angle(one: Gradients, other: Gradients) -> float:
    """Return the angle between two gradients of all parameters, in degrees; NaN where it can't be told.

    It is 2 atan2(‖u − v‖, ‖u + v‖) of the unit vectors (Kahan): exact for small angles, too. It can't be told where
    one of them is zero or has left the range of floats.
    """
    u, v = (_unit(gradients) for gradients in (one, other))
    if u is None or v is None:
        return math.nan
    return math.degrees(2 * math.atan2(float(np.linalg.norm(u - v)), float(np.linalg.norm(u + v))))


def _unit(gradients: Gradients) -> Array | None:
    whole = np.concatenate([np.ravel(gradients[name]) for name in sorted(gradients)])
    peak = float(np.abs(whole).max(initial=0.0))
    if not 0 < peak < math.inf:
        return None
    whole = whole / peak
    return np.asarray(whole / np.linalg.norm(whole))


def log10_norm(arrays: Gradients) -> float:
    """Return log10 of the norm of all arrays taken as one vector."""
    peak = max((float(np.abs(array).max(initial=0.0)) for array in arrays.values()), default=0.0)
    if not 0 < peak < math.inf:
        return -math.inf if peak == 0 else math.inf
    return math.log10(peak) + math.log10(math.hypot(*(float(np.linalg.norm(a / peak)) for a in arrays.values())))


def before_clipping(result: Result, kind: str = "") -> float:
    """Return log10 of the norm of the parameters whose name begins with ``kind``, beyond any float."""
    norms = [value for name, value in result.log10_grad_parameters.items() if name.startswith(kind)]
    top = max(norms, default=-math.inf)
    if top == -math.inf:
        return top
    return top + 0.5 * math.log10(sum(10 ** (2 * (value - top)) for value in norms))


def of_clipping(result: Result) -> str:
    """Return what clipping did: every norm before and after it, and the angle."""
    clip = result.experiment.clip
    if clip == "none":
        return "Nothing is clipped."
    begin, end = before_clipping(result), log10_norm(result.clipped_gradients)
    threshold = short(result.experiment.clip_threshold)
    if begin == -math.inf:
        return "There is nothing to clip: the gradient of all parameters is exactly zero."
    if _untouched(result):
        return f"Clipping by {clip} at {threshold} changes nothing: the gradient's norm is {from_log10(begin)}."
    said = f"Clipping by {clip} at {threshold} takes the norm from {from_log10(begin)} to {from_log10(end)}"
    return f"{said} ({_each(result)}) and {_turned(result)}."


def _untouched(result: Result) -> bool:
    pairs = ((result.parameter_gradients[name], after) for name, after in result.clipped_gradients.items())
    return all(np.array_equal(one, other) for one, other in pairs)


def _each(result: Result) -> str:
    parts = []
    for kind, symbol in _SYMBOLS.items():
        after = {name: array for name, array in result.clipped_gradients.items() if name.startswith(kind)}
        if after:
            begin = from_log10(before_clipping(result, kind), 2)
            parts.append(f"{symbol} {begin} → {from_log10(log10_norm(after), 2)}")
    return ", ".join(parts)


def _turned(result: Result) -> str:
    found = angle(result.parameter_gradients, result.clipped_gradients)
    if math.isnan(found):
        return "its direction cannot be compared: the gradient lies beyond the floats"
    if found < 1e-5:
        return "keeps its direction (0°)"
    return f"turns it by {short(found, 2)}°"


def of_truncation(result: Result, whole: Result | str) -> str:
    """Return what truncation took away from the gradients of the states and of the parameters."""
    if result.experiment.truncation is None:
        return "Not truncated: every step gets all of its gradient."
    if isinstance(whole, str):
        return f"What truncation takes away is not known. {whole}"
    if losses(result) > 1:
        return f"Truncated: no loss reaches back across a wall; {_parameters(result, whole)}."
    begin = reading.start(result)
    wall = (begin - 1) // result.experiment.truncation * result.experiment.truncation
    curve = reading.gradient(whole)
    lost = float(curve[wall] - curve[begin]) if np.isfinite(curve[begin]) else -math.inf
    return f"Cut after t = {wall}: {from_log10(lost)} of the gradient would have gone on; {_parameters(result, whole)}."


def _parameters(result: Result, whole: Result) -> str:
    begin, end = before_clipping(whole), before_clipping(result)
    turned = angle(whole.parameter_gradients, result.parameter_gradients)
    called = "the gradient of all parameters"
    if begin == end or (abs(begin - end) < 2e-4 and turned < 0.05):
        return f"{called} stays {from_log10(end)}"
    said = f"{called} is {from_log10(end)} instead of {from_log10(begin)}"
    return said if math.isnan(turned) else f"{said}, turned by {turned:.1f}°"
