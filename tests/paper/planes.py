"""Charts with planes made by hand: like a spectrum, a phase diagram, a fan of seeds, small matrices, formulas."""

from __future__ import annotations

import numpy as np

from gradviz.charts.chart import (
    Axis,
    Band,
    Chart,
    Circle,
    Curve,
    Fan,
    Formula,
    Handle,
    HeatMap,
    Level,
    Mark,
    Panel,
    Points,
    Slices,
)  # fmt: skip
from gradviz.charts.plane import Hold
from gradviz.charts.terms import Role
from tests.charts.made import made

DRAW = np.random.default_rng(0)
NOWHERE = Axis("", 0.0, 1.0, visible=False)
HOLD = (Hold("spectral_radius", "radius", 0.0, 10.0),)


def chart(*panels: Panel, title: str = "Where are the eigenvalues?", steps: int = 8) -> Chart:
    """Return a chart of two networks that holds the panels."""
    question = made(steps=steps).experiment
    said: tuple[tuple[Role, str], ...] = (
        ("a", "tanh RNN: ρ = 0.9, so ‖W_{hh}^n‖ decays."),
        ("b", "LSTM: it does not."),
    )
    return Chart("made", title, panels, said, (question, question), f"T = {steps}, H = 64, loss at T")


def spectrum(slot: str = "a", **more) -> Panel:
    """Return eigenvalues in a disc, the unit circle, and the network's handle on its own circle."""
    role: Role = "a" if slot == "a" else "b"
    angle, radius = DRAW.uniform(0, 2 * np.pi, 64), 0.9 * np.sqrt(DRAW.uniform(0, 1, 64))
    names = tuple(f"λ_{i}" for i in range(64))
    return Panel(
        f"spectrum_{slot}", f"Eigenvalues of W_{{hh}}, {slot.upper()}", Axis("real part", -1.5, 1.5),
        Axis("imaginary part", -1.5, 1.5), subtitle="64 of them", badge=role, height=4.5, plane=True, equal=True,
        points=(
            Points("eigenvalues", f"eigen_{slot}", radius * np.cos(angle), radius * np.sin(angle), role, names=names),
            Points("of the Jacobian", f"jacobian_{slot}", np.cos(angle) / 2, np.sin(angle) / 3, role, "ring", tone=1),
            Points("mean", f"mean_{slot}", np.array([0.1]), np.array([np.nan]), "theory", "cross"),
        ),
        circles=(Circle(1.0, "unit circle"), Circle(0.9, "spectral radius", role)),
        handles=(Handle("a" if slot == "a" else "b", 0.9, 0.0, f"ρ {slot.upper()} = 0.9", HOLD),), **more,
    )  # fmt: skip


def phase(rows: int = 64, columns: int = 128, **more) -> Panel:
    """Return a map over two parameters with logarithmic colours, a border, and both handles."""
    x, y = np.linspace(0.0, 4.0, columns), np.linspace(3.0, -3.0, rows)
    values = -10 * np.abs(y[:, None] - 2 * np.sin(x)[None]) + 4.0
    step = 4.0 / columns
    heat = HeatMap("growth", "growth", values, step / 2, -40.0, 4.0, "magnitude", "neutral", step=step, log10=True)
    return Panel(
        "phase", "How fast does it vanish?", Axis("weight variance σ_w^2", 0.0, 4.0),
        Axis("bias", -3.0, 3.0, unit="log_{10}", log10=True), subtitle="growth per step", height=3.5, plane=True,
        maps=(heat,),
        curves=(Curve("edge of chaos", "edge", x, 2 * np.sin(x), "theory"),),
        handles=(Handle("a", 1.0, -2.0, "A tanh RNN", HOLD), Handle("b", 3.2, 1.5, "B LSTM", HOLD)),
        levels=(Level(0.0, "no bias"),), marks=(Mark(2.0, "He"),), width=2.0, **more,
    )  # fmt: skip


def share(index: int, beside: bool = False) -> Panel:
    """Return a small map of shares."""
    values = DRAW.uniform(0, 1, (8, 16))
    heat = HeatMap("share", f"share_{index}", values, 0.125, 0.0, 1.0, "magnitude", "neutral", step=0.25)
    title = ("vanishes", "explodes", "stays", "dies")[index]
    axes = Axis("σ_w^2", 0.0, 4.0), Axis("bias", -3.0, 3.0)
    return Panel(f"share_{index}", title, *axes, height=1.5, plane=True, beside=beside, maps=(heat,))


def fan(plane: bool = False, lines: int = 64, steps: int = 8, **more) -> Panel:
    """Return one thin line a seed."""
    x = np.arange(steps + 1.0)
    y = -np.abs(DRAW.normal(1.0, 0.3, (lines, 1))) * (steps - x)
    axes = Axis("step t", -0.5, steps + 0.5), Axis("‖∂L/∂h_t‖", min(y.min(), -1.0) - 1, 1.0, log10=True)
    thin = (Fan(f"{lines} seeds", "seed", x, y, "a", "log10"),)
    words = ("Is it this seed, or every seed?", f"{lines} seeds")
    return Panel("fan", words[0], *axes, words[1], height=2.5, fans=thin, plane=plane, **more)


def slices(steps: int = 128, slot: str = "a", size: int = 48, shared: bool = True, **more) -> Panel:
    """Return the gradient of the weights at every step, of rank 2."""
    left, right = DRAW.normal(size=(steps, 2, size)), DRAW.normal(size=(steps, 2, size))
    product = np.einsum("tbr,tbc->trc", left, right)
    left /= np.abs(product).max(axis=(1, 2))[:, None, None]
    largest = np.linspace(-2.0, 0.0, steps) if steps > 1 else np.zeros(1)
    role: Role = "a" if slot == "a" else "b"
    series = Slices(
        f"{slot.upper()} dW_{{hh}}",
        f"slices_{slot}",
        1,
        left,
        right,
        largest,
        np.zeros(steps) if shared else largest,
        role,
    )
    title = f"What does every step add to ∂L/∂W_{{hh}}, {slot.upper()}?"
    return Panel(f"slices_{slot}", title, NOWHERE, NOWHERE, "at one scale", role, height=2.0, slices=(series,), **more)


def formulas(**more) -> Panel:
    """Return two equations with their numbers."""
    lines = (
        Formula("∂L/∂h_{t−1} = W_{hh}^T diag(1 − h_t^2) ∂L/∂h_t", "0.86 = 0.9 · 0.8 · 1.2", "one step back", "a"),
        Formula("‖∂h_T/∂h_t‖ ≤ σ_{max}^{T−t}", "2.3·10^{−9} ≤ 1.1·10^{−3}", "the bound of Pascanu et al. (2013)", "b"),
    )  # fmt: skip
    return Panel("formulas", "In formulas", NOWHERE, NOWHERE, lines=lines, **more)


def over_time(steps: int = 8, **more) -> Panel:
    """Return a curve over time."""
    x = np.arange(steps + 1.0)
    curve = Curve("A tanh RNN", "log10_grad", x, x - steps, "a", "log10")
    band = Band("middle", x, x - steps - 1, x - steps + 1, "a", "log10")
    axes = Axis("step t", -0.5, steps + 0.5), Axis("‖∂L/∂h_t‖", -steps - 2.0, 2.0, log10=True)
    return Panel("time", "How much of the gradient is left?", *axes, height=2.0, curves=(curve,), bands=(band,), **more)


def orbit() -> Panel:
    """Return a curve that turns back, in a plane."""
    angle = np.linspace(0, 12 * np.pi, 600)
    x, y = np.exp(-angle / 12) * np.cos(angle), np.exp(-angle / 12) * np.sin(angle)
    axes = Axis("h_1", -1.1, 1.1), Axis("h_2", -1.1, 1.1)
    way = (Curve("the way of h_t", "h_2", x, y, "b"),)
    return Panel("orbit", "Where does it settle?", *axes, height=3.0, plane=True, equal=True, curves=way)


def empty(beside: bool = False) -> Panel:
    """Return a plane that has nothing to draw and says why."""
    axes = Axis("x", 0.0, 1.0), Axis("y", 0.0, 1.0)
    why = "B is exactly zero at every step: there is no place for it."
    return Panel("empty", "Where is B?", *axes, height=2.0, plane=True, beside=beside, empty=why)


CASES = {
    "spectra": chart(spectrum(), spectrum("b", beside=True)),
    "phase": chart(phase(), *(share(index, index > 0) for index in range(4))),
    "phase in a row": chart(phase(), *(share(index, True) for index in range(4))),
    "fan": chart(fan(), title="Is it this seed, or every seed?"),
    "fans": chart(fan(plane=True), fan(plane=True, lines=5, beside=True)),
    "slices": chart(slices(), slices(slot="b", shared=False)),
    "formulas": chart(formulas(), fan(plane=True, beside=True)),
    "formulas alone": chart(formulas()),
    "mixed": chart(over_time(), fan(), spectrum(), orbit(), empty(beside=True), over_time()),
    "orbit": chart(orbit(), title="Where does it settle?"),
    "empty": chart(empty(), empty(beside=True), spectrum(beside=True)),
    "one step": chart(fan(steps=1), fan(plane=True, steps=1), slices(1, beside=True), slices(1, size=1), steps=1),
    "time beside": chart(over_time(), over_time(beside=True), fan()),
}  # fmt: skip
