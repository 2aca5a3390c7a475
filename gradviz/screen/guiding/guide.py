"""Which lesson is open and which of its scenes is shown; every control stays live in between."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.lessons import Lesson, Scene, find_lesson, open_lesson
from gradviz.screen.question import Question
from gradviz.screen.session import Session

_NEW = "A new lesson"


class Guide(QObject):
    """Owns the open lesson and the place in it.

    Attributes
    ----------
    lesson
        None: none is open.
    place
        Which scene is shown, from 0.
    unsaved
        Whether the lesson was changed since it was opened or saved.

    Signals
    -------
    changed : ()
        Another lesson or none, another scene, or one was edited.
    staged : Scene
        A scene is shown as it is written: what plays in it should begin.
    noted : str
        What is to be said about the lesson's file.
    """

    changed = pyqtSignal()
    staged = pyqtSignal(object)
    noted = pyqtSignal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lesson: Lesson | None = None
        self.place, self.unsaved = 0, False
        session.predicted.connect(lambda _: self.changed.emit())

    @property
    def scene(self) -> Scene | None:
        """The scene that is shown."""
        return None if self.lesson is None else self.lesson.scenes[self.place]

    @property
    def secret(self) -> bool:
        """Whether the audience is still to predict what the caption says."""
        return self._session.hides

    @property
    def next_scene(self) -> Scene | None:
        """The one behind it."""
        scenes = () if self.lesson is None else self.lesson.scenes
        return scenes[self.place + 1] if self.place + 1 < len(scenes) else None

    @property
    def as_written(self) -> bool:
        """Whether the question is still the scene's own."""
        scene, question = self.scene, self._session.question
        return scene is None or question_of(scene) == dataclasses.replace(question, pins=())

    def open(self, name_or_path: str) -> None:
        """Open a bundled lesson or a file, at its first scene.

        Raises
        ------
        FileError
            When there is none that can be opened.
        """
        lesson, notes = open_lesson(find_lesson(name_or_path))
        self.lesson, self.unsaved = lesson, False
        if notes:
            more = f" (and {len(notes) - 1} more)" if len(notes) > 1 else ""
            self.noted.emit(f"{Path(name_or_path).name}, {notes[0]}{more}")
        self.go(0)

    def close(self) -> None:
        """Lead no longer; the question stays."""
        self.lesson, self.place, self.unsaved = None, 0, False
        self.changed.emit()

    def go(self, place: int) -> None:
        """Show a scene as it is written; beyond the ends nothing happens."""
        if self.lesson is None or not 0 <= place < len(self.lesson.scenes):
            return
        self.place = place
        scene = self.lesson.scenes[place]
        self._session.pose(question_of(scene))
        self.changed.emit()
        self.staged.emit(scene)

    @property
    def goes_on(self) -> bool:
        """Whether there is anything behind what is shown: the answer to a prediction, or another scene."""
        return self.scene is not None and (self.secret or self.next_scene is not None)

    def on(self) -> None:
        """Go on, as a clicker does: first to what an audience predicts, then to the next scene."""
        prediction = self._session.prediction
        if self.scene is not None and self.secret and prediction is not None:
            self._session.predict(dataclasses.replace(prediction, revealed=True))
        else:
            self.step(1)

    def step(self, by: int) -> None:
        """Go to the scene before or behind."""
        self.go(self.place + by)

    def again(self) -> None:
        """Show the scene as it is written once more."""
        self.go(self.place)

    def add(self) -> None:
        """Put what is shown now behind the scene that is shown, as a new one; without a lesson, begin one with it."""
        scene = self._scene_of_now()
        if self.lesson is None:
            self.lesson, self.place = Lesson(title=_NEW, scenes=(scene,)), 0
        else:
            scenes = self.lesson.scenes
            self._with((*scenes[: self.place + 1], scene, *scenes[self.place + 1 :]))
            self.place += 1
        self.unsaved = True
        self.changed.emit()

    def remove(self, place: int) -> None:
        """Take a scene away; the last one stays."""
        if self.lesson is not None and len(self.lesson.scenes) > 1:
            scenes = self.lesson.scenes
            self._with(scenes[:place] + scenes[place + 1 :])
            self.place = min(self.place, len(scenes) - 2)
            self.changed.emit()

    def move(self, place: int, by: int) -> None:
        """Let a scene change places with its neighbour; the one that is shown stays the one that is shown."""
        if self.lesson is None or not 0 <= place + by < len(self.lesson.scenes):
            return
        scenes, other = list(self.lesson.scenes), place + by
        scenes[place], scenes[other] = scenes[other], scenes[place]
        self._with(tuple(scenes))
        self.place = {place: other, other: place}.get(self.place, self.place)
        self.changed.emit()

    def edit(self, place: int, **fields: Any) -> None:
        """Change the words of a scene.

        Raises
        ------
        LessonError
            When a value cannot be; the scene stays as it was.
        """
        if self.lesson is not None:
            scenes = list(self.lesson.scenes)
            scenes[place] = dataclasses.replace(scenes[place], **fields)
            self._with(tuple(scenes))
            self.changed.emit()

    def retitle(self, title: str) -> None:
        """Give the lesson another title.

        Raises
        ------
        LessonError
            When it is none.
        """
        if self.lesson is not None:
            self.lesson, self.unsaved = dataclasses.replace(self.lesson, title=title), True
            self.changed.emit()

    def save(self, path: str) -> None:
        """Write the lesson.

        Raises
        ------
        FileError, LessonError
            When it cannot be written there.
        """
        if self.lesson is not None:
            self.lesson.save(path)
            self.lesson, self.unsaved = dataclasses.replace(self.lesson, path=Path(path), in_part=False), False
            self.changed.emit()

    def _with(self, scenes: tuple[Scene, ...]) -> None:
        assert self.lesson is not None
        self.lesson, self.unsaved = dataclasses.replace(self.lesson, scenes=scenes), True

    def _scene_of_now(self) -> Scene:
        question, answer = self._session.question, self._session.answer
        said = "" if answer is None else " ".join(words for _, words in answer.chart.sentences)
        return Scene(
            title="A new scene", caption=said, experiments=question.experiments(), pictures=question.pictures,
            options=question.options, plays="story",
        )  # fmt: skip


def question_of(scene: Scene) -> Question:
    """Return the question of a scene."""
    a, *others = scene.experiments
    return Question(a, others[0] if others else None, scene.pictures, scene.options)
