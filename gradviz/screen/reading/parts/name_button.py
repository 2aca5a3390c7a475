"""A button that opens a menu and says what was chosen there: all of it where there is room, else its beginning."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QMenu, QSizePolicy, QToolButton

from gradviz.screen.look.literal import literal

_MOST, _LEAST = 26, 9
_ARROW = " ▾"


class NameButton(QToolButton):
    """Says a name and ▾; the tool tip has all of the name."""

    def __init__(self, menu: QMenu, tip: str) -> None:
        super().__init__()
        self._tip, self._name = tip, ""
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("look", "framed")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tip)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, name: str) -> None:
        """Say another name."""
        self._name = name
        self.setToolTip(literal(f"{self._tip}: {name}"))
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for all of it; a very long name is cut anyway."""
        return self._around(_short(self._name, _MOST))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Do with the room for its first letters."""
        return self._around(_short(self._name, _LEAST))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Cut the name anew."""
        super().resizeEvent(event)
        self._cut()

    def _around(self, words: str) -> QSize:
        own, metrics = super().sizeHint(), self.fontMetrics()
        grown = metrics.horizontalAdvance(words + _ARROW) - metrics.horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(own.width() + grown, own.height())

    def _cut(self) -> None:
        metrics = self.fontMetrics()
        room = self.width() - self._around("").width() + 1  # the width of words is rounded
        words = metrics.elidedText(_short(self._name, _MOST), Qt.TextElideMode.ElideRight, max(0, room))
        self.setText(f"{words.replace('&', '&&')}{_ARROW}")


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
