"""The laboratory's part of a session: what is asked, the moment of the story, and how the pictures stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from gradviz.charts import CHARTS
from gradviz.charts.moment import Moment
from gradviz.errors import ExperimentError, GradvizError
from gradviz.experiment import FIELDS, Experiment
from gradviz.screen.asking.question import PINS, Question, agreed
from gradviz.screen.desk.places import Place
from gradviz.screen.sessions.parts import Note, Part, flag, number, one_of, several, two_flags, words

_PHASES = ("forward", "loss", "backward", "whole")
_FAR, _MANY, _OUTSIDE = 1e9, 1000, 5
_NONE: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Laboratory:
    """What the first page shows.

    Attributes
    ----------
    desk
        Where several pictures stand: never in Qt's own words, of which a wrong one ends the program.
    zoom
        The part of the time axis that is shown; None: all of it.
    folded
        Whether the left and the right panel are folded away.
    """

    question: Question = field(default_factory=Question.default)
    moment: Moment = field(default_factory=Moment)
    desk: tuple[Place, ...] = ()
    zoom: tuple[float, float] | None = None
    folded: tuple[bool, bool] = (False, False)

    def values(self) -> dict[str, Any]:
        """Return it as JSON; a text that is A's own is written once."""
        question, text = self.question, self.question.a.text
        return {
            "a": question.a.to_dict(),
            "b": None if question.b is None else _beside(question.b, text),
            "pictures": list(question.pictures),
            "options": [list(row) for row in question.options],
            "pins": [_beside(pin, text) for pin in question.pins],
            "moment": {"phase": self.moment.phase, "step": self.moment.step, "pulse": self.moment.pulse},
            "desk": [vars(place) for place in self.desk],
            "zoom": None if self.zoom is None else list(self.zoom),
            "folded": list(self.folded),
        }

    @classmethod
    def of(cls, part: Part) -> Laboratory:
        """Return what is written, as far as it is right."""
        question, moment = question_of(part), part.part("moment")
        told = Moment(
            moment.take("phase", one_of(*_PHASES), "whole"),
            moment.take("step", number(0, question.a.steps), 0.0),
            moment.take("pulse", number(0, 1), 0.0),
        )
        folded = part.take("folded", two_flags, (False, False))
        desk = part.take("desk", several(_place, 0, _MANY), _NONE)
        return cls(question, told, desk, part.take("zoom", _zoom, None), folded)


def question_of(part: Part) -> Question:
    """Return the question that is written, as far as it is right; B agrees with A in all they share."""
    first = Question.default()
    a = experiment_of(part.part("a")) if "a" in part else first.a
    b = first.b if "b" not in part and "a" not in part else None
    if part.values.get("b") is not None:
        b = experiment_of(part.part("b"), a.text)
        a, b, notes = agreed(a, b, "network B")
        for note in notes:
            part.note(note, "b")
    pins: tuple[Any, ...] = part.take("pins", several(dict, 0, PINS), _NONE)
    kept = (experiment_of(Part(pin, (*part.path, "pins"), part.notes), a.text) for pin in pins)
    asked = Question(a, b, _pictures(part), (), tuple(dict.fromkeys(kept)))
    for row in part.take("options", several(list, 0, _MANY), _NONE):
        asked = _choosing(part, asked, row)
    return asked


def experiment_of(part: Part, text: str = "") -> Experiment:
    """Return a network's question; a field that is wrong is left at its default, with a note.

    Parameters
    ----------
    text
        What is read where nothing is written about it.
    """
    values: dict[str, Any] = {"text": text, **{name: part.values[name] for name in FIELDS if name in part}}
    for _ in FIELDS:
        try:
            return Experiment(**values)
        except ExperimentError as error:
            part.note(str(error).rstrip("."), error.field)
            if values.pop(error.field, None) is None:
                break
    return Experiment()


def _beside(experiment: Experiment, text: str) -> dict[str, Any]:
    values = experiment.to_dict()
    return {name: value for name, value in values.items() if name != "text" or value != text}


def _pictures(part: Part) -> tuple[str, ...]:
    """Return the pictures that are known; another version's picture is no reason to forget the rest."""
    named = part.take("pictures", several(words(100), 0, _MANY), _NONE)
    known = tuple(dict.fromkeys(name for name in named if name in CHARTS))
    for name in named:
        if name not in CHARTS:
            part.note(f"names a picture that is not there, {name}", "pictures")
    return known or Question.default().pictures


def _choosing(part: Part, question: Question, row: list[Any]) -> Question:
    try:
        picture, option, value = row
        return question.choosing(picture, option, value)
    except (GradvizError, KeyError, ValueError, TypeError):
        part.notes.append(Note((*part.path, "options"), "chooses something in a picture that is not there"))
        return question


def _place(value: Any) -> Place:
    names = several(words(100), 1, _MANY)(value["names"])
    left, top, wide, high = several(number(-_OUTSIDE, _OUTSIDE), 4, 4)(value["rect"])
    return Place(names, (left, top, abs(wide), abs(high)), flag(value["floating"]))


def _zoom(value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    low, high = several(number(-_FAR, _FAR), 2, 2)(value)
    if low >= high:
        raise ValueError("should be two numbers, the lower one first")
    return low, high


def without_texts(question: Question, longest: int) -> tuple[Question, int]:
    """Return a question whose long texts give way to noise, and how long the longest of them was."""
    networks = (*question.experiments(), *question.pins)
    long = max((len(each.text) for each in networks if len(each.text) > longest), default=0)
    if not long:
        return question, 0
    a, *others = (_shorter(each, longest) for each in question.experiments())
    pins = tuple(dict.fromkeys(_shorter(pin, longest) for pin in question.pins))
    b = None
    if others:
        a, b, _ = agreed(a, others[0], "network B")
    return replace(question, a=a, b=b, pins=pins), long


def _shorter(experiment: Experiment, longest: int) -> Experiment:
    if len(experiment.text) <= longest:
        return experiment
    return experiment.adapt(input="noise", text="")[0] if experiment.input == "text" else experiment.adapt(text="")[0]
