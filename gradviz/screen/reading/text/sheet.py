"""The visible lines as one picture: colours of a pixel a cell, scaled up, under characters that are kept as coverage.

A colour that changes costs no drawing of characters: the colours of all of them are scaled up likewise, and what
their coverage leaves of it is put over the ground.
"""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QImage, QPainter

from gradviz.charts.terms import Array
from gradviz.screen.reading.text.cells import Cells
from gradviz.screen.reading.text.content import Content
from gradviz.screen.reading.text.glyphs import Glyphs
from gradviz.screen.reading.text.lines import Lines
from gradviz.screen.reading.text.measure import Measure
from gradviz.screen.reading.text.pixels import picture
from gradviz.screen.reading.text.tints import Tints

_SOLID = QImage.Format.Format_RGB32
_CLEAR = QImage.Format.Format_ARGB32_Premultiplied
_FULL = np.uint32(0xFF000000)
_DOTS = 5
"""A cell's width has so many dots and gaps between them."""


class Sheet:
    """Draws what changed, and keeps the rest."""

    def __init__(self, measure: Measure, tints: Tints) -> None:
        self._measure, self._tints = measure, tints
        self._glyphs = Glyphs(measure)
        self._shown: tuple[int, int] | None = None
        self._fresh = False
        self._ink, self._page = QImage(), QImage()

    def new_colours(self) -> None:
        """Forget the colours."""
        self._fresh = False

    def new_text(self) -> None:
        """Forget the characters, too."""
        self._shown, self._fresh = None, False

    def draw(self, content: Content, lines: Lines, shown: tuple[int, int], selection: tuple[int, int]) -> QImage:
        """Return the picture of ``shown``: the first line, and how many."""
        if self._shown != shown:
            self._set(Cells(content, lines, *shown))
            self._shown, self._fresh = shown, False
        if not self._fresh:
            self._colour(selection)
            self._fresh = True
        return self._page

    def _set(self, cells: Cells) -> None:
        """Set the characters, as coverage in a picture of its own."""
        self._cells = cells
        self._quiet = self._glyphs.quiet(cells.codes)
        self._cover = self._glyphs.mask(cells.codes)
        self._dot(cells.strange())
        height, width = self._cover.shape
        if (self._page.width(), self._page.height()) != (width, height):
            self._ink, self._page = QImage(width, height, _CLEAR), QImage(width, height, _SOLID)

    def _dot(self, strange: Array) -> None:
        """Put a dotted line under some characters, in the colour that they are written in."""
        cover = self._cover.reshape(len(strange), self._measure.row, -1, self._measure.cell)
        cover.transpose(0, 2, 1, 3)[strange] |= dots(self._measure)

    def _colour(self, selection: tuple[int, int]) -> None:
        kinds = self._cells.grounds(selection)
        ground = self._stripes(kinds)
        ink = np.where(self._quiet, self._tints.quiet[kinds], self._tints.ink[kinds])
        whole = QRect(0, 0, self._ink.width(), self._ink.height())
        painter = QPainter(self._ink)
        painter.drawImage(whole, picture(ink, _SOLID))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(whole, picture(self._cover, _CLEAR))
        painter.end()
        self._page.setDevicePixelRatio(1)
        painter = QPainter(self._page)
        painter.drawImage(whole, picture(ground, _SOLID))
        painter.drawImage(whole, self._ink)
        painter.end()
        self._page.setDevicePixelRatio(self._measure.ratio)

    def _stripes(self, kinds: Array) -> Array:
        """Return all but the characters, every row in its full height, one pixel wide a cell."""
        tints, (rows, columns) = self._tints, kinds.shape
        ground, mark = tints.ground[kinds], self._cells.marks()
        strength = tints.strength(self._cells.under())
        around = np.where(kinds >= len(tints.ground) // 2, np.uint32(tints.chosen), np.uint32(tints.window))
        made = np.repeat(around[:, None], self._measure.row, axis=1)
        made[:, self._measure.band] = ground[:, None]
        made[:, self._measure.mark] = np.where(mark, np.uint32(tints.mark), around)[:, None]
        made[:, self._measure.bar] = np.where(strength > 0, tints.bar[strength], around)[:, None]
        return made.reshape(rows * self._measure.row, columns)


def dots(measure: Measure) -> Array:
    """Return the coverage of a dotted line at the foot of a cell, (row, cell)."""
    wide, made = max(1, round(measure.cell / _DOTS)), np.zeros((measure.row, measure.cell), np.uint32)
    across = np.arange(measure.cell) // wide % 2 == 0
    made[measure.band.stop - 2 * wide : measure.band.stop - wide, across] = _FULL
    return made
