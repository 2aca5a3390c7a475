"""How large everything in the grid is, in pixels of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QFont, QFontMetricsF

from gradviz.screen.painter.typeset import type_of

TYPE = 16
_MARGIN, _TOP, _ROW = 30, 12, 28
_AIR = 1.06
"""Cells are a little wider than the type, so that a colour has a margin around its character."""
_MARK, _BAND, _BAR = (1, 2), (3, 23), (24, 27)
"""Between which heights of a row the label's line, the colour and the bar below it stand."""


@dataclass(frozen=True)
class Measure:
    """Lengths in device pixels, whole ones, so that no edge is blurred; ``ratio`` of them are a pixel of Qt's.

    Attributes
    ----------
    margin, top
        Where the first column and the first row begin.
    cell, row
        How wide a cell is, and how far rows are apart.
    mark, band, bar
        Between which heights of a row the label's line, the colour and the bar below it stand.
    """

    font: QFont
    ratio: float
    margin: int
    top: int
    cell: int
    row: int
    mark: slice
    band: slice
    bar: slice

    @classmethod
    def of(cls, font: QFont, ratio: float) -> Measure:
        """Return the lengths beside plain text of a font, on a screen with ``ratio`` device pixels a pixel."""
        type_ = type_of(font)
        mono = type_.face(TYPE, family="mono").font
        scale = type_.scale * ratio
        wide = QFontMetricsF(mono).horizontalAdvance("m") * _AIR * ratio
        return cls(
            font=mono,
            ratio=ratio,
            margin=round(_MARGIN * scale),
            top=round(_TOP * scale),
            cell=max(1, round(wide)),
            row=round(_ROW * scale),
            mark=_between(*_MARK, scale),
            band=_between(*_BAND, scale),
            bar=_between(*_BAR, scale),
        )

    @property
    def row_height(self) -> int:
        """How far rows are apart in Qt's pixels, at least."""
        return max(1, int(self.row / self.ratio))

    def columns(self, width: float) -> int:
        """Return how many cells fit beside the margin into ``width`` of Qt's pixels; one is left for a line end."""
        return max(8, (int(width * self.ratio) - self.margin) // self.cell - 1)

    def height(self, rows: int) -> int:
        """Return how high so many rows are with the room above and below them, in Qt's pixels."""
        return -int(-(rows * self.row + 2 * self.top) // self.ratio)

    def offset(self, value: int) -> int:
        """Return a scroll bar's value in device pixels."""
        return round(value * self.ratio)

    def cell_box(self, line: int, column: int, scrolled: int) -> QRectF:
        """Return the coloured part of a cell in Qt's pixels, when the view is scrolled by ``scrolled`` of them."""
        x = self.margin + column * self.cell
        y = self.top + line * self.row + self.band.start - self.offset(scrolled)
        high = self.band.stop - self.band.start
        return QRectF(x / self.ratio, y / self.ratio, self.cell / self.ratio, high / self.ratio)

    def at(self, x: float, y: float, scrolled: int) -> tuple[int, float]:
        """Return the line and the column under a point in Qt's pixels; the column is not a whole number."""
        line = int((y * self.ratio + self.offset(scrolled) - self.top) // self.row)
        return line, (x * self.ratio - self.margin) / self.cell


def _between(top: int, bottom: int, scale: float) -> slice:
    """Return the device pixels between two heights, at least one."""
    first = round(top * scale)
    return slice(first, max(first + 1, round(bottom * scale)))
