"""The text with all that is told of its characters, and the cursor in it."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from gradviz.charts.terms import Array
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.text.content import Content, shifted
from gradviz.screen.reading.text.marker import draw_caret, draw_focus, draw_frame, draw_unfinished, reach
from gradviz.screen.reading.text.page import Page

_BAND = (0.25, 0.75)
"""Between which parts of the height the line that is read stays."""


class Grid(Page):
    """Shows what it is told.

    Attributes
    ----------
    at
        How many characters were read: the next one is framed.
    chosen
        Where the selection begins and ends.
    unfinished
        What an input method has not finished.
    focus
        The character to which the others matter; None: there is none.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.at, self.chosen, self.unfinished = 0, (0, 0), ""
        self.focus: int | None = None
        super().__init__(look, parent)

    def set_text(self, text: str) -> None:
        """Show a new text from its beginning; nothing is known of it yet."""
        self.content = Content(text)
        self.at, self.focus = 0, None
        self.lay_out()
        self.glide.jump(0)

    def splice(self, place: int, removed: int, inserted: str) -> None:
        """Show ``inserted`` where ``removed`` characters were; what was told of the later ones goes with them."""
        self.content.splice(place, removed, inserted)
        self.at = shifted(self.at, place, removed, inserted)
        self.focus = self._shifted_focus(place, removed, inserted)
        self.lay_out()

    def set_shade(self, shade: Array, read: int) -> None:
        """Colour the characters from −1 (cold) to 1 (warm), those after the first ``read`` faded; NaN: no colour."""
        self.content.set_shade(shade, read)
        self.recolour()

    def set_under(self, weight: Array | None) -> None:
        """Show below each character how much it matters to the one at the focus, 0 … 1."""
        self.content.set_under(weight)
        self.recolour()

    def set_marks(self, mask: Array | None) -> None:
        """Draw a line above the characters where the label holds."""
        self.content.set_marks(mask)
        self.recolour()

    def set_strange(self, mask: Array | None) -> None:
        """Draw a dotted line under the characters that the network reads as another one."""
        self.content.set_strange(mask)
        self.sheet.new_text()
        self.pane.update()

    def set_focus(self, place: int | None) -> None:
        """Frame the character to which the others matter, thinner than the next one; None: none."""
        if place != self.focus:
            self.focus = place
            self.pane.update()

    def set_horizon(self, at: int | None) -> None:
        """Dim the characters from ``at`` on, which the network has not read yet; None: none."""
        if at != self.content.horizon:
            self.content.horizon = at
            self.recolour()

    def recolour(self) -> None:
        """Paint the same characters in new colours."""
        self.sheet.new_colours()
        self.pane.update()

    def show_cursor(self, at: int, steady: bool) -> None:
        """Frame a character; ``steady``: scroll only as far as it takes to see it."""
        before, self.at = self.at, min(max(at, 0), len(self.content))
        if before != self.at:
            for place in (before, self.at):
                self.pane.update(reach(self.box(place), self.look.scale).toAlignedRect())
            self._follow(*((0.0, 1.0) if steady else _BAND))

    def _follow(self, low: float, high: float) -> None:
        """Scroll so that the cursor's line is between two parts of the height."""
        tall, ratio = self.pane.height(), self.measure.ratio
        line = self.lines.line(self.at)
        top = (self.measure.top + line * self.measure.row) / ratio
        least = math.ceil(top + self.measure.row / ratio - high * tall)
        self.glide.go(min(max(self.glide.destination, least), math.floor(top - low * tall)))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Put the picture of the visible lines on the screen, and the cursor over it."""
        painter = QPainter(self.pane)
        painter.fillRect(self.pane.rect() if event is None else event.rect(), QColor(self.look.theme.window))
        first, rows = self.rows
        corner = self.measure.cell_box(first, -1, self.bar.value()).topLeft()
        above = QPointF(0, self.measure.band.start / self.measure.ratio)
        painter.drawImage(corner - above, self.sheet.draw(self.content, self.lines, (first, rows), self.chosen))
        if self.focus is not None and 0 <= self.focus < len(self.content) and self.focus != self.at:
            draw_focus(painter, self.box(self.focus), self.look.theme, self.look.scale)
        self._draw_cursor(painter)

    def _shifted_focus(self, place: int, removed: int, inserted: str) -> int | None:
        """Return where the focus is after a change; None where its character is gone."""
        focus = self.focus
        if focus is None or place <= focus < place + removed:
            return None
        return focus + len(inserted) - removed if place <= focus else focus

    def _draw_cursor(self, painter: QPainter) -> None:
        theme, scale, cell = self.look.theme, self.look.scale, self.box(self.at)
        at_end = self.at == len(self.content)
        if not at_end:
            draw_frame(painter, cell, theme, scale)
        if self.hasFocus() or at_end:
            draw_caret(painter, cell, theme, scale)
        if self.unfinished:
            draw_unfinished(painter, cell, self.unfinished, self.measure.font, theme)
