"""What the map of many networks says in words: where along ρ the gradient is what, each once."""

from __future__ import annotations

import itertools

import numpy as np

from gradviz.charts.chart import Array
from gradviz.charts.parts.phase_found import fates_of
from gradviz.charts.words import short
from gradviz.fates import Fate

FEW = 5
"""Stretches of ρ that are told one by one; of more only how long each kind is together."""

_SAYS = {
    Fate.DIES: "exactly zero",
    Fate.VANISHES: "below 1/1000 of its start",
    Fate.HOLDS: "it holds",
    Fate.EXPLODES: "above 1000 times its start",
}


def along(change: Array, radii: Array) -> str:
    """Return what a median gradient is along ρ: ``below 1/1000 of its start up to ρ = 1.21; …``; NaN is left out."""
    known = ~np.isnan(change)
    found, places = fates_of(change[known]).tolist(), radii[known].tolist()
    stretches = [[place for _, place in group] for _, group in _grouped(found, places)]
    kinds = [Fate(kind) for kind, _ in itertools.groupby(found)]
    if len(kinds) > FEW:
        counts = [(kind, found.count(kind)) for kind in Fate if kind in found]
        return "; ".join(f"{_SAYS[kind]} at {count} of {len(found)} values of ρ" for kind, count in counts)
    return "; ".join(
        f"{_SAYS[kind]} {_where(stretch, index, len(kinds))}"
        for index, (kind, stretch) in enumerate(zip(kinds, stretches, strict=True))
    )


def _grouped(found: list[int], places: list[float]) -> list[tuple[int, list[tuple[int, float]]]]:
    pairs = zip(found, places, strict=True)
    return [(kind, list(group)) for kind, group in itertools.groupby(pairs, lambda pair: pair[0])]


def _where(stretch: list[float], index: int, of: int) -> str:
    if of == 1:
        return f"at every ρ from {short(stretch[0])} to {short(stretch[-1])}"
    if index == of - 1:
        return f"from ρ = {short(stretch[0])} on"
    return f"{'at' if len(stretch) == 1 else 'up to'} ρ = {short(stretch[-1])}"
