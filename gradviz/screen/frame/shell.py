"""The shell of the window: three panes under a bar, a second page beside them, and how it stands on the screen."""

from __future__ import annotations

from PyQt6.QtCore import QByteArray, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gradviz.screen.explaining.declared import explains
from gradviz.screen.frame.handle import Handle
from gradviz.screen.frame.sides import Flank, Sides
from gradviz.screen.look.theme import Look

SMALLEST, WORDY = (1024, 680), (512, 80)
"""In pixels with type up to `WIDE`, and how much more for every 100 % beyond that."""
WIDE = 1.5
FIRST = (1600, 940)
LARGE = 1680


class Shell(QMainWindow):
    """Panes and pages without anything in them.

    Attributes
    ----------
    question, centre, answer
        The panes of the laboratory, from left to right.
    pages, laboratory
        The laboratory is the first page.
    sides
        Which of the laboratory's panels are there.

    Signals
    -------
    painted : ()
        The window was painted for the first time.
    """

    painted = pyqtSignal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._painted = False
        self.setWindowTitle("gradviz")
        self._bound(look.scale)
        look.changed.connect(lambda _: self._bound(look.scale))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.question, self.centre, self.answer = _pane("question"), _pane("centre"), _pane("answer")
        self.pages, self.laboratory = QStackedWidget(), QWidget()
        for part, key in (
            (self, "window"), (self.laboratory, "pictures"), (self.question, "question"), (self.answer, "readout"),
        ):  # fmt: skip
            explains(part, f"part/{key}")
        self._left = Flank(self.question, Handle("Question", "F2", "left", look))
        self._right = Flank(self.answer, Handle("Numbers", "F3", "right", look))
        self.sides = Sides(self.laboratory, self._left, self._right)

    def lay_out(self, bar: QWidget, left: QWidget, right: QWidget, line: QWidget) -> None:
        """Fill the panes at the sides; the bar goes over them, the line under both pages."""
        fill(self.question, left)
        fill(self.answer, right)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for part in (self._left, self.centre, self._right):
            middle.addWidget(part, int(part is self.centre))
        body = QWidget()
        inner, self._column = _column(self.laboratory), _column(body)
        inner.addWidget(bar)
        inner.addLayout(middle, 1)
        self.pages.addWidget(self.laboratory)
        self._column.addWidget(self.pages, 1)
        self._column.addWidget(line)
        self.setCentralWidget(body)

    def put_under(self, *parts: QWidget) -> None:
        """Put parts under whichever page is shown, from the top."""
        for place, part in enumerate(parts, 1):
            self._column.insertWidget(place, part)

    def stand(self, geometry: str) -> None:
        """Stand as it was left, in Qt's own words; the first time fill a small screen, on a large one leave air."""
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
            return
        screen = self.screen()
        room = screen.availableSize() if screen is not None else QSize(*FIRST)
        self.resize(min(FIRST[0], room.width()), min(FIRST[1], room.height()))
        if room.width() <= LARGE:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _bound(self, scale: float) -> None:
        """Be never so small that words are cut, unless the screen is."""
        over = max(0.0, scale - WIDE)
        least = QSize(*(round(small + over * more) for small, more in zip(SMALLEST, WORDY, strict=True)))
        screen = self.screen()
        self.setMinimumSize(least if screen is None else least.boundedTo(screen.availableSize()))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Announce the first time that the window is seen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()


def fill(pane: QWidget, part: QWidget) -> None:
    """Let a part take all of a pane."""
    box = QHBoxLayout(pane)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(part)


def _column(body: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _pane(name: str) -> QWidget:
    pane = QWidget()
    pane.setObjectName(name)
    pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return pane
