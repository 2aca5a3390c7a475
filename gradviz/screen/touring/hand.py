"""The hand of the tour: it moves the controls as a user's would, once the picture is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QTimer

from gradviz.charts.moment import Moment, moved
from gradviz.lessons import Glide
from gradviz.screen.asking.question import Question
from gradviz.screen.guiding.gliding import Gliding

if TYPE_CHECKING:
    from gradviz.screen.window import Window

_FRAME_MILLISECONDS = 16
_SECONDS = 3.0
"""How long it takes to move something, as one reads the card."""


class Hand(QObject):
    """Does one thing at a time; what a user does meanwhile ends it.

    Attributes
    ----------
    opens
        Whether it is this hand that opens a lesson just now.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window, self.opens = window, False
        self._gliding = Gliding(window.session, self)
        self._due: Callable[[], object] | None = None
        self._free: Callable[[], object] | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._drag)
        self._began, self._from, self._to, self._own = 0.0, 0.0, 0.0, window.session.moment
        window.session.answered.connect(lambda _: self._arrive())
        window.session.runner.busy_changed.connect(self._breathe)

    def ask(self, question: Question, then: Callable[[], object] = lambda: None) -> None:
        """Ask something, and do the rest once its picture is there, all of it shown and nothing moving."""
        self.rest()
        self.window.session.pose(question, "the tour", pins=True)
        self.await_picture(lambda: self._begin(then))

    def await_picture(self, then: Callable[[], object]) -> None:
        """Do something once there is a picture of what is asked."""
        self._due = then
        self._arrive()

    def glide(self, field: str, begin: float, end: float) -> None:
        """Move a slider of A."""
        self._gliding.reduced_motion = self.window.look.reduced_motion
        self._gliding.begin(Glide(field, begin, end, seconds=_SECONDS))

    def drag(self, begin: float, end: float) -> None:
        """Drag the cursor from one step to another."""
        self._from, self._to, self._began = begin, end, time.monotonic()
        self._move(end if self.window.look.reduced_motion else begin)
        if not self.window.look.reduced_motion:
            self._timer.start()

    def play_back(self) -> None:
        """Let the loss send its gradient back."""
        session = self.window.session
        session.move(Moment("loss", float(session.loss_step)))
        self.window.player.play()

    def check(self) -> None:
        """Check what is shown, as soon as nothing else is computed."""
        self._free = self.window.session.check
        self._breathe(self._busy)

    def open_lesson(self, name: str) -> None:
        """Begin a lesson."""
        self.opens = True
        self.window.lecture.commands.begin(name)
        self.opens = False

    def close_lesson(self) -> None:
        """Have done with the lesson."""
        self.window.lecture.guide.close()

    def rest(self) -> None:
        """Leave everything where it is."""
        self._due = self._free = None
        self._gliding.stop()
        self._timer.stop()
        self.window.player.pause()

    def _arrive(self) -> None:
        session, then = self.window.session, self._due
        if then is not None and session.answer is not None and session.answer.question == session.question:
            self._due = None
            then()

    def _begin(self, then: Callable[[], object]) -> None:
        self.window.player.pause()
        self.window.session.move(Moment("whole", 0.0))
        then()

    def _breathe(self, busy: bool) -> None:
        self._busy, then = busy, self._free
        if not busy and then is not None:
            self._free = None
            then()

    def _drag(self) -> None:
        if self.window.session.moment != self._own:
            self._timer.stop()
            return
        share = min(1.0, (time.monotonic() - self._began) / _SECONDS)
        self._move(round(self._from + share * (self._to - self._from)))
        if share >= 1:
            self._timer.stop()

    def _move(self, step: float) -> None:
        session = self.window.session
        session.move(moved(session.moment, step, session.steps))
        self._own = session.moment
