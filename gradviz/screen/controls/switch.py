"""A switch: whether a field that may be left out is set."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QCheckBox

from gradviz.charts.chart import Role
from gradviz.screen.theme import Look

WIDTH, HEIGHT = 22, 13
RING = 2
"""Room for the focus ring."""


class Switch(QCheckBox):
    """A check box drawn as a small switch."""

    def __init__(self, role: Role, look: Look) -> None:
        super().__init__()
        self._role, self._look = role, look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())
        look.changed.connect(lambda _: self.update())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size with room for the focus ring."""
        return QSize(WIDTH + 2 * RING, HEIGHT + 2 * RING)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Answer a click anywhere on it."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint the groove, the knob and the focus ring."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = QRectF(RING, RING, WIDTH, HEIGHT)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.drawRoundedRect(groove.adjusted(-1.2, -1.2, 1.2, 1.2), HEIGHT / 2 + 1, HEIGHT / 2 + 1)
        on = self.isChecked()
        painter.setPen(QPen(QColor(theme.role_colour(self._role) if on else theme.secondary), 1))
        painter.setBrush(QColor(theme.role_colour(self._role) if on else theme.window))
        painter.drawRoundedRect(groove.adjusted(0.5, 0.5, -0.5, -0.5), HEIGHT / 2, HEIGHT / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised if on else theme.secondary))
        centre = groove.right() - HEIGHT / 2 if on else groove.left() + HEIGHT / 2
        painter.drawEllipse(QPointF(centre, groove.center().y()), HEIGHT / 2 - 3, HEIGHT / 2 - 3)
