"""Which lesson is open and which of its scenes is shown; every control stays live in between."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.charts.markup import to_plain
from gradviz.lessons import Lesson, Note, Scene, find_lesson, open_lesson
from gradviz.screen.asking.question import Question
from gradviz.screen.asking.session import Session
from gradviz.screen.guiding.draft import Draft
from gradviz.screen.undoing.changes import Was
from gradviz.screen.undoing.named import short

_NEW = "A new lesson"


class Led(NamedTuple):
    """What the guide owns, as a value: the lesson, the place in it, and which opening of a lesson it belongs to.

    Openings are counted from 1, a lesson that was begun here among them: each has its own file, or none yet.
    """

    lesson: Lesson | None
    place: int
    opening: int


class Guide(QObject):
    """Owns the open lesson and the place in it, and what undo takes back of them: all but what was saved.

    Attributes
    ----------
    lesson
        None: none is open.
    place
        Which scene is shown, from 0.
    reads
        Returns what the page of cells shows as a scene; None: the laboratory is shown.

    Signals
    -------
    changed : ()
        Another lesson or none, another scene, or one was edited.
    staged : Scene
        A scene is shown as it is written: what plays in it should begin.
    returned : Scene
        Undo or redo came to a scene: it should be seen; its question comes back by itself.
    noted : (str, bool)
        What is to be said about the lesson's file, once it is open, if only ""; and whether something of it is lost.
    """

    changed = pyqtSignal()
    staged = pyqtSignal(object)
    returned = pyqtSignal(object)
    noted = pyqtSignal(str, bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lesson: Lesson | None = None
        self.place = 0
        self._aside: Led | None = None
        self.reads: Callable[[], Scene | None] = lambda: None
        self._opening, self._written, self._openings = 0, dict[int, Lesson](), itertools.count(1)
        session.history.owns("lesson", self._restore)
        session.predicted.connect(lambda _: self.changed.emit())

    @property
    def unsaved(self) -> bool:
        """Whether the lesson is another than in its file."""
        return self._differs(self._led)

    @property
    def draft(self) -> Draft | None:
        """The lesson as it stands, or was set aside, where its file says something else."""
        led = self._aside or self._led
        return Draft(led.lesson, led.place) if led.lesson is not None and self._differs(led) else None

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
        """Whether the laboratory's question is still the scene's own; a network that reads asks none there."""
        scene, question = self.scene, self._session.question
        if scene is None or scene.reading is not None:
            return True
        return question_of(scene) == dataclasses.replace(question, pins=())

    def open(self, name_or_path: str) -> None:
        """Open a bundled lesson or a file, at its first scene.

        Raises
        ------
        FileError
            When there is none that can be opened.
        """
        lesson, notes = open_lesson(find_lesson(name_or_path))
        with self._session.history.one(short(f"open “{to_plain(lesson.title)}”")):
            self._take("open the lesson", Led(lesson, 0, next(self._openings)))
            self._written[self._opening] = lesson
            self.go(0)
        self.noted.emit(_told(Path(name_or_path).name, notes), any(note.lost for note in notes))

    def bring_back(self, draft: Draft) -> None:
        """Lead through a lesson that was left in a crash; what is asked stays."""
        self._take("bring the lesson back", Led(*draft, next(self._openings)))
        self.changed.emit()

    def set_aside(self) -> None:
        """Lead no longer until the lesson is taken up, by no step of undo: the window is moved, and put back."""
        self._aside = self._led
        self._be(Led(None, 0, 0))

    def take_up(self) -> None:
        """Lead through what was set aside, as far as it was; the window stands already as it did."""
        led, self._aside = self._aside, None
        if led is not None:
            self._be(led)

    def close(self) -> None:
        """Lead no longer; the question stays."""
        self._take("close the lesson", Led(None, 0, 0))
        self.changed.emit()

    def go(self, place: int) -> None:
        """Show a scene as it is written; beyond the ends nothing happens."""
        if self.lesson is None or not 0 <= place < len(self.lesson.scenes):
            return
        scene = self.lesson.scenes[place]
        with self._session.history.one(f"scene {place + 1}"):
            self._take("", self._led._replace(place=place))
            if scene.reading is None:
                self._session.pose(question_of(scene))
            self.changed.emit()
            self.staged.emit(scene)

    @property
    def goes_on(self) -> bool:
        """Whether there is anything behind what is shown: the answer to a prediction, or another scene."""
        return self.scene is not None and (self.secret or self.next_scene is not None)

    def on(self) -> None:
        """Go on, as a clicker does: first to what an audience predicts, drawn or said, then to the next scene."""
        prediction = self._session.prediction
        if self.scene is not None and self.secret and prediction is not None:
            self._session.predict(prediction.answered)
        else:
            self.step(1)

    def step(self, by: int) -> None:
        """Go to the scene before or behind."""
        self.go(self.place + by)

    def again(self) -> None:
        """Show the scene as it is written once more."""
        self.go(self.place)

    def add(self) -> None:
        """Put what is shown now behind the scene that is shown, as a new one; without a lesson, begin one with it.

        Raises
        ------
        ExperimentError
            When what is shown cannot be a scene.
        """
        scene = self.reads() or self._scene_of_now()
        if self.lesson is None:
            self._take("add a scene", Led(Lesson(title=_NEW, scenes=(scene,)), 0, next(self._openings)))
        else:
            scenes, behind = self.lesson.scenes, self.place + 1
            self._with("add a scene", (*scenes[:behind], scene, *scenes[behind:]), behind)
        self.changed.emit()

    def remove(self, place: int) -> None:
        """Take a scene away; the last one stays."""
        if self.lesson is not None and len(self.lesson.scenes) > 1:
            scenes = self.lesson.scenes
            shown = min(self.place, len(scenes) - 2)
            self._with(f"remove scene {place + 1}", scenes[:place] + scenes[place + 1 :], shown)
            self.changed.emit()

    def move(self, place: int, by: int) -> None:
        """Let a scene change places with its neighbour; the one that is shown stays the one that is shown."""
        if self.lesson is None or not 0 <= place + by < len(self.lesson.scenes):
            return
        scenes, other = list(self.lesson.scenes), place + by
        scenes[place], scenes[other] = scenes[other], scenes[place]
        shown = {place: other, other: place}.get(self.place, self.place)
        self._with(f"move scene {place + 1}", tuple(scenes), shown)
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
            words = f"the {' and '.join(fields)} of scene {place + 1}"
            self._with(words, tuple(scenes), self.place, joins=words)
            self.changed.emit()

    def retitle(self, title: str) -> None:
        """Give the lesson another title.

        Raises
        ------
        LessonError
            When it is none.
        """
        if self.lesson is not None:
            self._take("the lesson's title", self._led._replace(lesson=dataclasses.replace(self.lesson, title=title)))
            self.changed.emit()

    def undo(self) -> None:
        """Take back the last step, if it was about the lesson alone: an edit."""
        if self._session.history.concerns("lesson")[0]:
            self._session.history.undo()

    def redo(self) -> None:
        """Do again what was taken back last, if it was about the lesson alone."""
        if self._session.history.concerns("lesson")[1]:
            self._session.history.redo()

    def save(self, path: str) -> None:
        """Write the lesson.

        Raises
        ------
        FileError, LessonError
            When it cannot be written there.
        """
        if self.lesson is not None:
            self.lesson.save(path)
            self.lesson = dataclasses.replace(self.lesson, path=Path(path), in_part=False)
            self._written[self._opening] = self.lesson
            self.changed.emit()

    @property
    def _led(self) -> Led:
        return Led(self.lesson, self.place, self._opening)

    def _with(self, words: str, scenes: tuple[Scene, ...], place: int, joins: str = "") -> None:
        assert self.lesson is not None
        lesson = dataclasses.replace(self.lesson, scenes=scenes)
        self._take(words, Led(lesson, place, self._opening), joins)

    def _take(self, words: str, led: Led, joins: str = "") -> None:
        """Let another lesson be open, or another place: a step of undo."""
        self._session.history.note(words, Was("lesson", self._led, led), joins=joins)
        self.lesson, self.place, self._opening = led

    def _differs(self, led: Led) -> bool:
        return led.lesson is not None and led.lesson != self._written.get(led.opening)

    def _restore(self, led: Led) -> bool:
        """Be where a step came from; a scene that the step left is shown again."""
        before = self._led
        self._be(led)
        if self.scene is not None and _leads(before, led):
            self.returned.emit(self.scene)
        return True

    def _be(self, led: Led) -> None:
        """Be somewhere else; the file is the one that the lesson was last written to."""
        lesson, file = led.lesson, self._written.get(led.opening)
        if lesson is not None and file is not None:
            lesson = dataclasses.replace(lesson, path=file.path, in_part=file.in_part)
        self.lesson, self.place, self._opening = lesson, led.place, led.opening
        self.changed.emit()

    def _scene_of_now(self) -> Scene:
        question, answer = self._session.question, self._session.answer
        said = "" if answer is None else " ".join(words for _, words in answer.chart.sentences)
        return Scene(
            title="A new scene", caption=said, experiments=question.experiments(), pictures=question.pictures,
            options=question.options, plays="story",
        )  # fmt: skip


def _told(name: str, notes: tuple[Note, ...]) -> str:
    """Return what is to be said about a file: first of all what is lost."""
    if not notes:
        return ""
    first, *others = sorted(notes, key=lambda note: not note.lost)
    return f"{name}, {first}" + (f" (and {len(others)} more)" if others else "")


def _leads(before: Led, after: Led) -> bool:
    """Return whether one came to another lesson or scene; else a lesson was edited, and what is shown stays."""
    return before.opening != after.opening or (before.lesson == after.lesson and before.place != after.place)


def question_of(scene: Scene) -> Question:
    """Return the question of a scene of networks."""
    a, *others = scene.experiments
    return Question(a, others[0] if others else None, scene.pictures, scene.options)
