"""Eigenvalues inside the unit circle fade when a step is repeated, those outside grow: W_{hh}'s and a step's own.

The dots are those of W_{hh}, the rings those of the step that the network really takes at the cursor: W_{hh} after
tanh′, ReLU or the gates had their say. Drag the circle of radius ρ to ask for another W_{hh}.

An eigenvalue λ has W v = λ v; the spectral radius ρ = max |λ| decides what W^{k} does in the long run (Gelfand's
formula, ‖W^{k}‖^{1/k} → ρ). The singular values beside them are what W does at once: ‖W x‖ ≤ σ_{max} ‖x‖, and
σ_{max} ≥ ρ, so that a network with ρ below 1 may first grow. The rings are the eigenvalues of the Jacobian
∂s_t/∂s_{t−1} (Pascanu, Mikolov and Bengio 2013) at the recorded states, s = h, and (h, c) for an LSTM: for a tanh RNN
it is diag(1 − h_t^{2}) W_{hh}. Its ρ is about one step alone; the steps of a run differ, and their product has a ρ
of its own.

A cell with gates has one H × H block of W_{hh} for each gate; which one is shown can be chosen. All is of the
top layer, the Jacobian of the first sequence.
"""

from __future__ import annotations

import math

import numpy as np

from gradviz.charts.chart import Array, Axis, Chart, Circle, Handle, Hold, Level, Panel, Points, Role, role_of
from gradviz.charts.kind import ChartKind, Option, help_text
from gradviz.charts.parts.eigen import SYMBOLS, Spectrum
from gradviz.charts.parts.names import names_of
from gradviz.charts.words import short
from gradviz.experiment import FIELDS
from gradviz.result import Result

_TITLE = "Where are the eigenvalues of W_{hh}?"
_MARGIN = 1.12
_APART = 10.0
"""Networks whose ranges differ by more than this have one each: in the other's, one would be a dot."""

_CLOSE = 0.03
_DIAGONAL = math.sqrt(0.5)
_ROUNDING = 1e-15
"""Rounding leaves so much of the largest eigenvalue, and as often as there are eigenvalues, where there is a zero."""


def draw(*results: Result, at: int | None, block: str) -> Chart:
    """Return planes with the eigenvalues of each network, and the singular values below (of one network: beside)."""
    found = [Spectrum.of(result, block, at) for result in results]
    reaches = _shared([each.reach() for each in found])
    tallest = _shared([max(1.0, each.largest) for each in found])
    own, names = len(set(reaches)) > 1, names_of(*results)
    called = [f"{'AB'[i]}, the {name}" if len(found) > 1 else f"the {name}" for i, name in enumerate(names)]
    planes = [_plane(each, called[i], i, reaches[i], own) for i, each in enumerate(found)]
    values = [_values(each, i, tallest[i], beside=i > 0 or len(found) == 1) for i, each in enumerate(found)]
    return Chart(
        name="spectrum",
        title=_TITLE,
        panels=(*planes, *values),
        sentences=tuple((role_of(i), each.sentence()) for i, each in enumerate(found)),
        experiments=tuple(result.experiment for result in results),
    )


def _shared(reaches: list[float]) -> list[float]:
    """Return one range for all, or for each its own where they are far apart."""
    return reaches if max(reaches) > _APART * min(reaches) else [max(reaches)] * len(reaches)


def _plane(found: Spectrum, name: str, index: int, reach: float, own: bool) -> Panel:
    end = min(reach * _MARGIN, 1e300)
    handles = _handles(found, index)
    return Panel(
        name=f"eigenvalues_{'ab'[index]}",
        title=f"The eigenvalues of {name}",
        subtitle=_about(found, own),
        short=f"Eigenvalues of {'AB'[index]}",
        x=Axis("Re λ", -end, end),
        y=Axis("Im λ", -end, end),
        badge=role_of(index),
        height=2.4,
        beside=index > 0,
        points=_points(found, index),
        circles=_circles(found, role_of(index), end, named=not handles),
        handles=handles,
        plane=True,
        equal=True,
    )


def _points(found: Spectrum, index: int) -> tuple[Points, ...]:
    letter, role = "ab"[index], role_of(index)
    dots = _of(found.eigenvalues, f"λ of {found.symbol}", f"eigenvalue_{letter}", role)
    if found.jacobian is None:
        return (dots,)
    return dots, _of(found.jacobian, f"λ of {found.derivative}", f"jacobian_eigenvalue_{letter}", role, ring=True)


def _of(values: Array, label: str, column: str, role: Role, ring: bool = False) -> Points:
    sizes = np.abs(values)
    least = _ROUNDING * len(values) * float(sizes[np.isfinite(sizes)].max(initial=0.0))
    names = tuple(_named(value, least) for value in values.tolist())
    x, y = np.ascontiguousarray(values.real), np.ascontiguousarray(values.imag)
    return Points(label, column, x, y, role, "ring" if ring else "dot", names, 1.0 if ring else 0.0)


def _named(value: complex, least: float) -> str:
    """Return an eigenvalue in words; what is smaller than ``least`` is a zero that was rounded."""
    value = complex(*(part if abs(part) > least else 0.0 for part in (value.real, value.imag)))
    size = f"|λ| = {short(math.hypot(value.real, value.imag))}"
    if value.imag == 0:
        return f"λ = {short(value.real)}, {size}" if value.real < 0 else f"λ = {short(value.real)}"
    return f"λ = {short(value.real)} {'+' if value.imag > 0 else '−'} {short(abs(value.imag))}i, {size}"


def _circles(found: Spectrum, role: Role, end: float, named: bool) -> tuple[Circle, ...]:
    """Return the unit circle and that of radius ρ; the handle names the second where there is one."""
    close = abs(found.radius - 1) < _CLOSE * end
    unit = Circle(1.0, "" if close else "|λ| = 1")
    return unit, Circle(found.radius, f"ρ = {short(found.radius)}" if named else "", role)


def _handles(found: Spectrum, index: int) -> tuple[Handle, ...]:
    """Return the handle on the circle of radius ρ; weights that were given, or trained, have none."""
    if not found.result.is_drawn:
        return ()
    field, radius = FIELDS["spectral_radius"], found.radius
    low, high = field.drag or (0.0, math.inf)
    hold = Hold(field.name, "radius", low, max(high, radius))
    at = radius * _DIAGONAL
    return (Handle("b" if index else "a", at, -at, f"ρ = {short(radius)}", (hold,)),)


def _values(found: Spectrum, index: int, tallest: float, beside: bool) -> Panel:
    """Return the singular values in their order; the largest has its name."""
    values, letter, role = found.singular_values, "ab"[index], role_of(index)
    top, count = min(tallest * _MARGIN, 1e300), len(values)
    names = tuple(f"σ_{{{k}}} = {short(value)}" for k, value in enumerate(values.tolist(), 1))
    x = np.arange(1.0, count + 1)
    return Panel(
        name=f"singular_values_{letter}",
        title="",
        x=Axis("number k of the singular value", 0.1, max(count + 0.9, 2.1), counts=True),
        y=Axis(f"σ_k of {found.symbol}", -0.04 * top, top),
        points=(Points("", f"singular_value_{letter}", x, values, role, names=names),),
        levels=_levels(found, role, top),
        plane=True,
        beside=beside,
    )


def _levels(found: Spectrum, role: Role, top: float) -> tuple[Level, ...]:
    """Return the levels at 1 and at σ_max; one name for both where they are close."""
    largest = Level(found.largest, f"σ_{{max}} = {short(found.largest)}", role)
    return Level(1.0, "" if abs(found.largest - 1) < 2 * _CLOSE * top else "1"), largest


def _about(found: Spectrum, own: bool) -> str:
    """Return what the reader has to know beside the key."""
    experiment, words = found.result.experiment, []
    if found.block != "W_hh":
        words.append(f"{found.symbol}, the block of the {found.block} gate")
    if found.asked:
        words.append(f"there is no {found.asked} gate")
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    if experiment.batch_size > 1:
        words.append(f"the Jacobian of sequence 1 of {experiment.batch_size}")
    if found.missing:
        words.append("no Jacobian here")
    return ", ".join([*words, "on its own scale"] if own else words)


_BLOCK = Option(
    "block",
    "block of W_{hh}",
    "Whose H × H block of W_hh is shown, of a cell with gates; a network without such a gate shows its first block.",
    "auto",
    (("auto", "the first"), *((name, f"{name} gate") for name in SYMBOLS if name != "W_hh")),
)

CHART = ChartKind(
    "spectrum", "Where are the eigenvalues of W_hh?", help_text(__doc__), 100, draw, (_BLOCK,), frozenset({"at"})
)
