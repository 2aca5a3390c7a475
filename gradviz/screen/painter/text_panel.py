"""The panel with the text that is read: one character a step, under its step."""

from __future__ import annotations

import math

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QPainter, QPen

from gradviz.screen.painter.panel import PanelPainter, Story
from gradviz.screen.painter.typeset import Face

_SIZE, _SMALLEST = 13, 7.8
"""The type that is wanted, and the smallest that is set: 120 characters fit where a window of 1280 pixels has them."""


class TextPanel(PanelPainter):
    """All characters where they fit; else those around the cursor, the current one under it."""

    def prepare(self) -> None:
        """Choose the largest type in which the characters fit under their steps."""
        type_ = self.ink.type
        step = (self.scale.right - self.scale.left) / (self.scale.high - self.scale.low)
        wide = type_.face(100, family="mono").metrics.horizontalAdvance("m") / 100
        size = min(float(_SIZE), step / wide) if wide else 0.0
        self.fits = size >= _SMALLEST
        self.face: Face = type_.face(math.floor(2 * size) / 2 if self.fits else _SIZE, family="mono")

    def background(self, painter: QPainter) -> None:
        """Draw the header, and the characters that fit."""
        self.header(painter)
        if self.fits:
            low, high = self._visible()
            for step in range(low, high + 1):
                self._put(painter, step, self.scale.px(step), self.ink.text)

    def note(self) -> str:
        """Return a word on what is shown when not all characters fit."""
        return "" if self.fits else "those around the cursor"

    def tell(self, story: Story) -> None:
        """There is no scene item."""

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Cover what has not been read yet, and frame the character at the cursor."""
        plot, at, ahead = self.place.plot, story.moment.at, self._ahead
        forward = story.moment.phase == "forward"
        if not self.fits:
            self._around(painter, story.moment.step, ahead, forward)
        elif forward:
            left = min(max(self.scale.px(at + 0.5), self.scale.left), self.scale.right)
            painter.fillRect(QRectF(left, plot.top(), plot.right() + 8 - left, plot.height()), self.ink.window)
        elif ahead:
            self._uncrossed(painter, at)
        if self._character(at + ahead) and self.scale.low <= at + ahead <= self.scale.high:
            self._framed(painter, at + ahead, self.scale.px(at + ahead if self.fits else story.moment.step))

    def words(self, step: int, y: float) -> str:  # noqa: ARG002
        """Return the character that is read at a step."""
        character = self._character(step)
        shown = {" ": "␣"}.get(character, character)
        return f"t = {step} · reads “{shown}”" if character else f"t = {step} · reads nothing"

    def _visible(self) -> tuple[int, int]:
        text = self.panel.characters
        last = int(text.first) + len(text.text) - 1 if text else 0
        return max(int(text.first) if text else 1, math.ceil(self.scale.low)), min(last, math.floor(self.scale.high))

    def _character(self, step: int) -> str:
        text = self.panel.characters
        index = step - int(text.first) if text else -1
        return text.text[index] if text and 0 <= index < len(text.text) else ""

    def _put(self, painter: QPainter, step: int, x: float, colour: QColor) -> None:
        made = self.face.words(self._character(step))
        made.draw_centred(painter, x, self._baseline(), colour)

    @property
    def _ahead(self) -> int:
        """How many steps behind the cursor the framed character is read: 1 where the cursor stands before it."""
        return int(self.panel.characters is not None and self.panel.characters.ahead)

    def _around(self, painter: QPainter, step: float, ahead: int, forward: bool) -> None:
        """Draw the neighbours of the current character side by side, as far as the plot reaches."""
        wide, centre, at = self.face.metrics.horizontalAdvance("m"), self.scale.px(step), round(step) + ahead
        left = int((centre - self.scale.left) / wide)
        right = 0 if forward else int((self.scale.right - centre) / wide)
        for offset in range(-min(left, 40), min(right, 40) + 1):
            if offset and self._character(at + offset):
                self._put(painter, at + offset, centre + offset * wide, self.ink.secondary)

    def _uncrossed(self, painter: QPainter, step: int) -> None:
        """Draw the last character that was read again, over the cursor's line: the frame is beside it."""
        if self.scale.low <= step <= self.scale.high:
            x, plot = self.scale.px(step), self.place.plot
            half = (self.scale.px(1) - self.scale.px(0)) / 2
            painter.fillRect(QRectF(x - half, plot.top(), 2 * half, plot.height() + 1), self.ink.window)
            self._put(painter, step, x, self.ink.text)

    def _framed(self, painter: QPainter, step: int, x: float) -> None:
        plot = self.place.plot
        half = max(self.face.metrics.horizontalAdvance("m") / 2 + 1, 5)
        painter.setPen(QPen(self.ink.loss(), 1.5))
        painter.setBrush(self.ink.window)
        painter.drawRoundedRect(QRectF(x - half, plot.top() + 1, 2 * half, plot.height() - 2), 3, 3)
        self._put(painter, step, x, self.ink.text)

    def _baseline(self) -> float:
        return self.place.plot.center().y() + 1 + self.face.metrics.capHeight() / 2
