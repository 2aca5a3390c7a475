"""One picture on the desk: its canvas under its bar, bright while it is true."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QDockWidget, QWidget

from gradviz.charts import CHARTS, Chart
from gradviz.charts.prediction import PANEL, predictable
from gradviz.screen.asking.session import Session
from gradviz.screen.commands.pictures import name_of
from gradviz.screen.desk.bar import ViewBar
from gradviz.screen.desk.frame import Frame
from gradviz.screen.desk.turns import Turns
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.canvas import Canvas
from gradviz.screen.painter.panel import Story

PATIENCE_MILLISECONDS = 150
"""How long an old picture stays bright while a newer one is computed."""

_ASIDE = 32
_FIRST = "computing the first picture…"
_COVERED = "shown when you reveal the gradient"
_NOT_DRAWN = "not drawn; F5 computes again"
_Feature = QDockWidget.DockWidgetFeature


class View(QDockWidget):
    """Shows the Chart it is given; an old one dims while a newer one is awaited, and is never blanked.

    Signals
    -------
    touched : ()
        A hand is on the picture or its bar: commands are about this view now.
    closing : ()
        A hand wants the picture away.
    """

    touched = pyqtSignal()
    closing = pyqtSignal()

    def __init__(self, name: str, session: Session, look: Look, turns: Turns, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = CHARTS[name]
        self.setObjectName(name)
        explains(self, f"picture/{name}")
        self.setWindowTitle(name_of(self.kind))
        self._session = session
        self.canvas = Canvas(look.theme)
        self.frame = Frame(self.canvas, turns)
        self.bar = ViewBar(self.kind, session, look)
        self._look, self._theme = look, look.theme
        self.setTitleBarWidget(self.bar)
        self.setWidget(self.frame)
        self.setFeatures(_Feature.NoDockWidgetFeatures)
        self._several = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self.dim)
        self._wire()

    @property
    def name(self) -> str:
        """The name of the picture."""
        return self.kind.name

    @property
    def over_time(self) -> bool:
        """Whether anything in the picture stands on the time axis."""
        return self.canvas.chart is not None and any(panel.over_time for panel in self.canvas.chart.panels)

    @property
    def inside(self) -> bool:
        """Whether the picture is seen in the window: it neither floats nor lies behind another tab."""
        around = self.parentWidget()
        # Qt moves what lies behind a tab out of the way, and calls it visible.
        there = around is not None and around.rect().intersects(self.geometry())
        return there and self.isVisible() and not self.isFloating()

    def take(self, chart: Chart, story: Story, newer: bool) -> None:
        """Show a picture; ``newer``: while a newer one is awaited."""
        if chart is not self.canvas.chart:
            self.frame.make_room()
            self.canvas.show_chart(chart, story)
        self.rest()
        if newer:
            self.expect()

    def predict(self, chart: Chart | None, story: Story) -> None:
        """Show the picture as the audience may see it, and give it a pencil while it predicts."""
        hides, there = self._session.hides, chart is not None and predictable(chart)
        self.canvas.grip.pencil = PANEL if hides and there else ""
        self.canvas.cover(_COVERED if hides and not there else "")
        if chart is not None and (there or not hides):
            self.take(self._session.shown(chart), story, False)

    def expect(self) -> None:
        """Dim in a while: a newer picture is on its way."""
        if not self._patience.isActive() and not self.canvas.dimmed:
            self._patience.start()

    def dim(self) -> None:
        """Dim the old picture, or say that the first one is computed."""
        self._patience.stop()
        name = name_of(self.kind).lower()
        words = f"computing {name}…" if self._session.answer is not None else _FIRST
        self.canvas.dim(True, "" if self.canvas.chart is not None else words)

    def rest(self) -> None:
        """Stay bright: nothing newer is on its way."""
        self._patience.stop()
        missing = self.canvas.chart is None and self._session.answer is not None
        self.canvas.dim(False, _NOT_DRAWN if missing else "")

    def restyle(self) -> None:
        """Take the colours and sizes of the look."""
        self.bar.restyle()
        if self._theme != self._look.theme:
            self._theme = self._look.theme
            self.canvas.set_theme(self._theme)

    def join(self, several: bool) -> None:
        """Stand alone, or beside others: then it can be moved, floated and closed."""
        self._several = several
        moves = _Feature.DockWidgetMovable | _Feature.DockWidgetFloatable | _Feature.DockWidgetClosable
        self.setFeatures(moves if several else _Feature.NoDockWidgetFeatures)
        self.bar.arrange(several, self.isFloating())

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Ask for the picture to be taken away; it goes with the question, so that undo brings it back."""
        if event is not None:
            event.ignore()
        self.closing.emit()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Draw a frame around what floats; Qt leaves a pixel for it."""
        super().paintEvent(event)
        if self.isFloating():
            painter = QPainter(self)
            painter.setPen(QColor(self._theme.secondary))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Notice a hand on the picture."""
        if event is not None and event.type() == QEvent.Type.MouseButtonPress:
            self.touched.emit()
        return super().eventFilter(watched, event)

    def _wire(self) -> None:
        viewport = self.canvas.viewport()
        if viewport is not None:
            viewport.installEventFilter(self)
        self.bar.pressed.connect(self.touched)
        self.bar.closed.connect(self.closing)
        self.bar.floated.connect(self._float)
        self.topLevelChanged.connect(lambda _: self.bar.arrange(self._several, self.isFloating()))

    def _float(self) -> None:
        """Leave the window, or come back; a little aside, so that one sees it happen."""
        self.setFloating(not self.isFloating())
        if self.isFloating():
            self.move(self.pos() + QPoint(_ASIDE, _ASIDE))
