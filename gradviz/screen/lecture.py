"""What a lecture needs beside the window itself: lessons and presenter mode; made when one of them is first wanted."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, Qt, QTimer

from gradviz.lessons import Scene
from gradviz.screen.asking.answers import Answer
from gradviz.screen.commands.actions import action
from gradviz.screen.guiding.bar import GuideBar
from gradviz.screen.guiding.commands import LessonCommands
from gradviz.screen.guiding.foresight import Foresight
from gradviz.screen.guiding.guide import Guide
from gradviz.screen.guiding.stage import Staging
from gradviz.screen.presenting.presenter import Presenter
from gradviz.screen.readout.words import sentence

if TYPE_CHECKING:
    from gradviz.screen.desk.desk import Desk
    from gradviz.screen.guiding.texts import Texts
    from gradviz.screen.window import Window


_SETTLED_MILLISECONDS = 200
"""So long after a window was told to fill the screen, it does."""


class Lecture(QObject):
    """Puts the parts into a window, and ties them."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.guide = Guide(window.session, window)
        self.bar = GuideBar(self.guide, window.look)
        self.foresight = Foresight(self.guide, window.session)
        self.presenter = Presenter(window, window.look, window.controls, self._words)
        self.staging = Staging(self.guide, window.session, window.form, window.player, window.predicting)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(_SETTLED_MILLISECONDS)
        self.commands = LessonCommands(window, self.guide, window.commands.lessons)
        self.blanks = [
            action(window, f"{words} screen", [name], functools.partial(self.presenter.blank_for, key))
            for words, name, key in (("Black", "B", Qt.Key.Key_B), ("White", "W", Qt.Key.Key_W))
        ]
        self.guide.reads = lambda: self.texts.now() if window.on_text else None
        window.put_under(self.bar, self.presenter.caption)
        self._wire()

    @functools.cached_property
    def texts(self) -> Texts:
        """What lets the page of cells stand like a scene; made with the first one, or with the page."""
        from gradviz.screen.guiding.texts import Texts

        made = Texts(self._window.cells.session, self)
        made.said.connect(self._window.status.say)
        made.stood.connect(self._window.commands.follow)
        return made

    @property
    def fills(self) -> bool:
        """Whether the page of cells stands as a scene let it: what was done last is the lesson's."""
        scene = self.guide.scene
        return scene is not None and scene.reading is not None and "texts" in self.__dict__ and self.texts.untouched

    def turned(self) -> None:
        """Go with the page that is shown."""
        self.presenter.settle()
        self.presenter.follow()

    def close(self) -> None:
        """Let the window be as it was before it was presented."""
        if self.presenter.on:
            self.presenter.toggle()
        self.staging.gliding.stop()
        self.foresight.stop()
        self.commands.notes.close()

    def key(self, key: int) -> bool:
        """Take a key that means something while presenting; return whether it did."""
        if self.presenter.on and key == Qt.Key.Key_Escape:
            self.presenter.toggle()
            return True
        return False

    def _wire(self) -> None:
        window = self._window
        self._follow_look()
        window.look.changed.connect(self._follow_look)
        self.bar.edited.connect(self.commands.open_editor)
        self.bar.closed.connect(self.commands.close)
        self.guide.noted.connect(self._note)
        self.guide.changed.connect(window.keeper.touched)
        self.guide.changed.connect(window.commands.follow)
        self.guide.staged.connect(self._stage)
        self.guide.returned.connect(self._return)
        self.guide.changed.connect(self.presenter.follow)
        self.commands.failed.connect(window.report)
        self.commands.said.connect(window.status.say)
        for rest in (self.bar.rest, window.commands.sessions.rest):
            self.presenter.changed.connect(rest)
        self.presenter.changed.connect(lambda _: window.commands.follow())
        self.presenter.changed.connect(lambda _: self._fitting.start())
        self._fitting.timeout.connect(self._fit)
        self.presenter.folded.connect(self._fold)
        self.presenter.changed.connect(self._arm)
        self._arm(False)
        for answered in (window.session.answered, window.session.redrawn):
            answered.connect(lambda _: self.presenter.follow())

    def _stage(self, scene: Scene) -> None:
        """Let a scene stand as it is written, whatever stood before it."""
        self.presenter.spot.rest()
        if scene.reading is not None:
            self._window.show_page("cells")
            self.texts.show(scene)
            return
        if "texts" in self.__dict__:
            self.texts.rest()
        self._window.show_page("lab")
        if self._window.desk is not None:
            self._window.desk.expect(scene.pictures)
            self._make_ready(self._window.desk)

    def _return(self, scene: Scene) -> None:
        """Let a scene be seen to which undo came."""
        if scene.reading is not None:
            self._stage(scene)
        else:
            if "texts" in self.__dict__:
                self.texts.rest()
            self._window.show_page("lab")

    def _note(self, words: str, lost: bool) -> None:
        """Say what is to be said about a lesson's file; what is lost of it stays to be read, until another is open."""
        window = self._window
        window.commands.sessions.tell((words,) if lost else ())
        if words and not lost:
            window.status.say(words)

    def _make_ready(self, desk: Desk) -> None:
        """Make what the scenes will need now, one thing a turn, so that none of them waits for it."""
        for scene in () if self.guide.lesson is None else self.guide.lesson.scenes:
            desk.make(*scene.pictures)
        for name, card in self._window.form.cards.items():
            desk.turns.do(("fill", name), card.fold.fill)

    def _fit(self) -> None:
        """Let the pictures of a scene stand as they fit the room that they have now."""
        if self._window.desk is not None and self.guide.scene is not None:
            self._window.desk.reset()

    def _fold(self, away: bool) -> None:
        if self._window.desk is not None:
            self._window.desk.fold_bars(away)

        if self._window.on_text:
            self._window.cells.page.setFocus()

    def _arm(self, presenting: bool) -> None:
        """Let the keys of a blank screen be letters while nothing is presented."""
        for blank in self.blanks:
            blank.setEnabled(presenting)

    def _follow_look(self) -> None:
        self.staging.gliding.reduced_motion = self._window.look.reduced_motion

    def _words(self) -> str:
        """Return the caption of the picture: the lesson's, else what was measured."""
        answer = self._window.session.answer
        measured = "" if answer is None or self._window.on_text else self._measured(answer)
        return self.bar.words() or measured

    def _measured(self, answer: Answer) -> str:
        theme, several = self._window.look.theme, len(answer.results) > 1
        said = [
            sentence(words, role.upper() if several and role in ("a", "b") else "", theme.role_colour(role))
            for role, words in answer.chart.sentences
        ]
        return "<br>".join(said)
