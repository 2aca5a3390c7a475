"""What the hand on a picture has taken hold of: the cursor, a handle, or a pencil."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPointF

from gradviz.charts.chart import Handle
from gradviz.screen.painter.layout import TimeScale
from gradviz.screen.painter.panel import PanelPainter
from gradviz.screen.painter.plane_panel import PlanePanel

_REACH = 8
"""How far beside the plots, in pixels, a click still means their first or last step."""

Place = tuple[float, float]
Follow = Callable[[QPointF], None]


class Grip:
    """Decides at a press what a drag moves, and tells it as it goes.

    Parameters
    ----------
    take
        Told the step that the cursor should go to.
    move
        Told a handle and the values of the fields that it stands for.
    sketch
        Told a stroke of the pencil, from one (step, value) to another.

    Attributes
    ----------
    pencil
        The name of the panel that a pencil draws in, or nothing.
    """

    def __init__(
        self,
        take: Callable[[float], None],
        move: Callable[[Handle, dict[str, float | int]], None],
        sketch: Callable[[Place, Place], None],
    ) -> None:
        self.pencil = ""
        self._take, self._move, self._sketch = take, move, sketch
        self._follow: Follow | None = None

    def press(self, place: QPointF, under: PanelPainter | None, panels: list[PanelPainter], scale: TimeScale) -> None:
        """Take hold of what is at a place."""
        handle = None if under is None else under.handle_under(place)
        if under is not None and self.pencil and under.panel.name == self.pencil:
            self._follow = self._drawing(under, under.value_at(place))
        elif isinstance(under, PlanePanel) and handle is not None:
            read = under.reader()  # the axes may change under the hand, and must not carry it away
            self._follow = lambda to: self._move(handle, under.dragged(handle, read(to)))
        elif under is not None and not under.panel.over_time:
            self._follow = lambda to: self._step(under.step_under(to))
        else:
            self._follow = self._in_time(place, panels, scale, _ahead(under))
        self.drag(place)

    def drag(self, place: QPointF) -> None:
        """Follow the hand."""
        if self._follow is not None:
            self._follow(place)

    def release(self) -> None:
        """Let go of everything."""
        self._follow = None

    def _in_time(
        self, place: QPointF, panels: list[PanelPainter], scale: TimeScale, ahead: int
    ) -> Callable[[QPointF], None] | None:
        """Take the cursor; a click beside the time axis (on a colour bar, a name) is no click in time."""
        if not any(panel.panel.over_time for panel in panels):
            return None
        if not scale.left - _REACH <= place.x() <= scale.right + _REACH:
            return None
        return lambda to: self._step(scale.step(to.x()) - ahead)

    def _drawing(self, panel: PanelPainter, start: Place) -> Follow:
        last = start

        def draw(to: QPointF) -> None:
            nonlocal last
            before, last = last, panel.value_at(to)
            self._sketch(before, last)

        return draw

    def _step(self, step: float | None) -> None:
        if step is not None:
            self._take(float(round(step)))


def _ahead(under: PanelPainter | None) -> int:
    """Return how many steps before a character's own the cursor stands when the character is taken."""
    characters = None if under is None else under.panel.characters
    return int(characters is not None and characters.ahead)
