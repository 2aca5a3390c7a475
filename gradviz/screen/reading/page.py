"""The page: the units at the left, the text and the picture under it in the middle, what they say at the right."""

from __future__ import annotations

from typing import cast

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gradviz.screen.controls.dropped import file_in
from gradviz.screen.explaining.declared import explains
from gradviz.screen.frame.handle import Handle
from gradviz.screen.frame.sides import Flank, Sides
from gradviz.screen.look.theme import Look
from gradviz.screen.messages.banner import Banner
from gradviz.screen.messages.popover import Popover
from gradviz.screen.reading.binding import Binding
from gradviz.screen.reading.header import Header
from gradviz.screen.reading.pictured import Pictured
from gradviz.screen.reading.session import ReadingSession
from gradviz.screen.reading.side.side import Side
from gradviz.screen.reading.text.view import TextView
from gradviz.screen.reading.units.unit_list import UnitList


class ReadingPage(QWidget):
    """Puts the parts together; it owns no state.

    Signals
    -------
    said : str
        A note for the line at the bottom.
    """

    said = pyqtSignal(str)

    def __init__(self, session: ReadingSession, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.look = session, look
        explains(self, "part/text")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.units, self.side = UnitList(look), Side(look)
        self.header, self.text = Header(look), TextView(look)
        self.picture = Pictured(session, look)
        self.left, self.centre, self.right = _pane("question"), _pane("centre"), _pane("answer")
        self._lay_out()
        self.banner, self.popover = Banner(self.centre), Popover(self.centre)
        self.binding = Binding(session, self)
        self.text.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part in (self.text, self.text.pane):
            part.installEventFilter(self)
        look.changed.connect(lambda _: self._resize())
        self._resize()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Leaf through the cells, step through the text, or begin to type."""
        if event is None:
            return
        key, words = event.key(), event.text()
        leaf = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if leaf is not None:
            self.units.leaf(leaf)
        elif step is not None:
            self.session.pace.step(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.text.setFocus()
        elif words.isdigit():
            QApplication.sendEvent(self.units.rows, event)
        elif words.isprintable() and words.strip() and not event.modifiers() & _COMMANDS:
            first, last = self.text.selection
            place = first if last > first else self.session.document.at
            self.text.setFocus()
            self.session.document.splice(place, last - first, words)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Type in the text from a double click on, until Escape; a click alone only puts the cursor there."""
        if watched is self.text.pane and event is not None and event.type() == QEvent.Type.MouseButtonDblClick:
            self.text.setFocus()
        if watched is self.text and event is not None and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            typing = event.type() == QEvent.Type.FocusIn
            self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus if typing else Qt.FocusPolicy.TabFocus)
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.text and pressed and cast("QKeyEvent", event).key() == Qt.Key.Key_Escape:
            self.setFocus()
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802 - Qt's name
        """Welcome a file."""
        if event is not None and (mime := event.mimeData()) is not None and file_in(mime):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let the network read the file that was dropped; a model reads the text that is there."""
        if event is not None and (mime := event.mimeData()) is not None:
            event.acceptProposedAction()
            self.binding.take_file(file_in(mime))

    def _lay_out(self) -> None:
        _fill(self.left, self.units)
        _fill(self.right, self.side)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.text)
        halves.addWidget(self.picture)
        halves.setSizes([290, 240])
        column = QVBoxLayout(self.centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(halves, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = Flank(self.left, Handle("Cells", "F2", "left", self.look))
        right = Flank(self.right, Handle("Unit", "F3", "right", self.look))
        for part in (left, self.centre, right):
            row.addWidget(part, int(part is self.centre))
        self.sides = Sides(self, left, right)

    def _resize(self) -> None:
        self.left.setFixedWidth(self.units.needed_width())
        self.right.setFixedWidth(self.units.needed_width())
        self.sides.fit()


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _pane(name: str) -> QWidget:
    pane = QWidget()
    pane.setObjectName(name)
    pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return pane


def _fill(pane: QWidget, part: QWidget) -> None:
    box = QHBoxLayout(pane)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(part)
