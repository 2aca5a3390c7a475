"""A calm message over the bottom edge of the picture; the last picture stays behind it."""

from __future__ import annotations

import time

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import label
from gradviz.screen.messages.floating import Floating
from gradviz.screen.messages.sentences import details, sentence

MARGIN = 12
STORM = 0.5
"""Seconds within which a repeated error is only counted: drawing its count could raise it again."""


class Banner(Floating):
    """Shows one failure at a time; the same one again only raises its count.

    Parameters
    ----------
    over
        The widget whose bottom edge it covers; it is its parent and is followed when it resizes.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "banner", "Message")
        explains(self, "part/message")
        self._told, self._traceback = "", ""
        self._times, self._drawn = 0, 0.0
        self._words = label("", parent=self)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = QPushButton("Details", self)
        self._more.clicked.connect(self._show_details)
        self._more.setToolTip("What a programmer needs to know of it, to be copied")
        dismiss = QPushButton("Dismiss", self)
        dismiss.setToolTip("Take this message away")
        dismiss.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 8, 8, 8)
        row.addWidget(self._words, 1)
        for button in (self._more, dismiss):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)

    def report(self, error: BaseException) -> None:
        """Show an error; an unexpected one offers its traceback."""
        told = sentence(error)
        self._times = self._times + 1 if told == self._told and self.isVisible() else 1
        self._told, self._traceback = told, details(error)
        if self._times > 1 and time.monotonic() - self._drawn < STORM:
            return
        self._drawn = time.monotonic()
        self._words.setText(told + (f"  (×{self._times})" if self._times > 1 else ""))
        self._more.setVisible("inside gradviz" in told)
        self.show()
        self.settle()

    def dismiss(self) -> None:
        """Take the message away."""
        self.hide()

    def place(self, room: QSize) -> QRect:
        """Stand at the bottom edge."""
        width = min(room.width() - 2 * MARGIN, 760)
        height = self.heightForWidth(width)
        return QRect((room.width() - width) // 2, room.height() - height - MARGIN, width, height)

    def _show_details(self) -> None:
        from gradviz.screen.messages.details import Details

        Details(self._told, self._traceback, self.window()).open()
