"""PDF: one page of the picture's size, with the questions in the document's ``Keywords``."""

from __future__ import annotations

from typing import BinaryIO

from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain
from gradviz.charts.spoken import spoken
from gradviz.paper.formats.format import Format, experiments_json, made_by
from gradviz.paper.look import Look


def write(chart: Chart, stream: BinaryIO, look: Look) -> None:
    """Write the picture; its text can be searched and its fonts are embedded."""
    from gradviz.paper.ink import save  # matplotlib takes half a second: only a picture pays for it

    about = {
        "Title": to_plain(chart.title),
        "Subject": spoken(chart),
        "Keywords": experiments_json(chart),
        "Creator": made_by(),
        "Producer": made_by(),
        "CreationDate": None,
    }
    save(chart, stream, look, "pdf", about)


FORMAT = Format(".pdf", "PDF page", 30, write)
