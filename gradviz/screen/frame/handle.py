"""The handle of a panel that gave way: a strip at the edge of the window that brings the panel back."""

from __future__ import annotations

import math
from typing import Literal

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy

from gradviz.screen.look.icons import paint
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import blend, type_of
from gradviz.screen.reading.parts.pressing import Pressed

Edge = Literal["left", "right"]
WIDTH, _ICON, _AIR = 28, 20, 12


class Handle(Pressed):
    """Names its panel from bottom to top.

    Parameters
    ----------
    words
        The name of the panel.
    key
        The key that does the same as a click.
    edge
        Of the window, at which it stands.
    """

    def __init__(self, words: str, key: str, edge: Edge, look: Look) -> None:
        super().__init__()
        self._look, self._edge = look, edge
        self.setText(words)
        self.setAccessibleName(f"Show {words}")
        self.setToolTip(f"{words} ({key}): there is room for one panel at a time")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a strip as broad as a line of words and as long as all of them."""
        face = type_of(self._look.font).face(12)
        icon, air = self._look.frame(_ICON), self._look.frame(_AIR)
        long = icon + 3 * air + math.ceil(face.metrics.horizontalAdvance(self.text()))
        return QSize(self._look.frame(WIDTH), long)

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint the icon at the top, and the words under it."""
        theme, look = self._look.theme, self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.hasFocus()
        painter.fillRect(self.rect(), blend(theme.hairline, theme.panel, 0.55) if lit else QColor(theme.panel))
        ink, icon, air = QColor(theme.text if lit else theme.secondary), look.frame(_ICON), look.frame(_AIR)
        paint(painter, f"unfold_{self._edge}", ink, QRectF((self.width() - icon) / 2, air, icon, icon))
        inner = self.width() - 1 if self._edge == "left" else 0
        painter.fillRect(inner, 0, 1, self.height(), QColor(theme.hairline))
        self._name(painter, ink, 2 * air + icon)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _name(self, painter: QPainter, ink: QColor, top: float) -> None:
        face = type_of(self._look.font).face(12)
        painter.save()
        painter.translate(self.width() / 2 + face.metrics.capHeight() / 2, top)
        painter.rotate(-90)
        painter.setFont(face.font)
        painter.setPen(ink)
        painter.drawText(QPointF(-face.metrics.horizontalAdvance(self.text()), 0), self.text())
        painter.restore()
