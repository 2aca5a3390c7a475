"""What the window asks: network A, network B beside it when there is a comparison, and the pictures of them."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from gradviz.charts import CHARTS
from gradviz.errors import ExperimentError
from gradviz.experiment import FIELDS, Experiment

if TYPE_CHECKING:
    from gradviz.charts.kind import Grid, Value

Slot = Literal["a", "b"]

PINS = 6
"""How many runs may stay: with more, no one tells them apart."""


def shared(experiment: Experiment) -> dict[str, Any]:
    """Return what another network beside this one has, too: not the inputs that a model's alphabet counts."""
    return {
        name: getattr(experiment, name)
        for name, field in FIELDS.items()
        if field.shared and not (field.of_model and experiment.model is not None)
    }


def agreed(first: Experiment, other: Experiment, called: str) -> tuple[Experiment, Experiment, tuple[str, ...]]:
    """Return two networks that agree in all they share: the other follows the first, or the first gives way to it.

    The other is ``called`` by its name where the first has to give way: only a model predicts characters.
    """
    wanted = shared(first)
    followed, notes = other.adapt(**wanted)
    back = {name: value for name, value in shared(followed).items() if name in wanted}
    if back == {name: value for name, value in wanted.items() if name in back}:
        return first, followed, notes
    first, more = first.adapt(**back)
    followed, last = followed.adapt(**shared(first))
    return first, followed, (*(f"{called}: {note}" for note in notes), *more, *last)


@dataclass(frozen=True)
class Question:
    """One or two Experiments, whose shared fields (T, input, loss, seed, …) always agree; and how they are shown.

    Attributes
    ----------
    pictures
        Names of `gradviz.charts.CHARTS`; the first is the one that the sentences belong to.
    options
        What was chosen in a picture, in order: picture, option, value; only what is not the default.
    pins
        Earlier networks that stay in the pictures, the oldest first.
    """

    a: Experiment
    b: Experiment | None = None
    pictures: tuple[str, ...] = ("lecture",)
    options: tuple[tuple[str, str, Value], ...] = ()
    pins: tuple[Experiment, ...] = ()

    @classmethod
    def default(cls) -> Question:
        """Return the picture of the lecture: a tanh RNN against an LSTM with forget bias 3."""
        a = Experiment(cell="rnn_tanh", steps=128)
        return cls(a, a.replace(cell="lstm", forget_bias=3.0))

    def known(self) -> Question:
        """Return the question without pictures and options that are not there: another version left them."""
        pictures = tuple(dict.fromkeys(name for name in self.pictures if name in CHARTS))
        kept = replace(self, pictures=pictures or Question.default().pictures, options=())
        for row in self.options:
            with contextlib.suppress(ExperimentError, KeyError):
                kept = kept.choosing(*row)
        return kept

    @property
    def picture(self) -> str:
        """The first picture."""
        return self.pictures[0]

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
        other: Slot = "a" if slot == "b" else "b"
        changed, followed, more = agreed(changed, question.get(other), f"network {other.upper()}")
        return question._with(slot, changed)._with(other, followed), tuple(dict.fromkeys((*notes, *more)))

    def options_of(self, picture: str) -> dict[str, Value]:
        """Return what was chosen in a picture, without the defaults."""
        return {name: value for kind, name, value in self.options if kind == picture}

    def choosing(self, picture: str, name: str, value: Value) -> Question:
        """Return the question with another value of a picture's option.

        Raises
        ------
        ExperimentError
            When the picture has no such option, or it no such value.
        """
        chosen = CHARTS[picture].chosen({**self.options_of(picture), name: value})
        defaults = CHARTS[picture].chosen({})
        own = [(picture, key, kept) for key, kept in chosen.items() if kept != defaults[key]]
        return replace(self, options=tuple(sorted([*(row for row in self.options if row[0] != picture), *own])))

    def pinning(self, slot: Slot) -> Question:
        """Return the question with one of its networks pinned; the oldest pin gives way to a seventh."""
        kept = [pin for pin in self.pins if pin != self.get(slot)]
        return replace(self, pins=(*kept, self.get(slot))[-PINS:])

    def grids(self) -> dict[str, Grid]:
        """Return the sweeps that pictures are drawn from, by picture."""
        asked = {
            name: CHARTS[name].asks(*self.experiments(), **self.options_of(name))
            for name in self.pictures
            if CHARTS[name].grid is not None
        }
        return {name: grid for name, grid in asked.items() if grid is not None}

    @property
    def follows(self) -> bool:
        """Whether a picture is another one at every step of the cursor."""
        return any("at" in CHARTS[name].needs for name in self.pictures)

    def _with(self, slot: Slot, experiment: Experiment) -> Question:
        return replace(self, a=experiment) if slot == "a" else replace(self, b=experiment)
