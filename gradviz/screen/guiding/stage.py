"""What happens when a scene is shown: its controls, its prediction, what plays in it."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from gradviz.charts.moment import Moment
from gradviz.lessons import Glide, Scene
from gradviz.screen.asking.answers import Answer
from gradviz.screen.asking.session import Session
from gradviz.screen.controls import Form
from gradviz.screen.guiding.gliding import Gliding
from gradviz.screen.guiding.guide import Guide, question_of
from gradviz.screen.predicting import Predicting
from gradviz.screen.transport.player import Player


class Staging(QObject):
    """Follows the guide; what plays begins when the scene's answer is there."""

    def __init__(self, guide: Guide, session: Session, form: Form, player: Player, predicting: Predicting) -> None:
        super().__init__(guide)
        self._guide, self._session, self._form, self._player = guide, session, form, player
        self._predicting = predicting
        self.gliding = Gliding(session, self)
        self._due: Scene | None = None
        self._shows: frozenset[str] | None = None
        guide.staged.connect(self._stage)
        guide.changed.connect(self._follow)
        session.answered.connect(self._answer)

    def _stage(self, scene: Scene) -> None:
        self.gliding.stop()
        self._player.pause()
        self._predicting.end("")
        self._due = scene if scene.reading is None else None
        answer = self._session.answer
        if answer is not None and answer.question == self._session.question:
            self._answer(answer)

    def _follow(self) -> None:
        scene = self._guide.scene
        shows = frozenset(scene.shows) if scene is not None and scene.shows else None
        if shows != self._shows:
            self._shows = shows
            self._form.limit(shows)

    def _answer(self, answer: Answer) -> None:
        scene, self._due = self._due, None
        if scene is None or question_of(scene).experiments() != answer.question.experiments():
            return
        if scene.predict_first:
            self._session.move(Moment("whole", 0.0))
            self._predicting.begin("")
        elif isinstance(scene.plays, Glide):
            self.gliding.begin(scene.plays)
        elif scene.plays == "story":
            self._player.to_start()
            self._player.play()
