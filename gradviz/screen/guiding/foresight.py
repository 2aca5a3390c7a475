"""The scenes around the one that is shown are computed while it is spoken about: a step shows its curves at once."""

from __future__ import annotations

import dataclasses

from PyQt6.QtCore import QObject, QTimer

from gradviz.screen.asking.question import Question
from gradviz.screen.asking.session import Session
from gradviz.screen.guiding.guide import Guide, question_of

_CALM_MILLISECONDS = 300
"""So long nothing was asked before anything is computed that nobody asked for."""


class Foresight(QObject):
    """Follows the guide; the next scene comes first, then the one before."""

    def __init__(self, guide: Guide, session: Session) -> None:
        super().__init__(guide)
        self._guide, self._session = guide, session
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MILLISECONDS)
        self._calm.timeout.connect(self._foresee)
        guide.changed.connect(self._calm.start)
        session.answered.connect(lambda _: self._calm.start())

    def stop(self) -> None:
        """Foresee nothing more."""
        self._calm.stop()

    def _foresee(self) -> None:
        self._session.runner.foresee(*self._questions())

    def _questions(self) -> list[Question]:
        lesson, place = self._guide.lesson, self._guide.place
        if lesson is None:
            return []
        around = [scene for at in (place + 1, place - 1, place) for scene in lesson.scenes[max(at, 0) : at + 1]]
        pins = self._session.question.pins
        return [dataclasses.replace(question_of(scene), pins=pins) for scene in around if scene.reading is None]
