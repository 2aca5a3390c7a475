"""Which keys the text takes for itself, and what they mean; all others belong to the window."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence

_Key = QKeySequence.StandardKey
_MOVES = {
    "left": (_Key.MoveToPreviousChar, _Key.SelectPreviousChar),
    "right": (_Key.MoveToNextChar, _Key.SelectNextChar),
    "up": (_Key.MoveToPreviousLine, _Key.SelectPreviousLine),
    "down": (_Key.MoveToNextLine, _Key.SelectNextLine),
    "home": (_Key.MoveToStartOfLine, _Key.SelectStartOfLine),
    "end": (_Key.MoveToEndOfLine, _Key.SelectEndOfLine),
    "top": (_Key.MoveToStartOfDocument, _Key.SelectStartOfDocument),
    "bottom": (_Key.MoveToEndOfDocument, _Key.SelectEndOfDocument),
    "page up": (_Key.MoveToPreviousPage, _Key.SelectPreviousPage),
    "page down": (_Key.MoveToNextPage, _Key.SelectNextPage),
    "word back": (_Key.MoveToPreviousWord, _Key.SelectPreviousWord),
    "word on": (_Key.MoveToNextWord, _Key.SelectNextWord),
}
_READS = {"copy": _Key.Copy, "select all": _Key.SelectAll}
_WRITES = {
    "cut": _Key.Cut, "paste": _Key.Paste, "delete": _Key.Delete,
    "delete word": _Key.DeleteEndOfWord, "erase word": _Key.DeleteStartOfWord,
}  # fmt: skip
_LEAVES = {Qt.Key.Key_Up: "-1", Qt.Key.Key_Down: "1"}
_WINDOWS = {Qt.Key(code) for code in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1) if chr(code) not in "ACVX"}
"""With Ctrl these are the window's, though some systems move the cursor with them: Ctrl+E exports."""
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Command(NamedTuple):
    """What a key means: where the cursor goes, what is done, which way one leafs, or what is typed."""

    kind: Literal["move", "do", "leaf", "type"]
    what: str
    extend: bool = False


def command(event: QKeyEvent, editable: bool) -> Command | None:
    """Return what a key means to the text; None: nothing."""
    held = event.modifiers() & _HELD
    if held == Qt.KeyboardModifier.AltModifier and event.key() in _LEAVES:
        return Command("leaf", _LEAVES[Qt.Key(event.key())])
    if held == Qt.KeyboardModifier.ControlModifier and event.key() in _WINDOWS:
        return None
    for what, (plain, extending) in _MOVES.items():
        if event.matches(plain) or event.matches(extending):
            return Command("move", what, event.matches(extending))
    known = _READS | _WRITES if editable else _READS
    done = next((what for what, key in known.items() if event.matches(key)), "")
    if editable and not done and event.key() == Qt.Key.Key_Backspace and held == Qt.KeyboardModifier.NoModifier:
        done = "erase"
    return Command("do", done) if done else _typed(event, held) if editable else None


def _typed(event: QKeyEvent, held: Qt.KeyboardModifier) -> Command | None:
    if held not in (Qt.KeyboardModifier.NoModifier, _ALT_GR):
        return None
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return None if held == _ALT_GR else Command("type", "\n")
    text = event.text()
    return Command("type", text) if text and text >= " " and text != "\x7f" else None
