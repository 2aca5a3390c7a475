"""SVG: outlines that stay sharp at any size, with the questions in the metadata's ``description``."""

from __future__ import annotations

from typing import BinaryIO

from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain
from gradviz.charts.spoken import spoken
from gradviz.paper.formats.format import Format, experiments_json, made_by
from gradviz.paper.look import Look


def write(chart: Chart, stream: BinaryIO, look: Look) -> None:
    """Write the picture; letters are outlines, so it looks the same in every viewer."""
    from gradviz.paper.ink import save  # matplotlib takes half a second: only a picture pays for it

    about = {
        "Title": f"{to_plain(chart.title)} {spoken(chart)}",
        "Description": experiments_json(chart),
        "Creator": made_by(),
        "Date": None,
    }
    save(chart, stream, look, "svg", about)


FORMAT = Format(".svg", "SVG drawing", 20, write)
