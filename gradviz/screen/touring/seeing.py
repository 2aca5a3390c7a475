"""What the window shows at this moment: the words' part of it, and how much of a widget is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QRect
from PyQt6.QtWidgets import QWidget

from gradviz.screen.touring.words import Seen

if TYPE_CHECKING:
    from gradviz.checked import Check
    from gradviz.screen.window import Window


def seen(window: Window, checks: Sequence[Check]) -> Seen:
    """Return what the tour speaks of."""
    session = window.session
    results = () if session.answer is None else session.answer.results
    return Seen(results, session.moment.at, tuple(checks), _follows(window))


def part_seen(widget: QWidget | None, body: QWidget) -> QRect:
    """Return the part of a widget that is seen, in the coordinates of what holds all of them; empty: nothing."""
    if widget is None or not widget.isVisibleTo(body):
        return QRect()
    part, at = widget.rect(), widget
    while at is not body:
        above = at.parentWidget()
        if above is None or at.isWindow():
            return QRect()  # it floats beside the window
        part = part.translated(at.pos()).intersected(above.rect())
        at = above
    return part


def _follows(window: Window) -> str:
    """Return what the watched cell follows: ``strings in double quotes: AUC 0.98``."""
    watched = window.cells.session.watching.watched if window.has("cells") else None
    if watched is None or watched.score is None:
        return ""
    from gradviz.screen.reading.words import score_words

    return f"{watched.score.label.phrase} ({score_words(watched.score)})"
