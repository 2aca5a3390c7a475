"""The panel with equations, and below each the same one with the numbers of the step."""

from __future__ import annotations

from PyQt6.QtGui import QPainter

from gradviz.charts.chart import Formula
from gradviz.screen.painter.panel import PanelPainter, Story

_EQUATION, _VALUES, _ABOUT = 15.0, 13.0, 11.5
_LEAST = 0.62
_LEADING, _BETWEEN, _INDENT = 1.5, 9, 16


class FormulaPanel(PanelPainter):
    """Equations below each other, in type as large as all of them have room."""

    def prepare(self) -> None:
        """There is no scene item."""

    def background(self, painter: QPainter) -> None:
        """Draw the header and the equations."""
        self.header(painter)
        plot = self.place.plot
        needed = sum(self._height(line) for line in self.panel.lines) or 1.0
        scale = min(1.0, max(_LEAST, plot.height() / needed))
        baseline = float(plot.top())
        for line in self.panel.lines:
            baseline = self._draw(painter, line, baseline, scale)

    def tell(self, story: Story) -> None:
        """Nothing changes but with the chart."""

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Nothing moves."""

    def words(self, step: int, y: float) -> str:  # noqa: ARG002
        """Return nothing: everything is said."""
        return ""

    def _rows(self, line: Formula) -> list[tuple[str, float, bool]]:
        """Return words, size and whether they are quiet."""
        rows = [(line.equation, _EQUATION, False), (line.values, _VALUES, False), (line.about, _ABOUT, True)]
        return [row for row in rows if row[0]]

    def _height(self, line: Formula) -> float:
        type_, room = self.ink.type, self.place.right - self.place.plot.left()
        lines = (len(type_.face(size).wrapped(words, room)) * size for words, size, _ in self._rows(line))
        return sum(type_.px(size * _LEADING) for size in lines) + type_.px(_BETWEEN)

    def _draw(self, painter: QPainter, line: Formula, top: float, scale: float) -> float:
        plot, ink = self.place.plot, self.ink
        for words, size, quiet in self._rows(line):
            top += ink.type.px(size * _LEADING) * scale
            colour = ink.secondary if quiet else ink.role(line.role) if words is line.values else ink.text
            face = ink.type.face(round(size * scale * 2) / 2)
            made, *more = face.wrapped(words, self.place.right - plot.left())
            made.draw(painter, plot.left(), top, colour)
            for rest in more:
                top += ink.type.px(size * _LEADING) * scale
                rest.draw(painter, plot.left() + ink.type.px(_INDENT), top, colour)
        return top + ink.type.px(_BETWEEN) * scale
