"""A side panel of the page: as wide as it was meant to be, at every size of type."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QWidget

from gradviz.screen.theme import Look


class Sheet(QWidget):
    """Is never narrower than ``width`` pixels at 100 %, and asks for no more."""

    def __init__(self, look: Look, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self._wide = look, width
        self._widen()
        look.changed.connect(self._widen)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width it was meant to have."""
        return QSize(self.look.frame(self._wide), super().sizeHint().height())

    def _widen(self) -> None:
        self.setMinimumWidth(self.look.frame(self._wide))
        self.updateGeometry()
