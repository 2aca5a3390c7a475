"""The whole picture of the lecture: the gradient of every step above what the units did there.

The curves, the maps and the text share one time axis, so a place where the gradient bends can be
read down to the units and the character that were there.
"""

from __future__ import annotations

import dataclasses

from gradviz.charts import activations, gradient, text
from gradviz.charts.chart import Chart
from gradviz.charts.kind import ChartKind, help_text
from gradviz.result import Result


def draw(*results: Result, pinned: tuple[Result, ...] = ()) -> Chart:
    """Return the gradient, the activations of each network, and the text when the input is text."""
    base = gradient.draw(*results, pinned=pinned)
    panels = (*base.panels, *activations.panels(*results), *text.panels(*results))
    steps = base.panels[0].x
    return dataclasses.replace(base, name="lecture", panels=tuple(dataclasses.replace(p, x=steps) for p in panels))


CHART = ChartKind(
    "lecture", "The gradient above the activations", help_text(__doc__), 10, draw, needs=frozenset({"pinned"})
)
