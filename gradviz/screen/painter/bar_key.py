"""The key in the header of a panel with bars: a swatch and a name for every series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QPainter

from gradviz.charts.chart import Bars
from gradviz.screen.painter.hatches import filled
from gradviz.screen.painter.typeset import Words

if TYPE_CHECKING:
    from gradviz.screen.painter.panel import PanelPainter

_SWATCH, _HIGH, _GAP, _BETWEEN = 14, 9, 5, 14


class BarKey:
    """All series of a panel side by side, right-aligned with the plot; in short where there is little room."""

    def __init__(self, panel: PanelPainter) -> None:
        self._panel = panel
        title = panel.ink.type.face(12).words(panel.panel.title).width
        room = panel.place.plot.width() - title - panel.ink.type.px(_BETWEEN)
        self._names = self._set(short=False)
        if self.width > room:
            self._names = self._set(short=True)

    @property
    def width(self) -> float:
        """The room it takes."""
        px = self._panel.ink.type.px
        return sum(px(_SWATCH + _GAP + _BETWEEN) + words.width for _, words in self._names)

    def draw(self, painter: QPainter) -> None:
        """Draw it on the header's line."""
        ink, plot = self._panel.ink, self._panel.place.plot
        px, baseline = ink.type.px, plot.top() - ink.type.px(7)
        x = plot.right() + 1 - self.width + px(_BETWEEN)
        for bars, words in self._names:
            self._swatch(painter, bars, QRect(round(x), baseline - px(_HIGH), px(_SWATCH), px(_HIGH)))
            words.draw(painter, x + px(_SWATCH + _GAP), baseline, ink.text)
            x += px(_SWATCH + _GAP + _BETWEEN) + words.width

    def _swatch(self, painter: QPainter, bars: Bars, box: QRect) -> None:
        if bars.shade == "line":
            middle = QRect(box.left(), box.center().y(), box.width(), max(1, self._panel.ink.type.px(1.5)))
            painter.fillRect(middle, self._panel.ink.text)
        else:
            painter.fillRect(box, filled(self._panel.ink, bars))

    def _set(self, short: bool) -> list[tuple[Bars, Words]]:
        face = self._panel.ink.type.face(11.5)
        names = [bars.label.split(" (")[0] if short else bars.label for bars in self._panel.panel.bars]
        return list(zip(self._panel.panel.bars, map(face.words, names), strict=True))
