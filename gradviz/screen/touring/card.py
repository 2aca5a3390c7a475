"""The card of a stop: a title, two sentences, where one is, and the way on, back and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PyQt6.QtCore import QEvent, QMargins, QObject, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gradviz.charts.markup import to_html, to_plain
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look, label
from gradviz.screen.messages.floating import Floating
from gradviz.screen.touring.placing import GAP, beside

WIDTHS = (336, 244)
"""At normal type size; the slim one stands in a side panel."""
_MARGIN = 14
_ON = (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp)


class Card(Floating):
    """Stands beside what it speaks of; within one stop it never becomes smaller, so that it does not twitch.

    Signals
    -------
    stepped : int
        The next stop (1) or the one before (−1) is wanted.
    ended : ()
        The tour has been seen enough of.
    """

    stepped = pyqtSignal(int)
    ended = pyqtSignal()

    def __init__(self, over: QWidget, look: Look) -> None:
        super().__init__(over, "popover", "Tour")
        explains(self, "part/tour")
        self._look = look
        self._target, self._clear = QRect(), tuple[QRect, ...]()
        self._tallest: dict[int, int] = {}
        self._title, self._count, self._words = label("", "title"), label("", "caption"), label("")
        for words in (self._title, self._words):
            words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self.end = self._button("End", "End the tour; the window is as it was before (Escape)")
        self.back = self._button("Back", "The stop before (← or Page Up)")
        self.next = self._button("Next", "The next stop (→, Page Down or Space)")
        self.next.setProperty("look", "primary")
        self.end.clicked.connect(lambda *_: self.ended.emit())
        self.back.clicked.connect(lambda *_: self.stepped.emit(-1))
        self.next.clicked.connect(lambda *_: self.stepped.emit(1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    def begin(self, title: str, place: int, count: int) -> None:
        """Be the card of another stop."""
        self._tallest.clear()
        self._title.setText(title)
        self._count.setText(f"{place + 1} of {count}")
        self.setAccessibleName(f"Tour, stop {place + 1} of {count}: {title}")
        self.back.setEnabled(place > 0)
        self.next.setText("Next" if place + 1 < count else "Done")
        self.show()
        self.next.setFocus()

    def say(self, words: str) -> None:
        """Say something else about the same."""
        html = to_html(words)
        if html != self._words.text():
            self._words.setText(html)
            self.setAccessibleDescription(to_plain(words))
            self.settle()

    def aim(self, target: QRect, clear: Sequence[QRect]) -> None:
        """Stand beside a place, and leave others free as far as there is room."""
        self._target, self._clear = target, tuple(clear)
        self.settle()

    def grow_anew(self) -> None:
        """Take another size of type."""
        self._tallest.clear()
        self.settle()

    def place(self, room: QSize) -> QRect:
        """Stand beside what it speaks of, broad or slim."""
        inside = room.shrunkBy(QMargins(GAP, GAP, GAP, GAP))
        sizes = []
        for wanted in WIDTHS:
            width = min(self._look.px(wanted), inside.width())
            self._tallest[width] = max(self._tallest.get(width, 0), self.heightForWidth(width))
            sizes.append(QSize(width, min(self._tallest[width], inside.height())))
        return beside(room, self._target, self._clear, sizes)

    def takes(self, event: QKeyEvent) -> bool:
        """Return whether a key means something to the tour."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and event.key() in (*_ON, *_BACK, Qt.Key.Key_Escape)

    def press(self, event: QKeyEvent) -> None:
        """Do what a key means."""
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        elif event.key() in _ON or self.back.isEnabled():
            self.stepped.emit(1 if event.key() in _ON else -1)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Take the keys before a button does, which would go to its neighbour; Space presses the button it is on."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and watched is not self.parent():
            stroke = cast("QKeyEvent", event)
            if self.takes(stroke) and stroke.key() != Qt.Key.Key_Space:
                self.press(stroke)
                return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802 - Qt's name
        """Let Tab go around within the card."""
        buttons = [button for button in (self.end, self.back, self.next) if button.isEnabled()]
        _beside(buttons, self.focusWidget(), 1 if next else -1).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _button(self, words: str, tip: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setToolTip(tip)
        made.setAccessibleName(tip.partition(" (")[0])
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.installEventFilter(self)
        return made

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBaseline)
        foot.setSpacing(6)
        foot.addWidget(self.end)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)


def _beside(buttons: list[QPushButton], now: QWidget | None, by: int) -> QPushButton:
    """Return the button beside the one that has the keyboard; around the end it goes on at the beginning."""
    at = next((place for place, button in enumerate(buttons) if button is now), -by)
    return buttons[(at + by) % len(buttons)]
