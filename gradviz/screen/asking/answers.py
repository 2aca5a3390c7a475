"""What goes to the computing thread and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gradviz.cells import CELLS
from gradviz.screen.asking.question import Question, Slot

if TYPE_CHECKING:
    from gradviz.charts import Chart
    from gradviz.checked import Check
    from gradviz.result import Result


@dataclass(frozen=True)
class Job:
    """A question to be answered, with the cursor at a step."""

    question: Question
    at: int = 0


@dataclass(frozen=True)
class Ahead:
    """A question that may be asked soon."""

    question: Question


@dataclass(frozen=True, eq=False)
class Answer:
    """What came back: the question, its Results (A, then B), pictures by name, and the time it took.

    The first picture is always there; those that take longer come with a later Answer to the same question.
    """

    question: Question
    results: tuple[Result, ...]
    charts: Mapping[str, Chart]
    seconds: float

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures that are there, in order."""
        return tuple(name for name in self.question.pictures if name in self.charts)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The step at which the backward pass of each network begins."""
        from gradviz.charts.reading import start

        return tuple(start(result) for result in self.results)

    @property
    def stem(self) -> str:
        """The beginning of a file's name: which networks are shown."""
        labels = [CELLS[result.experiment.cell].label for result in self.results]
        return "-".join(dict.fromkeys(label.lower().replace(" ", "-") for label in labels))

    @property
    def chart(self) -> Chart:
        """The first picture, whose sentences are shown."""
        return self.charts[self.question.picture]


@dataclass(frozen=True, eq=False)
class Examined:
    """What a check of an answer found: one Check a Result, or none when it was stopped."""

    answer: Answer
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Failure:
    """A question that could not be answered; ``expected`` when the sentence was written for users."""

    question: Question
    slot: Slot
    error: Exception
    expected: bool
