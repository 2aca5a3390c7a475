"""The speaker's own window: the notes of this scene, the next scene, the time. It goes to the second screen."""

from __future__ import annotations

import time

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QCloseEvent, QGuiApplication
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from gradviz.charts.markup import to_html
from gradviz.screen.guiding.guide import Guide
from gradviz.screen.look.theme import label

_SIZE = (640, 480)


class Notes(QWidget):
    """Follows the guide; on a second screen where there is one, else an ordinary window."""

    def __init__(self, guide: Guide, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("gradviz: speaker's notes")
        self.setObjectName("notes")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(*_SIZE)
        self._guide, self._began = guide, 0.0
        self.clock, self.place = label("", "big"), label("", "caption")
        self.now, self.notes, self.next_scene = label("", "title"), label(""), label("", "subtitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for words in (self.clock, self.place, self.now, self.notes, self.next_scene):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.RichText)
            column.addWidget(words)
        column.insertStretch(4, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        guide.changed.connect(self._follow)

    def toggle(self) -> None:
        """Come, or go."""
        if self.isVisible():
            self.close()
            return
        self._began = time.monotonic()
        self._follow()
        self._tick()
        self._timer.start()
        self._go_elsewhere()
        self.show()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let the clock rest."""
        self._timer.stop()
        super().closeEvent(event)

    def _go_elsewhere(self) -> None:
        """Stand on another screen than the picture's, where there is one."""
        owner = self.parentWidget()
        mine = None if owner is None else owner.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not mine), None)
        if other is not None:
            self.setGeometry(other.availableGeometry())

    def _tick(self) -> None:
        seconds = int(time.monotonic() - self._began)
        self.clock.setText(f"{seconds // 60}:{seconds % 60:02}")

    def _follow(self) -> None:
        lesson, scene, following = self._guide.lesson, self._guide.scene, self._guide.next_scene
        if lesson is None or scene is None:
            self.place.setText("No lesson is open: ☰ ▸ Lessons.")
            for words in (self.now, self.notes, self.next_scene):
                words.clear()
            return
        self.place.setText(f"{to_html(lesson.title)} · scene {self._guide.place + 1} of {len(lesson.scenes)}")
        self.now.setText(to_html(scene.title))
        self.notes.setText(to_html(scene.notes).replace("\n", "<br>") or "No notes for this scene.")
        last = "This is the last scene."
        self.next_scene.setText(last if following is None else f"Next: {to_html(following.title)}")
