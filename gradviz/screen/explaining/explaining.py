"""Ties the reference to the window: where the panel stands, what the pointer asks, and what a popover leads to."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QRect
from PyQt6.QtWidgets import QApplication

from gradviz.explaining import reference
from gradviz.explaining.spelling import rich, sentence
from gradviz.screen.explaining.declared import Found, explained_by
from gradviz.screen.explaining.panel import ReferencePanel
from gradviz.screen.explaining.pointer import Pointer
from gradviz.screen.explaining.typeset import brief
from gradviz.screen.frame.sides import Sides
from gradviz.screen.messages.popover import Popover

if TYPE_CHECKING:
    from gradviz.screen.window import Window


class Explaining(QObject):
    """Made when an explanation is first wanted.

    Attributes
    ----------
    panel, pointer
        The reference, and the pointer that asks.
    popover
        Its answer, beside the thing.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.panel = ReferencePanel(window.look)
        self.panel.hide()
        self.pointer = Pointer(window, window.look)
        self.popover = Popover(window)
        self.pointer.leave_alone(self.popover)
        self.panel.closed.connect(self.close)
        self.pointer.asked.connect(self._answer)
        self.pointer.changed.connect(self._begin)
        self.popover.wanted.connect(self.open)
        window.pages.currentChanged.connect(lambda _: self._move())

    def turn(self) -> None:
        """Open the reference on the field that has the keyboard, else on what is looked at; or close it."""
        if not self.panel.isHidden():
            self.close()
            return
        found = explained_by(QApplication.focusWidget())
        of_field = found is not None and found.spot.key.startswith("field/")
        self.open(found.spot.key if found is not None and of_field else self._window.told)

    def open(self, key: str) -> None:
        """Open the reference on an entry; without one, to search."""
        self.pointer.stop()
        self._here().lend(self.panel)
        self.panel.open(key)

    def close(self) -> None:
        """Close the reference; the keyboard goes back to the page."""
        self._here().lend(None)
        window = self._window
        (window.cells.page if window.on_text else window).setFocus()

    def _here(self) -> Sides:
        """Return the panels of the page that is shown."""
        return self._window.cells.page.sides if self._window.on_text else self._window.sides

    def _move(self) -> None:
        """Stand on the page that is shown now."""
        if not self.panel.isHidden():
            for sides in (self._window.sides, self._window.cells.page.sides):
                sides.lend(self.panel if sides is self._here() else None)

    def _begin(self, on: bool) -> None:
        self.popover.hide()
        status = self._window.status
        if on:
            status.say("Click what you want explained; Esc ends.")
        else:
            status.clear_note()

    def _answer(self, found: Found) -> None:
        spot, entry = found.spot, reference().entries[found.spot.key]
        title = escape(spot.title[:1].upper() + spot.title[1:]) or rich(entry.title)
        words = f"<p>{escape(sentence(spot.words))}</p>" if spot.words else brief(entry, self._window.look)
        corner = found.widget.mapToGlobal(spot.place.topLeft())
        beside = QRect(self._window.mapFromGlobal(corner), spot.place.size())
        self.popover.tell(title, words, spot.key, beside)
