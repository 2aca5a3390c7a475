"""The window as it was before the tour, to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradviz.screen.touring.hand import Hand
    from gradviz.screen.window import Window


class Before:
    """Sets aside what the tour would disturb: the session, a lesson, a prediction, presenter mode."""

    def __init__(self, window: Window) -> None:
        self._window, self._playing = window, window.player.playing
        self._presenting = window.lecture.presenter.on
        if self._presenting:
            window.lecture.presenter.toggle()
        window.popover.hide()
        window.keeper.set_aside()
        history = window.session.history
        self._steps = history.kept()
        with history.one("the tour"):
            window.session.predict(None)
        window.lecture.guide.set_aside()
        self._cleared = history.kept()

    def put_back(self, hand: Hand) -> None:
        """Let the window be as it was; a story that ran runs on."""
        window, history = self._window, self._window.session.history
        window.keeper.bring_back()
        window.lecture.guide.take_up()
        if self._cleared != self._steps:  # a prediction comes back as undo brings it
            history.keep(self._cleared)
            history.undo()
            history.keep(self._steps)
        if self._presenting:
            window.lecture.presenter.toggle()
        if self._playing:
            hand.await_picture(window.player.play)
