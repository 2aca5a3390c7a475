"""What a movie tells when: the story as the window plays it, at the speed that its length asks for; pure."""

from __future__ import annotations

import math

from gradviz.charts.chart import Chart
from gradviz.charts.moment import SWEEP_SECONDS, Moment, advanced, begin, duration
from gradviz.errors import ExperimentError
from gradviz.paper.movie.film import Film
from gradviz.paper.movie.reveal import flows_back, is_read, last_step, loss_step_of, moves

_HOLD = 1.5
"""Seconds of the story for which everything is shown at the end."""

_FINER = 16
"""In how many parts a frame's time passes: what is left of a part when a phase ends is lost."""

SPEEDS = (0.005, 50.0)


def moments(chart: Chart, film: Film) -> list[Moment]:
    """Return the moment of every frame: the story as it is played, so fast that it takes the movie's time.

    Where no panel tells of the forward pass it begins with the loss; where none moves it is whole. What is read has
    no loss: it is told from its first character to its last.
    """
    first = _first(chart)
    if first is None:
        return [Moment()] * film.frames
    if is_read(chart):
        return _read(chart, film.frames)
    steps, loss_step, found = last_step(chart), loss_step_of(chart), [first]
    each = _seconds(chart) / film.frames / _FINER
    while len(found) < film.frames - 1:
        moment = found[-1]
        for _ in range(_FINER):
            moment = advanced(moment, each, steps, loss_step)
        found.append(moment)
    return [*found, Moment()]


def middle(chart: Chart) -> Moment:
    """Return a moment that shows what a movie is like: half of the way back, or of what is read."""
    if is_read(chart):
        return Moment("forward", (chart.time.low + chart.time.high) / 2)
    return Moment("backward", loss_step_of(chart) / 2)


def seconds_at(chart: Chart, speed: float) -> float:
    """Return how long a movie takes that plays at ``speed``; at 1 it is as fast as the window at 1×.

    Raises
    ------
    ExperimentError
        When the speed is out of range.
    """
    return _seconds(chart) / within_speeds(speed)


def within_speeds(speed: float) -> float:
    """Return a speed that a movie can have.

    Raises
    ------
    ExperimentError
        When it is out of range.
    """
    if math.isfinite(speed) and SPEEDS[0] <= speed <= SPEEDS[1]:
        return speed
    raise ExperimentError(f"speed must be between {SPEEDS[0]:g} and {SPEEDS[1]:g}; you gave {speed:g}.", "speed")


def speed_of(chart: Chart, seconds: float) -> float:
    """Return how many times as fast as the window at 1× a movie of so many seconds plays."""
    return _seconds(chart) / seconds


def _seconds(chart: Chart) -> float:
    """Return how long the story takes at 1×; a picture that holds still takes as long as a movie at first does."""
    first = _first(chart)
    if first is None:
        return Film.seconds
    return (SWEEP_SECONDS if is_read(chart) else duration(first, last_step(chart), loss_step_of(chart))) + _HOLD


def _read(chart: Chart, frames: int) -> list[Moment]:
    axis, still = chart.time, max(1, round(frames * _HOLD / (SWEEP_SECONDS + _HOLD)))
    told = max(1, frames - still)
    steps = [axis.low + (axis.high - axis.low) * index / told for index in range(told)]
    return [*(Moment("forward", step) for step in steps), *[Moment()] * (frames - told)]


def _first(chart: Chart) -> Moment | None:
    moving = [panel for panel in chart.panels if moves(panel)]
    if not moving:
        return None
    return Moment("loss", loss_step_of(chart)) if all(map(flows_back, moving)) else begin()
