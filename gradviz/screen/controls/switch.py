"""A switch: whether a field that may be left out is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QCheckBox

from gradviz.screen.look.theme import Look

if TYPE_CHECKING:
    from gradviz.charts.terms import Role

WIDTH, HEIGHT = 22, 13
RING = 2
"""Room for the focus ring."""


class Switch(QCheckBox):
    """A check box drawn as a small switch."""

    def __init__(self, role: Role, look: Look) -> None:
        super().__init__()
        self._role, self._look = role, look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._resize()
        look.changed.connect(lambda _: self._resize())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size with room for the focus ring."""
        return QSize(self._look.px(WIDTH) + 2 * RING, self._look.px(HEIGHT) + 2 * RING)

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Answer a click anywhere on it."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint the groove, the knob and the focus ring."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, tall = self._look.px(WIDTH), self._look.px(HEIGHT)
        groove = QRectF(RING, RING, wide, tall)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.drawRoundedRect(groove.adjusted(-1.2, -1.2, 1.2, 1.2), tall / 2 + 1, tall / 2 + 1)
        on = self.isChecked()
        painter.setPen(QPen(QColor(theme.role_colour(self._role) if on else theme.secondary), 1))
        painter.setBrush(QColor(theme.role_colour(self._role) if on else theme.window))
        painter.drawRoundedRect(groove.adjusted(0.5, 0.5, -0.5, -0.5), tall / 2, tall / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised if on else theme.secondary))
        centre = groove.right() - tall / 2 if on else groove.left() + tall / 2
        painter.drawEllipse(QPointF(centre, groove.center().y()), tall / 2 - 3, tall / 2 - 3)
