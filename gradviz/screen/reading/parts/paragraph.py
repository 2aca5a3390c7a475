"""Quiet words that wrap: a sentence of a panel."""

from __future__ import annotations

import html
import math
import re

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QSizePolicy

from gradviz.screen.controls.words import LONG_WORD
from gradviz.screen.look.theme import Look

READING = "reading…"
"""What stands where nothing is known yet."""


_LEADING = 1.2
"""Lines stand so many times farther apart than the font asks for."""


class Paragraph(QLabel):
    """Plain words in as many lines as it needs, and never fewer than ``lines``: what is below it stays where it is."""

    def __init__(self, words: str, look: Look, lines: int = 1, style: str = "caption") -> None:
        super().__init__()
        self._look, self._lines = look, lines
        self.words = ""
        self.setProperty("look", style)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.say(words)
        self._resize()
        look.changed.connect(self._resize)

    def say(self, words: str) -> None:
        """Show other words; a very long one may break."""
        if words != self.words:
            self.words = words
            whole = html.escape(re.sub(rf"(\S{{{LONG_WORD}}})(?=\S)", "\\1\u200b", words))
            self.setText(f"<p style='line-height:{_LEADING:.0%}; white-space:pre-wrap'>{whole}</p>")
            self.setAccessibleName(words)

    def _resize(self) -> None:
        self.ensurePolished()
        self.setMinimumHeight(math.ceil(self._lines * _LEADING * self.fontMetrics().lineSpacing()))
