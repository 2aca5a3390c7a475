"""The gradient of one predicted character, drawn over the text that was read before it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gradviz.charts.chart import Array, Axis, Curve, Mark, Panel, finite_range, padded
from gradviz.charts.coloured import visible
from gradviz.charts.gradient import levels
from gradviz.charts.parts.overlays import relative_to
from gradviz.charts.words import count, number

_SHARE = math.log10(255)
_TIE = 1e-9
"""Decades: a curve that only touches a threshold is not below it."""
_DEEPER = 1.0
"""How many decades below the trained network the untrained one is followed."""
_NOTHING = "The gradient is exactly zero at every step: there is nothing to draw."


@dataclass(frozen=True, eq=False)
class Backflow:
    """How the loss of one predicted character flows back through what was read; all norms are log10.

    Attributes
    ----------
    at
        The predicted character's index in the text: the loss is injected after so many characters.
    sign
        That character.
    loss, probability
        −ln p in nats, and p.
    first
        How many characters were read at the earliest step that is known: entry k of the states is step first + k.
    hidden, cell : (n,)
        ‖∂L/∂h_t‖, ‖∂L/∂c_t‖ at the steps first … at; −inf only for true zeros. None where there is no c_t.
    inputs : (n − 1,)
        ‖∂L/∂x_t‖; entry k is that of step first + k + 1, which reads the character of index first + k.
    untrained : (n,) or None
        ‖∂L/∂h_t‖ in an untrained network of the same size.
    read_as
        What the model reads in place of the predicted character where its alphabet lacks it: "‘?’".
    about
        Which network it is where that may be doubted: "of the network as it is, nothing held".
    """

    at: int
    sign: str
    loss: float
    probability: float
    first: int
    hidden: Array
    cell: Array | None
    inputs: Array
    untrained: Array | None
    read_as: str = ""
    about: str = ""


def quoted(sign: str) -> str:
    """Return a character in quotes, with a sign for what leaves no mark."""
    return f"“{'␣' if sign == ' ' else visible(sign)}”"


def backflow_panel(flow: Backflow, axis: Axis, relative: bool) -> Panel:
    """Return the gradients of every step that the axis shows; in words why where it shows none."""
    start = float(flow.hidden[-1])
    curves = tuple(_shown(curve, axis) for curve in _curves(flow, relative))
    measured = [curve.y for curve in curves if curve.role == "loss"]
    low, high = _range(measured, [curve.y for curve in curves], 0.0 if relative else start)
    empty = _why_empty(flow, curves)
    return Panel(
        name="backflow",
        title=f"How much each character matters to {quoted(flow.sign)}",
        subtitle=_subtitle(flow, relative),
        x=axis,
        y=Axis("‖∂L/∂x_t‖", low, high, log10=True),
        height=2.0,
        curves=() if empty else curves,
        levels=() if empty else levels(0.0 if relative else start, low, relative),
        marks=(Mark(flow.at + 1, quoted(flow.sign), "loss"),) if axis.low < flow.at + 1 < axis.high else (),
        empty=empty,
    )


def backflow_sentence(flow: Backflow) -> str:
    """Return what the prediction costs, and how far back its gradient reaches."""
    cost = f"{_predicting(flow)} costs {number(flow.loss, 2)} nats (p = {number(flow.probability, 2)})."
    if flow.hidden[-1] == -math.inf:
        return f"{cost} Its gradient is exactly zero."
    far, untrained = _reach(flow.hidden), None if flow.untrained is None else _reach(flow.untrained)
    said = f"Its gradient reaches back {_far(flow, far)} above 1/255 of its start"
    if untrained is not None:
        said += f"; in an untrained network {_far(flow, untrained, '')}"
    return f"{cost} {said}.{_zeros(flow)}"


def _subtitle(flow: Backflow, relative: bool) -> str:
    about = f", {flow.about}" if flow.about else ""
    return f"log_{{10}} ‖∂L/∂x_t‖{about}, L = −ln p of {_meant(flow)}{', relative to ‖∂L/∂h‖ at L' * relative}"


def _predicting(flow: Backflow) -> str:
    begin = f"{flow.about[:1].upper()}{flow.about[1:]}: predicting" if flow.about else "Predicting"
    lacking = f", which is not in the model's alphabet and is read as {flow.read_as}," if flow.read_as else ""
    return f"{begin} {quoted(flow.sign)}{lacking}"


def _meant(flow: Backflow) -> str:
    """Return the character whose probability it is."""
    return flow.read_as or quoted(flow.sign)


def _curves(flow: Backflow, relative: bool) -> Iterator[Curve]:
    steps = flow.first + np.arange(len(flow.hidden), dtype=float)
    x, h, c = "‖∂L/∂x_t‖", "‖∂L/∂h_t‖", "‖∂L/∂c_t‖"
    found = [
        Curve(x, "log10_grad_input", steps[1:], flow.inputs, "loss", "log10", x),
        Curve(h, "log10_grad_hidden", steps, flow.hidden, "loss", "log10", h, "short", 0.4),
    ]
    if flow.cell is not None:
        found.append(Curve(c, "log10_grad_cell", steps, flow.cell, "loss", "log10", c, "dots", 0.8))
    yield from (relative_to(_start(flow.hidden), curve) if relative else curve for curve in found)
    if flow.untrained is not None:
        column, symbol = "log10_grad_hidden_untrained", f"{h} untrained"
        quiet = Curve(f"untrained: {h}", column, steps, flow.untrained, "neutral", "log10", symbol)
        yield relative_to(_start(flow.untrained), quiet) if relative else quiet


def _start(norms: Array) -> float:
    return float(norms[-1]) if np.isfinite(norms[-1]) else 0.0


def _shown(curve: Curve, axis: Axis) -> Curve:
    """Return the part of a curve that is in the window."""
    inside = (curve.x > axis.low) & (curve.x < axis.high)
    return dataclasses.replace(curve, x=curve.x[inside], y=curve.y[inside])


def _range(measured: list[Array], every: list[Array], start: float) -> tuple[float, float]:
    """Return a range with all that was measured, three decades below the start at least."""
    span, whole = finite_range(*measured), finite_range(*every)
    if span is None or whole is None:
        return -1.0, 1.0
    floor = min(span[0], start - 3 if math.isfinite(start) else span[0])
    return padded(min(floor, max(whole[0], floor - _DEEPER)), max(span[1], whole[1]))


def _why_empty(flow: Backflow, curves: tuple[Curve, ...]) -> str:
    if not any(len(curve.y) for curve in curves):
        return f"The gradient of {quoted(flow.sign)}, character {flow.at + 1}, lies outside these characters."
    return "" if finite_range(*(curve.y for curve in curves if curve.role == "loss")) else _NOTHING


def _reach(norms: Array) -> int:
    """Return how many steps before the last one the gradient is above 1/255 of its start for the last time."""
    if norms[-1] == -math.inf:
        return 0
    return len(norms) - 1 - int(np.flatnonzero(norms >= norms[-1] - _SHARE - _TIE)[0])


def _far(flow: Backflow, steps: int, unit: str = "character") -> str:
    """Return how far that is, and whether it is as far as is known."""
    words = count(steps, unit) if unit else str(steps)
    if steps < len(flow.hidden) - 1:
        return words
    if flow.first == 0:
        return f"{words}, to the beginning of the text," if unit else f"{words}, to the beginning"
    return f"at least {words}, as far as it was followed," if unit else f"at least {words}"


def _zeros(flow: Backflow) -> str:
    zero = np.flatnonzero(np.isneginf(flow.hidden))
    return f" Up to step {flow.first + int(zero[-1])} it is exactly zero." if zero.size else ""
