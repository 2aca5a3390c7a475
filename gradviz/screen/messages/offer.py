"""Something is offered over the picture: a sentence, what one may do about it, and Dismiss."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gradviz.screen.look.theme import label
from gradviz.screen.messages.floating import Floating

MARGIN, WIDTH = 12, 760
_DISMISS = "Dismiss"


class Offer(Floating):
    """Stands under the bar until it is taken or dismissed.

    Parameters
    ----------
    over
        The widget that it stands over.
    bar
        What stays free at the top edge of it.
    """

    def __init__(self, over: QWidget, bar: QWidget) -> None:
        super().__init__(over, "banner", "Offer")
        self._bar = bar
        self._then: Callable[[], object] | None = None
        self._end: Callable[[], object] | None = None
        self._words = label("", parent=self)
        self._words.setWordWrap(True)
        self.taking, self.dismissing = QPushButton(self), QPushButton(_DISMISS, self)
        self.taking.setToolTip("Do what is offered")
        self.dismissing.setToolTip("Leave it; nothing else happens")
        self.taking.clicked.connect(lambda *_: self._close(self._then))
        self.dismissing.clicked.connect(lambda *_: self._close(self._end))
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 8, 8, 8)
        row.addWidget(self._words, 1)
        for button in (self.taking, self.dismissing):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Say something that can only be dismissed."""
        self._show(words, "", None, None)
        self.dismissing.setText(_DISMISS)

    def offer(
        self, words: str, taking: str, then: Callable[[], object], end: Callable[[], object], leaving: str = _DISMISS
    ) -> None:
        """Offer something: ``taking`` is on the button that does ``then``, ``leaving`` on the one that does ``end``."""
        self._show(words, taking, then, end)
        self.dismissing.setText(leaving)

    def unsay(self) -> None:
        """Have said it; what is offered stays."""
        if self._then is None:
            self.hide()

    def place(self, room: QSize) -> QRect:
        """Stand under the bar."""
        width = min(room.width() - 2 * MARGIN, WIDTH)
        return QRect((room.width() - width) // 2, self._bar.height() + MARGIN, width, self.heightForWidth(width))

    def _show(
        self, words: str, taking: str, then: Callable[[], object] | None, end: Callable[[], object] | None
    ) -> None:
        self._then, self._end = then, end
        self._words.setText(words)
        self.taking.setText(taking)
        self.taking.setVisible(bool(taking))
        self.show()
        self.settle()

    def _close(self, then: Callable[[], object] | None) -> None:
        self.hide()
        if then is not None:
            then()
