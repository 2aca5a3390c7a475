"""How much a loss at any step would depend on the state at any other: near the diagonal is what lies close in time.

A row is a loss at step t, a column the state at step s; the diagonal is the direct effect, and what stands left of it
came through the recurrence. Dark is little, exact zeros are darkest; right of the diagonal is the future. Where the
scale ends above 10^{0}, something is larger than the direct effect: it grows on the way, and may still vanish farther
back. A run has a loss at few of these steps; the map asks what each of them would reach.

The colour is log_{10} ‖∂(v·h_t)/∂h_s‖ − log_{10} ‖v‖, v^{⊤} ∂h_t/∂h_s = v^{⊤} J_t J_{t−1} … J_{s+1} with the Jacobians
J_τ of the recorded states (Pascanu, Mikolov and Bengio 2013, eqs. 3 to 5), v the direction of the run's own loss;
for an LSTM the paths through c count. Where truncation detaches the state stands a wall: what lies behind it is
exactly zero. All is of the top layer's own recurrence and of the first sequence; of very many steps, every n-th.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from gradviz.charts.chart import Array, Axis, Chart, HeatMap, Level, Mark, Panel, finite_range, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.influence_words import GROWN, relative, sentence, thinned
from gradviz.charts.parts.kept import kept
from gradviz.charts.parts.names import names_of
from gradviz.charts.truncation import cuts
from gradviz.control import Control
from gradviz.result import Result

if TYPE_CHECKING:
    from gradviz.theory import Influence

_TITLE = "Which step matters for which loss?"
_REACHES = (1, 2, 3, 4, 6)
"""Decades that a colour scale may reach; what is farther has the colour of its end."""

_MOST_WALLS = 12


_Scale = tuple[float, float]


def draw(*results: Result, control: Control | None) -> Chart:
    """Return the maps of one or two networks beside each other, on one scale."""
    found = [_found(result, _part(control, i, len(results))) for i, result in enumerate(results)]
    scale, names = _scale([relative(each) for each in found if not isinstance(each, str)]), names_of(*results)
    return Chart(
        name="influence",
        title=_TITLE,
        panels=tuple(_panel(result, found[i], i, names, scale) for i, result in enumerate(results)),
        sentences=tuple((role_of(i), sentence(result, found[i])) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def _found(result: Result, control: Control | None) -> Influence | str:
    from gradviz import theory

    try:
        return kept(result, "influence", lambda asked: theory.influence(asked, control=control))
    except theory.TheoryError as error:
        return str(error)


def _part(control: Control | None, index: int, of: int) -> Control | None:
    """Return a hand on one of several computations, whose progress is a part of the whole."""
    return None if control is None else Control(lambda share: control.advance((index + share) / of))


def _scale(found: list[Array]) -> tuple[float, float]:
    """Return the decades of the colours: from what is least to the direct effect, or above it where something is."""
    low, high = finite_range(*found) or (0.0, 0.0)
    return -_reach(-low), _reach(high) if high > GROWN else 0.0


def _reach(decades: float) -> float:
    return float(next((reach for reach in _REACHES if reach >= decades), _REACHES[-1]))


def _panel(result: Result, found: Influence | str, index: int, names: tuple[str, ...], scale: _Scale) -> Panel:
    steps = float(result.experiment.steps)
    blank = Panel(
        name=f"influence_{'ab'[index]}",
        title=f"{'AB'[index]}, the {names[index]}" if len(names) > 1 else _TITLE,
        x=Axis("state at step s", -0.5, steps + 0.5),
        y=Axis("loss at step t", 0.5, steps + 0.5),
        badge=role_of(index),
        height=2.0,
        plane=True,
        short="AB"[index] if len(names) > 1 else "",
        cursor="xy",
        beside=index > 0,
        empty=found if isinstance(found, str) else "",
    )
    return blank if isinstance(found, str) else _filled(blank, result, found, index, scale)


def _filled(panel: Panel, result: Result, found: Influence, index: int, scale: _Scale) -> Panel:
    walls = _walls(result)
    return dataclasses.replace(
        panel,
        subtitle=_about(result, found, scale),
        x=_axis("state at step s", found.cause_steps, found.cause_stride),
        y=_axis("loss at step t", found.loss_steps, found.loss_stride),
        maps=(_map(found, index, scale),),
        levels=tuple(Level(t + 0.5, "") for t in walls),
        marks=tuple(Mark(t + 0.5, "" if i else "cut", "threshold") for i, t in enumerate(walls)),
    )


def _axis(label: str, steps: Array, stride: int) -> Axis:
    return Axis(label, float(steps[0]) - stride / 2, float(steps[-1]) + stride / 2)


def _map(found: Influence, index: int, scale: _Scale) -> HeatMap:
    return HeatMap(
        label="‖∂(v·h_t)/∂h_s‖ / ‖v‖",
        column=f"log10_influence_{'ab'[index]}",
        values=relative(found)[::-1],
        first=float(found.cause_steps[0]),
        low=scale[0],
        high=scale[1],
        palette="magnitude",
        role=role_of(index),
        unit="log10",
        order=tuple(found.loss_steps[::-1].tolist()),
        step=float(found.cause_stride),
        log10=True,
    )


def _walls(result: Result) -> list[int]:
    """Return the steps whose state is detached, where they are few enough to be drawn."""
    found = cuts(result)
    return found if len(found) <= _MOST_WALLS else []


def _about(result: Result, found: Influence, scale: _Scale) -> str:
    experiment, values = result.experiment, relative(found)
    words = ["log_{10} of ‖∂(v·h_t)/∂h_s‖, relative to s = t"]
    if np.isneginf(values).any():
        words.append("exact zeros are darkest")
    finite = values[np.isfinite(values)]
    if finite.size and (finite.min() < scale[0] or finite.max() > scale[1] + GROWN):
        words.append("what is farther has the colour of the end")
    if found.thinned:
        words.append(thinned(found))
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}, its own recurrence alone")
    if experiment.batch_size > 1:
        words.append(f"sequence 1 of {experiment.batch_size}")
    return ", ".join(words)


CHART = ChartKind("influence", _TITLE, help_text(__doc__), 110, draw, needs=frozenset({"control"}))
