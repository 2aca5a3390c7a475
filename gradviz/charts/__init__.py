"""Pictures as data: pure functions from Results to a Chart, one picture a file.

A module here that defines a ``CHART`` is a picture: it is live, printable and tabulated at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gradviz.charts.chart import Chart
from gradviz.charts.kind import ChartKind
from gradviz.discover import discovered

__all__ = ["CHARTS", "Chart", "ChartKind"]


CHARTS: Mapping[str, ChartKind] = MappingProxyType(
    {found.name: found for found in discovered(__name__, __path__, "CHART")}
)
"""Every picture by its name, in the order in which a list shows them."""
