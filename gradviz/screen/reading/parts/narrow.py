"""A list to choose from that takes the room there is, however long its words are."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QSizePolicy

from gradviz.fields import Choice
from gradviz.screen.controls.chooser import Chooser
from gradviz.screen.look.theme import Look

_LEAST = 60


class NarrowChooser(Chooser):
    """Cuts the chosen words where it must; the open list has room for all of them."""

    def __init__(self, look: Look) -> None:
        super().__init__((), "neutral", look)
        self._offered: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def offer_words(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer values with their words, and show which one is chosen."""
        if tuple(choices) != self._offered:
            self._offered = tuple(choices)
            self.clear()  # else what was chosen would join the new list
            self.offer([Choice(value, words, "") for value, words in choices])
            view = self.view()
            if view is not None:
                view.setMinimumWidth(self.sizeHint().width())
        if chosen != self.currentData():
            self.show_value(chosen)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size in which an arrow and some letters can be seen."""
        return QSize(self._look.px(_LEAST), self.sizeHint().height())
