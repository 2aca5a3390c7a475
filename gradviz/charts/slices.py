"""What every step adds to the gradient of W_{hh}, a small picture each: where the gradient vanished it is blank.

∂L/∂W_{hh} = Σ_t δ_t h_{t−1}^{⊤} (Werbos 1990): what is shown at step t is δ_t h_{t−1}^{⊤}, δ_t being the gradient with
respect to W_{hh} h_{t−1}. A row is a unit that W_{hh} gives to (of a cell with gates, one block below the other in
PyTorch's order), a column a unit that it reads from. Warm is positive and cold is negative; what is below 1/255 of the
full colour cannot be told from zero.

The full colour begins at a tenth of the largest entry of all steps of the network; on a common scale of both
networks. With a scale of its own every step reaches the full colour, however little it teaches: the pattern can be
seen, and how much is left can not.
The numbers are those of the top layer, in float64, before clipping; of a batch, the sum over all its sequences.
"""

from __future__ import annotations

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.chart import Axis, Chart, Panel, role_of
from gradviz.charts.kind import ChartKind, Option, help_text
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.taught import DARK, FULL, Taught
from gradviz.charts.words import count, from_log10
from gradviz.result import Result

_NOTHING = "What every step adds to the gradient of W_{hh} is exactly zero: there is nothing to draw."


def draw(*results: Result, scale: str) -> Chart:
    """Return one panel a result, A above B, all in units of one full colour or each step in its own."""
    found = [Taught.of(result) for result in results]
    largest = [each.largest if isinstance(each, Taught) else -np.inf for each in found]
    full = [max(largest) + FULL] * len(found) if scale == "shared" else [each + FULL for each in largest]
    names = names_of(*results)
    return Chart(
        name="slices",
        title="What does each step teach W_{hh}?",
        panels=tuple(_panel(result, found[i], i, names, scale, full[i]) for i, result in enumerate(results)),
        sentences=tuple((role_of(i), _sentence(each, full[i], scale)) for i, each in enumerate(found)),
        experiments=tuple(result.experiment for result in results),
    )


def _panel(result: Result, found: Taught | str, index: int, names: tuple[str, ...], scale: str, full: float) -> Panel:
    several, units = len(names) > 1, result.experiment.hidden_size
    empty = found if isinstance(found, str) else _NOTHING if found.largest == -np.inf else ""
    drawn = () if isinstance(found, str) or empty else (found.slices(index, scale == "own", full),)
    name = f"{'AB'[index]}, the {names[index]}" if several else f"the {names[index]}"
    rows = units * CELLS[result.experiment.cell].blocks
    return Panel(
        name=f"slices_{'ab'[index]}",
        title=f"What does each step teach W_{{hh}} of {name}?",
        subtitle="" if isinstance(found, str) or empty else _about(result, found, scale, full, several),
        x=Axis("unit of h_{t−1}", 0.5, units + 0.5, visible=False),
        y=Axis("row of W_{hh}", 0.5, rows + 0.5, visible=False),
        badge=role_of(index),
        short=f"What each step teaches{' ' + 'AB'[index] if several else ''}",
        height=2.0,
        slices=drawn,
        plane=not drawn,
        empty=empty,
    )


def _about(result: Result, found: Taught, scale: str, full: float, several: bool) -> str:
    experiment = result.experiment
    of = {"shared": " of all steps of A and B" if several else " of all steps", "own": ""}.get(scale, " of its steps")
    words = [f"full colour from {from_log10(full)}, a tenth of the largest entry{of}"]
    if scale == "own":
        words = ["every step in its own full colour, which hides how much of it is left"]
    if found.shown.start > 0 or found.shown.stop < experiment.steps:
        words.append(f"only t = {found.shown.start + 1} … {found.shown.stop} of {experiment.steps}")
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    if experiment.batch_size > 1:
        words.append(f"the sum over {experiment.batch_size} sequences")
    return ", ".join(words)


def _sentence(found: Taught | str, full: float, scale: str) -> str:
    """Return at how many steps something can be seen on a shared scale, and from where back nothing can."""
    if isinstance(found, str):
        return found
    if found.largest == -np.inf:
        return "No step teaches W_{hh} anything: its gradient is exactly zero."
    own = "On one scale for all steps: " if scale == "own" else ""
    steps, peak = len(found.log10_largest), int(found.log10_largest.argmax()) + 1
    seen = np.flatnonzero(found.log10_largest > full + DARK) + 1
    if not seen.size:
        left = from_log10(found.largest - full)
        return _capital(f"{own}nothing can be seen: the brightest slice, t = {peak}, has {left} of the full colour.")
    share = "all" if seen.size == steps else f"{seen.size} of"
    said = f"{own}brighter than 1/255 of the full colour at {share} {count(steps, 'step')} (most at t = {peak})"
    return _capital(f"{said}{_where(found, int(seen[0]))}.")


def _where(found: Taught, first: int) -> str:
    if first == 1:
        return ""
    if first == 2 and found.log10_largest[0] == -np.inf:
        return "; step 1 adds nothing, for h_0 is zero" if found.from_zero else "; step 1 adds exactly nothing"
    return f"; before t = {first} nothing can be seen"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


_SCALE = Option(
    "scale",
    "Full colour",
    "What has the full colour: the same for all steps of a network, for both networks, or each step's own.",
    "network",
    (("network", "each network’s"), ("shared", "shared by A and B"), ("own", "each step’s own")),
)

CHART = ChartKind("slices", "What does each step teach W_hh?", help_text(__doc__), 25, draw, (_SCALE,))
