"""The icons: the program's own drawings, tinted by the theme."""

from __future__ import annotations

from functools import cache

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from gradviz.charts.style import Theme
from gradviz.screen.look.glyphs import DRAWN, GRID, Draw

_SIZES = (16, 20, 24, 32, 40, 48)


def icon(name: str, theme: Theme) -> QIcon:
    """Return an icon in the text colour of a theme; pale where its button is disabled.

    Raises
    ------
    KeyError
        When there is no such icon; `names` lists them.
    """
    return tinted(name, theme.text, theme.hairline)


@cache
def tinted(name: str, colour: str, pale: str) -> QIcon:
    """Return an icon in any colour, and in a paler one for a disabled button."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, colour, size))
        made.addPixmap(pixmap(name, pale, size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Return one icon, ``size`` pixels high and wide."""
    # An error while the painter is at work would end the program: a missing name must show before.
    draw = DRAWN[name]
    image = QPixmap(size, size)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _draw(painter, draw, QColor(colour), QRectF(0, 0, size, size))
    painter.end()
    return image


def paint(painter: QPainter, name: str, colour: QColor, place: QRectF) -> None:
    """Draw one icon into a rectangle of a painter."""
    _draw(painter, DRAWN[name], colour, place)


def _draw(painter: QPainter, draw: Draw, colour: QColor, place: QRectF) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / GRID, place.height() / GRID)
    line = QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    draw(painter)
    painter.restore()


def names() -> tuple[str, ...]:
    """Return the names of all icons."""
    return tuple(DRAWN)
