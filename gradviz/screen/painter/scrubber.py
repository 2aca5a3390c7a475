"""The scrubber: the time axis itself, with a handle; it stands under the panels on their scale."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gradviz.charts.chart import Axis
from gradviz.charts.moment import Moment
from gradviz.charts.style import Theme
from gradviz.charts.ticks import steps as tick_steps
from gradviz.screen.explaining.declared import explains
from gradviz.screen.painter.ink import Ink
from gradviz.screen.painter.layout import TimeScale, time_scale
from gradviz.screen.painter.typeset import type_of

_HEIGHT, _GROOVE, _LABELS = 58, 16, 42
_TICK_PIXELS = 62
_PAGE = 10


class Scrubber(QWidget):
    """Shows where the story stands, and lets a hand or a key move it.

    Signals
    -------
    taken : float
        A hand wants the cursor at this step.
    """

    taken = pyqtSignal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = 1
        self._loss_step = 1
        self._moment = Moment()
        self.scale_: TimeScale = time_scale(Axis("step t", -0.5, 1.5), 400, type_of(self.font()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip("Drag to move through time (← and → go one step)")
        explains(self, "part/axis")
        self.set_moment(Moment(), 1, 1)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def set_scale(self, scale: TimeScale) -> None:
        """Take the time scale of the panels."""
        self.scale_ = scale
        self.update()

    def set_moment(self, moment: Moment, steps: int, loss_step: int) -> None:
        """Show a moment of a story over ``steps`` steps."""
        self._moment, self._steps, self._loss_step = moment, steps, loss_step
        self.setAccessibleName(f"Time: step {moment.at} of {steps}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the groove and its numbers."""
        return QSize(300, type_of(self.font()).px(_HEIGHT))

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def ticks(self) -> list[int]:
        """Return the steps that carry a number."""
        scale, px = self.scale_, type_of(self.font()).px(_TICK_PIXELS)
        most = max(1, (scale.right - scale.left) // px)
        low, high = max(0, math.ceil(scale.low)), min(self._steps, math.floor(scale.high))
        if (low, high) == (0, self._steps):
            return tick_steps(0, self._steps, most)
        spaced = tick_steps(0, max(1, high - low), most)
        return [step for step in range(low, high + 1) if step % spaced[1] == 0]

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the cursor's end, the groove, what has been told of it, the handle and the numbers.

        Before there is a picture it is disabled, and nothing is drawn.
        """
        if not self.isEnabled():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = Ink(self._theme, type_of(self.font()), 1.0)
        y = ink.type.px(_GROOVE)
        self._groove(painter, ink, y)
        self._numbers(painter, ink)
        if self.scale_.low <= self._moment.step <= self.scale_.high:
            self._handle(painter, ink, y)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take the cursor."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._take(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Drag the cursor."""
        if event is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._take(event.position().x())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Move with the keys of any slider."""
        if event is None:
            return
        at, key = self._moment.at, Qt.Key
        places = {
            key.Key_Left: at - 1, key.Key_Right: at + 1, key.Key_Home: 0, key.Key_End: self._steps,
            key.Key_PageUp: at - _PAGE, key.Key_PageDown: at + _PAGE,
        }  # fmt: skip
        place = places.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            self.taken.emit(float(min(max(place, 0), self._steps)))

    def _take(self, x: float) -> None:
        self.taken.emit(float(min(max(round(self.scale_.step(x)), 0), self._steps)))

    def _groove(self, painter: QPainter, ink: Ink, y: int) -> None:
        scale, phase, step = self.scale_, self._moment.phase, self._moment.step
        thick = ink.type.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.hairline)
        painter.drawRoundedRect(
            QRectF(scale.left, y - thick / 2, scale.right - scale.left, thick), thick / 2, thick / 2
        )
        told = {"forward": (0.0, step), "backward": (step, float(self._loss_step))}.get(phase)
        if told is None:
            return
        left, right = (min(max(scale.px(place), scale.left), scale.right) for place in told)
        painter.setBrush(ink.loss() if phase == "backward" else ink.secondary)
        painter.drawRoundedRect(QRectF(left, y - thick / 2, max(0.0, right - left), thick), thick / 2, thick / 2)

    def _handle(self, painter: QPainter, ink: Ink, y: int) -> None:
        x, radius = self.scale_.px(self._moment.step), ink.type.px(8)
        if self._moment.phase != "loss":
            painter.setPen(QPen(ink.loss(), 1.6 * max(1.0, ink.type.scale)))
            painter.drawLine(QPointF(x, 0), QPointF(x, y - radius))
        painter.setPen(QPen(ink.loss(), 2.4 * max(1.0, ink.type.scale)))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawEllipse(QPointF(x, y), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(ink.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y), radius + 3.5, radius + 3.5)

    def _numbers(self, painter: QPainter, ink: Ink) -> None:
        face, baseline, scale = ink.type.face(12), ink.type.px(_LABELS), self.scale_
        end = float(scale.right + ink.type.px(12))
        for step in self.ticks():
            number = face.words(f"{step}")
            number.draw_centred(painter, scale.px(step), baseline, ink.secondary)
            end = max(end, scale.px(step) + number.width / 2)
        face.words("step t").draw(painter, end + ink.type.px(12), baseline, ink.secondary)
