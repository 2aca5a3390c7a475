"""The list of entries: by kind, or the best ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PyQt6.QtCore import QModelIndex, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPainter
from PyQt6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gradviz.explaining import Entry
from gradviz.explaining.kinds import KINDS
from gradviz.explaining.spelling import plain
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import type_of

_TALL, _HEADING, _AIR = 25, 26, 12
_KEY, _TITLE, _KIND = (Qt.ItemDataRole.UserRole + number for number in range(3))


class Listing(QListWidget):
    """Shows entries, of which one is chosen.

    Signals
    -------
    chosen : str
        The key of the entry that was clicked, or that the keyboard went to.
    """

    chosen = pyqtSignal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._quiet = False
        self.setAccessibleName("Entries of the reference")
        self.setToolTip("↑ and ↓ go from entry to entry, Enter reads it")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Painter(look, self))
        self.currentItemChanged.connect(self._tell)
        look.changed.connect(lambda _: self.scheduleDelayedItemsLayout())

    def show_by_kind(self, entries: Iterable[Entry]) -> None:
        """Show entries under the headings of their kinds."""
        found = list(entries)
        self._fill([
            (kind.heading, [entry for entry in found if entry.kind == kind.name], False) for kind in KINDS
        ])  # fmt: skip

    def show_found(self, heading: str, entries: Sequence[Entry]) -> None:
        """Show entries as they come, each with the name of its kind."""
        self._fill([(heading, list(entries), True)])

    def choose(self, key: str) -> None:
        """Mark an entry, without a word about it; where it is not in the list, none."""
        items = [self.item(row) for row in range(self.count())]
        found = next((item for item in items if item is not None and item.data(_KEY) == key), None)
        self._quiet = True
        self.setCurrentItem(found)
        if found is not None:
            self.scrollToItem(found)
        self._quiet = False

    def keys(self) -> list[str]:
        """Return the keys of the entries that are shown."""
        items = (self.item(row) for row in range(self.count()))
        return [str(item.data(_KEY)) for item in items if item is not None and item.data(_KEY)]

    def go(self, by: int) -> None:
        """Choose the entry so many further on; the first or the last where there are no more."""
        keys, here = self.keys(), self.currentItem()
        if keys:
            at = keys.index(here.data(_KEY)) + by if here is not None and here.data(_KEY) in keys else 0
            key = keys[min(max(at, 0), len(keys) - 1)]
            self.choose(key)
            self.chosen.emit(key)

    def _fill(self, groups: Sequence[tuple[str, list[Entry], bool]]) -> None:
        self._quiet = True
        self.clear()
        for heading, entries, told in groups:
            if entries and heading:
                item = QListWidgetItem(heading, self)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            for entry in entries:
                item = QListWidgetItem(plain(entry.title), self)
                item.setData(_KEY, entry.key)
                item.setData(_TITLE, entry.title)
                item.setData(_KIND, entry.kind if told else plain(entry.symbol))
        self._quiet = False

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY) and not self._quiet:
            self.chosen.emit(item.data(_KEY))


class _Painter(QStyledItemDelegate):
    """Paints a heading, or the title of an entry with its symbol or its kind at the right."""

    def __init__(self, look: Look, parent: Listing) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """Return one line."""
        return QSize(0, self._look.px(_TALL if index.data(_KEY) else _HEADING))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint a line."""
        if painter is None:
            return
        theme, type_, air = self._look.theme, type_of(self._look.font), self._look.px(_AIR)
        painter.save()
        room = option.rect.adjusted(air, 0, -air, 0)
        if not index.data(_KEY):
            face = type_.strong(11)
            heading = face.fitted(index.data(), room.width())
            heading.draw(painter, room.left(), room.bottom() - type_.px(6), QColor(theme.secondary))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, QColor(theme.hairline))
            face, small = type_.face(13), type_.face(12)
            baseline = room.center().y() + face.metrics.capHeight() / 2
            said = small.words(index.data(_KIND))
            said.draw_right(painter, room.right(), baseline, QColor(theme.secondary))
            title = face.fitted(index.data(_TITLE), room.width() - said.width - air)
            title.draw(painter, room.left(), baseline, QColor(theme.text))
        painter.restore()
