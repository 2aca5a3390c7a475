"""The numbers of a Chart as a table: named columns with units, one row per x.

Lines that begin with ``# `` carry the title, the sentences and each question as JSON, a line each; then what a
single number draws, such as a threshold (``1/255 of the start: y = -2.4``).
A column is ``name`` or ``name [unit]``; a map one column a row, from the top, by its own number (``h_a_1``);
a bar stands at its step t, which leads back to t − 1.
What has axes of its own follows in tables of its own (see `gradviz.paper.blocks`), each after an empty line.
A hole is an empty cell, −inf is written ``-inf``, and every float has the digits that give the
same float back.
"""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain
from gradviz.paper.blocks import side_by_side
from gradviz.paper.cells import comment, question, table
from gradviz.paper.sheets import sheets


def lines(chart: Chart) -> Iterator[str]:
    """Yield the lines of the table, without line ends."""
    yield comment(to_plain(chart.title))
    for role, words in chart.sentences:
        yield comment(to_plain(f"{role.upper()}: {words}" if len(chart.sentences) > 1 else words))
    yield from map(question, chart.experiments)
    for sheet in sheets(chart):
        if sheet.along is None:
            yield ""
            yield comment(sheet.title)
        yield from map(comment, sheet.said)
        if sheet.along is None:
            yield from side_by_side([(name, values) for name, _, values in sheet.columns])
        else:
            yield from table(sheet.along[0], list(sheet.columns))
