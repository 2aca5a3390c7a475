"""What is on the screen is written down while one works, and offered again after a crash."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from gradviz.errors import GradvizError
from gradviz.screen.sessions.left import Left, Told, newest_left
from gradviz.screen.sessions.state import State

if TYPE_CHECKING:
    from gradviz.screen.guiding.draft import Draft
    from gradviz.screen.sessions.commands import SessionCommands
    from gradviz.screen.sessions.keeper import Keeper

QUIET, AT_MOST = 2.0, 10.0
"""Seconds after the last change, and after the first one that is not written yet."""
_OFFER = "gradviz ended unexpectedly."
_DAMAGED = "gradviz ended unexpectedly, and what it left is damaged"


class Autosave(QObject):
    """Follows the session and the lesson; nothing is written while nothing was made by hand.

    Parameters
    ----------
    folder
        Where the files of all windows lie.

    Signals
    -------
    said : str
        What is on the screen cannot be written down, and why.
    """

    said = pyqtSignal(str)

    def __init__(self, keeper: Keeper, commands: SessionCommands, folder: Path) -> None:
        super().__init__(keeper)
        self._keeper, self._commands, self._folder = keeper, commands, folder
        self._own = Left.own(folder)
        self._found: Left | None = None
        self._written: tuple[State, str, Draft | None] | None = None
        self._writing: threading.Thread | None = None
        self._since: float | None = None
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.write)
        keeper.touched.connect(self._wait)
        keeper.named.connect(self._wait)

    def begin(self) -> None:
        """Offer what a window left that ended unexpectedly."""
        self._found = newest_left(self._folder)
        if self._found is None:
            return
        told = self._found.read()
        if told is None:
            self._found.remove()
            self.said.emit(_DAMAGED)
        else:
            self._commands.offer.offer(_OFFER, "Bring back what was there", lambda: self._ask(told), self._dismiss)

    def write(self) -> None:
        """Write down what is there; a thread does it, so that nothing waits for the disk."""
        if self._writing is not None and self._writing.is_alive():
            self._wait()
            return
        self._since = None
        keeper, draft = self._keeper, self._keeper.draft
        if not (keeper.edited or keeper.path or draft or self._written):
            return
        now = keeper.state(), keeper.path, draft
        if now != self._written:
            self._written = now
            self._writing = threading.Thread(target=self._put, args=now, name="gradviz-autosave")
            self._writing.start()

    def close(self) -> None:
        """Have done: what was not brought back is left for the next start."""
        self._timer.stop()
        if self._writing is not None:
            self._writing.join()
        self._own.remove()
        if self._found is not None:
            self._found.let_go()

    def _wait(self) -> None:
        now = time.monotonic()
        self._since = self._since or now
        if now - self._since < AT_MOST - QUIET or not self._timer.isActive():
            self._timer.start(round(1000 * QUIET))

    def _put(self, state: State, of: str, draft: Draft | None) -> None:
        try:
            self._own.write(state, of, draft)
        except (GradvizError, OSError) as error:
            if not self._failed:
                self._failed = True
                self.said.emit(f"what is on the screen is not kept for a crash: {error}")

    def _ask(self, told: Told) -> None:
        self._commands.before(lambda: self._bring_back(told))

    def _bring_back(self, told: Told) -> None:
        """Show it; what was left goes once this window has written its own."""
        self._keeper.take(told.opened, told.of, edited=True)
        if told.draft is not None:
            self._keeper.lead(told.draft)
        self._commands.tell(told.opened.notes)
        self._timer.stop()
        self.write()
        if self._writing is not None:
            self._writing.join()
        if not self._failed:
            self._dismiss()

    def _dismiss(self) -> None:
        if self._found is not None:
            self._found.remove()
            self._found = None
