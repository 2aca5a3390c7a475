"""The numbers of a Chart as a table: named columns with units, one row per x.

Lines that begin with ``# `` carry the title, the sentences and each question as JSON, a line each.
A column is ``name`` or ``name [unit]``; a map one column a row, from the top, by its own number (``h_a_1``);
a bar stands at its step t, which leads back to t − 1.
A hole is an empty cell, −inf is written ``-inf``, and every float has the digits that give the
same float back.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import numpy as np

from gradviz.charts.chart import Array, Chart
from gradviz.charts.markup import to_plain
from gradviz.experiment import Experiment

Column = tuple[str, Array, Array]
"""Its name, its x and its values: floats, or characters."""


def lines(chart: Chart) -> Iterator[str]:
    """Yield the lines of the table, without line ends."""
    yield comment(to_plain(chart.title))
    for role, words in chart.sentences:
        yield comment(to_plain(f"{role.upper()}: {words}" if len(chart.sentences) > 1 else words))
    yield from map(question, chart.experiments)
    yield from table(_x_name(chart), list(_columns(chart)))


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


def _x_name(chart: Chart) -> str:
    label = to_plain(chart.panels[0].x.label)
    return "t" if label == "step t" else label or "x"


def _columns(chart: Chart) -> Iterator[Column]:
    for panel in chart.panels:
        for curve in panel.curves:
            yield _named(curve.column, curve.unit), curve.x, curve.y
        for band in panel.bands:
            yield _named(f"{band.column}_low", band.unit), band.x, band.low
            yield _named(f"{band.column}_high", band.unit), band.x, band.high
        for series in panel.bars:
            yield _named(series.column, series.unit), series.first + np.arange(len(series.y)), series.y
        for heat in panel.maps:
            x = heat.first + np.arange(heat.values.shape[1])
            for index, row in enumerate(heat.values):
                yield _named(f"{heat.column}_{heat.number(index)}", heat.unit), x, row
        if panel.characters is not None:
            text = np.array(list(panel.characters.text), dtype="U1")
            yield "character", panel.characters.first + np.arange(len(text)), text


def _named(name: str, unit: str) -> str:
    return f"{name} [{unit}]" if unit else name
