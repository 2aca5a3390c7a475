"""How large the words of a picture are: as the window's, and smaller where a small picture has no room for them."""

from __future__ import annotations

from PyQt6.QtGui import QFont

from gradviz.charts.chart import Chart, Panel
from gradviz.screen.painter.heights import least
from gradviz.screen.painter.layout import RIGHT, TimeScale, fixed_height, stood
from gradviz.screen.painter.typeset import BODY, Type, type_of

_PLANE = 190
"""How wide planes beside each other are at least with the words of their axes, in pixels at 100 %."""


def fitting(chart: Chart, scale: TimeScale, height: int, font: QFont) -> Type:
    """Return the type in which all panels of a picture have room; none is smaller than plain type at 100 %."""
    whole = type_of(font)
    if whole.scale <= 1.0:
        return whole
    rows = stood(chart, scale, whole)
    high = fixed_height(rows, scale, whole) + whole.px(sum(map(least, rows)))
    wide = whole.px(_PLANE * max(map(_planes, rows)))
    share = min(height / high, (scale.right + whole.px(RIGHT)) / max(wide, 1))
    if share >= 1.0:
        return whole
    smaller = QFont(font)
    smaller.setPixelSize(int(max(BODY, font.pixelSize() * share)))
    return type_of(smaller)


def _planes(row: list[Panel]) -> int:
    return sum(panel.plane for panel in row) if len(row) > 1 else 0
