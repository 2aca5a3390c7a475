"""Where the story stands: which phase runs, and at which step; pure, without a clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Phase = Literal["forward", "loss", "backward", "whole"]
"""forward: activations fill from left to right · loss: it is injected · backward: the gradient
runs from right to left · whole: everything is shown and the cursor only reads."""

SWEEP_SECONDS = 5.0
LOSS_SECONDS = 0.8
SLOWEST_STEPS_PER_SECOND = 4.0
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True)
class Moment:
    """A place in the story; ``step`` is 0 … T and may lie between two steps while playing."""

    phase: Phase = "whole"
    step: float = 0.0
    pulse: float = 0.0

    @property
    def at(self) -> int:
        """The whole step that is shown."""
        return round(self.step)


def begin() -> Moment:
    """Return the first moment of the story: nothing has been computed."""
    return Moment("forward", 0.0)


def advanced(moment: Moment, seconds: float, steps: int, loss_step: int) -> Moment:
    """Return the moment ``seconds`` later; a sweep over T steps takes `SWEEP_SECONDS`.

    ``loss_step`` is where the backward pass begins. After the backward pass everything is shown.
    """
    pace = max(steps / SWEEP_SECONDS, SLOWEST_STEPS_PER_SECOND)
    if moment.phase == "forward":
        step = moment.step + pace * seconds
        return Moment("loss", loss_step) if step >= steps else Moment("forward", step)
    if moment.phase == "loss":
        pulse = moment.pulse + seconds / LOSS_SECONDS
        return Moment("backward", loss_step) if pulse >= 1 else replace(moment, pulse=pulse)
    if moment.phase == "backward":
        step = moment.step - pace * seconds
        return Moment("whole", 0.0) if step <= 0 else Moment("backward", step)
    return moment


def stepped(moment: Moment, by: int, steps: int, loss_step: int) -> Moment:
    """Return the moment one step to the right (``by`` 1) or to the left (−1) in time.

    At the right end the story turns: forward → loss → backward, and back again.
    """
    if moment.phase == "loss":
        return Moment("backward", loss_step) if by < 0 else moment
    step = moment.at + by
    if moment.phase == "forward" and step > steps:
        return Moment("loss", loss_step)
    if moment.phase == "backward" and step > loss_step:
        return Moment("loss", loss_step)
    return moved(moment, step, steps)


def moved(moment: Moment, step: float, steps: int) -> Moment:
    """Return the moment at another step of the same phase (a scrub); the loss phase ends by it."""
    phase: Phase = "backward" if moment.phase == "loss" else moment.phase
    return Moment(phase, min(max(step, 0.0), float(steps)))


def duration(first: Moment, steps: int, loss_step: int) -> float:
    """Return how many seconds the story takes from the first moment of a phase until everything is shown."""
    pace = max(steps / SWEEP_SECONDS, SLOWEST_STEPS_PER_SECOND)
    passes = {"forward": steps / pace + LOSS_SECONDS, "loss": LOSS_SECONDS, "backward": 0.0}
    return passes[first.phase] + loss_step / pace if first.phase in passes else 0.0
