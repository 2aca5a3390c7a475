"""Pictures as data: pure functions from Results to a Chart, one picture a file.

A module here that defines a ``CHART`` is a picture: it is live, printable and tabulated at once.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from gradviz.charts.chart import Chart, ChartKind

__all__ = ["CHARTS", "Chart", "ChartKind"]


def _discover() -> dict[str, ChartKind]:
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    kinds = [module.CHART for module in modules if hasattr(module, "CHART")]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.order)}


CHARTS: Mapping[str, ChartKind] = MappingProxyType(_discover())
"""Every picture by its name, in the order in which a list shows them."""
