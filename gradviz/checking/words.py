"""What a check found, in words: what was compared at which steps, and where the largest difference is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from gradviz.checked import Check
from gradviz.checking.differences import Differences
from gradviz.result import Result

METHOD = "autograd, float64, step by step"
_RANGES = 3


def said(result: Result, found: Sequence[Differences]) -> Check:
    """Return the outcome of all comparisons."""
    some = [each for each in found if each.settled.any()]
    if not some:
        return nothing("every number: " + _unsettled(result))
    wrong = [each for each in some if each.unexplained.any()]
    experiment = result.experiment
    sizes = f"{_counted(experiment.layers, 'layer')}, {_counted(experiment.batch_size, 'sequence')}"
    return Check(
        method=METHOD,
        max_relative_difference=max(each.largest for each in some),
        covered=(*_lines((each, each.settled_at) for each in some), f"{sizes}, computed in {experiment.dtype}"),
        left_out=tuple(f"{line} ({_unsettled(result)})" for line in _lines((each, ~each.settled_at) for each in found)),
        worst=_place(max(wrong or some, key=lambda each: each.largest)),
        agrees=not wrong,
    )


def _unsettled(result: Result) -> str:
    return f"rounding in {result.experiment.dtype} decides what is there"


def nothing(reason: str) -> Check:
    """Return the outcome where nothing can be compared."""
    return Check(method=METHOD, max_relative_difference=math.nan, covered=(), left_out=(reason,))


def _lines(parts: Iterable[tuple[Differences, npt.NDArray[np.bool_]]]) -> list[str]:
    """Return one line for all quantities that share their steps, or their parameters."""
    keys: dict[str, list[str]] = {}
    sharing: dict[str, list[str]] = {}
    for each, there in parts:
        group, _, key = each.name.rstrip("]").partition("[")
        if each.first is not None and there.any():
            sharing.setdefault(_steps(each.first, there), []).append(each.name)
        elif there.any():
            keys.setdefault(group, []).append(key)
    for group, names in keys.items():
        sharing.setdefault(", ".join(names), []).append(group)
    return [": ".join(part for part in (", ".join(names), common) if part) for common, names in sharing.items()]


def _steps(first: int, there: npt.NDArray[np.bool_]) -> str:
    """Return ``t = 0 … 12, 40 … 128``."""
    times = np.flatnonzero(there) + first
    runs = np.split(times, np.flatnonzero(np.diff(times) > 1) + 1)
    words = [f"{run[0]}" if len(run) == 1 else f"{run[0]} … {run[-1]}" for run in runs]
    more = [f"and {len(words) - _RANGES} more stretches"] if len(words) > _RANGES else []
    return f"t = {', '.join([*words[:_RANGES], *more])}"


def _place(each: Differences) -> str:
    """Return where the largest difference of a quantity is."""
    where = np.unravel_index(int(np.argmax(each.judged)), each.judged.shape)
    if each.first is None:
        return each.name
    several = [
        f"{word} {int(index) + 1}"
        for word, index, size in zip(("layer", "sequence"), where[::2], each.apart.shape[::2], strict=False)
        if size > 1
    ]
    return ", ".join([f"{each.name} at t = {int(where[1]) + each.first}", *several])


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + "s" * (number != 1)
