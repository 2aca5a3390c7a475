"""One zoom: the views that share the time axis show the same part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gradviz.charts.chart import Axis
from gradviz.screen.desk.view import View

Window = tuple[float, float] | None
"""The part of the time axis that is shown; None: all of it."""


class Zoom:
    """Passes the part of the time axis that one view shows on to the others.

    Parameters
    ----------
    views
        Returns the views that are shown.
    """

    def __init__(self, views: Callable[[], Iterable[View]]) -> None:
        self._views = views

    def link(self, view: View) -> None:
        """Follow a view, and let it follow the others."""
        view.canvas.windowed.connect(lambda window: self._pass_on(view, window))

    def join(self, view: View) -> None:
        """Let a view that has its first picture show what the others show."""
        for other in self._views():
            if other is not view and _shared(view, other):
                view.canvas.set_window(_window(other))
                return

    def now(self) -> Window:
        """Return the part of the time axis that is shown."""
        return next((_window(view) for view in self._views() if view.over_time), None)

    def show(self, window: Window) -> None:
        """Show a part of the time axis, as far as it is there."""
        for view in self._views():
            if view.over_time and view.canvas.chart is not None:
                view.canvas.set_window(_inside(window, view.canvas.chart.time))

    def _pass_on(self, view: View, window: Window) -> None:
        for other in self._views():
            if other is not view and _shared(view, other):
                other.canvas.set_window(window)


def _shared(one: View, other: View) -> bool:
    """Return whether two views have the same time axis."""
    if not (one.over_time and other.over_time) or one.canvas.chart is None or other.canvas.chart is None:
        return False
    a, b = one.canvas.chart.time, other.canvas.chart.time
    return (a.low, a.high) == (b.low, b.high)


def _inside(window: Window, time: Axis) -> Window:
    if window is None:
        return None
    low, high = max(window[0], time.low), min(window[1], time.high)
    return (low, high) if low < high and (low, high) != (time.low, time.high) else None


def _window(view: View) -> Window:
    scale, chart = view.canvas.scale_, view.canvas.chart
    if chart is None or (scale.low, scale.high) == (chart.time.low, chart.time.high):
        return None
    return scale.low, scale.high
