"""Characters as pictures of one cell each: drawn once, so that none can shift the grid."""

from __future__ import annotations

import math

import numpy as np
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from gradviz.charts.terms import Array
from gradviz.screen.reading.text.measure import Measure
from gradviz.screen.reading.text.pixels import pixels_of
from gradviz.screen.reading.text.signs import CONTINUED, sign

BLANK, GOES_ON = 32, 0x110000
"""The codes of an empty cell, and of the sign before a line that goes on: the one after all code points."""

_TOGETHER = 256
"""How many are drawn into one picture: a wider one would pass the limits of a painter."""
_SMALL = 0.8
_PALE = 0.75
"""How much of its strength a white pixel of a coloured character loses: a face keeps its eyes in one colour, too."""


class Glyphs:
    """The characters that were seen so far, as coverage in cells of one size."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._number = np.zeros(GOES_ON + 1, np.int32)
        self._cover = np.zeros((1, measure.row, measure.cell), np.uint32)
        self._quiet = np.zeros(1, bool)
        own = measure.font.pixelSize() * measure.ratio
        self._font, self._small = (_sized(measure.font, size) for size in (own, _SMALL * own))
        self._base = (measure.band.start + measure.band.stop + QFontMetricsF(self._font).capHeight()) / 2

    def numbers(self, codes: Array) -> Array:
        """Return the number of every code's glyph; new ones are drawn."""
        new = np.unique(codes[self._number[codes] == 0])
        for first in range(0, len(new), _TOGETHER):
            self._add(new[first : first + _TOGETHER])
        return self._number[codes]

    def quiet(self, codes: Array) -> Array:
        """Return whether each is a sign that only stands for its character."""
        numbers = self.numbers(codes)  # first: it may draw new ones
        return self._quiet[numbers]

    def mask(self, codes: Array) -> Array:
        """Return the coverage of a page of codes, (rows, columns), as pixels 0xAA000000 of its whole size."""
        rows, columns = codes.shape
        numbers = self.numbers(codes)
        cover = self._cover[numbers].transpose(0, 2, 1, 3)
        return cover.reshape(rows * self._measure.row, columns * self._measure.cell)

    def _add(self, codes: Array) -> None:
        signs = [(CONTINUED, True) if code == GOES_ON else sign(chr(code)) for code in codes.tolist()]
        row, cell = self._measure.row, self._measure.cell
        strip = self._drawn(signs).reshape(row, len(codes), cell).transpose(1, 0, 2)
        self._number[codes] = np.arange(len(self._quiet), len(self._quiet) + len(codes))
        self._cover = np.concatenate([self._cover, strip])
        self._quiet = np.concatenate([self._quiet, [quiet for _, quiet in signs]])

    def _drawn(self, signs: list[tuple[str, bool]]) -> Array:
        """Return the coverage of signs side by side."""
        row, cell = self._measure.row, self._measure.cell
        strip = QImage(cell * len(signs), row, QImage.Format.Format_ARGB32_Premultiplied)
        strip.fill(0)
        painter = QPainter(strip)
        painter.setPen(QColor("black"))
        for place, (words, quiet) in enumerate(signs):
            painter.save()
            painter.setClipRect(QRectF(place * cell, 0, cell, row))
            painter.translate(place * cell, 0)
            self._draw(painter, words, self._small if quiet else self._font)
            painter.restore()
        painter.end()
        channels = pixels_of(strip).view(np.uint8).reshape(row, cell * len(signs), 4).astype(np.uint32)
        bright = channels[..., :3] @ np.array([0.07, 0.72, 0.21]) * _PALE
        cover: Array = (channels[..., 3] - bright.astype(np.uint32)) << 24
        return cover

    def _draw(self, painter: QPainter, words: str, font: QFont) -> None:
        """Draw in the middle of the cell; what is too wide is condensed."""
        wide = QFontMetricsF(font).horizontalAdvance(words)
        narrow = min(1.0, self._measure.cell / wide) if wide > self._measure.cell + 0.5 else 1.0
        left = (self._measure.cell - wide * narrow) / 2
        painter.translate(round(left) if narrow == 1 else left, round(self._base))
        painter.scale(narrow, math.sqrt(narrow))
        painter.setFont(font)
        painter.drawText(QPointF(0, 0), words)


def _sized(font: QFont, pixels: float) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(1, round(pixels)))
    made.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)  # coverage has no colour
    return made
