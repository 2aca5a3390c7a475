"""The commands of lessons: which one is open, its scenes by a presenter's clicker, and the making of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QFileDialog, QMenu, QWidget

from gradviz.charts.markup import to_plain
from gradviz.errors import GradvizError
from gradviz.lessons import Lesson, heading, lessons
from gradviz.lessons.library import SUFFIX
from gradviz.screen.commands.actions import action
from gradviz.screen.guiding.editor import Editor, place_of
from gradviz.screen.guiding.guide import Guide
from gradviz.screen.guiding.notes import Notes
from gradviz.screen.sessions.asking import ask_before, ask_place


class LessonCommands(QObject):
    """Makes the commands, fills a menu with them and with the bundled lessons, and keeps their state.

    Attributes
    ----------
    notes
        The speaker's window.

    Signals
    -------
    failed : Exception
        A lesson could not be opened, or a scene not be made.
    said : str
        What was done.
    """

    failed = pyqtSignal(object)
    said = pyqtSignal(str)

    def __init__(self, window: QWidget, guide: Guide, menu: QMenu) -> None:
        super().__init__(window)
        self._window, self._guide = window, guide
        self._given_up: Lesson | None = None
        self.notes = Notes(guide, window)
        self.next = action(
            window, "Next scene", ["PgDown"], guide.on,
            tip="What the lesson shows next; an answer first where one is due",
        )  # fmt: skip
        self.previous = action(
            window, "Previous scene", ["PgUp"], lambda: guide.step(-1), tip="What the lesson showed before"
        )
        self.again = action(
            window, "The scene as it is written", ["Shift+Home"], guide.again, tip="Undo all edits of this scene"
        )
        self.add = action(
            window, "Add this as a scene", ["Ctrl+Shift+A"], self._add,
            tip="Put what the window shows behind this scene; without a lesson, begin one",
        )  # fmt: skip
        self.edit = action(
            window, "Edit the lesson…", [], self.open_editor, tip="The order of the scenes and their words"
        )
        self.show_notes = action(
            window, "Speaker's notes", ["Shift+F12"], self.notes.toggle,
            tip="A window for the second screen: the notes, and what comes next",
        )  # fmt: skip
        self.open = action(window, "Open a lesson…", [], self.ask_for_file, tip="A lesson from a file of your own")
        self._fill(menu)
        guide.changed.connect(self._follow)
        self._follow()

    def begin(self, name_or_path: str) -> None:
        """Open a lesson, or say why not; one that was changed is asked about first."""
        self.before(lambda: self._begin(name_or_path))

    def close(self) -> None:
        """Close the lesson; one that was changed is asked about first."""
        self.before(self._guide.close)

    def may_close(self) -> bool:
        """Return whether the window may go; a lesson that was changed is asked about first."""
        if not self._guide.unsaved or self._guide.lesson is self._given_up:
            return True
        self.before(self._give_up)
        return False

    def before(self, then: Callable[[], object]) -> None:
        """Do what takes the lesson away, once its changes are saved or given up."""
        lesson = self._guide.lesson
        if lesson is not None and self._guide.unsaved:
            name = f"the lesson “{to_plain(lesson.title)}”"
            ask_before(self._window, name, lambda: self.ask_place(then), then)
        else:
            then()

    def ask_place(self, then: Callable[[], object]) -> None:
        """Ask where to write the lesson; once it is written, do something."""
        lesson = self._guide.lesson
        if lesson is not None:
            place = place_of(lesson)
            ask_place(self._window, place.parent, place.name, lambda path: self._write(path, then), "lesson", SUFFIX)

    def ask_for_file(self) -> None:
        """Ask for a lesson's file, and open it."""
        path, _ = QFileDialog.getOpenFileName(self._window, "Open a lesson", str(Path.home()), f"Lessons (*{SUFFIX})")
        if path:
            self.begin(path)

    def open_editor(self) -> Editor:
        """Show the lesson's scenes to be edited."""
        editor = Editor(self._guide, self._window)
        editor.saved.connect(lambda path: self.said.emit(f"wrote {Path(path).name}"))
        editor.open()
        return editor

    def _begin(self, name_or_path: str) -> None:
        try:
            self._guide.open(name_or_path)
        except GradvizError as error:
            self.failed.emit(error)

    def _give_up(self) -> None:
        self._given_up = self._guide.lesson
        self._window.close()

    def _write(self, path: str, then: Callable[[], object]) -> None:
        try:
            self._guide.save(path)
        except GradvizError as error:
            self.failed.emit(error)
        else:
            self.said.emit(f"wrote {Path(path).name}")
            then()

    def _add(self) -> None:
        try:
            self._guide.add()
        except GradvizError as error:
            self.failed.emit(error)
            return
        self.said.emit("a new scene: give it its words under ☰ ▸ Lessons ▸ Edit the lesson…")

    def _fill(self, menu: QMenu) -> None:
        for number, (name, path) in enumerate(lessons().items(), 1):
            title, about = map(to_plain, heading(path))
            made = QAction(f"{number}  {title}", menu)
            made.setToolTip(about)
            made.triggered.connect(lambda _, name=name: self.begin(name))
            menu.addAction(made)
        menu.addSeparator()
        menu.addActions([self.open, self.previous, self.next, self.again])
        menu.addSeparator()
        menu.addActions([self.add, self.edit, self.show_notes])

    def _follow(self) -> None:
        guide = self._guide
        there = guide.lesson is not None
        self.next.setEnabled(guide.goes_on)
        self.previous.setEnabled(guide.place > 0)
        self.again.setEnabled(there)
        self.edit.setEnabled(there)
