"""What the window asks: network A, network B beside it when there is a comparison, and the picture of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from gradviz.experiment import FIELDS, Experiment

Slot = Literal["a", "b"]


@dataclass(frozen=True)
class Question:
    """One or two Experiments, whose shared fields (T, input, loss, seed, …) always agree; and which picture.

    ``picture`` is the name of one of `gradviz.charts.CHARTS`.
    """

    a: Experiment
    b: Experiment | None = None
    picture: str = "lecture"

    @classmethod
    def default(cls) -> Question:
        """Return the picture of the lecture: a tanh RNN against an LSTM with forget bias 3."""
        a = Experiment(cell="rnn_tanh", steps=128)
        return cls(a, a.replace(cell="lstm", forget_bias=3.0))

    def experiments(self) -> tuple[Experiment, ...]:
        """Return A, and B where there is one."""
        return (self.a,) if self.b is None else (self.a, self.b)

    def get(self, slot: Slot) -> Experiment:
        """Return the Experiment in ``slot``; A where B is missing."""
        return self.b if slot == "b" and self.b is not None else self.a

    def edited(self, slot: Slot, **values: Any) -> tuple[Question, tuple[str, ...]]:
        """Return the question with fields of one network changed, and what had to give way.

        A shared field changes both networks; any other only the one in ``slot``.

        Raises
        ------
        ExperimentError
            When a value is wrong in itself.
        """
        changed, notes = self.get(slot).adapt(**values)
        question = self._with(slot, changed)
        if question.b is None:
            return question, notes
        shared = {name: getattr(changed, name) for name, field in FIELDS.items() if field.shared}
        other: Slot = "a" if slot == "b" else "b"
        followed, more = question.get(other).adapt(**shared)
        return question._with(other, followed), tuple(dict.fromkeys((*notes, *more)))

    def _with(self, slot: Slot, experiment: Experiment) -> Question:
        return replace(self, a=experiment) if slot == "a" else replace(self, b=experiment)
