"""What the network expects next: a bar for each of the likeliest characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gradviz.screen.look.literal import literal
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import Face, blend, type_of

SHOWN = 5
"""So many are the likeliest; one more is what comes if it is none of them."""
_ROW, _BAR, _HELD, _RULE, _HEAD = 21, 9, 4, 5, 13
_SIGN, _NUMBER, _GAP, _DOT = 22, 40, 5, 2.5


@dataclass(frozen=True)
class Expected:
    """A character and its probability.

    Attributes
    ----------
    sign
        How the character is written where it must be seen: ␣ for a space.
    share
        Its probability, 0 … 1.
    follows
        Whether it is what comes in the text.
    held
        Its probability while a unit is held; None: none is held.
    """

    sign: str
    share: float
    follows: bool
    held: float | None


class Bars(QWidget):
    """Bars with their numbers; there is always room for all rows, so that nothing below them moves."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.rows: tuple[Expected, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._resize)

    def show_rows(self, rows: Sequence[Expected]) -> None:
        """Show five characters, and the one that comes if it is none of them."""
        if tuple(rows) != self.rows:
            self.rows = tuple(rows)
            self.setAccessibleName("; ".join(_spoken(row) for row in self.rows))
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of all rows."""
        return QSize(self._look.px(150), (SHOWN + 1) * self._look.px(_ROW) + self._look.px(_RULE + _HEAD))

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def event(self, event: QEvent | None) -> bool:
        """Say the row under the mouse in words."""
        if isinstance(event, QHelpEvent):
            at = next((at for at in range(len(self.rows)) if self._room(at).contains(event.pos().toPointF())), -1)
            QToolTip.showText(event.globalPos(), literal(_spoken(self.rows[at])) if at >= 0 else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Draw the rows, and a rule above the one that is no likely character."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._held:
            self._draw_heads(painter)
        for at, row in enumerate(self.rows):
            self._draw(painter, row, self._room(at))
        if len(self.rows) > SHOWN:
            y = round(self._room(SHOWN).top() - self._look.px(_RULE) / 2)
            painter.fillRect(0, y, self.width(), 1, QColor(self._look.theme.hairline))

    @property
    def _held(self) -> bool:
        return any(row.held is not None for row in self.rows)

    def _draw_heads(self, painter: QPainter) -> None:
        """Name the two columns of numbers."""
        theme, px, face = self._look.theme, self._look.px, type_of(self._look.font).face(10)
        painter.setFont(face.font)
        for words, ink, right in (
            ("held", theme.b, self.width()),
            ("free", theme.secondary, self.width() - px(_NUMBER) - px(_GAP)),
        ):
            painter.setPen(QColor(ink))
            painter.drawText(QPointF(right - face.metrics.horizontalAdvance(words), px(9)), words)

    def _draw(self, painter: QPainter, row: Expected, room: QRectF) -> None:
        px, theme = self._look.px, self._look.theme
        baseline = room.center().y() + self._face(row).metrics.capHeight() / 2
        ink = QColor(theme.text if row.follows else theme.secondary)
        weight = QFont.Weight.Bold if row.follows else QFont.Weight.Normal
        painter.setFont(type_of(self._look.font).face(12, weight, "mono").font)
        painter.setPen(ink)
        painter.drawText(QPointF(px(10), baseline), row.sign)
        if row.follows:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.loss))
            painter.drawEllipse(QPointF(px(3), room.center().y()), px(_DOT), px(_DOT))
        right = self.width()
        if row.held is not None:
            self._number(painter, row.held, QPointF(right, baseline), QColor(theme.b), row)
            right -= px(_NUMBER) + px(_GAP)
        self._number(painter, row.share, QPointF(right, baseline), ink, row)
        left, right = px(_SIGN) + px(_GAP), right - px(_NUMBER) - px(_GAP)
        self._bars(painter, row, QRectF(left, room.top(), right - left, room.height()))

    def _bars(self, painter: QPainter, row: Expected, room: QRectF) -> None:
        px, theme = self._look.px, self._look.theme
        both = px(_BAR) + (px(_HELD) + 1 if row.held is not None else 0)
        place = QRectF(room.left(), room.center().y() - both / 2, room.width(), px(_BAR))
        _bar(painter, place, row.share, QColor(theme.hairline), blend(theme.secondary, theme.panel, 0.7))
        if row.held is not None:
            below = QRectF(room.left(), place.bottom() + 1, room.width(), px(_HELD))
            _bar(painter, below, row.held, QColor(theme.hairline), QColor(theme.b))

    def _number(self, painter: QPainter, share: float, end: QPointF, ink: QColor, row: Expected) -> None:
        face = self._face(row)
        painter.setFont(face.font)
        painter.setPen(ink)
        painter.drawText(end - QPointF(face.metrics.horizontalAdvance(_number(share)), 0), _number(share))

    def _face(self, row: Expected) -> Face:
        type_ = type_of(self._look.font)
        return type_.strong(12) if row.follows else type_.face(12)

    def _room(self, at: int) -> QRectF:
        px = self._look.px
        top = (px(_HEAD) if self._held else 0) + at * px(_ROW) + (px(_RULE) if at >= SHOWN else 0)
        return QRectF(0, top, self.width(), px(_ROW))

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()


def _bar(painter: QPainter, place: QRectF, share: float, track: QColor, ink: QColor) -> None:
    round_ = min(3.0, place.height() / 2)
    track.setAlphaF(0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(track)
    painter.drawRoundedRect(place, round_, round_)
    painter.setBrush(ink)
    wide = place.width() * share
    painter.drawRoundedRect(place.adjusted(0, 0, wide - place.width(), 0), min(round_, wide / 2), round_)


def _number(share: float) -> str:
    """Return a probability with three digits; where these are zeros, with one that is not."""
    if share >= 0.01:
        return f"{share:.2f}"
    return f"{share:.3f}" if share >= 0.0005 or share == 0 else "<.001"


def _spoken(row: Expected) -> str:
    held = f", {row.held:.3f} while the unit is held" if row.held is not None else ""
    return f"{row.sign}: probability {row.share:.3f}{held}{', the next character of the text' if row.follows else ''}"
