"""A side panel of the page: as wide as it was meant to be, at every size of type."""

from __future__ import annotations

import math

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import type_of

WIDEST = "Cells that follow something"
"""The longest words that a panel has on one line."""
MARGIN, _AIR = 14, 8


class Sheet(QWidget):
    """Is never narrower than ``width`` pixels at 100 %, and asks for no more than its words need."""

    def __init__(self, look: Look, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self._wide = look, width
        self._widen()
        look.changed.connect(self._widen)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width it was meant to have."""
        return QSize(self.needed_width(), super().sizeHint().height())

    def needed_width(self) -> int:
        """Return the width in which the panel is whole."""
        widest = type_of(self.look.font).strong(14).metrics.horizontalAdvance(WIDEST)
        needed = math.ceil(widest) + 2 * MARGIN + self.look.px(_AIR)
        return min(max(self.look.frame(self._wide), needed), self.look.px(self._wide))

    def _widen(self) -> None:
        self.setMinimumWidth(self.needed_width())
        self.updateGeometry()
