"""Where a canvas stands in its view: it follows the size of the view a turn later, once."""

from __future__ import annotations

from PyQt6.QtGui import QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QWidget

from gradviz.screen.desk.turns import Turns
from gradviz.screen.painter.canvas import Canvas

SMALLEST = (160, 80)


class Frame(QWidget):
    """Holds a canvas. Qt resizes views several times on the way to a new layout: only the last size is drawn."""

    def __init__(self, canvas: Canvas, turns: Turns) -> None:
        super().__init__()
        self.setMinimumSize(*SMALLEST)
        self._canvas, self._turns = canvas, turns
        canvas.setParent(self)

    def settle(self) -> None:
        """Let the canvas fill its room."""
        self._turns.forget(self)
        if self.isVisible():
            self._canvas.setGeometry(self.rect())
            self._canvas.show()

    def make_room(self) -> None:
        """Let the canvas fill its room for a new picture: the old one is not drawn for it again."""
        if self.isVisible() and self._canvas.geometry() != self.rect():
            self._canvas.chart = None
        self.settle()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Follow in a while; at once where there is nothing to draw."""
        super().resizeEvent(event)
        self._follow()

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let the picture appear in a turn of its own: several are painted one after the other."""
        super().showEvent(event)
        if self._canvas.chart is not None and event is not None and not event.spontaneous():
            self._canvas.hide()
            self._turns.do(self, self.settle)
        self._follow()

    def _follow(self) -> None:
        if self._canvas.chart is None:
            self._canvas.setGeometry(self.rect())
        elif self._canvas.geometry() != self.rect():
            self._turns.do(self, self.settle)
