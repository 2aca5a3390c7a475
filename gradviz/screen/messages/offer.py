"""Something is offered under the pictures: a sentence, what one may do about it, and Dismiss."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gradviz.screen.look.theme import label

_SIDE, _AIR = 16, 6
_DISMISS = "Dismiss"


class Offer(QWidget):
    """Has a strip of its own, over which nothing lies, until it is taken or dismissed; it waits while one presents.

    Attributes
    ----------
    stands
        Whether something is offered or said, if only later.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("offer")
        self.setAccessibleName("Offer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.stands, self._resting = False, False
        self._then: Callable[[], object] | None = None
        self._end: Callable[[], object] | None = None
        self._words = label("")
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.taking, self.dismissing = QPushButton(), QPushButton(_DISMISS)
        self.taking.setToolTip("Do what is offered")
        self.dismissing.setToolTip("Leave it; nothing else happens")
        self.taking.clicked.connect(lambda *_: self._close(self._then))
        self.dismissing.clicked.connect(lambda *_: self._close(self._end))
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, _AIR, _SIDE, _AIR)
        row.addWidget(self._words, 1)
        for button in (self.taking, self.dismissing):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.hide()

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
            self.withdraw()

    def withdraw(self) -> None:
        """Offer it no longer."""
        self.stands = False
        self.hide()

    def rest(self, resting: bool) -> None:
        """Wait while a lecture is given, and stand there again behind it."""
        self._resting = resting
        self.setVisible(self.stands and not resting)

    def _show(
        self, words: str, taking: str, then: Callable[[], object] | None, end: Callable[[], object] | None
    ) -> None:
        self._then, self._end = then, end
        self._words.setText(words)
        self.taking.setText(taking)
        self.taking.setVisible(bool(taking))
        self.stands = True
        self.setVisible(not self._resting)

    def _close(self, then: Callable[[], object] | None) -> None:
        self.withdraw()
        if then is not None:
            then()
