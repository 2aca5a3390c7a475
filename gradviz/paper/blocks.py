"""The table of a panel with axes of its own: columns beside each other, as long as the longest needs.

What has one value for every x shares a column of x, which comes first: the rows of a map, each line of a fan,
curves. A row of a map is named by its y: ``growth_0.5``. What has other x than the map, or turns back, has a
column of its own x: ``column_x``. Points are ``column_x`` and ``column_y``, with ``column_name``. Small
matrices have a row a step: the log10 of their largest entry, and of what has the full colour, and the factors of
their entries: entry (r, c) is the sum over the sequences of ``row_r`` times ``column_c``, in units of the largest.
A formula is comments. A coloured text has a row a character: ``t``, ``character``, what is known of each (the value
behind its colour, too), and what is drawn around it: ``matters``, ``focus``, ``marked``.
A coordinate along an axis of powers is its logarithm, as its ``[log10]`` says; only the names of a map's columns
are the numbers themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import numpy as np

from gradviz.charts.chart import Array, Axis, Coloured, Fan, HeatMap, Panel, Points, Slices
from gradviz.charts.markup import to_plain
from gradviz.paper.cells import Column, cell, named, quoted, x_name

Listed = tuple[str, Array]
"""Its name and its values, from the top of the table."""

Group = tuple[str, Array, list[Listed]]
"""What has one x: its name, its x, and its columns."""


def said(panel: Panel) -> Iterator[str]:
    """Yield what a panel says in words alone: its formulas, or why it is empty."""
    for formula in panel.lines:
        yield from (to_plain(line) for line in (formula.equation, formula.values, formula.about) if line)
    if panel.empty:
        yield to_plain(panel.empty)


def columns(panel: Panel) -> list[Listed]:
    """Return the columns of a panel's table."""
    if panel.coloured:
        return _characters(panel.coloured)
    groups = list(_groups(panel))
    maps = [x for kind, x, _ in groups if kind == "map"]
    base = np.unique(np.concatenate(maps)) if maps else None
    shared = [group for group in groups if _rises(group[1]) and (base is None or np.isin(group[1], base).all())]
    listed: list[Listed] = []
    if shared:
        every = np.unique(np.concatenate([x for _, x, _ in shared]))
        listed.append(("t" if panel.slices else x_name(panel.x), every))
        listed += [(name, _spread(every, x, values)) for _, x, group in shared for name, values in group]
    for group in groups:
        if not any(group is one for one in shared):
            listed += [(f"{group[0]}_x", group[1]), *group[2]]
    return [*listed, *(column for points in panel.points for column in _placed(points))]


def side_by_side(listed: list[Listed]) -> Iterator[str]:
    """Yield the line of names and the rows; a column that ends earlier has empty cells below it."""
    if listed:
        yield ",".join(quoted(name) for name, _ in listed)
    for row in zip_longest(*(values.tolist() for _, values in listed), fillvalue=""):
        yield ",".join(cell(value) for value in row)


def fanned(fan: Fan) -> Iterator[Column]:
    """Yield a column for every line of a fan, by its own number."""
    numbers = fan.numbers or range(1, len(fan.y) + 1)
    for number, y in zip(numbers, fan.y, strict=True):
        yield named(f"{fan.column}_{number}", fan.unit), fan.x, y


def _groups(panel: Panel) -> Iterator[Group]:
    """Yield what has one x each."""
    for heat in panel.maps:
        yield "map", heat.first + heat.step * np.arange(heat.values.shape[1]), _mapped(heat, panel.y)
    for curve in panel.curves:
        yield curve.column, curve.x, [(named(curve.column, curve.unit), curve.y)]
    for band in panel.bands:
        edges = (("low", band.low), ("high", band.high))
        yield band.column, band.x, [(named(f"{band.column}_{edge}", band.unit), values) for edge, values in edges]
    for fan in panel.fans:
        yield fan.column, fan.x, [(name, values) for name, _, values in fanned(fan)]
    for slices in panel.slices:
        sizes = (("largest", slices.log10_largest), ("full", slices.log10_full))
        listed = [(f"{slices.column}_log10_{size}", values) for size, values in sizes]
        listed += [*_factors(slices, "row", slices.left), *_factors(slices, "column", slices.right)]
        yield slices.column, slices.first + np.arange(len(slices.left)), listed


def _factors(slices: Slices, along: str, factors: Array) -> Iterator[Listed]:
    """Yield what every entry is the product of, for each row or column and each sequence."""
    _, batch, size = factors.shape
    for sequence, place in np.ndindex(batch, size):
        ending = f"_b{sequence}" if batch > 1 else ""
        yield f"{slices.column}_{along}_{place + 1}{ending}", factors[:, sequence, place]


def _mapped(heat: HeatMap, y: Axis) -> list[Listed]:
    rows = len(heat.values)
    middles = [y.high - (index + 0.5) / rows * (y.high - y.low) for index in range(rows)]
    own: tuple[float, ...] = heat.order or tuple(10**at if y.log10 else at for at in middles)
    names = [f"{heat.column}_{at:.6g}" for at in own]
    return [(named(name, heat.unit), row) for name, row in zip(names, heat.values, strict=True)]


def _characters(coloured: Coloured) -> list[Listed]:
    characters = np.array([*coloured.text], dtype="U1")
    drawn = []
    if coloured.under is not None:
        drawn.append(("matters", coloured.under.astype(float)))
    if coloured.focus is not None:
        drawn.append(("focus", (np.arange(len(characters)) == coloured.focus).astype(int)))
    if coloured.marks is not None:
        drawn.append(("marked", coloured.marks.astype(int)))
    return [("t", np.arange(1, len(characters) + 1)), ("character", characters), *coloured.columns, *drawn]


def _placed(points: Points) -> list[Listed]:
    found = [(f"{points.column}_x", points.x), (f"{points.column}_y", points.y)]
    names = [(f"{points.column}_name", np.array([to_plain(name) for name in points.names]))] if points.names else []
    return [*found, *names]


def _rises(x: Array) -> bool:
    return bool((np.diff(x) > 0).all() and np.isfinite(x).all())


def _spread(every: Array, x: Array, values: Array) -> Array:
    full = np.full(len(every), np.nan)
    full[np.searchsorted(every, x)] = values
    return full
