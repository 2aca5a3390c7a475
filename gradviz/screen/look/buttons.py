"""Small buttons that say by an icon what they do."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QToolButton


def icon_button(name: str, tip: str, then: Callable[[], object]) -> QToolButton:
    """Return a button that is called like its icon, which its owner sets; the tip without its key is its name."""
    made = QToolButton()
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setAccessibleName(tip.partition(" (")[0])
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda *_: then())
    return made
