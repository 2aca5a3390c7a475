"""The clock of the story: it moves the session's moment while playing, and nothing else."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal

from gradviz.charts.moment import SPEEDS, Moment, advanced, begin, moved, stepped
from gradviz.screen.asking.answers import Answer
from gradviz.screen.asking.session import Session

FRAME_MILLISECONDS = 16
LONGEST_FRAME = 0.25
"""Seconds; after a longer pause (a laptop that slept) the story goes on where it was."""

JUMPS = 10
"""How many places a sweep shows when motion is reduced."""


class Player(QObject):
    """Plays, pauses and steps; a hand that moves the cursor pauses it.

    Parameters
    ----------
    session : Session
        Whose moment moves.
    autoplay : bool
        Begin by itself when the first answer comes.
    reduced_motion : bool
        Show ten places of a sweep one after the other instead of gliding.
    clock : callable
        Returns seconds; a test hands in its own.

    Signals
    -------
    state_changed
        It plays, pauses, or plays at another speed.
    """

    state_changed = pyqtSignal()

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        *,
        autoplay: bool = True,
        reduced_motion: bool = False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self.reduced_motion = reduced_motion
        self._session = session
        self._clock = clock
        self._autoplay = autoplay
        self._speed = 1.0
        self._story = session.moment
        self._shown = session.moment
        self._last = 0.0
        self._loss_step = session.loss_step
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MILLISECONDS)
        self._timer.timeout.connect(self.tick)
        session.moment_changed.connect(self._follow)
        session.answered.connect(self._take)
        if session.answer is not None:
            self._take(session.answer)

    @property
    def playing(self) -> bool:
        """Whether the story runs."""
        return self._timer.isActive()

    @property
    def speed(self) -> float:
        """How many times as fast as normal the story runs."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        if speed != self._speed:
            self._speed = speed
            self.state_changed.emit()

    def play(self) -> None:
        """Run the story on from here, or from its beginning once it has been told."""
        if self.playing or self._session.answer is None:
            return
        if self._session.moment.phase == "whole":
            self._move(begin())
        self._story = self._session.moment
        self._last = self._clock()
        self._timer.start()
        self.state_changed.emit()

    def pause(self) -> None:
        """Stop where it is."""
        if self.playing:
            self._timer.stop()
            self.state_changed.emit()

    def toggle(self) -> None:
        """Play, or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def to_start(self) -> None:
        """Return to the first moment of the story and wait there."""
        self.pause()
        self._move(begin())

    def step(self, by: int) -> None:
        """Go one step to the right (1) or to the left (−1), and wait there."""
        self.pause()
        self._move(stepped(self._session.moment, by, self._session.steps, self._loss_step))

    def home(self) -> None:
        """Go to t = 0, and wait there."""
        self.pause()
        self._move(moved(self._session.moment, 0.0, self._session.steps))

    def end(self) -> None:
        """Go to t = T, and wait there."""
        self.pause()
        self._move(moved(self._session.moment, float(self._session.steps), self._session.steps))

    def faster(self) -> None:
        """Take the next higher speed."""
        self.speed = next((speed for speed in SPEEDS if speed > self._speed), self._speed)

    def slower(self) -> None:
        """Take the next lower speed."""
        self.speed = next((speed for speed in reversed(SPEEDS) if speed < self._speed), self._speed)

    def tick(self) -> None:
        """Move the story on by the time that has passed."""
        now = self._clock()
        seconds = min(now - self._last, LONGEST_FRAME) * self._speed
        self._last = now
        steps = self._session.steps
        self._story = advanced(self._story, seconds, steps, self._loss_step)
        self._move(self._calm(self._story, steps) if self.reduced_motion else self._story)
        if self._story.phase == "whole":
            self.pause()

    def _move(self, moment: Moment) -> None:
        self._shown = moment
        self._session.move(moment)

    def _follow(self, moment: Moment) -> None:
        before, self._shown = self._shown, moment
        if moment == before:
            return
        self._story = moment
        # A shorter T pushes the cursor to its new end; that is no hand.
        if before.step <= self._session.steps:
            self.pause()

    def _take(self, _answer: Answer) -> None:
        self._loss_step = self._session.loss_step
        if self._autoplay:
            self._autoplay = False
            self.play()

    def _calm(self, moment: Moment, steps: int) -> Moment:
        if moment.phase == "loss":
            return replace(moment, pulse=0.5)
        jump = max(1.0, steps / JUMPS)
        rounded = math.floor if moment.phase == "forward" else math.ceil
        return replace(moment, step=min(float(steps), round(rounded(moment.step / jump) * jump)))
