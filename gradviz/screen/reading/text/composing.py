"""The text as an input method sees it: what is around the cursor, counted in UTF-16 units."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QInputMethodEvent

from gradviz.screen.reading.text.wishes import Wishes

_AROUND = 512
_Query = Qt.InputMethodQuery


class Composing:
    """Answers an input method, and writes what it has finished."""

    def __init__(self, view: Wishes) -> None:
        self._view = view

    def take(self, event: QInputMethodEvent) -> None:
        """Show what is not finished yet; write what is."""
        view = self._view
        view.unfinished = event.preeditString()
        if event.replacementLength():
            first, removed = self._replaced(event.replacementStart(), event.replacementLength())
            view.replace(first, removed, event.commitString())
        elif event.commitString():
            view.write(event.commitString())
        view.pane.update()

    def answer(self, query: Qt.InputMethodQuery) -> Any:
        """Return what an input method asks for; None: nothing of ours."""
        view, text = self._view, self._view.content.text
        before = text[max(0, view.at - _AROUND) : view.at]
        around = before + text[view.at : view.at + _AROUND]
        if query == _Query.ImCursorRectangle:
            return self._rectangle()
        if query == _Query.ImAnchorPosition:
            first, last = view.selection
            other = first + last - view.head if view.part else view.at
            return _units(around[: max(0, other - view.at + len(before))])
        return {
            _Query.ImFont: view.measure.font,
            _Query.ImCursorPosition: _units(before),
            _Query.ImSurroundingText: around,
            _Query.ImCurrentSelection: view.part,
        }.get(query)

    def _rectangle(self) -> QRect:
        """Return where the caret is, in the coordinates of the whole widget."""
        box = self._view.box(self._view.at).toAlignedRect()
        return box.translated(self._view.pane.pos())

    def _replaced(self, start: int, length: int) -> tuple[int, int]:
        """Return the first character and how many are meant by ``length`` units from ``start`` units off the cursor."""
        view, text = self._view, self._view.content.text
        begin = max(0, view.at - _AROUND)
        around = text[begin : view.at + _AROUND]
        first = max(0, _units(text[begin : view.at]) + start)
        characters = [_characters(around, units) for units in (first, first + length)]
        return begin + characters[0], characters[1] - characters[0]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, units: int) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
