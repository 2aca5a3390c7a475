"""The badge of a checked answer: how far autograd is from what the picture shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel

from gradviz.screen.asking.session import Session
from gradviz.screen.explaining.declared import explains

if TYPE_CHECKING:
    from gradviz.checked import Check

CHECKING = "checking against autograd…"


class Badge(QLabel):
    """Follows the session; it is there only while what it says is about the shown answer."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName("Check against autograd")
        explains(self, "part/check")
        self.setMinimumWidth(1)  # a long sentence is cut, rather than the window made broader
        self._resting = False
        self._show("", False)
        session.checking.connect(lambda: self._show(CHECKING, False))
        session.checked.connect(self._tell)

    def rest(self, resting: bool) -> None:
        """Be not there while another page is shown, or come back."""
        self._resting = resting
        self.setVisible(bool(self.text()) and not resting)

    def _tell(self, checks: Sequence[Check]) -> None:
        if not checks:
            self._show("", False)
            return
        worst = max(checks, key=_badness)
        letters = "AB" if len(checks) > 1 else [""]
        letter = "" if worst.agrees or len(checks) == 1 else f"{'AB'[checks.index(worst)]}: "
        self._show(letter + worst.sentence, not worst.agrees)
        self.setToolTip("".join(_details(*pair) for pair in zip(letters, checks, strict=True)))

    def _show(self, words: str, wrong: bool) -> None:
        self.setText(words)
        self.setToolTip("")
        self.setVisible(bool(words) and not self._resting)
        if self.property("look") != (look := "check-wrong" if wrong else "check"):
            self.setProperty("look", look)
            if (style := self.style()) is not None:
                style.polish(self)


def _badness(check: Check) -> tuple[bool, bool, bool, float]:
    difference = check.max_relative_difference
    return not check.agrees, math.isnan(difference), bool(check.left_out), difference


def _details(letter: str, check: Check) -> str:
    """Return how the check was made, what was compared and what was not, as rich text."""
    where = f"; the largest difference is in {check.worst}" if check.worst else ""
    lines = [escape(f"{check.method}{where}"), *map(escape, check.covered)]
    lines += [f"<i>not compared:</i> {escape(line)}" for line in check.left_out]
    return f"<p><b>{letter} {escape(check.sentence)}</b><br>{'<br>'.join(lines)}</p>"
