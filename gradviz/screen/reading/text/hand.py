"""The mouse on the text: a click takes a character, a drag selects, a double click selects a word."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QHelpEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication, QToolTip

from gradviz.screen.look.literal import literal
from gradviz.screen.reading.text.moves import word_at
from gradviz.screen.reading.text.wishes import Wishes


class Hand:
    """Follows the mouse.

    Attributes
    ----------
    hovered
        The character under the mouse, or −1.
    tip
        What is said of it.
    """

    def __init__(self, view: Wishes) -> None:
        self._view = view
        self._pressed: int | None = None
        self._start = QPointF()
        self.hovered, self.tip = -1, ""

    def press(self, event: QMouseEvent) -> None:
        """Take the character under the mouse; with Shift select up to it."""
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            view.go(self._boundary(event.position()), extend=True)
            return
        self._pressed, self._start = self._boundary(event.position()), event.position()
        line, column = self._cell(event.position())
        view.go(view.lines.place(line, column))

    def drag(self, event: QMouseEvent) -> None:
        """Select from where the button was pressed; the cursor goes with the mouse."""
        view, moved = self._view, event.position() - self._start
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        place = self._boundary(event.position())
        if view.part or moved.manhattanLength() >= QApplication.startDragDistance():
            view.choose(self._pressed, place)
            if place != view.at:
                view.want(place)

    def release(self) -> None:
        """Let go."""
        self._pressed = None

    def double(self, event: QMouseEvent) -> None:
        """Select the word under the mouse."""
        place = self.over(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._view.choose(*word_at(self._view.content.text, place))

    def over(self, point: QPointF) -> int:
        """Return the character at a point, or −1."""
        lines = self._view.lines
        line, column = self._cell(point)
        if not 0 <= line < len(lines) or column < 0:
            return -1
        place = int(lines.starts[line]) + column
        return place if place < int(lines.ends[line]) else -1

    def tell(self, event: QHelpEvent) -> None:
        """Show what is said of the character under the mouse, as long as the mouse is over it."""
        if self.hovered < 0 or not self.tip:
            QToolTip.hideText()
            return
        box = self._view.box(self.hovered).toAlignedRect()
        QToolTip.showText(event.globalPos(), literal(self.tip), self._view.pane, box)

    def _cell(self, point: QPointF) -> tuple[int, int]:
        line, column = self._view.measure.at(point.x(), point.y(), self._view.bar.value())
        return line, int(column // 1)

    def _boundary(self, point: QPointF) -> int:
        line, column = self._view.measure.at(point.x(), point.y(), self._view.bar.value())
        return self._view.lines.boundary(line, round(column))
