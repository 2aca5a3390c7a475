"""Making a lesson without a text editor: the scenes in their order, and the words of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from gradviz.charts.markup import to_plain
from gradviz.errors import GradvizError
from gradviz.lessons import Lesson, Scene, lessons
from gradviz.lessons.library import SUFFIX
from gradviz.screen.explaining.declared import explains
from gradviz.screen.guiding.guide import Guide
from gradviz.screen.guiding.taking_back import TakingBack
from gradviz.screen.look.theme import label

_WORDS = (
    ("title", "Title", "What stands above the picture: a question or a statement"),
    ("caption", "Caption", "Two sentences; subscripts as h_t or W_{hh}, powers as 10^{−5}"),
    ("question", "Question to the audience", "What they guess before they see it; empty: nothing is asked"),
    ("notes", "Notes", "Only the speaker sees them"),
)
_LONG = ("caption", "notes")


class Editor(QDialog):
    """Shows the open lesson; what is changed is the guide's at once, and is written when it is saved.

    Signals
    -------
    saved : str
        The lesson was written to this file.
    """

    saved = pyqtSignal(str)

    def __init__(self, guide: Guide, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("The scenes of this lesson")
        explains(self, "part/lesson")
        self.resize(820, 520)
        self._guide = guide
        self.title, self.list = QLineEdit(), QListWidget()
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.error = label("", "wrong")
        self.error.setWordWrap(True)
        self._filling = False
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _: self._fill())
        self.title.editingFinished.connect(self._retitle)
        guide.changed.connect(self._follow)
        TakingBack(self, (self.title, self.list, *self.fields.values())).wanted.connect(self._take_back)
        self._follow()
        self.list.setCurrentRow(guide.place)

    def keep(self, name: str) -> None:
        """Hand a scene's words to the guide, or say why they cannot be."""
        if self._filling or self._guide.lesson is None:
            return
        field, place = self.fields[name], self.list.currentRow()
        words = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        before = str(getattr(self._guide.lesson.scenes[place], name))
        if words.strip() != before.strip():
            self._try(lambda: self._guide.edit(place, **{name: words}))

    def save(self) -> None:
        """Ask where to, and write."""
        self._keep_all()
        lesson = self._guide.lesson
        if lesson is None:
            return
        begin = str(place_of(lesson))
        path, _ = QFileDialog.getSaveFileName(self, "Save the lesson", begin, f"Lessons (*{SUFFIX})")
        if path:
            place = path if path.endswith(SUFFIX) else f"{path}{SUFFIX}"
            if self._try(lambda: self._guide.save(place)):
                self.saved.emit(place)

    def _keep_all(self) -> None:
        for name in self.fields:
            self.keep(name)
        self._retitle()

    def _take_back(self, back: bool) -> None:
        """Take back, first of all what was typed and not handed on yet; or do again."""
        self._keep_all()
        self._guide.undo() if back else self._guide.redo()

    def _try(self, then: Callable[[], object]) -> bool:
        try:
            then()
        except GradvizError as error:
            self.error.setText(str(error))
            return False
        self.error.clear()
        return True

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(self._scenes(), 2)
        row.addLayout(self._words(), 3)

    def _scenes(self) -> QVBoxLayout:
        """Return the title of the lesson, its scenes, and what can be done to them."""
        self.title.setAccessibleName("Title of the lesson")
        self.list.setAccessibleName("Scenes")
        self.title.setToolTip("What the lesson is called in a list of lessons")
        self.list.setToolTip("The scenes in their order; the words at the right are those of the chosen one")
        order = QHBoxLayout()
        for words, tip, then in (
            ("Up", "Let this scene come earlier", lambda: self._move(-1)),
            ("Down", "Let this scene come later", lambda: self._move(1)),
            ("Remove", "Take this scene out of the lesson", self._remove),
            ("Add", "Put what the window shows now behind this scene", self._add),
        ):
            order.addWidget(self._button(words, tip, then))
        column = QVBoxLayout()
        column.addWidget(label("Lesson", "strong"))
        column.addWidget(self.title)
        column.addWidget(label("Scenes", "strong"))
        column.addWidget(self.list, 1)
        column.addLayout(order)
        return column

    def _words(self) -> QVBoxLayout:
        """Return the words of the chosen scene, and the way out."""
        column = QVBoxLayout()
        for name, words, tip in _WORDS:
            self.fields[name] = field = self._field(name)
            field.setToolTip(tip)
            field.setAccessibleName(words)
            column.addWidget(label(words, "strong"))
            column.addWidget(field)
        column.addWidget(self.error)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(self._button("Save…", "Write the lesson to a file", self.save))
        end.addWidget(self._button("Close", "Back to the window; the lesson stays open", self.close))
        column.addLayout(end)
        return column

    def _field(self, name: str) -> QLineEdit | QPlainTextEdit:
        """Return where words are typed: what is long is handed on at every letter, a line when it is finished."""
        if name not in _LONG:
            line = QLineEdit()
            line.editingFinished.connect(lambda: self.keep(name))
            return line
        made = QPlainTextEdit()
        made.setTabChangesFocus(True)
        made.textChanged.connect(lambda: self.keep(name))
        return made

    def _button(self, words: str, tip: str, then: Callable[[], object]) -> QPushButton:
        made = QPushButton(words)
        made.setToolTip(tip)
        made.setAutoDefault(False)
        made.clicked.connect(lambda *_: then())
        return made

    def _retitle(self) -> None:
        lesson = self._guide.lesson
        if lesson is not None and self.title.text() != lesson.title:
            self._try(lambda: self._guide.retitle(self.title.text()))

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        self._guide.move(place, by)
        self.list.setCurrentRow(min(max(place + by, 0), self.list.count() - 1))

    def _remove(self) -> None:
        self._guide.remove(self.list.currentRow())

    def _add(self) -> None:
        self._try(self._guide.add)
        self.list.setCurrentRow(self._guide.place)

    def _follow(self) -> None:
        """Show the scenes as they are; the chosen one stays chosen."""
        lesson = self._guide.lesson
        if lesson is None:
            self.close()
            return
        row = max(self.list.currentRow(), 0)
        self._filling = True
        if self.title.text() != lesson.title:
            self.title.setText(lesson.title)
        titles = [f"{number}  {_listed(scene)}" for number, scene in enumerate(lesson.scenes, 1)]
        if titles != [self.list.item(k).text() for k in range(self.list.count())]:  # type: ignore[union-attr]
            self.list.clear()
            self.list.addItems(titles)
            self.list.setCurrentRow(min(row, len(titles) - 1))
        self._filling = False
        self._fill()

    def _fill(self) -> None:
        lesson, row = self._guide.lesson, self.list.currentRow()
        if lesson is None or not 0 <= row < len(lesson.scenes):
            return
        self._filling = True
        for name, field in self.fields.items():
            words = str(getattr(lesson.scenes[row], name))
            shown = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            if shown.strip() != words.strip():
                field.setText(words) if isinstance(field, QLineEdit) else field.setPlainText(words)
        self._filling = False


def place_of(lesson: Lesson) -> Path:
    """Return where a lesson is offered to be written to: its own file; one that comes with gradviz stays as it is."""
    if lesson.path is None:
        return Path.home() / f"lesson{SUFFIX}"
    bundled = lesson.path in lessons().values()
    return Path.home() / lesson.path.name if bundled else lesson.path


def _listed(scene: Scene) -> str:
    return to_plain(scene.title) + (" (cells on text)" if scene.reading is not None else "")
