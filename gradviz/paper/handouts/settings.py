"""The settings that differ from the defaults, as rows of a small table: words, symbol, one value a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gradviz.charts.question import model_name
from gradviz.charts.words import short
from gradviz.experiment import FIELDS, Experiment
from gradviz.fields import Field
from gradviz.result import Result

_LONGEST = 24
_OWN = {"inputs": "Input", "initial_hidden": "Initial state", "loss_gradient": "Loss gradient"}


class Row(NamedTuple):
    """One setting; ``values`` has a cell for every network, or a single one where they share it."""

    label: str
    symbol: str
    values: tuple[str, ...]


def settings(results: tuple[Result, ...]) -> list[Row]:
    """Return the rows, in the order of the fields; none where every network is the default one."""
    rows = [row for field in FIELDS.values() if (row := _row(field, results)) is not None]
    return [*rows, *_given(results)]


def _row(field: Field, results: tuple[Result, ...]) -> Row | None:
    """Return the row of a field; None where it is the default of every network for which it matters."""
    there = [_matters(field, result) for result in results]
    values = [getattr(result.experiment, field.name) for result in results]
    default = getattr(Experiment, field.name)
    if not any(matters and value != default for matters, value in zip(there, values, strict=True)):
        return None
    cells = [_words(field, value) if matters else "–" for matters, value in zip(there, values, strict=True)]
    return Row(field.label, field.symbol, _joined(cells))


def _matters(field: Field, result: Result) -> bool:
    if field.of_model == "weights" and not result.is_drawn:
        return False
    if field.name == "clip_threshold" and result.experiment.clip == "none":
        return False
    if field.name in ("cell", "hidden_size", "layers"):
        return True
    if field.name.startswith("input") and "inputs" in result.explicit:
        return False
    return field.matters(result.experiment.to_dict())


def _words(field: Field, value: object) -> str:
    if value is None:
        return field.none
    if field.kind == "choice":
        return next(choice.label for choice in field.choices if choice.value == value)
    if field.kind == "model":
        return model_name(str(value))
    if isinstance(value, float):
        return short(value, 6)
    if field.kind == "text":
        text = " ".join(str(value).split())
        return f"“{text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + '…'}”"
    return str(value)


def _given(results: tuple[Result, ...]) -> Iterator[Row]:
    """Yield a row for everything that was given as arrays."""
    trained = [result for result in results if "weights" in result.explicit]
    names = {"weights": "Weights", **_OWN} if trained else _OWN
    for name, label in names.items():
        cells = ["own" if name in result.explicit else "–" for result in results]
        if "own" in cells:
            yield Row(label, "", _joined(cells))


def _joined(cells: list[str]) -> tuple[str, ...]:
    """Return one cell where all networks have the same."""
    return tuple(cells) if len(set(cells)) > 1 else tuple(cells[:1])
