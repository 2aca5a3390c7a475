"""The numbers of a Chart in sheets, as a file and a window show them: one for all that shares time, one a plane.

Nothing is copied: a cell is looked up when it is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from gradviz.charts.chart import Array, Chart, Circle, Panel
from gradviz.charts.markup import to_plain
from gradviz.paper.blocks import columns, fanned, said
from gradviz.paper.cells import Column, named, x_name

Cell = float | int | str | None


@dataclass(frozen=True, eq=False)
class Sheet:
    """Named columns with units.

    Attributes
    ----------
    title
        What the sheet is about.
    said
        What is said in words or by a single number: levels, marks, circles, formulas, a line each.
    columns
        Each with the places of its values, ascending: those of ``along``, or rows counted from 0.
    along
        The name and the values of what all columns share, such as ``t``; None: nothing.
    """

    title: str
    said: tuple[str, ...]
    columns: tuple[Column, ...]
    along: tuple[str, Array] | None = None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        if self.along is not None:
            return len(self.along[1])
        return max((len(values) for _, _, values in self.columns), default=0)

    @property
    def names(self) -> tuple[str, ...]:
        """The name of every column, that of ``along`` first."""
        first = () if self.along is None else (self.along[0],)
        return (*first, *(name for name, _, _ in self.columns))

    def cell(self, row: int, column: int) -> Cell:
        """Return a value; None where there is none."""
        place: float = row
        if self.along is not None:
            place = self.along[1][row].item()
            if column == 0:
                return place
            column -= 1
        _, places, values = self.columns[column]
        index = int(np.searchsorted(places, place))
        if index == len(places) or places[index] != place:
            return None
        value: float | int | str = values[index].item()
        return None if isinstance(value, float) and math.isnan(value) else value


def sheets(chart: Chart) -> Iterator[Sheet]:
    """Yield the sheets of a chart: first what shares time, then each panel with axes of its own."""
    over_time = [panel for panel in chart.panels if panel.over_time]
    if over_time or not chart.panels:
        shared = tuple(_once(column for panel in over_time for column in _over_time(panel)))
        words = tuple(dict.fromkeys(line for panel in over_time for line in (*single(panel), *said(panel))))
        yield Sheet(to_plain(chart.title), words, shared, (x_name(chart.time), _every(shared)))
    for panel in chart.panels:
        if not panel.over_time:
            title, listed = to_plain(panel.title or panel.side or panel.name), columns(panel)
            counted = tuple((name, np.arange(len(values)), values) for name, values in listed)
            yield Sheet(title, (*single(panel), *said(panel)), counted)


def _once(found: Iterable[Column]) -> Iterator[Column]:
    """Yield each column once: pictures that stand together may draw the same curve."""
    known: dict[str, list[Column]] = {}
    for name, x, y in found:
        same = (column for column in known.get(name, ()) if np.array_equal(column[1], x) and _equal(column[2], y))
        if next(same, None) is None:
            known.setdefault(name, []).append((name, x, y))
            yield name, x, y


def _equal(one: Array, other: Array) -> bool:
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f" and other.dtype.kind == "f")


def single(panel: Panel) -> Iterator[str]:
    """Yield what is drawn from one or two numbers, named: levels, marks, circles and where the networks stand."""
    for level in panel.levels:
        yield to_plain(f"{level.label or 'a level'}: y = {float(level.y)!r}")
    for mark in panel.marks:
        yield to_plain(f"{' · '.join(filter(None, (mark.label, mark.detail))) or 'a mark'}: x = {float(mark.x)!r}")
    for circle in panel.circles:
        yield to_plain(f"{circle.label or 'a circle'}: radius = {float(circle.radius)!r}{_around(circle)}")
    for handle in panel.handles:
        yield to_plain(f"{handle.label or handle.slot.upper()}: x = {float(handle.x)!r}, y = {float(handle.y)!r}")


def _around(circle: Circle) -> str:
    return f" around {float(circle.x)!r}, {float(circle.y)!r}" if circle.x or circle.y else ""


def _every(listed: tuple[Column, ...]) -> Array:
    """Return every place that any column has; columns that share their places are looked at once."""
    distinct = {id(x): x for _, x, _ in listed}
    return np.unique(np.concatenate(list(distinct.values()))) if distinct else np.empty(0)


def _over_time(panel: Panel) -> Iterator[Column]:
    for curve in panel.curves:
        yield named(curve.column, curve.unit), curve.x, curve.y
    for band in panel.bands:
        yield named(f"{band.column}_low", band.unit), band.x, band.low
        yield named(f"{band.column}_high", band.unit), band.x, band.high
    for shaded in panel.shaded:
        yield shaded.column, shaded.first + np.arange(len(shaded.values)), shaded.values
    for fan in panel.fans:
        yield from fanned(fan)
    for points in panel.points:
        yield points.column, points.x[np.isfinite(points.x)], points.y[np.isfinite(points.x)]
    for series in panel.bars:
        yield named(series.column, series.unit), series.first + np.arange(len(series.y)), series.y
    for heat in panel.maps:
        x = heat.first + heat.step * np.arange(heat.values.shape[1])
        for index, row in enumerate(heat.values):
            yield named(heat.called(index, f"{heat.column}_"), heat.unit), x, row
    if panel.characters is not None:
        text = np.array(list(panel.characters.text), dtype="U1")
        yield "character", panel.characters.first + np.arange(len(text)), text
