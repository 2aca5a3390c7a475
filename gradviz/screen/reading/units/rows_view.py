"""The rows of the list, painted: those that are seen, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PyQt6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QSizePolicy, QToolTip, QWidget

from gradviz.screen.explaining.declared import Spot
from gradviz.screen.look.literal import literal
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import blend, type_of
from gradviz.screen.reading.units.hint import Hint
from gradviz.screen.reading.units.keys import is_own, target, with_number
from gradviz.screen.reading.units.pictures import Pictures
from gradviz.screen.reading.units.row import Row, columns
from gradviz.screen.reading.units.typed import Typed

if TYPE_CHECKING:
    from gradviz.language.unit import Unit

_TALL, _ROUND = 34, 8


class RowsView(QAbstractScrollArea):
    """Shows rows and lets one be chosen.

    Signals
    -------
    chosen : Unit
        The user went to the row of this unit.
    """

    chosen = pyqtSignal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self.pictures, self._typed = look, Pictures(look), Typed()
        self.rows: tuple[Row, ...] = ()
        self.at = -1  # the chosen row
        self._hover, self.hint = -1, Hint(self._pane())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._pane().setMouseTracking(True)
        self._pane().setAutoFillBackground(False)
        self._restyle()
        look.changed.connect(self._restyle)

    @property
    def tall(self) -> int:
        """The height of a row."""
        return self._look.px(_TALL)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; what is chosen stays chosen where it is among them."""
        before = self.rows[self.at] if self.at >= 0 else None
        self.rows = tuple(rows)
        self._fit()
        same = [at for at, row in enumerate(self.rows) if before and row.unit == before.unit]
        self._put(next((at for at in same if before and self.rows[at].words == before.words), (same or [-1])[0]))

    def show_chosen(self, unit: Unit | None) -> None:
        """Frame the row of a unit; a unit may be in several rows, and stays in the one in which it was chosen.

        Its memory cell and its hidden state are one unit.
        """
        if unit is None or self.at < 0 or not _same(self.rows[self.at].unit, unit):
            self._put(next((at for at, row in enumerate(self.rows) if unit is not None and _same(row.unit, unit)), -1))

    def go(self, at: int) -> None:
        """Choose a row, the first or the last where there are no more."""
        at = min(max(at, 0), len(self.rows) - 1)
        if at >= 0 and at != self.at:
            self._put(at)
            self.chosen.emit(self.rows[at].unit)

    def repaint_rows(self) -> None:
        """Paint the rows again: what they are made of has changed."""
        self._pane().update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of all rows."""
        return QSize(self._look.px(220), len(self.rows) * self.tall)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of three rows, or of as many as there are."""
        return QSize(0, min(3, len(self.rows)) * self.tall)

    def explained_at(self, place: QPoint) -> Spot | None:
        """Return all about the row at a place."""
        at = self._row_at(place)
        if at < 0:
            return None
        row = self.rows[at]
        return Spot("part/cells", self._place(at), f"Unit {row.unit.index}", row.tip)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys of the list from stepping the story while it has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Go to another row, by steps, pages, to an end, or to the number that is typed."""
        if event is None or not is_own(event):
            super().keyPressEvent(event)
            return
        page = max(1, self._pane().height() // self.tall - 1)
        to = target(event.key(), self.at, page, len(self.rows))
        if to is not None:
            self.go(to)
        else:
            self._jump(self._typed.add(event.text()))

    def viewportEvent(self, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Say all about the row under the mouse, and forget it when the mouse leaves."""
        if isinstance(event, QHelpEvent):
            at = self._row_at(event.pos())
            QToolTip.showText(event.globalPos(), literal(self.rows[at].tip) if at >= 0 else "", self, self._place(at))
            return True
        if event is not None and event.type() == QEvent.Type.Leave:
            self._point_at(-1)
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Choose the row under the mouse."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._take(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Light up the row under the mouse; while it is held down, choose it."""
        if event is None:
            return
        self._point_at(self._row_at(event.position().toPoint()))
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._take(event.position().toPoint())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Fit the rows into the new size."""
        super().resizeEvent(event)
        self._measure()
        self._reveal()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 - Qt's name
        """Paint the rows that are seen now."""
        self._pane().update()

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Put the pictures of the rows that are seen in their places, and a frame around the chosen one."""
        top = self._top()
        first, last = top // self.tall, (top + self._pane().height() - 1) // self.tall
        seen = range(first, min(last + 1, len(self.rows)))
        drawn = [(self._place(at), self.pictures.of(self.rows[at])) for at in seen]
        painter = QPainter(self._pane())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in (self._hover, self.at):
            if at in seen:
                self._frame(painter, at)
        for place, picture in drawn:
            painter.drawPixmap(place.topLeft(), picture)
        self.hint.draw(painter, self._look, self._pane().rect())
        painter.end()

    def _frame(self, painter: QPainter, at: int) -> None:
        """Draw the ground of a row: with a frame where it is chosen, paler where the mouse is over it."""
        theme, chosen, thick = self._look.theme, at == self.at, 2 if self.hasFocus() else 1
        painter.setBrush(blend(theme.hairline, theme.panel, 0.4 if chosen else 0.25))
        painter.setPen(QPen(QColor(theme.b), thick) if chosen else Qt.PenStyle.NoPen)
        inset, round_ = thick / 2, self._look.px(_ROUND)
        painter.drawRoundedRect(QRectF(self._place(at)).adjusted(inset, inset, -inset, -inset), round_, round_)

    def _restyle(self) -> None:
        self.pictures.redraw()
        self._fit()

    def _fit(self) -> None:
        self._measure()
        self.setMaximumHeight(len(self.rows) * self.tall)
        self.updateGeometry()
        self._pane().update()

    def _measure(self) -> None:
        bar, pane = self._bar(), self._pane()
        bar.setRange(0, max(0, len(self.rows) * self.tall - pane.height()))
        bar.setSingleStep(self.tall)
        bar.setPageStep(pane.height())
        made = columns(self.rows, type_of(self._look.font))
        self.pictures.arrange(made, QSize(pane.width(), self.tall), self.devicePixelRatioF())

    def _reveal(self) -> None:
        """Scroll no farther than is needed to see the chosen row."""
        bar = self._bar()
        if self.at >= 0:
            above, below = self.at * self.tall, (self.at + 1) * self.tall - self._pane().height()
            bar.setValue(min(max(bar.value(), below), above))
        self._pane().update()

    def _put(self, at: int) -> None:
        """Frame a row, and scroll to it where it is another one: a hand may have scrolled away from the same."""
        moved, self.at = at != self.at, at
        self._say()
        if moved:
            self._reveal()

    def _say(self) -> None:
        """Tell a screen reader which row is chosen."""
        row = self.rows[self.at] if self.at >= 0 else None
        words = f"unit {row.unit.index}, {row.words}, {row.score}" if row is not None else "none is chosen"
        self.setAccessibleName(f"Units: {words}")
        self.setAccessibleDescription(row.tip if row is not None else "")

    def _jump(self, number: int) -> None:
        """Go to the unit of a number, or say that there is none."""
        to = with_number(self.rows, number, self.rows[self.at].unit if self.at >= 0 else None)
        self.hint.say(f"unit {number}" if to >= 0 else f"no unit {number} in this list")
        if to >= 0:
            self.go(to)

    def _take(self, place: QPoint) -> None:
        at = self._row_at(place)
        if at >= 0:
            self.go(at)

    def _point_at(self, at: int) -> None:
        if at != self._hover:
            self._hover = at
            self._pane().update()

    def _row_at(self, place: QPoint) -> int:
        at = (place.y() + self._top()) // self.tall
        return at if 0 <= at < len(self.rows) and self._pane().rect().contains(place) else -1

    def _place(self, at: int) -> QRect:
        return QRect(0, at * self.tall - self._top(), self._pane().width(), self.tall)

    def _top(self) -> int:
        return self._bar().value()

    def _bar(self) -> QScrollBar:
        return cast(QScrollBar, self.verticalScrollBar())

    def _pane(self) -> QWidget:
        return cast(QWidget, self.viewport())


def _same(one: Unit, other: Unit) -> bool:
    return (one.layer, one.index) == (other.layer, other.index)
