"""What the picture tells: the charts' own help, over the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gradviz.charts import CHARTS, Chart
from gradviz.charts.markup import to_html
from gradviz.screen.messages.floating import Floating
from gradviz.screen.theme import label

WIDTH = 560
MARGIN = 16


class Popover(Floating):
    """Shows the help of every kind of picture that stands on the screen."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "popover", "What am I looking at?")
        self._shown = ""
        self._words = label("")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        close = QPushButton("Close")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.hide)
        heading = QHBoxLayout()
        heading.addWidget(label("What am I looking at?", "title"), 1)
        heading.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.addLayout(heading)
        column.addWidget(self._words)

    def toggle(self, name: str, told: Sequence[tuple[str, str]]) -> None:
        """Show the help of a picture or page, title and text of each part; or hide it."""
        if self.isVisible() and self._shown == name:
            self.hide()
            return
        self._shown = name
        self._words.setText("".join(f"<p><b>{title}</b><br>{_lines(text)}</p>" for title, text in told))
        self.show()
        self.settle()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Close with Escape."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def place(self, room: QSize) -> QRect:
        """Stand in the middle of the picture."""
        width = min(room.width() - 2 * MARGIN, WIDTH)
        height = min(max(self.heightForWidth(width), 80), room.height() - 2 * MARGIN)
        return QRect((room.width() - width) // 2, max(MARGIN, (room.height() - height) // 3), width, height)


def helps(picture: str, chart: Chart | None) -> list[tuple[str, str]]:
    """Return title and help of the whole picture and of each kind of panel in it."""
    panels = () if chart is None else chart.panels
    names = [picture, *(panel.name.split("_")[0] for panel in panels)]
    kinds = [CHARTS[name] for name in dict.fromkeys(names) if name in CHARTS]
    return [(kind.title, kind.help) for kind in kinds]


def _lines(text: str) -> str:
    return to_html(text).replace("\n", "<br>")
