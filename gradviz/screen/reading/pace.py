"""The network reads live: the cursor goes on at so many characters a second."""

from __future__ import annotations

import time

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal

from gradviz.screen.reading.document import Document

_FRAME_MILLISECONDS = 16
_CALM_MILLISECONDS = 500
"""How long a picture stands when motion is reduced."""
_LATE = 0.25
"""Seconds that a frame may be late: a window that was asleep does not jump."""


class Pace(QObject):
    """Owns whether the text is read live, and how fast.

    Signals
    -------
    changed : ()
        It began, paused, ended, or is at another speed.
    """

    changed = pyqtSignal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.speed = 60
        self.live = False
        self._due, self._last = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._step)
        document.replaced.connect(self.end)
        document.spliced.connect(lambda *_: self.end())

    @property
    def reduced_motion(self) -> bool:
        """Whether the text is read in two clear steps a second, as many characters as before."""
        return self._timer.interval() == _CALM_MILLISECONDS

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._timer.setInterval(_CALM_MILLISECONDS if reduced else _FRAME_MILLISECONDS)

    @property
    def playing(self) -> bool:
        """Whether the cursor moves."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Read on, or pause; at the end begin anew."""
        if self.playing:
            self._timer.stop()
        elif self._document.shown:
            if self._document.at >= len(self._document.shown):
                self._document.move(0)
            self._due, self._last, self.live = float(self._document.at), time.monotonic(), True
            self._timer.start()
        self.changed.emit()

    def restart(self) -> None:
        """Go back to the beginning, and read on if it was reading."""
        self._document.move(0)
        self._due = 0.0
        self.changed.emit()

    def step(self, by: int) -> None:
        """Pause, and go one character on or back."""
        self._timer.stop()
        self._document.move(self._document.at + by)
        self.changed.emit()

    def end(self) -> None:
        """Show the whole text again."""
        if self.live or self.playing:
            self._timer.stop()
            self.live = False
            self.changed.emit()

    def set_speed(self, speed: int) -> None:
        """Read at so many characters a second."""
        self.speed = speed
        self.changed.emit()

    def _step(self) -> None:
        now, passage = time.monotonic(), self._document.passage
        elapsed, self._last = min(now - self._last, max(_LATE, 1.5 * self._timer.interval() / 1000)), now
        if passage is None:
            return
        if abs(self._due - self._document.at) >= 1:  # a hand moved the cursor meanwhile
            self._due = float(self._document.at)
        end = len(passage.text)
        self._due = min(self._due + elapsed * self.speed, float(passage.count))
        self._document.move(int(self._due))
        if self._document.at >= end:
            self._timer.stop()
            self.live = False
            self.changed.emit()
