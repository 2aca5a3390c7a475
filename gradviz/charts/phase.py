"""At which spectral radius the gradient vanishes, holds or explodes, in many random networks at once.

Every column is a value of ρ. Upwards runs time back from the loss, or T, or the bias of the gate that keeps the
state. White is as large as at the loss (near-black in the dark), one hue smaller, the other larger: the border
between them is where a network can learn over a long time. The dot is this network: drag it. A map below says for
each fate which share of the draws meets it, because no border is the same in every draw.

The colour is the median over draws (seeds 0, 1, 2, …) of log_{10} (‖∂L/∂h_t‖ / ‖∂L/∂h_T‖), the loss at T; an exact
zero has the lowest colour. Each draw is run at each place, nothing is derived: W_{hh} (each block of it in a cell with
gates) = ρ · W_0 / ρ(W_0), the same W_0 for every ρ. A draw vanishes when less than 10^{−3} of its start is left
there, explodes when it is more than 10^{3} times its start, dies when it is exactly zero, and holds otherwise. A
truncation stays: what it cuts off dies at its wall.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Chart, role_of
from gradviz.charts.kind import ChartKind, Grid, Option, help_text
from gradviz.charts.parts import draws
from gradviz.charts.parts.budget import fits
from gradviz.charts.parts.phase_found import Found, found_of
from gradviz.charts.parts.phase_panels import HIGHEST, TITLE, panels, waiting, words_alone
from gradviz.charts.parts.phase_rows import Rows, place_of, refusal, rows_of
from gradviz.charts.parts.phase_words import along
from gradviz.charts.saturation import percent
from gradviz.experiment import FIELDS, Experiment
from gradviz.fates import Fate
from gradviz.result import Result
from gradviz.sweeps import Sweep

PLANS = {
    "back": ((65, 32), (65, 16), (65, 8), (41, 8), (21, 8), (11, 8), (11, 4), (11, 1)),
    "steps": ((21, 8), (21, 4), (11, 4), (11, 2), (11, 1)),
    "bias": ((21, 8), (21, 4), (11, 4), (11, 2), (11, 1)),
}
"""How many values of ρ and how many draws: the first pair that is not too much work, else the last.

At most 2080 networks; ρ = 1 is always one of the values.
"""

_OVER = Option(
    "over", "Upwards", "What runs up the map: time back from the loss, T, or the bias of the forget or update gate.",
    "back", (("back", "time back"), ("steps", "T"), ("bias", "gate bias")),
)  # fmt: skip


def grid(*experiments: Experiment, over: str, network: str) -> Grid | None:
    """Return the sweep for one of the networks; None where its cell has no bias to vary.

    It is the same wherever the dot is: what the dot moves is swept, and stands still in the question.
    """
    experiment = draws.picked(experiments, network)
    if refusal(experiment, over):
        return None
    rows = rows_of(experiment, over)
    still = {"spectral_radius": 1.0, **({rows.field: rows.values[-1]} if rows.field else {})}
    if over == "steps":
        still["loss_step"] = None
    asked = draws.plain(experiment.replace(**still))
    radii, seeds = _plan(asked, rows, over)
    places = tuple(np.linspace(0, HIGHEST, radii).tolist())
    return Grid(asked, (("spectral_radius", places), *([(rows.field, rows.values)] if rows.field else [])), seeds)


def _plan(asked: Experiment, rows: Rows, over: str) -> tuple[int, int]:
    ways = rows.values if over == "steps" else ()
    each = len(rows.values) if over == "bias" else 1
    plans = PLANS[over]
    return next((plan for plan in plans if fits(asked, plan[1], plan[0] * each, ways)), plans[-1])


def draw(*results: Result, sweep: Sweep | None, over: str, network: str) -> Chart:
    """Return the map of one of the networks above four maps of shares."""
    index = draws.index_of(results, network)
    asked = grid(*(result.experiment for result in results), over=over, network=network)
    if asked is None:
        said = refusal(results[index].experiment, over)
        drawn = words_alone(said)
    elif sweep is None:
        said = _computing(asked)
        drawn = waiting(rows_of(results[index].experiment, over), "The sweep is being computed…")
    else:
        found = found_of(sweep, rows_of(results[index].experiment, over))
        said, drawn = _sentence(results[index], sweep, found), panels(results, index, sweep, found)
    return Chart(
        name="phase",
        title=TITLE,
        panels=drawn,
        sentences=tuple(
            (role_of(i), said if i == index else reading.verdict(result)) for i, result in enumerate(results)
        ),
        experiments=tuple(result.experiment for result in results),
    )


def _computing(asked: Grid) -> str:
    sizes = [f"{len(places)} values of {FIELDS[name].symbol}" for name, places in asked.fields]
    return f"The sweep is being computed: {' × '.join([*sizes, f'{asked.seeds} draws'])}."


def _sentence(result: Result, sweep: Sweep, found: Found) -> str:
    """Return where along ρ the median is what, in the row at the dot, and how many draws die."""
    rows, after = found.rows, draws.progress(sweep)
    row = rows.nearest(place_of(result, rows))
    if np.isnan(found.median[:, row]).all():
        return f"Nothing {rows.words(row)} is known yet.{after}"
    said = along(found.median[:, row], np.array(sweep.axes["spectral_radius"]))
    return f"Median of {len(sweep.axes['seed'])} draws {rows.words(row)}: {said}.{_dead(found)}{after}"


def _dead(found: Found) -> str:
    """Return how many networks die that need not: with ρ = 0 a plain RNN has no way back."""
    fates = found.fates[1:] if found.rows.field else found.fates[1:, -1]
    dies = fates[fates != Fate.UNKNOWN] == Fate.DIES
    return f" {percent(dies)} of all networks with ρ > 0 die: exactly zero." if dies.any() else ""


CHART = ChartKind("phase", TITLE, help_text(__doc__), 130, draw, options=(_OVER, draws.NETWORK), grid=grid)
