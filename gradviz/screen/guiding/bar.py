"""The bar under the pictures: the scene's title and caption, and the way to the others."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gradviz.charts.markup import to_html, to_plain
from gradviz.screen.explaining.declared import explains
from gradviz.screen.guiding.guide import Guide
from gradviz.screen.look.buttons import icon_button
from gradviz.screen.look.icons import icon
from gradviz.screen.look.literal import literal
from gradviz.screen.look.theme import Look, label


class GuideBar(QWidget):
    """Follows the guide; nothing without a lesson.

    Signals
    -------
    edited : ()
        The lesson is to be edited.
    closed : ()
        The lesson is to be closed.
    """

    edited = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, guide: Guide, look: Look) -> None:
        super().__init__()
        self.setObjectName("guide")
        explains(self, "part/lesson")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._guide, self._look = guide, look
        self._count, self._title, self._caption = label("", "caption"), label("", "title"), label("")
        self._question = label("", "loss")
        for words in (self._caption, self._question):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.RichText)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._title.setTextFormat(Qt.TextFormat.RichText)
        self.back = icon_button("step_back", "The scene before (Page Up)", lambda: guide.step(-1))
        self.on = icon_button("step", "On: to the answer, then to the next scene (Page Down)", guide.on)
        self.again = icon_button("reset", "The scene as it is written (Shift+Home)", guide.again)
        self.close_button = icon_button("close", "Close the lesson; the question stays", self.closed.emit)
        self.edit = QToolButton()
        self.edit.setText("Edit…")
        self.edit.setProperty("look", "chip")
        self.edit.setToolTip("The scenes of this lesson: their order and their words")
        self.edit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.edit.clicked.connect(self.edited)
        self._resting = False
        self._lay_out()
        guide.changed.connect(self._follow)
        look.changed.connect(lambda _: self._restyle())
        self._restyle()
        self._follow()

    def rest(self, resting: bool) -> None:
        """Be not there while a caption says the same in larger type."""
        self._resting = resting
        self._follow()

    def words(self) -> str:
        """Return title, question and caption as HTML, for large type."""
        scene = self._guide.scene
        if scene is None:
            return ""
        asked = f"<br><i>{to_html(scene.question)}</i>" if scene.question else ""
        said = "" if self._guide.secret else f"<br>{to_html(scene.caption)}"
        return f"<b>{to_html(scene.title)}</b>{asked}{said}"

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        for widget in (self.back, self._count, self.on):
            head.addWidget(widget)
        head.addSpacing(6)
        head.addWidget(self._title)
        head.addStretch(1)
        for widget in (self.again, self.edit, self.close_button):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(self._caption)

    def _restyle(self) -> None:
        for button in (self.back, self.on, self.again, self.close_button):
            button.setIcon(icon(button.objectName(), self._look.theme))

    def _follow(self) -> None:
        lesson, scene = self._guide.lesson, self._guide.scene
        self.setVisible(lesson is not None and not self._resting)
        if lesson is None or scene is None:
            return
        count = len(lesson.scenes)
        self._count.setText(f"{self._guide.place + 1} of {count}")
        self._title.setText(to_html(scene.title))
        self.setToolTip(literal(to_plain(lesson.title)))
        self._caption.setText(to_html(scene.caption))
        self._caption.setVisible(not self._guide.secret)  # it would give the answer away
        self._question.setText(to_html(scene.question))
        self._question.setVisible(bool(scene.question))
        self.back.setEnabled(self._guide.place > 0)
        self.on.setEnabled(self._guide.goes_on)
