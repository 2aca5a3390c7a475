"""Where the views stand: beside each other, in tabs, floating; remembered as Qt writes it down."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise

from PyQt6.QtCore import QByteArray, Qt
from PyQt6.QtWidgets import QMainWindow, QTabWidget, QWidget

from gradviz.screen.desk.arrangements import fitted, named, rows_of
from gradviz.screen.desk.view import View
from gradviz.screen.theme import Look

VERSION = 1
_WIDE = 1.6
"""A view that is wider than this many times its height is split into left and right, any other into above and below."""
_PLENTY = 1000


class Docks(QMainWindow):
    """A window inside the window, with nothing but dock widgets.

    How the same pictures stood when they were left is how they stand when they come back.
    """

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)  # Qt makes every main window a window of its own
        self.setObjectName("desk")
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look = look
        self._shown: tuple[View, ...] = ()
        self._left: dict[tuple[str, ...], QByteArray] = {}

    def remember(self, pictures: tuple[str, ...], state: str) -> None:
        """Take how pictures stood when the program was left; what was damaged since is left aside: Qt would crash."""
        told, _, written = state.partition(":")
        raw = QByteArray.fromBase64(written.encode("ascii", "ignore"))
        if told == _sum(raw):
            self._left[pictures] = raw

    def take(self, pictures: tuple[str, ...], state: str) -> None:
        """Let pictures stand as they were left: now, or when they come."""
        self.remember(pictures, state)
        left = self._left.get(pictures)
        if left is not None and pictures == _names(self._shown) and not self._restore(left, self._shown):
            self._arrange(self._shown)

    def state_of(self, pictures: tuple[str, ...]) -> str:
        """Return how pictures stand, or will: a check sum, and Qt's own words in base64."""
        shown = pictures == _names(self._shown)
        raw = self.saveState(VERSION) if shown else self._left.get(pictures)
        return "" if raw is None else f"{_sum(raw)}:{raw.toBase64().data().decode('ascii')}"

    def show_views(self, views: Sequence[View]) -> None:
        """Show these views and no others."""
        before, self._shown = self._shown, tuple(views)
        if before:
            self._left[_names(before)] = self.saveState(VERSION)
        left = self._left.get(_names(views))
        if left is not None and self._restore(left, views):
            return
        added = [view for view in views if view not in before]
        if named(_names(views)) is not None or len(added) > 1 or len(added) == len(views):
            self._arrange(views)
        else:
            self._keep(views)
            for view in added:
                self._add(view)

    def reset(self) -> None:
        """Let the views stand as at first."""
        self._arrange(self._shown)

    def _arrange(self, views: Sequence[View]) -> None:
        for view in self._views():
            view.setFloating(False)
            self.removeDockWidget(view)
        by_name = {view.name: view for view in views}
        slots = fitted(rows_of(_names(views)), self.width() / self._look.scale, self.height() / self._look.scale)
        rows = [[[by_name[name] for name in place] for place in row] for row in slots]
        self._split([[place[0] for place in row] for row in rows])
        for place in (place for row in rows for place in row):
            for behind in place[1:]:
                self.tabifyDockWidget(place[0], behind)
        for view in views:
            view.show()
        for place in (place for row in rows for place in row):
            place[0].raise_()

    def _split(self, rows: Sequence[Sequence[View]]) -> None:
        """Let views stand in rows as high as their arrangement says, and beside each other in the same width."""
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, rows[0][0])
        for above, below in pairwise(rows):
            self.splitDockWidget(above[0], below[0], Qt.Orientation.Vertical)
        for row in rows:
            for left, right in pairwise(row):
                self.splitDockWidget(left, right, Qt.Orientation.Horizontal)
            for view in row:
                view.show()
        found = named(_names(self._shown))
        heights = found.heights if found is not None and len(found.heights) == len(rows) else (1,) * len(rows)
        self.resizeDocks([row[0] for row in rows], [_PLENTY * share for share in heights], Qt.Orientation.Vertical)
        for row in rows:
            self.resizeDocks(row, [_PLENTY] * len(row), Qt.Orientation.Horizontal)

    def _add(self, view: View) -> None:
        """Let a view stand beside the largest one."""
        others = [
            other for other in self._views() if other is not view and other.isVisible() and not other.isFloating()
        ]
        largest = max(others, key=_area, default=None)
        if largest is None:
            self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, view)
        else:
            wide = largest.width() > _WIDE * largest.height()
            self.splitDockWidget(largest, view, Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        view.setFloating(False)
        view.show()

    def _keep(self, views: Sequence[View]) -> None:
        """Take all other views away; at least one of those that stay is inside the window."""
        for view in self._views():
            if view not in views:
                view.hide()
        if all(view.isHidden() or view.isFloating() for view in views):
            next(view for view in views if not view.isHidden()).setFloating(False)

    def _restore(self, state: QByteArray, views: Sequence[View]) -> bool:
        """Let everything stand as it was written down; return whether these views, and no others, are there."""
        for view in views:
            if self.dockWidgetArea(view) == Qt.DockWidgetArea.NoDockWidgetArea:
                self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, view)
        if not self.restoreState(state, VERSION):
            return False
        for view in self._views():
            if view not in views:
                view.hide()  # Qt shows again what stood there before these
        return not any(view.isHidden() for view in views) and not all(view.isFloating() for view in views)

    def _views(self) -> list[View]:
        return [child for child in self.children() if isinstance(child, View)]


def _sum(raw: QByteArray) -> str:
    return f"{zlib.crc32(raw.data()):08x}"


def _names(views: Sequence[View]) -> tuple[str, ...]:
    return tuple(view.name for view in views)


def _area(view: View) -> int:
    return view.width() * view.height()
