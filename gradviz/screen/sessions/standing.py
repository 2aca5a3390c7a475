"""The laboratory as it stands: read from the window, and given to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from gradviz.screen.asking.answers import Answer
from gradviz.screen.asking.question import Question
from gradviz.screen.sessions.laboratory import Laboratory

if TYPE_CHECKING:
    from gradviz.screen.window import Window


class Standing(QObject):
    """Asks the question at once; the moment and the zoom come with its answer."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._awaited: Laboratory | None = None
        window.session.question_changed.connect(self._forget)
        window.session.answered.connect(self._arrive)

    def now(self) -> Laboratory:
        """Return how it stands; what is still awaited counts as there."""
        window, awaited = self._window, self._awaited
        question, folded = window.session.question, (window.question.isHidden(), window.answer.isHidden())
        if awaited is not None:
            return replace(awaited, question=question, folded=folded)
        if window.desk is None:
            return Laboratory(question, window.session.moment, folded=folded)
        return Laboratory(question, window.session.moment, window.desk.places(), window.desk.zoom.now(), folded)

    def take(self, lab: Laboratory) -> None:
        """Let everything stand like this; what a hand had built is one step of undo away."""
        window = self._window
        with window.session.history.one("open a session"):
            if window.desk is not None:
                window.desk.stand(lab.question.pictures, lab.desk)
            self.pose(lab)
        window.question.setHidden(lab.folded[0])
        window.answer.setHidden(lab.folded[1])

    def pose(self, lab: Laboratory) -> None:
        """Ask the question, at its moment; all else stays. It is one step of undo."""
        session = self._window.session
        self._awaited = lab
        session.pose(lab.question, "open a link", pins=True)
        if session.answer is not None:
            self._arrive(session.answer)

    def _forget(self, question: Question) -> None:
        if self._awaited is not None and question != self._awaited.question:
            self._awaited = None

    def _arrive(self, answer: Answer) -> None:
        """Go to the moment, and show the part of time, once the views have drawn the answer."""
        lab, desk = self._awaited, self._window.desk
        if lab is None or answer.question != lab.question:
            return
        self._awaited = None
        self._window.player.pause()
        self._window.session.move(lab.moment)
        if desk is not None:
            desk.turns.do("zoom", lambda: desk.zoom.show(lab.zoom))
