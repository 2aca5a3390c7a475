"""Pictures as data: pure functions from Results to a Chart, one picture a file.

A module here that defines a ``CHART`` is a picture: it is live, printable and tabulated at once. The pictures, and
numpy with them, are imported when the first one is looked up: what only names them need not wait.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gradviz.discover import discovered
from gradviz.lazily import importing

if TYPE_CHECKING:
    from gradviz.charts.chart import Chart
    from gradviz.charts.kind import ChartKind

__all__ = ["CHARTS", "Chart", "ChartKind"]


class _Charts(Mapping[str, "ChartKind"]):
    """The pictures of this folder, found when they are first wanted."""

    @functools.cached_property
    def _found(self) -> dict[str, ChartKind]:
        return {found.name: found for found in discovered(__name__, __path__, "CHART")}

    def __getitem__(self, name: str) -> ChartKind:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


CHARTS: Mapping[str, ChartKind] = _Charts()
"""Every picture by its name, in the order in which a list shows them."""


__getattr__ = importing(__name__, {"Chart": "gradviz.charts.chart", "ChartKind": "gradviz.charts.kind"})
