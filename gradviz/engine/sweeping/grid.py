"""What a sweep was asked: which fields vary, over which values, and what can't be swept, in words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gradviz.errors import ExperimentError
from gradviz.experiment import FIELDS, Experiment

STRUCTURE = ("hidden_size", "input_size", "layers")
"""Fields that change the shapes, or what is drawn: configurations that differ in them share nothing."""

BACK = ("steps", "loss_step", "truncation")
"""Fields that change the way back only: one way forward serves all their values."""

ROW = ("spectral_radius", "forget_bias", "update_bias", "input_scale")
"""Fields that sequences of one batch may differ in."""

_REASONS = {
    "batch_size": "a sweep runs one sequence for each configuration",
    "clip_threshold": "it changes the gradients of the parameters, and no norm of a state's",
}


@dataclass(frozen=True)
class Grid:
    """An Experiment, and the values of the fields that vary, ``seed`` last; all valid, each by itself."""

    experiment: Experiment
    axes: Mapping[str, tuple[Any, ...]]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each axis has."""
        return tuple(len(values) for values in self.axes.values())

    def combinations(self, names: Iterable[str]) -> list[dict[str, Any]]:
        """Return every combination of the values of some of the axes, in the order of the axes."""
        swept = [name for name in self.axes if name in names]
        return [
            dict(zip(swept, values, strict=True)) for values in itertools.product(*(self.axes[name] for name in swept))
        ]


def asked(experiment: Experiment, fields: Mapping[str, Any], seeds: Any) -> Grid:
    """Return the grid.

    Raises
    ------
    ExperimentError
        When a field doesn't sweep, has no values or a wrong one.
    """
    if experiment.model is not None:
        raise ExperimentError(
            f"A sweep draws fresh networks, and this one is that of the model {experiment.model}: "
            "choose model = None, or run it once for each value.",
            "model",
        )
    if experiment.batch_size != 1:
        raise ExperimentError(
            f"{_REASONS['batch_size']}: choose batch_size = 1 instead of {experiment.batch_size}.".capitalize(),
            "batch_size",
        )
    for name in fields:
        _refuse_what_does_not_sweep(experiment, name)
        _refuse_what_does_nothing(experiment, name)
    axes = {name: _values(name, name, values) for name, values in fields.items()}
    axes["seed"] = (experiment.seed,) if seeds is None else _values("seed", "seeds", seeds)
    for name in (name for name in ROW if name in axes):
        for value in axes[name]:
            experiment.replace(**{name: value})
    return Grid(experiment, axes)


def _refuse_what_does_not_sweep(experiment: Experiment, name: str) -> None:
    if name not in FIELDS:
        experiment.replace(**{name: None})  # it knows the sentence
    if name == "seed":
        raise ExperimentError("seed is swept by seeds: give seeds = range(32), or a list of numbers.", "seed")
    if name not in (*STRUCTURE, *BACK, *ROW):
        reason = _REASONS.get(name, "it is no number; sweep once for each of its values")
        raise ExperimentError(
            f"{name} does not sweep: {reason}. The fields that do are {', '.join((*ROW, *BACK, *STRUCTURE))}.", name
        )


def _refuse_what_does_nothing(experiment: Experiment, name: str) -> None:
    other, choices = FIELDS[name].when or ("cell", (experiment.cell,))
    choices = tuple(choice for choice in choices if choice != "next_char")  # it takes a model, which does not sweep
    if (given := getattr(experiment, other)) not in choices:
        raise ExperimentError(
            f"{name} does nothing with {other} = {given}: sweep it with {other} = {' or '.join(choices)}.", name
        )


def _values(name: str, argument: str, values: Any) -> tuple[Any, ...]:
    if isinstance(values, (str, bytes, Mapping)) or not hasattr(type(values), "__iter__"):
        raise ExperimentError(f"{argument} needs a list of values; you gave {values!r}.", argument)
    try:
        found = tuple(FIELDS[name].check(value) for value in values)
    except TypeError:  # an array without dimensions
        raise ExperimentError(f"{argument} needs a list of values; you gave {values!r}.", argument) from None
    if not found:
        raise ExperimentError(f"{argument} has no values: give at least one.", argument)
    return found
