"""PNG: pixels, with the questions in the text chunk ``Experiments``."""

from __future__ import annotations

from typing import BinaryIO

from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain
from gradviz.charts.spoken import spoken
from gradviz.paper.formats.format import Format, experiments_json, made_by
from gradviz.paper.look import Look


def write(chart: Chart, stream: BinaryIO, look: Look) -> None:
    """Write the picture, exactly ``look.width`` pixels wide."""
    from gradviz.paper.ink import save  # matplotlib takes half a second: only a picture pays for it

    about = {
        "Title": to_plain(chart.title),
        "Description": spoken(chart),
        "Software": made_by(),
        "Experiments": experiments_json(chart),
    }
    save(chart, stream, look, "png", about)


FORMAT = Format(".png", "PNG picture", 10, write)
