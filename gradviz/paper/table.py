"""The numbers of a Chart as a table: named columns with units, one row per x.

Lines that begin with ``# `` carry the title, the sentences and each question as JSON, a line each.
A column is ``name`` or ``name [unit]``; a map one column a row, from the top, by its own number (``h_a_1``);
a bar stands at its step t, which leads back to t − 1.
What has axes of its own follows in tables of its own (see `gradviz.paper.blocks`), each after an empty line.
A hole is an empty cell, −inf is written ``-inf``, and every float has the digits that give the
same float back.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain
from gradviz.paper.blocks import columns, fanned, said, side_by_side
from gradviz.paper.cells import Column, comment, named, question, table, x_name


def lines(chart: Chart) -> Iterator[str]:
    """Yield the lines of the table, without line ends."""
    yield comment(to_plain(chart.title))
    for role, words in chart.sentences:
        yield comment(to_plain(f"{role.upper()}: {words}" if len(chart.sentences) > 1 else words))
    yield from map(question, chart.experiments)
    if any(panel.over_time for panel in chart.panels) or not chart.panels:
        yield from table(x_name(chart.time), list(_columns(chart)))
    for panel in chart.panels:
        if not panel.over_time:
            yield ""
            yield comment(to_plain(panel.title or panel.side or panel.name))
            yield from map(comment, said(panel))
            yield from side_by_side(columns(panel))


def _columns(chart: Chart) -> Iterator[Column]:
    for panel in (panel for panel in chart.panels if panel.over_time):
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
