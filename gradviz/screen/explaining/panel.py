"""The reference: a field to search, the list of entries, and the entry that is read."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, QUrl, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from gradviz.explaining import reference
from gradviz.explaining.kinds import KINDS
from gradviz.explaining.spelling import plain
from gradviz.screen.explaining.declared import explains
from gradviz.screen.explaining.listing import Listing
from gradviz.screen.explaining.trail import Trail
from gradviz.screen.explaining.typeset import key_of, whole
from gradviz.screen.look.buttons import icon_button
from gradviz.screen.look.icons import icon
from gradviz.screen.look.theme import Look, label

WIDTH, _ICON = 340, 16
_HEADINGS = {kind.name: kind.heading for kind in KINDS}
_PAGE = 6
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_PAGE, Qt.Key.Key_PageDown: _PAGE}


class ReferencePanel(QWidget):
    """Everything that is explained, with the keyboard alone.

    Signals
    -------
    closed : ()
        It is not wanted any more.
    """

    closed = pyqtSignal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("reference")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        explains(self, "part/reference")
        self._look, self._known, self.trail = look, reference(), Trail()
        self._shown = ""
        self.field, self.listing, self.view = QLineEdit(), Listing(look), QTextBrowser()
        self.back = icon_button("back", "The entry before (Alt+←)", lambda: self._turn(-1))
        self.ahead = icon_button("ahead", "The next entry again (Alt+→)", lambda: self._turn(1))
        self.close_button = icon_button("close", "Close the reference (Esc)", self.closed.emit)
        self._lay_out()
        self._wire()
        self._restyle()
        self.search("")

    def open(self, key: str = "") -> None:
        """Read an entry; without one, search."""
        if key in self._known.entries:
            self._read(key)
            if self.field.text():
                self.field.clear()
            self.listing.choose(key)
        self.field.setFocus()
        self.field.selectAll()

    def search(self, words: str) -> None:
        """List what fits, and show the best one."""
        found = self._known.find(words)
        if not words.strip():
            self.listing.show_by_kind(found)
            self.listing.choose(self._shown)
            return
        near = None if found else self._known.nearest(words)
        heading = "" if found else "Nothing is called so. Did you mean" if near else "Nothing is called so"
        self.listing.show_found(heading, found or ((near,) if near else ()))
        best = found[0] if found else near
        if best is not None:
            self.listing.choose(best.key)
            self._show(best.key)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Let the keys of the list and Enter work while one types."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.listing.go(_STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._read(self._shown)
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Close with Escape."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _read(self, key: str) -> None:
        """Show an entry and remember that it was read."""
        if key:
            self.trail.go(key)
            self._show(key)

    def _show(self, key: str) -> None:
        entry = self._known.entries[key]
        self._shown = key
        self.view.setHtml(whole(entry, self._known.also(entry), _HEADINGS[entry.kind], self._look))
        self.view.setAccessibleName(plain(entry.title))
        self._follow()

    def _follow(self) -> None:
        self.back.setEnabled(self.trail.can(-1))
        self.ahead.setEnabled(self.trail.can(1))

    def _turn(self, by: int) -> None:
        if self.trail.can(by):
            key = self.trail.turn(by)
            self._show(key)
            self.listing.choose(key)

    def _follow_link(self, to: QUrl) -> None:
        key = key_of(to.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        self._read(key)
        self.listing.choose(key)

    def _lay_out(self) -> None:
        self.field.setPlaceholderText("Search: a field, a picture, a term, a symbol")
        self.field.setAccessibleName("Search the reference")
        self.field.setToolTip("Search titles, symbols and texts; ↓ and ↑ choose, Enter reads")
        self.view.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.view.setOpenLinks(False)
        self.view.setToolTip("The entry; Tab goes from link to link")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 0)
        head.setSpacing(2)
        head.addWidget(label("Reference", "title"), 1)
        for button in (self.back, self.ahead, self.close_button):
            head.addWidget(button)
        search = QHBoxLayout()
        search.setContentsMargins(12, 6, 12, 8)
        search.addWidget(self.field)
        self._rule = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(search)
        column.addWidget(self.listing, 2)
        column.addWidget(self._rule)
        column.addWidget(self.view, 3)

    def _wire(self) -> None:
        self.field.textChanged.connect(self.search)
        self.field.installEventFilter(self)
        self.listing.chosen.connect(self._read)
        self.view.anchorClicked.connect(self._follow_link)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._turn(by))
        self._look.changed.connect(lambda _: self._restyle())

    def _restyle(self) -> None:
        look = self._look
        self.setFixedWidth(look.frame(WIDTH))
        self.field.setFixedHeight(look.px(28))
        self._rule.setFixedHeight(1)
        self._rule.setStyleSheet(f"background: {look.theme.hairline}")
        document = self.view.document()
        if document is not None:
            document.setDocumentMargin(look.px(12))
        for button in (self.back, self.ahead, self.close_button):
            button.setIcon(icon(button.objectName(), look.theme))
            button.setIconSize(QSize(look.frame(_ICON), look.frame(_ICON)))
        if self._shown:
            self._show(self._shown)
