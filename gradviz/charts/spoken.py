"""A chart in words alone: for those who hear it, and for the metadata of a file."""

from __future__ import annotations

from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain


def spoken(chart: Chart) -> str:
    """Return the sentences of the chart in plain text."""
    several = len(chart.sentences) > 1
    said = [f"{role.upper()}: {words}" if several else words for role, words in chart.sentences]
    return to_plain(" ".join(said))
