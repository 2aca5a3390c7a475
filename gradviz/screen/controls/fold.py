"""What is asked less often, folded under one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QPointF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gradviz.screen.look.theme import Look


class Fold(QWidget):
    """A line that names what it hides, and the rows under it.

    Parameters
    ----------
    words, about
        What is hidden, and whose it is.
    make
        Makes the rows when they are first wanted: the window is seen sooner without them.
    """

    def __init__(self, words: str, about: str, make: Callable[[], Iterable[QWidget]], look: Look) -> None:
        super().__init__()
        self._make: Callable[[], Iterable[QWidget]] | None = make
        self.line = _Line(words, look)
        self.line.setAccessibleName(f"{about}: {words}")
        self.line.setToolTip(f"{about}: {words}")
        self._body = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self._body)
        self._body.hide()
        self.line.toggled.connect(self._show)

    def open(self) -> None:
        """Show the rows."""
        self.line.setChecked(True)

    def fill(self) -> None:
        """Make the rows, if that was not done yet."""
        if self._make is None:
            return
        make, self._make = self._make, None
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 4, 0, 2)
        body.setSpacing(6)
        for row in make():
            body.addWidget(row)

    def _show(self, shown: bool) -> None:
        self.fill()
        self._body.setVisible(shown)

    def mark(self, changed: list[str]) -> None:
        """Say which of the hidden fields are not at their default."""
        self.line.mark(changed)


class _Line(QPushButton):
    """The line itself: a triangle and words, and a dot while something hidden was changed."""

    def __init__(self, words: str, look: Look) -> None:
        super().__init__(words)
        self._look, self._changed = look, False
        self.setProperty("look", "link")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mark(self, changed: list[str]) -> None:
        """Show or hide the dot."""
        self._changed = bool(changed)
        self.setAccessibleDescription("changed: " + ", ".join(changed) if changed else "")
        self.setToolTip(self.accessibleName() + (f"\nchanged: {', '.join(changed)}" if changed else ""))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return one line; its words may be cut, the tooltip holds them all."""
        return QSize(60, self._look.px(22))

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint the triangle, the words and the dot."""
        theme, px = self._look.theme, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(theme.text if self.underMouse() or self.hasFocus() else theme.secondary)
        middle = self.height() / 2
        corners = [(1, middle - 2), (9, middle - 2), (5, middle + 3)] if self.isChecked() else [
            (2, middle - 4), (2, middle + 4), (7, middle)]  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        font = self.font()
        font.setPixelSize(px(12))
        painter.setFont(font)
        painter.setPen(ink)
        room = self.rect().adjusted(14, 0, -12 if self._changed else 0, 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self._changed:
            painter.setBrush(QColor(theme.text))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(self.width() - 5, middle), 3, 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
