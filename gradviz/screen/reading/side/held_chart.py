"""Pairs of bars: how often a unit is on, so many characters behind a mark, and without the mark."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPointF, QRectF, QSize
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import Face, type_of

_BARS, _LINE, _BAR, _SIZE = 56, 16, 11, 11


class HeldChart(QWidget):
    """Draws the bars, their key, and the distances below them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.distances: tuple[int, ...] = ()
        self.marked: tuple[float, ...] = ()
        self.unmarked: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._resize)

    def show_shares(self, distances: Sequence[int], marked: Sequence[float], unmarked: Sequence[float]) -> None:
        """Show the shares, 0 … 1, at each distance."""
        self.distances, self.marked, self.unmarked = tuple(distances), tuple(marked), tuple(unmarked)
        rows = zip(self.distances, self.marked, self.unmarked, strict=True)
        said = "\n".join(f"{d} characters: on in {m:.0%} with the mark, {u:.0%} without" for d, m, u in rows)
        self.setAccessibleName(said.replace("\n", "; "))
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the key, the numbers, the bars, the distances and their name."""
        return QSize(self._look.px(150), self._look.px(_BARS + 4 * _LINE))

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Draw everything."""
        theme, px = self._look.theme, self._look.px
        painter = QPainter(self)
        painter.setFont(self._face().font)
        floor = px(2 * _LINE + _BARS)
        self._key(painter)
        painter.fillRect(0, floor, self.width(), 1, QColor(theme.hairline))
        wide = self.width() / max(1, len(self.distances))
        for at, pair in enumerate(zip(self.marked, self.unmarked, strict=True)):
            middle = (at + 0.5) * wide
            for share, colour, left in zip(pair, (theme.b, theme.secondary), (-px(_BAR) - 0.5, 0.5), strict=True):
                tall = max(1.0, share * px(_BARS))
                painter.fillRect(QRectF(middle + left, floor - tall, px(_BAR), tall), QColor(colour))
            self._centred(painter, f"{pair[0]:.2f}", middle, floor - max(pair) * px(_BARS) - px(4), theme.b)
            self._centred(painter, str(self.distances[at]), middle, floor + px(_LINE - 3), theme.secondary)
        name = "characters after the mark"
        self._centred(painter, name, self.width() / 2, floor + px(2 * _LINE - 3), theme.secondary)

    def _key(self, painter: QPainter) -> None:
        theme, px, x = self._look.theme, self._look.px, 0.0
        for words, colour in (("with the mark", theme.b), ("without it", theme.secondary)):
            painter.fillRect(QRectF(x, px(4), px(8), px(8)), QColor(colour))
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(x + px(12), px(12)), words)
            x += px(24) + self._face().metrics.horizontalAdvance(words)

    def _centred(self, painter: QPainter, words: str, x: float, baseline: float, colour: str) -> None:
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(x - self._face().metrics.horizontalAdvance(words) / 2, baseline), words)

    def _face(self) -> Face:
        return type_of(self._look.font).face(_SIZE)

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()
