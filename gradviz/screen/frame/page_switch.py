"""The buttons that choose the page of the window."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.reading.parts.segment import Segments

PAGES = (
    ("lab", "Gradients", "How gradients flow back through time (F6)"),
    ("cells", "Cells", "What the cells of a trained network do on real text (F6)"),
)
_LARGE = 1.3


class PageSwitch(QWidget):
    """Stands in the bar of one page; with large type it only offers the other one, for there is no room for both.

    Signals
    -------
    chosen : str
        The name of the page that is wanted.
    """

    chosen = pyqtSignal(str)

    def __init__(self, page: str, look: Look) -> None:
        super().__init__()
        self._page, self._look = page, look
        self._both = Segments(PAGES, look)
        self._other = Segments([row for row in PAGES if row[0] != page], look, exclusive=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for segments in (self._both, self._other):
            segments.chosen.connect(self._choose)
            row.addWidget(segments)
        look.changed.connect(lambda _: self._fit())
        self._fit()

    def _choose(self, page: str) -> None:
        self._both.show_value(self._page)  # each bar shows its own page
        if page != self._page:
            self.chosen.emit(page)

    def _fit(self) -> None:
        large = self._look.scale > _LARGE
        self._both.show_value(self._page)
        self._both.setVisible(not large)
        self._other.setVisible(large)
        shown = self._other if large else self._both
        self.setFixedWidth(shown.sizeHint().width())
