"""The text that the network reads, one character a step, under the step that reads it.

A newline is shown as ↵, a tab as →, a space as ␣ where it stands alone at the cursor; step t
reads the character above t.
"""

from __future__ import annotations

from gradviz.charts import reading
from gradviz.charts.chart import Axis, Characters, Chart, Panel, role_of
from gradviz.charts.coloured import visible
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.over_time import time_axis
from gradviz.charts.question import model_name
from gradviz.experiment import Experiment
from gradviz.models import unread
from gradviz.result import Result


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
    text = visible(experiment.text[:steps])
    return (
        Panel(
            name="text",
            title=f"The text, {_alphabet(experiment)}",
            subtitle=_lacking(results),
            x=time_axis(steps),
            y=Axis("", 0.0, 1.0, visible=False),
            height=0.3,
            characters=Characters(text, 1.0),
        ),
    )


def _alphabet(experiment: Experiment) -> str:
    if experiment.model is None:
        return f"{len(experiment.alphabet)} different characters"
    return f"read in the {len(experiment.alphabet)} characters of {model_name(experiment.model)}"


def _lacking(results: tuple[Result, ...]) -> str:
    """Return in words which characters a model reads as another one."""
    found = [
        unread(asked.alphabet, asked.text[: asked.steps])
        for asked in (result.experiment for result in results)
        if asked.model is not None
    ]
    return "; ".join(dict.fromkeys(words.rstrip(".") for words in found if words))


def _nothing(result: Result) -> Panel:
    words = "The input of this run is not text: there are no characters to show."
    return Panel("text", "The text", time_axis(result.experiment.steps), Axis("", 0, 1, visible=False), empty=words)


CHART = ChartKind("text", "What does it read?", help_text(__doc__), 40, draw)
