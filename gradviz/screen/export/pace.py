"""How long a movie takes and how fast it plays: two ways to say one thing."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QLineEdit

from gradviz.charts import Chart
from gradviz.errors import GradvizError
from gradviz.paper.movie import seconds_at, speed_of
from gradviz.screen.export.numbers import number


class Pace:
    """Ties the boxes of seconds and of speed: whichever is typed in, the other follows.

    Parameters
    ----------
    seconds, speed
        The boxes; at speed 1 a movie plays as fast as the window does at 1×.
    chart
        Returns the picture whose story it is.
    """

    def __init__(self, seconds: QLineEdit, speed: QLineEdit, chart: Callable[[], Chart]) -> None:
        self._seconds, self._speed, self._chart = seconds, speed, chart
        seconds.textEdited.connect(self.follow)
        speed.textEdited.connect(self._follow_speed)
        self.follow()

    def follow(self) -> None:
        """Let the speed be that of a movie as long as is said."""
        self._put(self._speed, self._seconds, "seconds", speed_of)

    def _follow_speed(self) -> None:
        self._put(self._seconds, self._speed, "speed", seconds_at)

    def _put(self, box: QLineEdit, typed: QLineEdit, field: str, told: Callable[[Chart, float], float]) -> None:
        """Put into a box what follows from the other; nothing where that is no number yet."""
        try:
            value = number(typed.text(), field, "")
            if value > 0:
                box.setText(f"{told(self._chart(), value):.3g}")
        except GradvizError:
            return  # the form refuses it, at the box in which it was typed
