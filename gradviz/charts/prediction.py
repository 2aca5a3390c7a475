"""What an audience expects before it sees the answer: a curve drawn by hand, then held against the measured one.

A guess is log_{10} of the share of the gradient that is left, one number for each t = 0 … T, NaN where nothing was
drawn; it says nothing about the gradient's absolute size, which no one can know.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array, Axis, Chart, Curve, Level, Panel, role_of
from gradviz.charts.parts.overlays import start_of
from gradviz.charts.words import count, from_log10
from gradviz.result import Result

PANEL = "gradient"
"""The panel whose curves are predicted."""

LOWEST, HIGHEST = -16.0, 6.0
"""The decades that a hand can draw over: an axis that fits the answer would give it away."""

_BLACK = -float(np.log10(255))
_HIDDEN = "Hidden until you reveal it."
_CLOSE = 0.3


@dataclass(frozen=True, eq=False)
class Prediction:
    """The guesses of an audience, one a network, each of shape (T + 1,); ``revealed`` once the answer was shown."""

    guesses: tuple[Array, ...]
    revealed: bool = False

    @classmethod
    def of(cls, networks: int, steps: int) -> Prediction:
        """Return a prediction of which nothing is drawn yet."""
        return cls(tuple(np.full(steps + 1, np.nan) for _ in range(networks)))

    def drawn(self, index: int, start: tuple[float, float], end: tuple[float, float]) -> Prediction:
        """Return the prediction with a stroke from one (step, height) to another; a second stroke corrects."""
        if self.revealed:
            return self
        guess = self.guesses[index].copy()
        (x0, y0), (x1, y1) = sorted([start, end])
        steps = np.arange(max(0, round(x0)), min(len(guess) - 1, round(x1)) + 1)
        guess[steps] = np.interp(steps, [x0, x1], [y0, y1]) if x1 > x0 else y1
        guesses = [guess if i == index else other for i, other in enumerate(self.guesses)]
        return dataclasses.replace(self, guesses=tuple(guesses))

    @property
    def blank(self) -> bool:
        """Whether nothing was drawn."""
        return all(np.isnan(guess).all() for guess in self.guesses)

    @property
    def answered(self) -> Prediction | None:
        """The same beside what was measured; None where nothing was drawn: there is nothing to stand beside it."""
        return None if self.blank else dataclasses.replace(self, revealed=True)

    def fits(self, *results: Result) -> bool:
        """Return whether the guesses are about networks like these."""
        return self.suits(len(results), results[0].experiment.steps)

    def suits(self, networks: int, steps: int) -> bool:
        """Return whether the guesses are about so many networks, over so many steps."""
        return [len(guess) for guess in self.guesses] == [steps + 1] * networks


def predictable(chart: Chart) -> bool:
    """Return whether there is a curve to predict in a picture."""
    return any(panel.name == PANEL and not panel.empty for panel in chart.panels)


def with_prediction(chart: Chart, results: tuple[Result, ...], prediction: Prediction) -> Chart:
    """Return a picture with the guesses in it: in the place of the curves, or over them once it is revealed."""
    make = _revealed if prediction.revealed else _hidden
    panels = tuple(make(p, results, prediction) if p.name == PANEL else p for p in chart.panels)
    words = tuple(
        (role_of(i), _verdict(result, guess) if prediction.revealed else _HIDDEN)
        for i, (result, guess) in enumerate(zip(results, prediction.guesses, strict=True))
    )
    return dataclasses.replace(chart, panels=panels, sentences=words)


def _hidden(panel: Panel, results: tuple[Result, ...], prediction: Prediction) -> Panel:
    levels = Level(0.0, "as large as where the loss is"), Level(_BLACK, "1/255: black on an 8-bit picture")
    return dataclasses.replace(
        panel,
        title="How much of the gradient will be left?",
        subtitle="draw with the mouse what you expect",
        y=Axis("share of the gradient", LOWEST, HIGHEST, log10=True),
        curves=tuple(_curves(prediction, results, [0.0] * len(results))),
        bands=(),
        levels=levels,
        empty="",
    )


def _revealed(panel: Panel, results: tuple[Result, ...], prediction: Prediction) -> Panel:
    if panel.empty or not panel.y.log10:
        return panel
    relative = panel.y.label.endswith("at the loss")
    starts = [0.0 if relative else start_of(result) for result in results]
    guesses = list(_curves(prediction, results, starts))
    edges = [panel.y.low, panel.y.high, *(float(pick(c.y)) for c in guesses for pick in (np.nanmin, np.nanmax))]
    axis = dataclasses.replace(panel.y, low=min(edges), high=max(edges))
    return dataclasses.replace(panel, y=axis, curves=(*panel.curves, *guesses))


def _curves(prediction: Prediction, results: tuple[Result, ...], starts: list[float]) -> Iterator[Curve]:
    """Yield a curve for each network of which something was drawn."""
    for i, guess in enumerate(prediction.guesses):
        if np.isnan(guess).all():
            continue
        letter, x = f"{'AB'[i]} " if len(results) > 1 else "", np.arange(len(guess), dtype=float)
        column, role = f"log10_expected_{'ab'[i]}", role_of(i)
        yield Curve(
            f"{letter}as expected", column, x, guess + starts[i], role, "log10", f"{letter}expected", "short", 0.5
        )


def _verdict(result: Result, guess: Array) -> str:
    """Return how far the guess is from what was measured, at the first step that was drawn and on average."""
    left = reading.gradient(result) - start_of(result)
    known = np.flatnonzero(~np.isnan(guess))
    if not known.size:
        return reading.verdict(result)
    expected, measured = (from_log10(float(values[known[0]])) for values in (guess, left))
    there = f"at t = {known[0]} {expected} was expected, and {measured} is left"
    return f"{_how_close(guess[known], left[known])}: {there}. {reading.verdict(result)}"


def _how_close(guess: Array, left: Array) -> str:
    """Return how far a guess is from what is left; no number is close to an exact zero."""
    finite = np.isfinite(left)
    off = float(np.abs(guess[finite] - left[finite]).mean()) if finite.any() else 0.0
    if not finite.all():
        return f"Missed that it is exactly zero at {count(int((~finite).sum()), 'step')}"
    return "Well guessed" if off < _CLOSE else f"Off by {from_log10(off)} times on average"
