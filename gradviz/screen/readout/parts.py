"""Parts of the read-out that change in every frame: painted, of fixed size, and named for a screen reader."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QSize
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gradviz.charts.markup import to_plain
from gradviz.charts.style import Theme
from gradviz.screen.painter.typeset import Face, Type, blend, type_of

if TYPE_CHECKING:
    from gradviz.charts.terms import Role

_PALE = 0.45
_LEADING = 1.3
_COLUMN_GAP = 6

Choose = Callable[[Type], Face]


class Line(QWidget):
    """One line of words in one colour; its height never changes.

    Parameters
    ----------
    choose : callable
        Picks the face from the type sizes.
    role : Role
        Whose colour; "neutral" is quiet, "text" plain.
    height : float
        In pixels at 100 %.
    """

    def __init__(self, theme: Theme, choose: Choose, role: Role | str, height: float) -> None:
        super().__init__()
        self._theme, self._choose, self._role, self._tall = theme, choose, role, height
        self.markup = ""
        self._pale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def set_pale(self, pale: bool) -> None:
        """Be pale: the story has not come to what the words say."""
        if pale != self._pale:
            self._pale = pale
            self.update()

    def say(self, markup: str) -> None:
        """Show other words."""
        if markup != self.markup:
            self.markup = markup
            self.setAccessibleName(to_plain(markup))
            self.update()

    def width_of(self, markup: str, type_: Type) -> int:
        """Return the width that words need."""
        return math.ceil(self._choose(type_).words(markup).width)

    @property
    def whole(self) -> str:
        """All the words where they are cut, else nothing."""
        return to_plain(self.markup) if self.width_of(self.markup, type_of(self.font())) > self.width() else ""

    def event(self, event: QEvent | None) -> bool:
        """Say all the words in a tooltip where the line cannot."""
        if event is not None and event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self.whole)
        return super().event(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the fixed height."""
        type_ = type_of(self.font())
        return QSize(100, _tall(self._tall, self._choose(type_), type_))

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw as much of the words as fits."""
        painter = QPainter(self)
        face = self._choose(type_of(self.font()))
        baseline = (self.height() + face.metrics.capHeight()) / 2
        colour = _colour(self._theme, self._role)
        if self._pale:
            colour = blend(colour.name(), self._theme.panel, _PALE)
        face.fitted(self.markup, self.width()).draw(painter, 0, baseline, colour)
        painter.end()


class Table(QWidget):
    """Rows of numbers, one column a network; its size depends on the number of rows alone."""

    _ROW = 21

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: Sequence[Sequence[str]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def say(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows: the first entry of each is its name; the header has none."""
        if rows != self.rows:
            grown = len(rows) != len(self.rows)
            self.rows = rows
            self.setAccessibleName(to_plain("; ".join(" ".join(row) for row in rows if row[0])))
            self.update()
            if grown:
                self.updateGeometry()

    @staticmethod
    def width_of(rows: Sequence[Sequence[str]], type_: Type) -> int:
        """Return the width that rows need: the names, and columns as wide as the widest number."""
        face = type_.face(12)
        names = max(face.words(row[0]).width for row in rows)
        widest = max(face.words(words).width for row in rows for words in row[1:])
        return math.ceil(names + (len(rows[-1]) - 1) * (widest + _COLUMN_GAP))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of all rows."""
        type_ = type_of(self.font())
        return QSize(100, len(self.rows) * _tall(self._ROW, type_.face(12), type_))

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the names at the left, the numbers right-aligned in equal columns."""
        painter = QPainter(self)
        type_ = type_of(self.font())
        face = type_.face(12)
        tall = _tall(self._ROW, face, type_)
        names = max((face.words(row[0]).width for row in self.rows), default=0.0)
        for index, row in enumerate(self.rows):
            baseline = index * tall + (tall + face.metrics.capHeight()) / 2
            face.words(row[0]).draw(painter, 0, baseline, _colour(self._theme, "neutral"))
            wide = (self.width() - names) / max(1, len(row) - 1)
            for column, words in enumerate(row[1:]):
                own = face if row[0] else type_.strong(12)
                role: Role | str = "text" if row[0] else "ab"[column]
                made = own.fitted(words, wide - _COLUMN_GAP)
                made.draw_right(painter, names + (column + 1) * wide, baseline, _colour(self._theme, role))
        painter.end()


class Rule(QWidget):
    """A hairline between two parts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(17)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() // 2, self.width(), 1, QColor(self._theme.hairline))
        painter.end()


def _tall(height: float, face: Face, type_: Type) -> int:
    """Return a line's height: the air in it grows half as fast as its words, so that more of them are seen."""
    return max(type_.frame(height), math.ceil(_LEADING * face.pixels))


def _colour(theme: Theme, role: Role | str) -> QColor:
    if role == "text":
        return QColor(theme.text)
    return QColor({"a": theme.a, "b": theme.b, "loss": theme.loss}.get(role, theme.secondary))
