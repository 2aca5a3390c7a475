"""What the network expects after the character at the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtGui import QFontMetricsF, QResizeEvent

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.literal import literal
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import type_of
from gradviz.screen.reading.parts.paragraph import READING, Paragraph
from gradviz.screen.reading.side.expected import Bars, Expected
from gradviz.screen.reading.side.section import Section

_TITLE = "Next comes"


class NextPart(Section):
    """Says which characters are the likeliest, and which one comes."""

    def __init__(self, look: Look) -> None:
        super().__init__(_TITLE)
        explains(self, "part/next")
        self._look, self._after = look, ""
        self.bars = Bars(look)
        self.words = Paragraph(READING, look)
        self.column.setSpacing(4)
        self.column.addWidget(self.bars)
        self.column.addWidget(self.words)
        self.say(READING)
        look.changed.connect(self._fit)

    def set_expected(self, after: str, rows: Sequence[Expected]) -> None:
        """Show what is expected after some characters."""
        self._after = after
        self._fit()
        self.bars.show_rows(rows)
        self.bars.show()
        self.words.hide()

    def say(self, words: str) -> None:
        """Say why nothing is expected."""
        self._after = ""
        self._fit()
        self.words.say(words)
        self.bars.hide()
        self.words.show()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Quote as many characters as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._after:
            self.title.setText(_TITLE)
            self.title.setToolTip("")
        else:
            metrics = type_of(self._look.font).strong(14).metrics
            self.title.setText(_heading(self._after, self.width(), metrics))
            self.title.setToolTip(literal(_quoting(self._after)))


def _heading(after: str, width: int, metrics: QFontMetricsF) -> str:
    """Return the heading with as many of the last characters as fit."""
    words, left = _quoting(after), after
    while metrics.horizontalAdvance(words) > width and left:
        left = left[1:]
        words = _quoting("…" + left)
    return words


def _quoting(after: str) -> str:
    return f"After “{after}”, next comes"
