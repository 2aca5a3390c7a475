"""An owner of a text, and hands that type and point."""

from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication

from tests.screen.picture.pixels import grab

Key, Held = Qt.Key, Qt.KeyboardModifier
CODE = 'def load(path):\n    """Read it."""\n    return path\n'


class Owner:
    """Owns the text, and does at once what is wished."""

    def __init__(self, view):
        self.view, self.text, self.at = view, "", 0
        self.wishes, self.changes, self.heard = [], [], {}
        view.taken.connect(self.take)
        view.changed.connect(self.change)
        for name in ("selected", "seen", "hovered", "dropped", "leafed"):
            getattr(view, name).connect(lambda *what, name=name: self.heard.setdefault(name, []).append(what))

    def put(self, text, at=0):
        self.text = text
        self.view.set_text(text)
        self.take(at)
        self.wishes.clear()

    def take(self, at):
        self.wishes.append(at)
        self.at = at
        self.view.set_cursor(at)

    def change(self, place, removed, inserted):
        self.changes.append((place, removed, inserted))
        self.text = self.text[:place] + inserted + self.text[place + removed :]
        self.view.splice(place, removed, inserted)
        self.take(place + len(inserted))


def press(qtbot, view, *keys, held=Held.NoModifier):
    for key in keys:
        qtbot.keyClick(view, key, held)


def point(view, place, share=0.5):
    """A point in the cell of a character, as far from its left edge as ``share`` says."""
    box = view.box(place)
    return QPoint(int(box.left() + share * box.width()), int(box.center().y()))


def mouse(view, kind, where, button=Qt.MouseButton.LeftButton, held=Held.NoModifier):
    buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    at = QPointF(where)
    event = QMouseEvent(kind, at, view.pane.mapToGlobal(at), button, buttons, held)
    QApplication.sendEvent(view.pane, event)


def drag(view, first, last):
    mouse(view, QEvent.Type.MouseButtonPress, first)
    mouse(view, QEvent.Type.MouseMove, last)
    mouse(view, QEvent.Type.MouseButtonRelease, last)


def colour_of(view, place, up=2):
    """The colour behind a character, in a corner of its cell that no character reaches."""
    box = view.box(place)
    return grab(view)[int(box.top()) + up, int(box.left()) + 1]


def cell(view, place):
    box = view.box(place).toRect()
    return slice(box.top(), box.bottom() + 1), slice(box.left(), box.right() + 1)
