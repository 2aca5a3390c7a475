"""How the pictures stand, as steps of undo: a hand drags, docks, floats or resizes them, or puts them back in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PyQt6.QtWidgets import QApplication

from gradviz.screen.desk.places import Place, Rect
from gradviz.screen.undoing.changes import Was
from gradviz.screen.undoing.history import History

if TYPE_CHECKING:
    from gradviz.screen.desk.docks import Docks
    from gradviz.screen.desk.view import View

_PART, _WORDS = "places", "move the pictures"
_REST_MILLISECONDS = 200
"""So long after the last move the pictures stand still."""
_MOVED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


@dataclass(frozen=True)
class Stood:
    """How pictures stood: in Qt's own words of this very run, which are exact, and where that was."""

    pictures: tuple[str, ...]
    state: bytes
    places: tuple[Place, ...] = field(compare=False)
    room: tuple[int, int] = field(compare=False)

    def moved(self, later: Stood) -> bool:
        """Return whether the same pictures stand elsewhere in the same room; the tab in front is only looked at."""
        same = (self.pictures, self.room) == (later.pictures, later.room)
        return same and _where(self.places) != _where(later.places)


class Moves(QObject):
    """Follows the hand on the desk; what the window's size or other pictures do to the places is no step."""

    def __init__(self, docks: Docks, history: History, settled: Callable[[], object]) -> None:
        super().__init__(docks)
        self._docks, self._history, self._settled = docks, history, settled
        self._stood: Stood | None = None
        self._hand, self._words = False, _WORDS
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._come_to_rest)
        docks.installEventFilter(self)
        history.owns(_PART, self._restore, lambda stood: (stood.state,))

    def watch(self, view: View) -> None:
        """Follow a view where it goes."""
        view.installEventFilter(self)
        view.touched.connect(self._take)
        view.bar.floated.connect(self._float)

    def by_hand(self, words: str, then: Callable[[], object]) -> None:
        """Do what a hand may do, too: a step of undo, if the pictures stand elsewhere when they have come to rest."""
        self._take()
        self._words = words
        then()

    def noted(self, words: str, then: Callable[[], object]) -> None:
        """Do what lets the pictures stand otherwise: a step of undo."""
        before = self._now()
        then()
        self._stood = self._now()
        if before.pictures == self._stood.pictures:
            self._history.note(words, Was(_PART, before, self._stood))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Notice the hand between the pictures, and every move of theirs."""
        if event is not None and event.type() == QEvent.Type.MouseButtonPress and watched is self._docks:
            self._take()
        elif event is not None and event.type() in _MOVED:
            self._rest.start() if self._docks.isVisible() else self._rest.stop()
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        """Remember how the pictures stand now that a hand is on them: undo leads back to it."""
        if not self._hand:
            self._stood, self._hand = self._now(), True
            self._rest.start()

    def _float(self) -> None:
        self._hand = True
        self._rest.start()

    def _come_to_rest(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._rest.start()
            return
        before, self._stood = self._stood, self._now()
        (hand, self._hand), (words, self._words) = (self._hand, False), (self._words, _WORDS)
        if hand and before is not None and before.moved(self._stood):
            self._history.note(words, Was(_PART, before, self._stood))

    def _restore(self, stood: Stood) -> bool:
        self._docks.stand_as(stood.pictures, stood.places, stood.state)
        self._stood, self._hand = self._now(), False
        self._settled()
        return True

    def _now(self) -> Stood:
        pictures, places, state = self._docks.stood()
        room: QSize = self._docks.size()
        return Stood(pictures, state, places, (room.width(), room.height()))


def _where(places: tuple[Place, ...]) -> set[tuple[frozenset[str], Rect, bool]]:
    return {(frozenset(place.names), place.rect, place.floating) for place in places}
