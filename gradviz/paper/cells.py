"""The cells, columns and comments that every table is made of."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import numpy as np

from gradviz.charts.chart import Array, Axis
from gradviz.charts.markup import to_plain
from gradviz.experiment import Experiment

Column = tuple[str, Array, Array]
"""Its name, its x and its values: floats, or characters."""


def comment(text: str) -> str:
    """Return the text as one comment line, whatever line ends it holds."""
    return "# " + " ".join(text.splitlines())


def question(experiment: Experiment) -> str:
    """Return the comment line that holds an Experiment; in ASCII, so that no character of a text ends the line."""
    return "# " + json.dumps(experiment.to_dict())


def table(x_name: str, columns: list[Column]) -> Iterator[str]:
    """Yield the line of names and one line per x that any column has."""
    yield ",".join([quoted(x_name), *(quoted(name) for name, _, _ in columns)])
    every = np.unique(np.concatenate([x for _, x, _ in columns])) if columns else np.empty(0)
    aligned = [_aligned(every, x, values) for _, x, values in columns]
    for at, *row in zip(every.tolist(), *aligned, strict=True):
        yield ",".join([f"{at:.15g}", *map(cell, row)])


def cell(value: float | str) -> str:
    """Return a value as a cell: NaN is empty, infinities are ``inf`` and ``-inf``."""
    if isinstance(value, str):
        return quoted(value)
    return "" if math.isnan(value) else repr(value)


def quoted(words: str) -> str:
    """Return words as a cell, in quotes where they need them."""
    return '"' + words.replace('"', '""') + '"' if any(sign in words for sign in ',"\n\r') else words


def _aligned(every: Array, x: Array, values: Array) -> Iterator[float | str]:
    """Yield a value for every x, a hole where the column has none; as plain Python objects, one at a time."""
    letters = values.dtype.kind == "U"
    full = np.full(len(every), "" if letters else np.nan, values.dtype if letters else float)
    full[np.searchsorted(every, x)] = values
    return (value.item() for value in full)


def x_name(axis: Axis) -> str:
    """Return the name of the column of an axis: ``t`` for steps, and for characters: a step reads one."""
    label = to_plain(axis.label)
    return "t" if label in ("step t", "character") else named(label or "x", "log10" if axis.log10 else "")


def named(name: str, unit: str) -> str:
    """Return the name of a column with its unit."""
    return f"{name} [{unit}]" if unit else name
