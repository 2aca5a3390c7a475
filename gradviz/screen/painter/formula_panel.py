"""The panel with equations, and below each the same one with the numbers of the step."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QPainter

from gradviz.charts.chart import Formula
from gradviz.screen.painter.panel import PanelPainter, Story
from gradviz.screen.painter.typeset import Words

_EQUATION, _VALUES, _ABOUT = 15.0, 13.0, 11.5
_LEAST, _SAME = 0.62, 0.03
"""The smallest type, and a change of it that is none."""
_LEADING, _BETWEEN, _INDENT = 1.5, 9, 16


Line = tuple[Words, int, QColor]
"""Words, how far they are indented, and their colour."""


class FormulaPanel(PanelPainter):
    """Equations below each other, in type as large as all of them have room; they are set once a chart."""

    _scale = 1.0

    def prepare(self) -> None:
        """Set every line, smaller where they would not all fit; most often as large as for the step before."""
        self._lines = self._set(self._scale)
        needed = sum(high for _, high in self._lines) / self._scale or 1.0
        scale = min(1.0, max(_LEAST, self.place.plot.height() / needed))
        if abs(scale - self._scale) > _SAME:
            self._scale, self._lines = scale, self._set(scale)

    def background(self, painter: QPainter) -> None:
        """Draw the header and the equations."""
        self.header(painter)
        baseline = float(self.place.plot.top())
        for line, high in self._lines:
            baseline += high
            if line is not None:
                words, indent, colour = line
                words.draw(painter, self.place.plot.left() + indent, baseline, colour)

    def tell(self, story: Story) -> None:
        """Nothing changes but with the chart."""

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Nothing moves."""

    def words(self, step: int, y: float) -> str:  # noqa: ARG002
        """Return nothing: everything is said."""
        return ""

    def _set(self, scale: float) -> list[tuple[Line | None, float]]:
        """Return every line with the height that it takes, and the gap below each formula."""
        px, made = self.ink.type.px, list[tuple[Line | None, float]]()
        for formula in self.panel.lines:
            for words, size, colour in self._rows(formula):
                made += [(line, px(size * _LEADING) * scale) for line in self._wrapped(words, size * scale, colour)]
            made.append((None, px(_BETWEEN) * scale))
        return made

    def _rows(self, formula: Formula) -> list[tuple[str, float, QColor]]:
        """Return words, size and colour of what there is to say."""
        ink = self.ink
        rows = [
            (formula.equation, _EQUATION, ink.text), (formula.values, _VALUES, ink.role(formula.role)),
            (formula.about, _ABOUT, ink.secondary),
        ]  # fmt: skip
        return [row for row in rows if row[0]]

    def _wrapped(self, words: str, size: float, colour: QColor) -> list[Line]:
        """Set words in as many lines as they need; numbers change with every step, so they are not remembered."""
        room, face = self.place.right - self.place.plot.left(), self.ink.type.face(round(size * 2) / 2)
        whole = Words(words, face)
        lines = [whole] if whole.width <= room else face.wrapped(words, room - self.ink.type.px(_INDENT))
        return [(line, self.ink.type.px(_INDENT) if number else 0, colour) for number, line in enumerate(lines)]
