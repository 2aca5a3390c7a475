"""The panel with two axes of its own: maps, points, circles and lines, and places that a hand moves."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QGraphicsScene

from gradviz.charts.chart import Handle
from gradviz.charts.words import from_log10, number
from gradviz.screen.painter.colour_bar import draw_bar
from gradviz.screen.painter.key import Key
from gradviz.screen.painter.maps import codes, colours, columns, rows
from gradviz.screen.painter.panel import PanelPainter, Story
from gradviz.screen.painter.plane_axes import draw_grid, draw_numbers, said
from gradviz.screen.painter.plane_marks import draw_circles, draw_handle, draw_lines, draw_named, draw_points, nearest

_GRIP = 14
"""How near to a handle, in pixels, a hand takes hold of it."""
_BAR = 8


class PlanePanel(PanelPainter):
    """A plane, painted once into the background; only handles and the cursor move."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self._image: QImage | None = None
        self._hand: tuple[Handle, QPointF] | None = None

    def prepare(self) -> None:
        """Colour exactly as many pixels as the screen has here."""
        self._image = self._coloured() if self.panel.maps else None
        self._hand = None

    def background(self, painter: QPainter) -> None:
        """Draw all that stays."""
        plot = self.place.plot
        self.header(painter)
        Key(self).draw(painter)
        if self._image is None:
            draw_grid(painter, self)
        else:
            painter.drawImage(plot, self._image)
            if self.place.bar:
                draw_bar(painter, self.ink, self.panel.maps[0], plot, self.ink.type.px(_BAR))
        painter.setPen(self.ink.hairline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(plot.adjusted(-1, -1, 0, 0))
        if self.panel.badge is not None:
            painter.fillRect(QRect(plot.left() - 3, plot.top(), 3, plot.height()), self.ink.role(self.panel.badge))
        self._content(painter)
        draw_numbers(painter, self)

    def tell(self, story: Story) -> None:
        """There is no scene item."""

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Draw the cursor on the axes that are time, and the handles, one of them perhaps in a hand."""
        self._cursor(painter, story)
        for handle in self.panel.handles:
            held = self._hand is not None and self._hand[0].slot == handle.slot
            draw_handle(painter, self, handle, self._hand[1] if self._hand and held else self.at(handle.x, handle.y))

    def at(self, x: float, y: float) -> QPointF:
        """Return the pixel of a place."""
        return QPointF(self.scale.px(x), self.px(y))

    def dragged(self, handle: Handle, place: tuple[float, float]) -> dict[str, float | int]:
        """Let a handle follow the hand to a place; return the values that it stands for there."""
        self._hand = handle, self.at(*place)
        return handle.values(*place)

    def let_go(self) -> None:
        """Let the handles stand where the chart says."""
        self._hand = None

    def handle_under(self, place: QPointF) -> Handle | None:
        """Return the nearest handle within reach; one held by the radius also at its circle."""
        away = {handle: self._away(handle, place) for handle in self.panel.handles}
        found = min(away, key=lambda handle: away[handle], default=None)
        return found if found is not None and away[found] < self.ink.type.px(_GRIP) else None

    def step_under(self, place: QPointF) -> float | None:
        """Return the step of a click where an axis is time."""
        x, y = self.value_at(place)
        return {"x": x, "xy": x, "y": y}.get(self.panel.cursor)

    def hover(self, place: QPointF) -> str:
        """Return the handle, the point, or the cell of the map under the mouse."""
        handle = self.handle_under(place)
        if handle is not None:
            return f"{handle.label or handle.slot.upper()}: drag it"
        return nearest(self, place) or self._cell(place) or self._said(place)

    def words(self, step: int, y: float) -> str:
        """Return the place at an x and a pixel row."""
        return self._said(QPointF(self.scale.px(step), y))

    def _content(self, painter: QPainter) -> None:
        painter.save()
        painter.setClipRect(self.place.plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for draw in (draw_circles, draw_lines, draw_points, draw_named):
            draw(painter, self)
        painter.restore()

    def _coloured(self) -> QImage:
        heat, plot, ratio = self.panel.maps[0], self.place.plot, self.ink.ratio
        wide, tall = max(1, round(plot.width() * ratio)), max(1, round(plot.height() * ratio))
        across = columns(heat, self.scale.low, self.scale.high, wide)
        pixels = colours(heat, self.ink.theme)[codes(heat, across, rows(heat, tall))]
        return QImage(pixels.tobytes(), wide, tall, 3 * wide, QImage.Format.Format_RGB888).copy()

    def _cursor(self, painter: QPainter, story: Story) -> None:
        plot, step = self.place.plot, story.moment.step
        x, y = self.scale.px(step), self.px(step)
        if "x" in self.panel.cursor and plot.left() <= x <= plot.right():
            painter.fillRect(QRectF(x, plot.top(), 1.5, plot.height()), self.ink.loss(0.9))
        if "y" in self.panel.cursor and plot.top() <= y <= plot.bottom():
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1.5), self.ink.loss(0.9))

    def _away(self, handle: Handle, place: QPointF) -> float:
        def apart(x: float, y: float) -> float:
            there = self.at(x, y) - place
            return math.hypot(there.x(), there.y())

        distance = apart(handle.x, handle.y)
        if any(hold.along == "radius" for hold in handle.holds):
            edge = self.scale.px(math.hypot(handle.x, handle.y)) - self.scale.px(0)
            distance = min(distance, 2 * abs(apart(0, 0) - edge))
        return distance

    def _cell(self, place: QPointF) -> str:
        if not self.panel.maps:
            return ""
        heat, axis = self.panel.maps[0], self.panel.y
        x, y = self.value_at(place)
        column = math.floor((x - heat.first) / heat.step + 0.5)
        row = min(int((axis.high - y) / (axis.high - axis.low) * len(heat.values)), len(heat.values) - 1)
        if not 0 <= column < heat.values.shape[1]:
            return ""
        value = float(heat.values[row, column])
        words = "no value" if math.isnan(value) else from_log10(value) if heat.log10 else number(value)
        return f"{self._said(place)} · {heat.label} = {words}"

    def _said(self, place: QPointF) -> str:
        x, y = self.value_at(place)
        return f"{said(self.panel.x, x)} · {said(self.panel.y, y)}"
