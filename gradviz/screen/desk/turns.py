"""One thing a turn: what takes milliseconds is spread over turns of the event loop, so that the window answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PyQt6.QtCore import QObject, QTimer


class Turns(QObject):
    """Does what is asked in order, one thing in each turn; of two of the same kind only the newer one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[Hashable, Callable[[], object]] = {}
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._turn)

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def waits(self, what: Hashable) -> bool:
        """Return whether something of a kind waits."""
        return what in self._waiting

    def do(self, what: Hashable, work: Callable[[], object]) -> None:
        """Do ``work`` in a turn of its own; it takes the place of what waits of its kind."""
        self._waiting[what] = work
        self._next.start()

    def forget(self, what: Hashable) -> None:
        """Drop what waits of a kind."""
        self._waiting.pop(what, None)

    def _turn(self) -> None:
        what = next(iter(self._waiting), None)
        if what is None:
            return
        work = self._waiting.pop(what)
        if self._waiting:
            self._next.start()  # before the work: what raises holds up nothing else
        work()
