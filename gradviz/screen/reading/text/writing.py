"""What keys, the clipboard and the menu do to the text."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QMimeData
from PyQt6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PyQt6.QtWidgets import QMenu

from gradviz.screen.controls.dropped import file_in
from gradviz.screen.reading.text.keys import Command
from gradviz.screen.reading.text.moves import Mover, word_back, word_on
from gradviz.screen.reading.text.wishes import Wishes

_MENU = (("Cut", "cut", "Ctrl+X"), ("Copy", "copy", "Ctrl+C"), ("Paste", "paste", "Ctrl+V"),
         ("Select all", "select all", "Ctrl+A"))  # fmt: skip


class Writing:
    """Turns commands into wishes."""

    def __init__(self, view: Wishes) -> None:
        self._view = view
        self._mover = Mover()

    def carry_out(self, command: Command) -> None:
        """Do what a key means."""
        if command.kind == "move":
            self._move(command)
        elif command.kind == "type":
            self._view.write(command.what)
        elif command.kind == "leaf":
            self._view.leafed.emit(int(command.what))
        else:
            self.do(command.what)

    def do(self, what: str) -> None:
        """Do one of the things that keys and the menu have in common."""
        view, text = self._view, self._view.content.text
        if what == "select all":
            view.choose(0, len(text))
        elif what in ("copy", "cut") and view.part:
            clipboard().setText(view.part)
        elif what == "paste":
            self.insert(clipboard().mimeData())
        if what in ("cut", "erase", "delete", "erase word", "delete word"):
            self._erase(what)

    def insert(self, source: QMimeData | None) -> None:
        """Write what was pasted; a file is for the owner to open."""
        if source is not None and (path := file_in(source)):
            self._view.dropped.emit(path)
        elif source is not None and source.hasText():
            self._view.write(source.text())

    def menu(self, editable: bool) -> QMenu:
        """Return the menu of the right mouse button."""
        made, has = QMenu(self._view), bool(self._view.part)
        able = {"cut": has and editable, "copy": has, "paste": editable}
        for words, what, keys in _MENU:
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            line = made.addAction(f"{words}\t{shown}", partial(self.do, what))
            assert line is not None
            line.setEnabled(able.get(what, True))
        return made

    def _move(self, command: Command) -> None:
        view = self._view
        if command.what in ("left", "right") and view.part and not command.extend:
            view.go(view.selection[command.what == "right"])
            return
        page = max(1, view.pane.height() // view.measure.row_height - 1)
        view.go(self._mover.place(command.what, view.head, view.content.text, view.lines, page), command.extend)

    def _erase(self, what: str) -> None:
        view, at, text = self._view, self._view.at, self._view.content.text
        first, last = {
            "erase": (max(0, at - 1), at),
            "delete": (at, min(at + 1, len(text))),
            "erase word": (word_back(text, at), at),
            "delete word": (at, word_on(text, at)),
        }.get(what, (at, at))
        first, last = view.selection if view.part else (first, last)
        view.replace(first, last - first, "")


def clipboard() -> QClipboard:
    """Return the system's clipboard."""
    found = QGuiApplication.clipboard()
    assert found is not None
    return found
