"""The lines of a text in a window that scrolls: where they are, and which of them are seen."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.reading.text.content import Content
from gradviz.screen.reading.text.glide import Glide
from gradviz.screen.reading.text.lines import Lines
from gradviz.screen.reading.text.measure import Measure
from gradviz.screen.reading.text.sheet import Sheet
from gradviz.screen.reading.text.tints import tints


class Page(QAbstractScrollArea):
    """Lays a text out in lines and scrolls through them.

    Signals
    -------
    seen : int, int
        The first and the last character that are seen are other ones.

    Attributes
    ----------
    content, lines
        What is shown, and where its lines begin.
    glide
        Scrolls.
    """

    seen = pyqtSignal(int, int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.content = Content()
        self._seen = (0, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.glide = Glide(self.bar)
        self.refresh()
        look.changed.connect(self.refresh)

    @property
    def visible(self) -> tuple[int, int]:
        """The first and the last character that are seen; (0, 0) in an empty text."""
        first, rows = self.rows
        last = int(self.lines.ends[first + rows - 1]) - 1
        begin = min(int(self.lines.starts[first]), max(0, len(self.content) - 1))
        return begin, max(begin, last)

    @property
    def rows(self) -> tuple[int, int]:
        """The first line that is seen, and how many there are."""
        above = self.measure.offset(self.bar.value()) - self.measure.top
        first = min(max(0, above // self.measure.row), len(self.lines) - 1)
        last = (above + self.measure.offset(self.pane.height())) // self.measure.row
        return first, min(max(last, first), len(self.lines) - 1) - first + 1

    def refresh(self) -> None:
        """Take the theme, the type size and the motion of the look."""
        self.glide.reduced = self.look.reduced_motion
        self.measure = Measure.of(self.look.font, self.devicePixelRatioF())
        self.sheet = Sheet(self.measure, tints(self.look.theme))
        self.lay_out()

    def lay_out(self) -> None:
        """Break the text into lines."""
        width = self.width() - self.bar.sizeHint().width()
        self.lines = Lines(self.content.codes, self.measure.columns(width))
        self.sheet.new_text()
        high = self.pane.height()
        self.bar.setRange(0, max(0, self.measure.height(len(self.lines)) - high))
        self.bar.setPageStep(high)
        self.bar.setSingleStep(self.measure.row_height)
        self.pane.update()
        self._announce()

    def box(self, place: int) -> QRectF:
        """Return the cell of a character in the viewport, without the room above and below its colour."""
        return self.measure.cell_box(self.lines.line(place), self.lines.column(place), self.bar.value())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Wrap the lines anew; the first one that was seen stays."""
        super().resizeEvent(event)
        before, top = self.lines.wide, self._seen[0] if self.bar.value() else 0
        self.lay_out()
        if top and self.lines.wide != before:
            self.glide.jump(int(self.lines.line(top) * self.measure.row / self.measure.ratio))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 - Qt's name
        """Paint again; the picture of the lines is kept where they are the same."""
        self.pane.update()
        self._announce()

    def event(self, event: QEvent | None) -> bool:
        """Measure anew on a screen of another density."""
        if event is not None and event.type() == QEvent.Type.DevicePixelRatioChange:
            self.refresh()
        return super().event(event)

    @property
    def bar(self) -> QScrollBar:
        """The scroll bar."""
        bar = self.verticalScrollBar()
        assert bar is not None
        return bar

    @property
    def pane(self) -> QWidget:
        """What the text is painted on."""
        pane = self.viewport()
        assert pane is not None
        return pane

    def _announce(self) -> None:
        if self._seen != self.visible:
            self._seen = self.visible
            self.seen.emit(*self._seen)
