"""What a reader wants of the text: a cursor elsewhere, a part of it, other characters. The owner decides."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.reading.text.content import shifted
from gradviz.screen.reading.text.grid import Grid


class Wishes(Grid):
    """Says what is wanted, and shows it when it is told so; only the selection is its own.

    Signals
    -------
    taken : int
        The cursor is wanted at a place.
    changed : int, int, str
        Where how many characters are to be replaced, and by what.
    selected : int, int
        Where the selection begins and ends.
    hovered : int
        Another character is under the mouse; −1: none.
    leafed : int
        The next (1) or the previous (−1) unit is wanted.
    dropped : str
        A file was dropped or pasted: its path.
    """

    taken = pyqtSignal(int)
    changed = pyqtSignal(int, int, str)
    selected = pyqtSignal(int, int)
    hovered = pyqtSignal(int)
    leafed = pyqtSignal(int)
    dropped = pyqtSignal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._anchor = self._head = 0
        self._expected = -1
        super().__init__(look, parent)

    @property
    def selection(self) -> tuple[int, int]:
        """Where the selection begins and ends; equal: there is none."""
        return self.chosen

    @property
    def part(self) -> str:
        """The selected text."""
        return self.content.text[slice(*self.chosen)]

    def set_text(self, text: str) -> None:
        """Show a new text from its beginning; nothing is known of it yet."""
        super().set_text(text)
        self.choose(0, 0)

    def splice(self, place: int, removed: int, inserted: str) -> None:
        """Show ``inserted`` where ``removed`` characters were; what was told of the later ones goes with them."""
        super().splice(place, removed, inserted)
        self.choose(*(shifted(end, place, removed, inserted) for end in (self._anchor, self._head)))

    def set_cursor(self, at: int) -> None:
        """Frame a character; where the reader wanted it nothing scrolls that need not."""
        steady, self._expected = at == self._expected, -1
        self.show_cursor(at, steady)

    def choose(self, anchor: int, head: int) -> None:
        """Select from ``anchor`` to ``head``, which may be before it and moves with the cursor."""
        self._anchor, self._head = anchor, head
        before, self.chosen = self.chosen, (min(anchor, head), max(anchor, head))
        if before != self.chosen and (before[0] < before[1] or anchor != head):
            self.recolour()
            self.selected.emit(*self.chosen)

    @property
    def head(self) -> int:
        """The end of the selection that moves; the cursor where there is none."""
        return self._head if self._anchor != self._head else self.at

    def go(self, place: int, extend: bool = False) -> None:
        """Want the cursor at a place; ``extend`` selects up to it."""
        anchor = self._anchor if self._anchor != self._head else self.at
        self.choose(anchor if extend else place, place)
        self.want(place)

    def want(self, place: int) -> None:
        """Want the cursor at a place, the selection being as it is."""
        self._expected = place
        self.taken.emit(place)

    def replace(self, first: int, removed: int, inserted: str) -> None:
        """Want other characters at a place, and the cursor after them."""
        if removed or inserted:
            self._expected = first + len(inserted)
            self.choose(self._expected, self._expected)
            self.changed.emit(first, removed, inserted)

    def write(self, inserted: str) -> None:
        """Want characters in place of the selection, or at the cursor."""
        first, last = self.chosen if self.part else (self.at, self.at)
        self.replace(first, last - first, inserted)
