"""What the picture tells: the charts' own help, over the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gradviz.charts import CHARTS
from gradviz.charts.markup import to_html
from gradviz.screen.look.theme import label
from gradviz.screen.messages.floating import Floating
from gradviz.screen.painter.typeset import type_of
from gradviz.screen.touring.placing import beside

if TYPE_CHECKING:
    from gradviz.charts import Chart

WIDTH, BESIDE = 560, 380
MARGIN = 16


class Popover(Floating):
    """Shows the help of every kind of picture that stands on the screen, or of one thing beside it.

    Signals
    -------
    wanted : str
        More is wanted: the key of an entry of the reference, or nothing for all of it.
    """

    wanted = pyqtSignal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "popover", "What am I looking at?")
        self._shown = ""
        self._beside: QRect | None = None
        self._heading, self._words = label("What am I looking at?", "title"), label("")
        for words in (self._heading, self._words):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.RichText)
        self.close_button, self.more = QPushButton("Close"), QPushButton("More in the reference")
        self.close_button.setToolTip("Hide these words (Esc)")
        self.more.setToolTip("Open it in the reference, with what belongs to it (Shift+F1)")
        self.more.setProperty("look", "link")
        self._key = ""
        for button, then in ((self.close_button, self.hide), (self.more, self._want)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(then)
        heading = QHBoxLayout()
        heading.addWidget(self._heading, 1)
        heading.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 10)
        column.addLayout(heading)
        column.addWidget(self._words)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def toggle(self, name: str, told: Sequence[tuple[str, str]], key: str) -> None:
        """Show the help of a picture or page, title and text of each part; or hide it. ``key`` leads to more."""
        if self.isVisible() and self._shown == name:
            self.hide()
            return
        self._shown, self._beside, self._key = name, None, key
        self._heading.setText("What am I looking at?")
        self._appear("".join(f"<p><b>{title}</b><br>{_lines(text)}</p>" for title, text in told))

    def tell(self, title: str, words: str, key: str, beside: QRect) -> None:
        """Show a title and words, both rich text, about one thing beside the place where it is."""
        self._shown, self._beside, self._key = "", beside, key
        self._heading.setText(title)
        self._appear(words)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Close with Escape."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def place(self, room: QSize) -> QRect:
        """Stand in the middle of the picture, or beside what is explained."""
        wanted = type_of(self.font()).px(WIDTH if self._beside is None else BESIDE)
        width = min(room.width() - 2 * MARGIN, wanted)
        height = min(max(self.heightForWidth(width), 80), room.height() - 2 * MARGIN)
        if self._beside is not None:
            return beside(room, self._beside, (), (QSize(width, height),))
        return QRect((room.width() - width) // 2, max(MARGIN, (room.height() - height) // 3), width, height)

    def _appear(self, words: str) -> None:
        self._words.setText(words)
        self.show()
        self.settle()
        self.setFocus()

    def _want(self) -> None:
        self.hide()
        self.wanted.emit(self._key)


def helps(picture: str, chart: Chart | None) -> list[tuple[str, str]]:
    """Return title and help of the whole picture and of each kind of panel in it."""
    panels = () if chart is None else chart.panels
    names = [picture, *(panel.name.split("_")[0] for panel in panels)]
    kinds = [CHARTS[name] for name in dict.fromkeys(names) if name in CHARTS]
    return [(kind.title, kind.help) for kind in kinds]


def _lines(text: str) -> str:
    return to_html(text).replace("\n", "<br>")
