"""A text to read in, to write in and to point at, coloured character by character."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
)
from PyQt6.QtWidgets import QWidget

from gradviz.screen.controls.dropped import file_in
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.text.composing import Composing
from gradviz.screen.reading.text.hand import Hand
from gradviz.screen.reading.text.keys import command
from gradviz.screen.reading.text.signs import spoken
from gradviz.screen.reading.text.wishes import Wishes
from gradviz.screen.reading.text.writing import Writing

_NAME = "The text that the network reads"


class TextView(Wishes):
    """Shows a text and its colours, and takes keys and the mouse; the owner of the text follows its signals."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._writing, self._composing, self._hand = Writing(self), Composing(self), Hand(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pane.setMouseTracking(True)
        self.setAccessibleName(_NAME)
        explains(self, "part/text")
        self.set_editable(True)
        self._describe()

    @property
    def editable(self) -> bool:
        """Whether the text takes typing."""
        return self._editable

    def set_editable(self, editable: bool) -> None:
        """Take typing, or only be read and pointed at."""
        self._editable = editable
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, editable)
        self.pane.setAcceptDrops(editable)
        self.pane.setCursor(Qt.CursorShape.IBeamCursor if editable else Qt.CursorShape.ArrowCursor)

    def set_tip(self, tip: str) -> None:
        """Say this of the character under the mouse."""
        self._hand.tip = tip

    def set_text(self, text: str) -> None:
        """Show a new text from its beginning; nothing is known of it yet."""
        super().set_text(text)
        self._describe()

    def set_cursor(self, at: int) -> None:
        """Frame a character; where the reader wanted it nothing scrolls that need not."""
        super().set_cursor(at)
        self._describe()

    def event(self, event: QEvent | None) -> bool:
        """Keep what is typed here from the window's shortcuts."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and command(event, self._editable) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Say what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._hand.tell(event)
            return True
        if event is not None and event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Do what a key means; leave all others to the window."""
        wanted = command(event, self._editable) if event is not None else None
        if wanted is not None:
            self._writing.carry_out(wanted)
        elif event is not None:
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take what an input method has made of several keys."""
        if event is not None and self._editable:
            self._composing.take(event)
            event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # noqa: N802 - Qt's name
        """Tell an input method where the cursor is, and what is around it."""
        answer = self._composing.answer(query)
        return super().inputMethodQuery(query) if answer is None else answer

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take a character."""
        if event is not None:
            self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Select, and say what is under the mouse."""
        if event is not None:
            self._hand.drag(event)
            self._hover(self._hand.over(event.position()))

    def mouseReleaseEvent(self, _event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        self._hand.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Select a word."""
        if event is not None:
            self._hand.double(event)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:  # noqa: N802 - Qt's name
        """Open the menu at the mouse, or at the cursor when it was a key."""
        if event is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at_cursor = self.pane.mapToGlobal(self.box(self.at).bottomLeft().toPoint())
            menu = self._writing.menu(self._editable)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at_cursor if by_key else event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take files and text."""
        source = event.mimeData() if event is not None else None
        if event is not None and source is not None and (file_in(source) or source.hasText()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802 - Qt's name
        """Write dropped text at the cursor; a file is for the owner to open."""
        if event is not None:
            self._writing.insert(event.mimeData())
            event.acceptProposedAction()

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 - Qt's name
        """Show the caret."""
        super().focusInEvent(event)
        self.pane.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 - Qt's name
        """Show no caret."""
        super().focusOutEvent(event)
        self.pane.update()

    def _hover(self, place: int) -> None:
        if place != self._hand.hovered:
            self._hand.hovered = place
            self.hovered.emit(place)

    def _describe(self) -> None:
        """Say where the cursor is to those who do not see it."""
        line, size = self.lines.line(self.at), len(self.content)
        following = f"next is {spoken(self.content.text[self.at])}" if self.at < size else "nothing follows"
        where = f"line {line + 1}, column {self.lines.column(self.at) + 1}"
        self.setAccessibleDescription(f"{self.at} of {size} characters read, {where}, {following}")
        self.updateMicroFocus()
