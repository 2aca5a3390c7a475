"""The keys that are worth knowing, at the end of the line at the bottom."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel

_BETWEEN = " · "


class KeyHints(QLabel):
    """Says as many hints as there is room for, the first ones first; its tooltip has all of them."""

    def __init__(self, hints: str) -> None:
        super().__init__(hints)
        self.setProperty("look", "caption")
        self._whole = ""
        self.say(hints)

    def say(self, hints: str) -> None:
        """Give other hints, with a dot between two."""
        self._whole = hints
        self.setText(hints)
        self.setToolTip(hints.replace(_BETWEEN, "\n"))

    def fit(self, room: int) -> None:
        """Say what can be said in a room so wide; every key stands in the menu, too."""
        hints, metrics = self._whole.split(_BETWEEN), self.fontMetrics()
        while hints and metrics.horizontalAdvance(_BETWEEN.join(hints)) > room:
            hints.pop()
        if (words := _BETWEEN.join(hints)) != self.text():
            self.setText(words)
