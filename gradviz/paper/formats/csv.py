"""CSV: the numbers of a picture, one column a curve, a kind of bar and a unit of a map."""

from __future__ import annotations

from typing import BinaryIO

from gradviz.charts.chart import Chart
from gradviz.paper.formats.format import Format
from gradviz.paper.look import Look
from gradviz.paper.table import lines


def write(chart: Chart, stream: BinaryIO, _look: Look) -> None:
    """Write the table of a chart."""
    stream.writelines(line.encode() + b"\n" for line in lines(chart))


FORMAT = Format(".csv", "CSV table", 40, write)
