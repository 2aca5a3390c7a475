"""What pictures over time have in common: their axis, the mark of the loss, and words about it."""

from __future__ import annotations

from gradviz.charts import reading
from gradviz.charts.chart import Axis, Mark
from gradviz.result import Result


def time_axis(steps: int, visible: bool = True) -> Axis:
    """Return the time axis that all panels over time share: t = 0 … T with half a step around it."""
    return Axis("step t", -0.5, steps + 0.5, visible=visible)


def loss_marks(result: Result) -> tuple[Mark, ...]:
    """Return the mark where the loss is injected; nothing where every step has its own."""
    if result.experiment.loss == "every":
        return ()
    step = reading.start(result)
    return (Mark(step, "loss here", "loss", f"t = {step}"),)


def of_batch(result: Result) -> str:
    """Return in words that a curve is the median of a batch."""
    size = result.experiment.batch_size
    return "" if size == 1 else f" (median of {size} sequences)"


def loss_words(result: Result) -> str:
    """Return in words where the loss is injected, and of a prediction what it is."""
    experiment = result.experiment
    if "loss_gradient" in result.explicit:
        return "with the loss gradient that was given"
    if experiment.loss == "every":
        return "with a loss at every step"
    if experiment.loss == "next_char":
        step = experiment.loss_step or experiment.steps
        return f"the loss is the cross-entropy of predicting {reading.next_sign(result)} after step {step}"
    where = "the last step" if experiment.loss_step in (None, experiment.steps) else f"step {experiment.loss_step}"
    return f"the loss is injected at {where}"
