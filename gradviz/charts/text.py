"""The text that the network reads, one character a step, under the step that reads it.

A newline is shown as ↵, a tab as →, a space as ␣ where it stands alone at the cursor; step t
reads the character above t.
"""

from __future__ import annotations

from gradviz.charts import reading
from gradviz.charts.chart import Axis, Characters, Chart, Panel, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.over_time import time_axis
from gradviz.result import Result

_SIGNS = str.maketrans({"\n": "↵", "\r": "␍", "\t": "→", "\0": "␀"})


def draw(*results: Result) -> Chart:
    """Return the strip of characters."""
    return Chart(
        name="text",
        title="What does it read?",
        panels=panels(*results) or (_nothing(results[0]),),
        sentences=tuple((role_of(i), reading.verdict(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def panels(*results: Result) -> tuple[Panel, ...]:
    """Return the strip, or nothing when the input is not text."""
    experiment = results[0].experiment
    if experiment.input != "text" or "inputs" in results[0].explicit:
        return ()
    steps = max(result.experiment.steps for result in results)
    text = experiment.text[:steps].translate(_SIGNS)
    return (
        Panel(
            name="text",
            title=f"The text, {len(experiment.alphabet)} different characters",
            x=time_axis(steps),
            y=Axis("", 0.0, 1.0, visible=False),
            height=0.3,
            characters=Characters(text, 1.0),
        ),
    )


def _nothing(result: Result) -> Panel:
    words = "The input of this run is not text: there are no characters to show."
    return Panel("text", "The text", time_axis(result.experiment.steps), Axis("", 0, 1, visible=False), empty=words)


CHART = ChartKind("text", "What does it read?", help_text(__doc__), 40, draw)
