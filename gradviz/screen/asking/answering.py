"""How a question is answered, on the runner's thread: networks first, then pictures, then what a sweep refines."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

import gradviz
from gradviz.control import Control
from gradviz.errors import Cancelled, FileError, GradvizError
from gradviz.experiment import Experiment
from gradviz.screen.asking.answers import Answer, Failure, Job
from gradviz.screen.asking.question import Question, Slot
from gradviz.screen.asking.studio import EARLY, Studio

if TYPE_CHECKING:
    from gradviz.charts import Chart
    from gradviz.charts.kind import Grid
    from gradviz.models import Stamp
    from gradviz.result import Result
    from gradviz.sweeps import Sweep

MOST_STATES = 2**20
"""Hidden states of a network that is computed before it is asked for, at most: some 60 MB with all its gates."""


def _key(experiment: Experiment) -> tuple[Experiment, Stamp | None]:
    """Return what a Result is known by: its question, and which file its model is now, None where there is none."""
    from gradviz.models import stamp

    try:
        return experiment, None if experiment.model is None else stamp(experiment.model)
    except FileError:
        return experiment, None


def _now(experiment: Experiment) -> Experiment:
    """Return the question as its model's file answers it now, where that is still the same question."""
    asked = experiment if experiment.model is None else experiment.replace()
    return asked if asked == experiment else experiment


def _is_small(experiment: Experiment) -> bool:
    """Return whether a network that nobody asked for yet may be kept in memory."""
    states = experiment.layers * experiment.batch_size * (experiment.steps + 1) * experiment.hidden_size
    return states <= MOST_STATES


def _swept(grid: Grid, control: Control, found: Callable[[Sweep], object] | None = None) -> Sweep:
    seeds, fields = range(grid.seeds), dict(grid.fields)
    return gradviz.sweep(grid.experiment, seeds=seeds, control=control, found=found, **fields)


class Desk(Protocol):
    """Where answers are laid down, and newer questions lie."""

    def answer(self, answer: Answer) -> None:
        """Show an answer."""

    def fail(self, failure: Failure) -> None:
        """Show a failure."""

    def report(self, share: float) -> None:
        """Show the share (0 to 1) that is done."""

    def waits(self, question: Question) -> bool:
        """Return whether another question waits; the same one at another step is none."""

    def take(self, wanted: Callable[[Question], bool]) -> Job | None:
        """Take the waiting question when it is one of the wanted."""


class Answering:
    """Answers one question after the other; remembers the networks and pictures of the last one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[tuple[Experiment, Stamp | None], Result] = {}
        self._kept: frozenset[Experiment] = frozenset()
        self._studio = Studio()
        self._left_out: list[Exception] = []
        self._done = self._of = 0

    def answer(self, job: Job, control: Control) -> None:
        """Answer a question: with the networks and quick pictures at once, then as slower pictures are finished.

        A newer question is never kept waiting by slow pictures; one that needs the same sweep is answered while
        the sweep goes on.
        """
        try:
            if self._shown(job, control) and not self._desk.waits(job.question):
                self._sweep(job, control)
        except Cancelled:
            return
        except Exception as error:  # nothing may end the one thread that computes
            self._fail(job.question, "a", error)

    def keep(self, *questions: Question) -> None:
        """Keep what is computed for these questions beside the last one; called in any thread."""
        self._kept = frozenset(
            experiment for question in questions for experiment in question.experiments() if _is_small(experiment)
        )
        self._studio.spare(self._kept)

    def foresee(self, question: Question, control: Control) -> None:
        """Compute and draw what may be asked next; nothing is said of it: whoever asks it hears what fails."""
        if not self._kept.issuperset(question.experiments()):
            return
        with contextlib.suppress(Exception):
            results = tuple(self._result(experiment, control) for experiment in question.experiments())
            pinned = tuple(self._result(pin, control) for pin in question.pins)
            for grid in self._studio.missing(question):
                self._studio.keep(grid, _swept(grid, control), True)
            for name in question.pictures:
                control.advance(0.0)
                self._studio.draw(name, question, results, pinned, 0, control)

    def progress(self, share: float) -> None:
        """Report a share of the network that is computed."""
        self._desk.report((self._done + share) / max(1, self._of))

    def _shown(self, job: Job, control: Control) -> bool:
        began = time.perf_counter()
        results = self._results(job.question, control)
        return results is not None and self._drawn(job, results, control, began)

    def _results(self, question: Question, control: Control) -> tuple[Result, ...] | None:
        """Return A, B and the pins; None when one of them cannot be."""
        asked = (*question.experiments(), *question.pins)
        self._of, self._done = sum(_key(experiment) not in self._known for experiment in asked), 0
        found: list[Result] = []
        try:
            for experiment in question.experiments():
                found.append(self._result(experiment, control))  # noqa: PERF401 - a failure must know which one
        except Cancelled:
            raise
        except Exception as error:
            self._fail(question, "b" if len(found) == 1 and question.b is not None else "a", error)
            return None
        self._left_out.clear()
        found += self._pinned(question, control)
        self._known = {key: result for key, result in self._known.items() if result in found or key[0] in self._kept}
        return tuple(found)

    def _pinned(self, question: Question, control: Control) -> Iterator[Result]:
        """Yield the pins; one that cannot be is left out, which is said after the answer."""
        for pin in question.pins:
            try:
                yield self._result(pin, control)
            except Cancelled:
                raise
            except Exception as error:
                self._left_out.append(GradvizError(f"A pinned network cannot be computed, and is left out: {error}"))

    def _result(self, experiment: Experiment, control: Control) -> Result:
        key = _key(experiment)  # before the run: a model written meanwhile is another one
        if key not in self._known:
            self._known[key] = gradviz.run(_now(experiment), control=control)
            self._done += 1
        return self._known[key]

    def _drawn(self, job: Job, found: tuple[Result, ...], control: Control, began: float) -> bool:
        """Draw every picture; return whether they are all there."""
        count, told, question = len(job.question.experiments()), time.perf_counter(), job.question
        charts: dict[str, Chart] = {}
        errors: list[Exception] = []
        for name in self._studio.in_order(question.pictures):
            if charts and (self._studio.takes_long(name) or time.perf_counter() - told > EARLY):
                self._desk.answer(Answer(question, found[:count], dict(charts), time.perf_counter() - began))
                if self._desk.waits(question):
                    return False
                told = time.perf_counter()
            try:
                charts[name] = self._studio.draw(name, question, found[:count], found[count:], job.at, control)
            except Cancelled:
                raise
            except Exception as error:
                errors.append(error)
            if question.picture not in charts:
                break
        else:
            self._desk.answer(Answer(question, found[:count], charts, time.perf_counter() - began))
        for raised in (*self._left_out, *errors):  # after the answer, which would take the message away
            self._fail(question, "a", raised)
        return not errors

    def _sweep(self, job: Job, control: Control) -> None:
        failed: set[Grid] = set()
        while left := [grid for grid in self._studio.missing(job.question) if grid not in failed]:
            grid = left[0]

            def found(sweep: Sweep, whole: bool = False, grid: Grid = grid) -> None:
                nonlocal job
                self._studio.keep(grid, sweep, whole)
                newer = self._desk.take(lambda question: grid in question.grids().values())
                job = newer or job
                self._shown(job, control)

            try:
                found(_swept(grid, control, found), whole=True)
            except Cancelled:
                raise
            except Exception as error:
                failed.add(grid)
                self._fail(job.question, "a", error)
            if self._desk.waits(job.question):
                return

    def _fail(self, question: Question, slot: Slot, error: Exception) -> None:
        self._desk.fail(Failure(question, slot, error, isinstance(error, GradvizError)))
