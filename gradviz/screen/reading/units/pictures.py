"""Rows as pictures: each is drawn once, and as long as it is near it is only put in its place."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPixmap

from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import Type, type_of
from gradviz.screen.reading.units.row import GAP, NUMBER, SMALL, WORDS, Columns, Row, letter_of, two_lines
from gradviz.screen.reading.units.spark import lines

if TYPE_CHECKING:
    from gradviz.language.unit import Unit

Spark = Callable[["Unit"], "npt.NDArray[Any] | None"]

PAD = 9
"""From the edge of a row to its words."""
_REMEMBERED = 300
_SPARK = 20


class Pictures:
    """Draws rows; sparks are asked for when a row is drawn first, and remembered."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._spark: Spark = lambda _: None
        self._values: dict[Unit, npt.NDArray[Any] | None] = {}
        self._drawn: OrderedDict[Row, QPixmap] = OrderedDict()
        self._columns = Columns(0, 0, 0, False, False)
        self._size, self._ratio = QSize(), 1.0

    def set_sparks(self, of: Spark) -> None:
        """Ask for sparks here from now on."""
        self._spark = of
        self.forget_sparks()

    def forget_sparks(self) -> None:
        """Ask for every spark again."""
        self._values.clear()
        self._drawn.clear()

    def arrange(self, columns: Columns, size: QSize, ratio: float) -> None:
        """Take the columns of the list, and the size of a row in a window of so many pixels a point."""
        if (columns, size, ratio) != (self._columns, self._size, self._ratio):
            self._columns, self._size, self._ratio = columns, size, ratio
            self.redraw()

    def redraw(self) -> None:
        """Draw every row anew, in other colours or sizes."""
        self._drawn.clear()

    def of(self, row: Row) -> QPixmap:
        """Return the picture of a row."""
        if row in self._drawn:
            self._drawn.move_to_end(row)
        else:
            self._drawn[row] = self._draw(row)
            if len(self._drawn) > _REMEMBERED:
                self._drawn.popitem(last=False)
        return self._drawn[row]

    def _values_of(self, unit: Unit) -> npt.NDArray[Any] | None:
        if unit not in self._values:
            self._values[unit] = self._spark(unit)
        return self._values[unit]

    def _draw(self, row: Row) -> QPixmap:
        values = self._values_of(row.unit)
        picture = QPixmap(self._size * self._ratio)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        type_, gap = type_of(self._look.font), self._look.px(GAP)
        left = self._look.px(PAD)
        right = self._size.width() - left
        self._number(painter, row.unit, left, type_)
        left += round(self._columns.number) + gap
        self._words(painter, row.words, left, type_)
        self._score(painter, row.score, right, type_)
        left += round(self._columns.words) + gap
        right -= round(self._columns.score) + gap if self._columns.score else 0
        if values is not None and right > left:
            self._line(painter, values, QRectF(left, 0, right - left, self._size.height()))
        painter.end()
        return picture

    def _number(self, painter: QPainter, unit: Unit, left: float, type_: Type) -> None:
        theme, columns, strong = self._look.theme, self._columns, type_.strong(NUMBER)
        baseline = self._middle(strong.metrics.capHeight()) - (type_.px(6) if columns.layered else 0)
        painter.setFont(strong.font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF(left, baseline), str(unit.index))
        painter.setPen(QColor(theme.secondary))
        if columns.mixed:
            painter.setFont(type_.face(WORDS).font)
            painter.drawText(
                QPointF(left + strong.metrics.horizontalAdvance(str(unit.index)), baseline), f" {letter_of(unit)}"
            )
        if columns.layered:
            painter.setFont(type_.face(SMALL).font)
            painter.drawText(QPointF(left, baseline + type_.px(13)), f"layer {unit.layer}")

    def _words(self, painter: QPainter, words: str, left: float, type_: Type) -> None:
        metrics = type_.face(WORDS).metrics
        shown = two_lines(words, self._columns.words, metrics)
        painter.setFont(type_.face(WORDS).font)
        painter.setPen(QColor(self._look.theme.secondary))
        baseline = self._middle(metrics.capHeight()) - (len(shown) - 1) * type_.px(14) / 2
        for line in shown:
            cut = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self._columns.words + 1)
            painter.drawText(QPointF(left, baseline), cut)
            baseline += type_.px(14)

    def _score(self, painter: QPainter, score: str, right: float, type_: Type) -> None:
        face = type_.face(WORDS)
        painter.setFont(face.font)
        painter.setPen(QColor(self._look.theme.secondary))
        painter.drawText(
            QPointF(right - face.metrics.horizontalAdvance(score), self._middle(face.metrics.capHeight())), score
        )

    def _line(self, painter: QPainter, values: npt.NDArray[Any], room: QRectF) -> None:
        tall = min(self._look.px(_SPARK), room.height())
        painter.setPen(QPen(QColor(self._look.theme.secondary), 1))
        for part in lines(values, QRectF(room.left(), (room.height() - tall) / 2, room.width(), tall)):
            painter.drawPolyline(part)

    def _middle(self, capitals: float) -> float:
        return (self._size.height() + capitals) / 2
