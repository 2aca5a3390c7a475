"""The picture under the text on its canvas, with the choice of what it shows."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from gradviz.charts import Chart
from gradviz.charts.moment import Moment
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.canvas import Canvas
from gradviz.screen.painter.panel import Story
from gradviz.screen.reading.parts.segment import Segments
from gradviz.screen.reading.picture import SPANS
from gradviz.screen.reading.session import ReadingSession

_KINDS = (
    ("unit", "this cell", "The watched cell, and the gradient of the character that was clicked"),
    ("all", "all cells at once", "Every cell of the layer as a row, in the order of the weights"),
)


class Pictured(QWidget):
    """Follows the session's picture and cursor; a hand on the canvas moves the cursor.

    Signals
    -------
    laboratory : ()
        The gradient that is shown is wanted in the laboratory, with all its pictures.
    """

    laboratory = pyqtSignal()

    def __init__(self, session: ReadingSession, look: Look) -> None:
        super().__init__()
        self._session = session
        explains(self, "part/curves")
        self.canvas = Canvas(look.theme)
        self.kinds = Segments(_KINDS, look)
        self.kinds.chosen.connect(session.picture.show_kind)
        self.kinds.show_value("unit")
        self._fewer = _small("−", "Fewer characters, larger", lambda: session.picture.widen(-1))
        self._more = _small("+", "More characters, smaller", lambda: session.picture.widen(1))
        row = QHBoxLayout()
        row.setContentsMargins(28, 6, 16, 0)
        row.addWidget(self.kinds)
        self._open = QPushButton("Open in the laboratory")
        self._open.setProperty("look", "small")
        self._open.setToolTip("This loss with all pictures of the laboratory, beside an untrained network")
        self._open.clicked.connect(self.laboratory)
        row.addStretch(1)
        row.addWidget(self._open)
        row.addWidget(self._fewer)
        row.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.canvas, 1)
        session.picture.drawn.connect(self._show)
        session.tracing.changed.connect(self._offer)
        self._offer()
        session.document.moved.connect(lambda _: self._tell())
        session.pace.changed.connect(self._tell)
        self.canvas.taken.connect(lambda step: session.document.move(round(step) - session.document.part[0]))
        look.changed.connect(self.canvas.set_theme)

    def _show(self, chart: Chart) -> None:
        self.canvas.show_chart(chart, self._story())
        span = self._session.picture.span
        self._fewer.setEnabled(span > SPANS[0])
        self._more.setEnabled(span < SPANS[-1])

    def _offer(self) -> None:
        self._open.setVisible(self._session.tracing.backflow is not None)

    def _tell(self) -> None:
        if self.canvas.chart is not None:
            self.canvas.set_horizon(self._step() + 0.5 if self._session.pace.live else None)
            self.canvas.tell(self._story())

    def _story(self) -> Story:
        step = self._step()
        return Story(Moment("whole", float(step)), step)

    def _step(self) -> int:
        """Return how many characters of the whole text stand before the cursor: the axis counts these."""
        return self._session.document.part[0] + self._session.document.at


def _small(words: str, tip: str, then: Callable[[], None]) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setProperty("look", "chip")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda *_: then())
    return made
