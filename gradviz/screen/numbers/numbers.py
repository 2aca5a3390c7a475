"""Opens the window with the numbers, and keeps it true: it follows the answer as the picture does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QTimer

from gradviz.charts import Chart
from gradviz.screen.numbers.dialog import NumbersDialog

if TYPE_CHECKING:
    from gradviz.screen.window import Window

_WAIT_MILLISECONDS = 120
"""A slider that is dragged, and a text that is read live, answer many times a second; numbers are read at rest."""


class Numbers(QObject):
    """Made when the numbers are first wanted."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.dialog = NumbersDialog(window.look, window)
        self._picture, self._reads = "", False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MILLISECONDS)
        self._later.timeout.connect(self._show)
        session = window.session
        for signal in (session.answered, session.redrawn, session.predicted):
            signal.connect(lambda *_: self._follow())
        window.pages.currentChanged.connect(lambda _: self._follow())
        self.dialog.finished.connect(lambda _: self._later.stop())

    def open(self) -> None:
        """Show the numbers of the picture that was clicked last, and give them the keyboard."""
        desk = self._window.desk
        self._picture = self._window.session.question.picture if desk is None else desk.active
        self._show()
        self.dialog.show()
        self.dialog.activateWindow()
        self.dialog.view.setFocus()

    def close(self) -> None:
        """Go with the window."""
        self._later.stop()
        self.dialog.close()

    def _watch_text(self) -> None:
        """Follow the page of cells, too, once there is one."""
        if self._window.on_text and not self._reads:
            self._reads = True
            self._window.cells.session.picture.drawn.connect(lambda _: self._follow())

    def _follow(self) -> None:
        if self.dialog.isVisible():
            self._later.start()

    def _show(self) -> None:
        """Show the numbers of the picture; of a text, those of all its pictures, once they are drawn."""
        self._watch_text()
        if self._window.on_text:
            cells = self._window.cells
            if not self.dialog.isVisible():
                self.dialog.show_charts(())
            cells.session.exhibiting.ask(cells.page.text.visible, self._show_text)
        else:
            self.dialog.show_charts(self._charts())

    def _show_text(self, charts: Mapping[str, Chart]) -> None:
        if self._window.on_text:  # it still is what is looked at
            self.dialog.show_charts(tuple(charts.values()))

    def _charts(self) -> tuple[Chart, ...]:
        """Return the picture of the laboratory; nothing of what an audience predicts."""
        session = self._window.session
        charts = {} if session.answer is None else session.exhibit(session.answer).charts
        picture = self._picture if self._picture in session.question.pictures else session.question.picture
        return (charts[picture],) if picture in charts else ()
