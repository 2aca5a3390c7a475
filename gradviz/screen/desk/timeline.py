"""The scrubber under several pictures: on the pixels of the first one that stands on the time axis."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPoint

from gradviz.charts.chart import Axis
from gradviz.screen.desk.view import View
from gradviz.screen.painter.layout import TimeScale, time_scale
from gradviz.screen.painter.scrubber import Scrubber
from gradviz.screen.painter.typeset import type_of


class Timeline(Scrubber):
    """A scrubber that stands under views."""

    def stand_under(self, views: Sequence[View], steps: int) -> None:
        """Take the scale of the first view over time that is seen in the window; without one the whole width."""
        view = next((view for view in views if view.over_time and view.inside), None)
        if view is None:
            self.set_scale(time_scale(Axis("step t", -0.5, steps + 0.5), self.width(), type_of(self.font())))
            return
        scale, left = view.canvas.scale_, self.mapFromGlobal(view.canvas.mapToGlobal(QPoint())).x()
        self.set_scale(TimeScale(scale.left + left, scale.right + left, scale.low, scale.high))
