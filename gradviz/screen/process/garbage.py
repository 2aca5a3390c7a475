"""Cycles of objects are cleared in the window's thread only: Qt's own may not end in the thread that computes."""

from __future__ import annotations

import gc

from PyQt6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks."""


class Garbage(QObject):
    """Clears cycles of objects as Python would, but from the window's thread; `close` gives the task back.

    Python clears them in whichever thread asks for the next object. A cycle with a Qt object in it would then be
    destroyed by the computing thread, perhaps while the window paints it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.clear)
        self._timer.start()

    def clear(self) -> None:
        """Clear the generations that have become full."""
        full = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        for generation in (2, 1, 0):
            if full[generation]:
                gc.collect(generation)
                return

    def close(self) -> None:
        """Let Python clear cycles itself again."""
        self._timer.stop()
        gc.enable()
