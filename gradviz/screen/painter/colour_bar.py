"""The slim colour bar beside a map."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QImage, QPainter

from gradviz.charts.chart import HeatMap
from gradviz.charts.words import power
from gradviz.screen.painter.ink import Ink
from gradviz.screen.painter.maps import colours, limit_words, limits

_WIDTH = 7


def draw_bar(painter: QPainter, ink: Ink, heat: HeatMap, plot: QRect, left: int) -> None:
    """Draw a map's bar ``left`` pixels beside its plot, its ends named on the side where there is room."""
    bar = QRect(plot.right() + left, plot.top(), ink.type.px(_WIDTH), plot.height())
    painter.drawImage(bar, _ramp(heat, ink))
    low, high = limits(heat)
    face = ink.type.face(11)
    right = bar.left() - ink.type.px(5)
    cap = face.metrics.capHeight()
    for value, baseline in ((high, plot.top() + cap), (low, float(plot.bottom()))):
        words = face.words(_end(heat, value))
        if words.width <= right - plot.right() - 4:
            words.draw_right(painter, right, baseline, ink.secondary)
        else:
            words.draw(painter, bar.right() + ink.type.px(6), baseline, ink.secondary)


def _end(heat: HeatMap, value: float) -> str:
    return power(round(value)) if heat.log10 and value == round(value) else limit_words(value, heat.palette)


def _ramp(heat: HeatMap, ink: Ink) -> QImage:
    table = np.ascontiguousarray(colours(heat, ink.theme)[254::-1, None, :])
    return QImage(table.tobytes(), 1, len(table), 3, QImage.Format.Format_RGB888).copy()
