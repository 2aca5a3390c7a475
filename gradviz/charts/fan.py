"""What the same question does in many random draws at once: one thin line a draw, this run bold over them.

One run shows one network. Drawn again, with the same cell, sizes and ρ, another network may do the opposite: how many
vanish, hold, explode or die says what is a property of the question, and what is chance. Each line starts at 1 where
the loss is.

A line is log_{10} (‖∂L/∂h_t‖ / ‖∂L/∂h_T‖) of the top layer, the loss at T, for the seeds 0, 1, 2, …, each with its own
weights. At t = 0 it has vanished below 10^{−3}, exploded above 10^{3}, died when it is exactly zero (the line ends
there), and holds otherwise.
"""

from __future__ import annotations

import math

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array, Axis, Chart, Curve, Fan, Level, Panel, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, Grid, Option, help_text
from gradviz.charts.parts import draws
from gradviz.charts.parts.budget import fits
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.over_time import loss_marks, time_axis
from gradviz.experiment import Experiment
from gradviz.fates import EXPLODES_ABOVE, VANISHES_BELOW, Fate, fate
from gradviz.result import Result
from gradviz.sweeps import Sweep

_TITLE = "What do other draws do?"

_SEEDS = Option(
    "seeds", "Draws", "How many random networks; fewer where they would take longer than a few seconds.", "64",
    (("16", "16 draws"), ("64", "64 draws"), ("256", "256 draws")),
)  # fmt: skip

_DOES = {
    Fate.EXPLODES: ("explode", "explodes"), Fate.VANISHES: ("vanish", "vanishes"),
    Fate.DIES: ("die", "dies"), Fate.HOLDS: ("hold", "holds"),
}  # fmt: skip

_TONES = {Fate.EXPLODES: 0.0, Fate.HOLDS: 0.5, Fate.VANISHES: 1.0, Fate.DIES: 0.0}

_ZERO = "The gradient is exactly zero at every step: there is nothing to draw."


def grid(*experiments: Experiment, seeds: str, network: str) -> Grid | None:
    """Return the sweep over seeds alone of one of the networks: as many as asked, halved while it is too much.

    None for a network that comes from a model, which has no other draws.
    """
    if draws.refusal(draws.picked(experiments, network)):
        return None
    asked = draws.plain(draws.picked(experiments, network))
    many = int(seeds)
    while many > 1 and not fits(asked, many):
        many //= 2
    radius = asked.spectral_radius
    # a sweep can bring W_hh to zero, and cannot begin with one that is
    return Grid(asked, () if radius is None else (("spectral_radius", (radius,)),), many)


def _curves(sweep: Sweep) -> Array:
    """Return log10 ‖∂L/∂h_t‖ of every draw, shape (seeds, T + 1)."""
    return sweep.log10_grad_hidden.reshape(-1, sweep.log10_grad_hidden.shape[-1])


def draw(*results: Result, sweep: Sweep | None, seeds: str, network: str) -> Chart:
    """Return one panel with the draws of one of the networks."""
    index = draws.index_of(results, network)
    said = draws.refusal(results[index].experiment)
    said = said or ("The draws are being computed…" if sweep is None else _sentence(sweep))
    return Chart(
        name="fan",
        title=_TITLE,
        panels=(_panel(results, index, sweep, int(seeds)),),
        sentences=tuple(
            (role_of(i), said if i == index else reading.verdict(result)) for i, result in enumerate(results)
        ),
        experiments=tuple(result.experiment for result in results),
    )


def _panel(results: tuple[Result, ...], index: int, sweep: Sweep | None, asked: int) -> Panel:
    result, refused = results[index], draws.refusal(results[index].experiment)
    own, fans = _own(results, index), () if sweep is None else _fans(sweep, index)
    span = finite_range(own.y, *(fan.y for fan in fans))
    low, high = padded(min(span[0], -3.5), max(span[1], 0.5)) if span else (-1.0, 1.0)
    levels = [Level(VANISHES_BELOW, "1/1000 of the start"), Level(EXPLODES_ABOVE, "1000 times the start")]
    return Panel(
        name="fan",
        title=_TITLE,
        subtitle=_subtitle(result, sweep, asked),
        x=time_axis(max(each.experiment.steps for each in results)),
        y=Axis("‖∂L/∂h_t‖ relative to its start", low, high, log10=True),
        height=3.0,
        curves=(own,) if np.isfinite(own.y).any() and not refused else (),
        fans=fans,
        levels=tuple(level for level in levels if span and level.y < high),
        marks=loss_marks(result),
        empty=refused if refused or span else "The draws are being computed…" if sweep is None else _ZERO,
    )


def _own(results: tuple[Result, ...], index: int) -> Curve:
    """Return the run itself, relative to its own start."""
    result, letter = results[index], "AB"[index] + " " if len(results) > 1 else ""
    curve, start = reading.gradient(result), reading.start(result)
    y = curve - curve[start] if math.isfinite(curve[start]) else curve
    label = letter + names_of(*results)[index]
    column = "log10_change" + (f"_{'ab'[index]}" if letter else "")
    return Curve(label, column, np.arange(len(y), dtype=float), y, role_of(index), "log10")


def _fans(sweep: Sweep, index: int) -> tuple[Fan, ...]:
    """Return the draws that are known, one fan for each fate that one of them meets."""
    curves = _curves(sweep)
    change = curves - curves[:, -1:]
    found, seeds = fate(change, change.shape[-1] - 1), np.array(sweep.axes["seed"])
    x = np.arange(change.shape[-1], dtype=float)
    return tuple(
        Fan(
            label=_many(int((found == kind).sum()), kind),
            column=f"log10_change_{_DOES[kind][1]}",
            x=x,
            y=change[found == kind],
            role="neutral" if kind == Fate.DIES else role_of(index),
            unit="log10",
            tone=_TONES[kind],
            numbers=tuple(seeds[found == kind].tolist()),
        )
        for kind in _DOES
        if (found == kind).any()
    )


def _many(some: int, kind: Fate) -> str:
    return f"{some} {_DOES[kind][some == 1]}"


def _subtitle(result: Result, sweep: Sweep | None, asked: int) -> str:
    if sweep is None or draws.refusal(result.experiment):
        return "log_{10} of ‖∂L/∂h_t‖ relative to its start"
    many = len(sweep.axes["seed"])
    fewer = f" instead of {asked}, which would take long" if many < asked else ""
    return f"log_{{10}} of ‖∂L/∂h_t‖ relative to its start, {many} draws{fewer}, {draws.about(result)}"


def _sentence(sweep: Sweep) -> str:
    curves = _curves(sweep)
    found = fate(curves, curves.shape[-1] - 1)
    known = found[found != Fate.UNKNOWN]
    if not known.size:
        return f"No draw is known yet.{draws.progress(sweep)}"
    counts = [(kind, int((known == kind).sum())) for kind in _DOES]
    said = ", ".join(f"{some} {_DOES[kind][some == 1]}" for kind, some in counts)
    return f"Of {known.size} draw{'s' if known.size > 1 else ''} {said}.{draws.progress(sweep)}"


CHART = ChartKind("fan", _TITLE, help_text(__doc__), 140, draw, options=(_SEEDS, draws.NETWORK), grid=grid)
