"""Words on the picture: markup set with real subscripts and superscripts, measured before it is drawn."""

from __future__ import annotations

import re
from typing import NamedTuple

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gradviz.charts.markup import Script, runs
from gradviz.screen.frame.growth import framing

BODY = 13
"""The size of plain text in pixels at 100 %; a widget's own font says how much larger it is now."""

_SCRIPT_SIZE = 0.76
_SHIFT: dict[Script, float] = {"": 0.0, "^": -0.36, "_": 0.17}
_REMEMBERED = 1000
_CUT = re.compile(r"(\d[\d.,]*|.)$")
"""What goes first where there is no room: a letter, or a whole number: half of one would be another number."""
_MONOSPACE = ["JetBrains Mono", "DejaVu Sans Mono", "Menlo", "Consolas", "Courier New"]


class _Piece(NamedTuple):
    text: str
    font: QFont
    x: float
    shift: float


class Words:
    """One line of markup in one font, ready to be drawn.

    Attributes
    ----------
    width, ascent, descent : float
        In pixels, scripts included.
    """

    def __init__(self, markup: str, face: Face) -> None:
        self._pieces: list[_Piece] = []
        self.width = self.ascent = self.descent = 0.0
        for text, script in runs(markup):
            self._append(text, face.script() if script else face, _SHIFT[script] * face.pixels)

    @property
    def height(self) -> float:
        """Ascent and descent together."""
        return self.ascent + self.descent

    def draw(self, painter: QPainter, x: float, baseline: float, colour: QColor) -> None:
        """Draw with the left end at ``x``."""
        painter.setPen(colour)
        for piece in self._pieces:
            painter.setFont(piece.font)
            painter.drawText(QPointF(x + piece.x, baseline + piece.shift), piece.text)

    def draw_right(self, painter: QPainter, right: float, baseline: float, colour: QColor) -> None:
        """Draw with the right end at ``right``."""
        self.draw(painter, right - self.width, baseline, colour)

    def draw_centred(self, painter: QPainter, centre: float, baseline: float, colour: QColor) -> None:
        """Draw around ``centre``."""
        self.draw(painter, centre - self.width / 2, baseline, colour)

    def box(self, x: float, baseline: float) -> QRectF:
        """Return the rectangle that `draw` fills."""
        return QRectF(x, baseline - self.ascent, self.width, self.height)

    def _append(self, text: str, face: Face, shift: float) -> None:
        self._pieces.append(_Piece(text, face.font, self.width, shift))
        self.width += face.metrics.horizontalAdvance(text)
        self.ascent = max(self.ascent, face.metrics.capHeight() + 2 - shift)
        self.descent = max(self.descent, face.metrics.descent() * 0.9 + shift)


class Face:
    """One font with its measures; words that were set before are at hand."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.pixels = font.pixelSize()
        self._script: Face | None = None
        self._words: dict[str, Words] = {}

    def script(self) -> Face:
        """Return the smaller face of sub- and superscripts."""
        if self._script is None:
            small = QFont(self.font)
            small.setPixelSize(max(6, round(self.pixels * _SCRIPT_SIZE)))
            self._script = Face(small)
        return self._script

    def words(self, markup: str) -> Words:
        """Return the words set in this face."""
        made = self._words.get(markup)
        if made is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            made = self._words[markup] = Words(markup, self)
        return made

    def fitted(self, markup: str, width: float) -> Words:
        """Return as much of the words as fits into ``width``, with … where they were cut."""
        made = self.words(markup)
        while made.width > width and len(markup) > 1:
            markup = _CUT.sub("", markup.rstrip("…}")).rstrip(" ,_^{")
            markup += "}…" if markup.count("{") > markup.count("}") else "…"
            made = Words(markup, self)
        return made if markup != "…" else Words("", self)  # nothing is said by … alone

    def wrapped(self, markup: str, width: float) -> list[Words]:
        """Return the words broken into lines no wider than ``width``."""
        lines = [""]
        for word in markup.split(" "):
            longer = f"{lines[-1]} {word}".lstrip()
            if lines[-1] and self.words(longer).width > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return [self.fitted(line, width) for line in lines]


class Type:
    """The type sizes of a widget: everything follows the font that the widget was given."""

    def __init__(self, font: QFont) -> None:
        pixels = font.pixelSize() if font.pixelSize() > 0 else QFontMetricsF(font).height() / 1.2
        self._font = font
        self.scale = pixels / BODY
        self._faces: dict[tuple[float, QFont.Weight, str], Face] = {}

    def px(self, length: float) -> int:
        """Return a length in pixels at the current size."""
        return round(length * self.scale)

    def frame(self, length: float) -> int:
        """Return a length of what frames words in pixels at the current size."""
        return round(length * framing(self.scale))

    def face(self, pixels: float, weight: QFont.Weight = QFont.Weight.Normal, family: str = "") -> Face:
        """Return the face of ``pixels`` at 100 %; ``family`` may be "mono" or "serif"."""
        key = (pixels, weight, family)
        if key not in self._faces:
            self._faces[key] = Face(self._made(max(6, self.px(pixels)), weight, family))
        return self._faces[key]

    def strong(self, pixels: float) -> Face:
        """Return the semi-bold face of ``pixels`` at 100 %."""
        return self.face(pixels, QFont.Weight.DemiBold)

    def _made(self, pixels: int, weight: QFont.Weight, family: str) -> QFont:
        made = QFont(self._font)
        made.setPixelSize(pixels)
        made.setWeight(weight)
        if family == "mono":
            made.setFamilies(_MONOSPACE)
            made.setStyleHint(QFont.StyleHint.Monospace)
        return made


_TYPES: dict[tuple[tuple[str, ...], int, int, float], Type] = {}


def type_of(font: QFont) -> Type:
    """Return the type sizes of a font; they are measured once."""
    key = (tuple(font.families()), font.stretch(), font.pixelSize(), font.pointSizeF())
    if key not in _TYPES:
        _TYPES[key] = Type(font)
    return _TYPES[key]


def blend(over: str, under: str, share: float) -> QColor:
    """Return ``share`` of one colour on top of another: pale without being transparent."""
    top, bottom = QColor(over), QColor(under)
    mixed = [share * a + (1 - share) * b for a, b in zip(top.getRgb()[:3], bottom.getRgb()[:3], strict=True)]
    return QColor(*(round(channel) for channel in mixed))
