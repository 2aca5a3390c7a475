"""The panels of the map of many networks: the median above, the shares of the four fates below, and the dot."""

from __future__ import annotations

import dataclasses
from functools import partial

import numpy as np

from gradviz.charts.chart import Array, Axis, Handle, HeatMap, Hold, Panel, Points, role_of
from gradviz.charts.parts import draws
from gradviz.charts.parts.phase_found import Found
from gradviz.charts.parts.phase_rows import Rows, place_of
from gradviz.charts.words import power, short
from gradviz.fates import Fate
from gradviz.result import Result
from gradviz.sweeps import Sweep

TITLE = "Where does it vanish, hold or explode?"

HIGHEST = 2.0
"""ρ goes from 0 to here."""

DECADES = 6
"""The colours end here, at the same place in every picture, so that two of them can be compared."""

_FATES = {
    "vanish": (Fate.VANISHES, "Vanish"), "hold": (Fate.HOLDS, "Hold"),
    "explode": (Fate.EXPLODES, "Explode"), "die": (Fate.DIES, "Die"),
}  # fmt: skip


def words_alone(words: str) -> tuple[Panel, ...]:
    """Return one panel that says why there is nothing to draw."""
    return (Panel("phase", TITLE, _radius(0.1), Axis("", -1.0, 1.0), height=3.0, plane=True, empty=words),)


def waiting(rows: Rows, words: str) -> tuple[Panel, ...]:
    """Return all panels without their maps, so that nothing jumps when those arrive."""
    frames = _frames(rows, 0.1)
    return dataclasses.replace(frames[0], empty=words), *(dataclasses.replace(frame, empty="…") for frame in frames[1:])


def panels(results: tuple[Result, ...], index: int, sweep: Sweep, found: Found) -> tuple[Panel, ...]:
    """Return the map of the median and, beside each other below it, those of the shares."""
    radii, rows, role = sweep.axes["spectral_radius"], found.rows, role_of(index)
    step = radii[1] - radii[0]
    ending = f"_{'ab'[index]}" if len(results) > 1 else ""

    def heat(values: Array, label: str, column: str) -> HeatMap:
        return HeatMap(
            label, column + ending, values.T[::-1], 0.0, 0.0, 1.0, "magnitude", role, order=_order(rows), step=step
        )

    top, *below = _frames(rows, step)
    dot = _dot(results, index, rows)
    maps = [
        heat(found.shares[fate], f"share of draws that {name}", f"share_{name}") for name, (fate, _) in _FATES.items()
    ]
    first = dataclasses.replace(
        heat(found.median, "median of ‖∂L/∂h_t‖ relative to its start", "log10_change"),
        low=-DECADES, high=DECADES, palette="signed", unit="log10", log10=True,
    )  # fmt: skip
    about = _subtitle(results[index], sweep, rows)
    return (
        _with(dataclasses.replace(top, subtitle=about, maps=(first,)), *dot),
        *(_with(dataclasses.replace(frame, maps=(each,)), *dot) for frame, each in zip(below, maps, strict=True)),
    )


def _order(rows: Rows) -> tuple[int, ...]:
    """Return the rows' own numbers from the top, where they are whole."""
    return tuple(rows.values[::-1]) if all(isinstance(value, int) for value in rows.values) else ()


def _frames(rows: Rows, step: float) -> tuple[Panel, ...]:
    quiet = dataclasses.replace(rows.axis, visible=False)
    below = [
        Panel(f"phase_{name}", title, dataclasses.replace(_radius(step), label="ρ"), quiet if number else rows.axis,
              plane=True, beside=number > 0)
        for number, (name, (_, title)) in enumerate(_FATES.items())
    ]  # fmt: skip
    return Panel("phase", TITLE, _radius(step), rows.axis, height=2.4, plane=True), *below


def _radius(step: float) -> Axis:
    return Axis("spectral radius ρ", -step / 2, HIGHEST + step / 2)


def _subtitle(result: Result, sweep: Sweep, rows: Rows) -> str:
    draws_, radii = len(sweep.axes["seed"]), len(sweep.axes["spectral_radius"])
    loss = "the last step" if rows.field == "steps" or result.experiment.loss == "every" else "the loss"
    return (
        f"log_{{10}} of ‖∂L/∂h_t‖ relative to {loss}, median of {draws_} draws at {radii} values of ρ, "
        f"{draws.about(result)}; the colours end at {power(-DECADES)} and {power(DECADES)}"
    )


Dot = tuple[tuple[Handle, ...], tuple[Points, ...]]


def _with(panel: Panel, handles: tuple[Handle, ...], points: tuple[Points, ...]) -> Panel:
    """Return a panel with the dot; below the first one without its name."""
    if panel.name != "phase":
        handles = tuple(dataclasses.replace(handle, label="") for handle in handles)
        points = tuple(dataclasses.replace(each, label="") for each in points)
    return dataclasses.replace(panel, handles=handles, points=points)


def _of_loss(result: Result, hold: Hold) -> Hold:
    """Return a hold of T as one of the loss's step where a loss in the middle says how long the way back is."""
    experiment = result.experiment
    if hold.field != "steps" or experiment.loss_step is None:
        return hold
    return dataclasses.replace(hold, field="loss_step", high=min(hold.high, experiment.steps))


def _dot(results: tuple[Result, ...], index: int, rows: Rows) -> Dot:
    """Return where the network stands: a handle, or a ring where its weights were given and no hand moves it."""
    result, letter = results[index], "AB"[index] if len(results) > 1 else "this network"
    x, y = float(result.spectral_radius[-1, 0]), place_of(result, rows)
    if result.is_drawn and result.experiment.spectral_radius is not None:
        x = result.experiment.spectral_radius
    beyond = [f"ρ = {short(x)}"] if x > HIGHEST else []
    beyond += [rows.called(y)] if not rows.axis.low <= y <= rows.axis.high else []
    label = f"{letter}, outside: {', '.join(beyond)}" if beyond else letter
    x, y = min(x, HIGHEST), float(np.clip(y, rows.places[0], rows.places[-1]))
    if not result.is_drawn:
        ring = Points(label, "network", np.array([x]), np.array([y]), role_of(index), "ring")
        return (), (ring,)
    holds = (Hold("spectral_radius", "x", 0.0, HIGHEST), *map(partial(_of_loss, result), rows.hold()))
    return (Handle("b" if index else "a", x, y, label, holds),), ()
