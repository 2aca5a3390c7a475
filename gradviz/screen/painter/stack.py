"""The picture: the panels of the newest answer, and the scrubber under them on the same scale."""

from __future__ import annotations

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from gradviz.charts.style import Theme
from gradviz.screen.answers import Answer
from gradviz.screen.moment import Moment, moved
from gradviz.screen.painter.canvas import Canvas
from gradviz.screen.painter.panel import Story
from gradviz.screen.painter.scrubber import Scrubber
from gradviz.screen.session import Session

PATIENCE_MILLISECONDS = 150
"""How long the old picture stays bright while a newer one is computed."""

_FIRST = "computing the first picture…"


class Stack(QWidget):
    """Follows the session: it draws each answer and each moment, and moves the cursor by hand."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._busy = session.answer is None
        self._loss_step = session.loss_step
        self.canvas = Canvas(theme, self)
        self.scrubber = Scrubber(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.scrubber)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._connect()
        if session.answer is not None:
            self._show(session.answer)
        else:
            self.scrubber.setEnabled(False)
            self._patience.start()
        self._tell(session.moment)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.canvas.set_theme(theme)
        self.scrubber.set_theme(theme)

    def _connect(self) -> None:
        session = self._session
        session.answered.connect(self._show)
        session.redrawn.connect(self._show)
        session.moment_changed.connect(self._tell)
        session.runner.busy_changed.connect(self._work)
        self._patience.timeout.connect(self._dim)
        self.canvas.taken.connect(self._take)
        self.scrubber.taken.connect(self._take)
        self.canvas.rescaled.connect(lambda: self.scrubber.set_scale(self.canvas.scale_))

    def _show(self, answer: Answer) -> None:
        self._loss_step = self._session.loss_step
        story = Story(self._session.moment, self._loss_step)
        if answer.chart is not self.canvas.chart:
            self.canvas.show_chart(answer.chart, story)
            self._name(answer)
        self.scrubber.setEnabled(True)
        self.scrubber.set_moment(self._session.moment, self._session.steps, self._loss_step)
        self._patience.stop()
        self.canvas.dim(False)
        if self._busy and answer.question != self._session.question:
            self._patience.start()

    def _tell(self, moment: Moment) -> None:
        self.canvas.tell(Story(moment, self._loss_step))
        self.scrubber.set_moment(moment, self._session.steps, self._loss_step)

    def _take(self, step: float) -> None:
        self._session.move(moved(self._session.moment, step, self._session.steps))

    def _work(self, busy: bool) -> None:
        self._busy = busy
        if not busy:
            self._patience.stop()
            self.canvas.dim(False)
        elif not self._patience.isActive():
            self._patience.start()

    def _dim(self) -> None:
        self.canvas.dim(True, "" if self._session.answer else _FIRST)

    def _name(self, answer: Answer) -> None:
        titles = "; ".join(panel.title or panel.side for panel in answer.chart.panels)
        self.canvas.setAccessibleName(f"Picture: {titles}")
        self.canvas.setAccessibleDescription(" ".join(words for _, words in answer.chart.sentences))
