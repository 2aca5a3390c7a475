"""Where the views stand: beside each other, in tabs, floating; remembered as Qt writes it down."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PyQt6.QtCore import QByteArray, QPoint, Qt
from PyQt6.QtWidgets import QMainWindow, QTabBar, QTabWidget, QWidget

from gradviz.arrangements import named
from gradviz.screen.desk.arrangements import Slots, fitted, rows_of
from gradviz.screen.desk.places import Place, Rect, Split, first, handle, split
from gradviz.screen.desk.view import View
from gradviz.screen.look.theme import Look

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
        self._sizes: dict[tuple[str, ...], tuple[Place, ...]] = {}
        self._wanted: dict[tuple[str, ...], tuple[Place, ...]] = {}
        self._afresh: tuple[str, ...] = ()
        self._slots: dict[tuple[str, ...], tuple[float, tuple[Slots, ...]]] = {}

    def remember(self, pictures: tuple[str, ...], state: str) -> None:
        """Take how pictures stood when the program was left; what was damaged since is left aside: Qt would crash."""
        told, _, written = state.partition(":")
        raw = QByteArray.fromBase64(written.encode("ascii", "ignore"))
        if told == _sum(raw):
            self._left[pictures] = raw

    def stand(self, pictures: tuple[str, ...], places: tuple[Place, ...]) -> None:
        """Let pictures stand in these places: now, or when they come."""
        if pictures == _names(self._shown):
            self._put(places, self._shown)
        else:
            self._wanted[pictures] = places

    def stand_afresh(self, pictures: tuple[str, ...]) -> None:
        """Let pictures stand as at first when they come, whatever stood before them."""
        self._left.pop(pictures, None)
        self._afresh = pictures

    def places_of(self, pictures: tuple[str, ...]) -> tuple[Place, ...]:
        """Return where pictures stand, or will; nothing where that is not known."""
        return self._places() if pictures == _names(self._shown) else self._wanted.get(pictures, ())

    def state_of(self, pictures: tuple[str, ...]) -> str:
        """Return how pictures stand, or will: a check sum, and Qt's own words in base64."""
        shown = pictures == _names(self._shown)
        raw = self.saveState(VERSION) if shown else self._left.get(pictures)
        return "" if raw is None else f"{_sum(raw)}:{raw.toBase64().data().decode('ascii')}"

    def stood(self) -> tuple[tuple[str, ...], tuple[Place, ...], bytes]:
        """Return which pictures are shown, where, and how Qt writes that down."""
        return _names(self._shown), self._places(), self.saveState(VERSION).data()

    def stand_as(self, pictures: tuple[str, ...], places: tuple[Place, ...], state: bytes) -> None:
        """Let pictures stand as they stood in this very run: now, or when they come."""
        if pictures == _names(self._shown):
            self._restore(QByteArray(state), self._shown)
            self._resize_to(places, self._shown)
        else:
            self._left[pictures], self._sizes[pictures] = QByteArray(state), places

    def show_views(self, views: Sequence[View]) -> None:
        """Show these views and no others."""
        before = self._shown
        if before:
            self._left[_names(before)], self._sizes[_names(before)] = self.saveState(VERSION), self._places()
        self._shown = tuple(views)
        wanted = self._wanted.pop(_names(views), ())
        if self._put(wanted, views):
            return
        left = self._left.get(_names(views))
        if left is not None and self._fits(views) and self._restore(left, views):
            self._resize_to(self._sizes.get(_names(views), ()), views)
            return
        added = [view for view in views if view not in before]
        afresh, self._afresh = self._afresh == _names(views) or self._tabbed(views), ()
        if afresh or named(_names(views)) is not None or len(added) > 1 or len(added) == len(views):
            self._arrange(views)
        else:
            self._keep(views)
            for view in added:
                self._add(view)

    def reset(self) -> None:
        """Let the views stand as at first."""
        self._arrange(self._shown)

    def fit(self) -> None:
        """Stand as at first where that is otherwise with the type as it is now: with larger type fewer pictures fit."""
        if not self._fits(self._shown):
            self._arrange(self._shown)

    def _fits(self, views: Sequence[View]) -> bool:
        """Return whether views that were put in rows would be put in the same ones with the type as it is now."""
        scale, slots = self._slots.get(_names(views), (self._look.scale, ()))
        return scale == self._look.scale or slots == self._slots_of(views)

    def _slots_of(self, views: Sequence[View]) -> tuple[Slots, ...]:
        scale = self._look.scale
        return fitted(rows_of(_names(views)), self.width() / scale, self.height() / scale)

    def _places(self) -> tuple[Place, ...]:
        found: dict[frozenset[str], Place] = {}
        for view in self._shown:
            tabs = [each for each in self.tabifiedDockWidgets(view) if each in self._shown]
            group = [view, *(each for each in tabs if isinstance(each, View))]
            front = next((each for each in group if each.inside), view)
            names = (front.name, *(each.name for each in group if each is not front))
            found.setdefault(frozenset(names), Place(names, self._rect(front), view.isFloating()))
        return tuple(found.values())

    def _rect(self, view: View) -> Rect:
        at = self.mapFromGlobal(view.pos()) if view.isFloating() else view.pos()
        wide, high = max(self.width(), 1), max(self.height(), 1)
        return at.x() / wide, at.y() / high, view.width() / wide, view.height() / high

    def _put(self, places: tuple[Place, ...], views: Sequence[View]) -> bool:
        """Let views stand in places; return whether these are the places of these views."""
        by_name = {view.name: view for view in views}
        docked = [place for place in places if not place.floating]
        if sorted(name for place in places for name in place.names) != sorted(by_name) or not docked:
            return False
        self._clear()
        whole = split(docked)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, by_name[first(whole).names[0]])
        self._build(whole, by_name)
        for place in places:
            self._fill(place, by_name)
        self._size(whole, by_name)
        return True

    def _build(self, part: Split | Place, by_name: Mapping[str, View]) -> None:
        if isinstance(part, Place):
            return
        side = Qt.Orientation.Horizontal if part.beside else Qt.Orientation.Vertical
        for before, behind in pairwise(first(each).names[0] for each in part.parts):
            self.splitDockWidget(by_name[before], by_name[behind], side)
        for each in part.parts:
            self._build(each, by_name)

    def _fill(self, place: Place, by_name: Mapping[str, View]) -> None:
        """Let the views of a place share it, or float."""
        front, *behind = (by_name[name] for name in place.names)
        for view in behind:
            self.tabifyDockWidget(front, view)
        if place.floating:
            self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, front)
            front.setFloating(True)
            self._float_at(front, place.rect)
        for view in (front, *behind):
            view.show()
        if behind:
            front.raise_()

    def _float_at(self, view: View, rect: Rect) -> None:
        left, top, wide, high = rect
        view.resize(round(wide * self.width()), round(high * self.height()))
        view.move(self.mapToGlobal(QPoint(round(left * self.width()), round(top * self.height()))))

    def _resize_to(self, places: tuple[Place, ...], views: Sequence[View]) -> None:
        """Let views be where and as large as they were: what Qt has written down it restores but roughly."""
        by_name = {view.name: view for view in views}
        for place in places:
            if place.floating:
                self._float_at(by_name[place.names[0]], place.rect)
        docked = [self._with_tabs(place) for place in places if not place.floating]
        if docked:
            self._size(split(docked), by_name)

    def _with_tabs(self, place: Place) -> Place:
        """Return a place with the bar of its tabs, as Qt counts it."""
        bar = max((each.height() for each in self.findChildren(QTabBar) if each.isVisible()), default=0)
        share = bar / max(self.height(), 1) if len(place.names) > 1 else 0.0
        left, top, wide, high = place.rect
        return replace(place, rect=(left, top - share, wide, high + share))

    def _size(self, part: Split | Place, by_name: Mapping[str, View]) -> None:
        if isinstance(part, Place):
            return
        side = Qt.Orientation.Horizontal if part.beside else Qt.Orientation.Vertical
        ends = [by_name[handle(each).names[0]] for each in part.parts]
        self.resizeDocks(ends, [max(1, round(_PLENTY * share)) for share in part.shares()], side)
        for each in part.parts:
            self._size(each, by_name)

    def _clear(self) -> None:
        for view in self._views():
            view.setFloating(False)
            self.removeDockWidget(view)

    def _arrange(self, views: Sequence[View]) -> None:
        self._clear()
        by_name = {view.name: view for view in views}
        slots = self._slots_of(views)
        self._slots[_names(views)] = self._look.scale, slots
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

    def _tabbed(self, views: Sequence[View]) -> bool:
        """Return whether any view shares its place; what is put beside such a one, Qt may lose out of the window."""
        return any(self.tabifiedDockWidgets(view) for view in views)

    def _keep(self, views: Sequence[View]) -> None:
        """Take all other views away; at least one of those that stay is inside the window."""
        for view in self._views():
            if view not in views:
                view.hide()
        if all(view.isHidden() or view.isFloating() for view in views):
            next(view for view in views if not view.isHidden()).setFloating(False)

    def _restore(self, state: QByteArray, views: Sequence[View]) -> bool:
        """Let everything stand as it was written down; return whether these views, and no others, are there."""
        self._clear()  # else Qt forgets the tabs that are there, and leaves them over what comes
        for view in views:
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
