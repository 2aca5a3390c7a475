"""The tour: which stop one is at, and what the window was before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QObject, QTimer
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QScrollArea, QWidget

from gradviz.screen.touring.before import Before
from gradviz.screen.touring.card import Card
from gradviz.screen.touring.hand import Hand
from gradviz.screen.touring.invitation import withdraw
from gradviz.screen.touring.seeing import part_seen, seen
from gradviz.screen.touring.stops import STOPS, Stop
from gradviz.screen.touring.unfolding import Unfolding
from gradviz.screen.touring.veil import RING, Veil

if TYPE_CHECKING:
    from gradviz.checked import Check
    from gradviz.screen.reading.watching import Watching
    from gradviz.screen.window import Window

_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
_AIR = 4
"""Pixels around what is pointed at that are not dimmed, either."""
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class Tour(QObject):
    """Leads from stop to stop; at its end, however it comes, the window is as it was."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        body = window.centralWidget()
        assert body is not None
        self._window, self._body = window, body
        self.veil, self.card, self.hand = Veil(body, window.look), Card(body, window.look), Hand(window)
        self.place = 0
        self._before: Before | None = None
        self._unfolding: Unfolding | None = None
        self._watched: list[QWidget] = []
        self._shown: QWidget | None = None
        self._watching: Watching | None = None
        self._checks: tuple[Check, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._settle)
        self._wire()

    @property
    def on(self) -> bool:
        """Whether one is on the tour."""
        return self._before is not None

    @property
    def stop(self) -> Stop:
        """Where one is."""
        return STOPS[self.place]

    def begin(self) -> None:
        """Go to the first stop; the session is set aside until the end."""
        if self._before is None:
            self._window.toured = True
            withdraw(self._window)
            self._before = Before(self._window)
            self._window.installEventFilter(self)
            self.veil.show()
            self.veil.settle()
            self.veil.raise_()
        else:
            self._leave()
        self._come(0)

    def step(self, by: int) -> None:
        """Go on, or back; behind the last stop is the end."""
        if not self.on or self.place + by < 0:
            return
        if self.place + by >= len(STOPS):
            self.end()
        else:
            self._leave()
            self._come(self.place + by)

    def end(self) -> None:
        """Let the window be as it was."""
        before = self._before
        if before is None:
            return
        self._leave()
        self._before = None
        self._later.stop()
        self._window.removeEventFilter(self)
        self._watch([])
        self.card.hide()
        self.veil.hide()
        before.put_back(self.hand)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Follow what is pointed at, and take the keys that nothing else wants."""
        if event is None or not self.on:
            return False
        if event.type() in _MOVES:
            self._later.start()
        elif watched is self._window and isinstance(event, QKeyEvent) and event.type() in _KEYS:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if not self.card.takes(event):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.card.press(event)
        return True

    def _wire(self) -> None:
        window = self._window
        session, lecture = window.session, window.lecture
        self.card.stepped.connect(self.step)
        self.card.ended.connect(self.end)
        for signal in (session.answered, session.moment_changed, session.checking):
            signal.connect(lambda *_: self._follow())
        session.checked.connect(self._take_checks)
        window.look.changed.connect(lambda _: self._restyle())
        window.keeper.opening.connect(self.end)
        lecture.guide.staged.connect(lambda _: self._hear_of_lesson())
        lecture.presenter.changed.connect(self._give_way_to_presenter)

    def _come(self, place: int) -> None:
        self.place, stop, window = place, STOPS[place], self._window
        self._shown = None
        window.show_page(stop.page)
        if stop.page == "cells":
            self._follow_cells()
        self._unfolding = Unfolding(window, stop)
        self.card.begin(stop.title, place, len(STOPS))
        self.hand.ask(stop.asks, lambda: self._act(stop))
        self._follow()

    def _follow_cells(self) -> None:
        watching = self._window.cells.session.watching
        if watching is not self._watching:
            self._watching = watching
            watching.changed.connect(self._follow)

    def _act(self, stop: Stop) -> None:
        stop.act(self.hand)
        self._follow()

    def _leave(self) -> None:
        self.hand.rest()
        self.stop.leave(self.hand)
        if self._unfolding is not None:
            self._unfolding.put_back()
            self._unfolding = None

    def _follow(self) -> None:
        """Say what is true now, and point at what is there now."""
        if self.on:
            self.card.say(self.stop.words(seen(self._window, self._checks)))
            self._later.start()

    def _settle(self) -> None:
        stop, window = self.stop, self._window
        target, clear = stop.where(window), [find(window) for find in stop.clear]
        if target is not None and target is not self._shown:
            self._shown = target
            _bring_into_view(target)
        self._watch([widget for widget in (target, *clear) if widget is not None])
        spared = [part_seen(widget, self._body) for widget in clear]
        aimed = part_seen(target, self._body)
        if aimed:
            aimed = aimed.adjusted(-_AIR, -_AIR, _AIR, _AIR)
        self.veil.settle()
        self.veil.aim(aimed, spared)
        self.card.aim(aimed.adjusted(-RING, -RING, RING, RING) if aimed else aimed, spared)

    def _restyle(self) -> None:
        if self.on:
            self._shown = None
            self.card.grow_anew()
            self._later.start()

    def _take_checks(self, checks: Sequence[Check]) -> None:
        self._checks = tuple(checks)
        self._follow()

    def _watch(self, widgets: Sequence[QWidget]) -> None:
        """Follow widgets, and all that they stand in, where they go."""
        around = [each for widget in widgets for each in _chain(widget, self._body)]
        wanted = list(dict.fromkeys(around))
        for widget in self._watched:
            if widget not in wanted:
                widget.removeEventFilter(self)
        for widget in wanted:
            if widget not in self._watched:
                widget.installEventFilter(self)
        self._watched = wanted

    def _hear_of_lesson(self) -> None:
        """Let a lesson that a user opens on the tour be open first, and then begin in the window as it was."""
        if self.on and not self.hand.opens:
            QTimer.singleShot(0, self._give_way_to_lesson)

    def _give_way_to_lesson(self) -> None:
        lecture = self._window.lecture
        lesson = lecture.guide.lesson
        if self.on and lesson is not None:
            self.end()
            lecture.commands.begin(str(lesson.path))

    def _give_way_to_presenter(self, on: bool) -> None:
        """Present the window as it was."""
        if self.on and on:
            self._window.lecture.presenter.toggle()
            self.end()
            self._window.lecture.presenter.toggle()


def _chain(widget: QWidget, body: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all that it stands in."""
    at: QWidget | None = widget
    while at is not None:
        yield at
        at = None if at is body else at.parentWidget()


def _bring_into_view(widget: QWidget) -> None:
    """Scroll what a widget stands in so far that it is seen."""
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(widget)
        at = at.parentWidget()
