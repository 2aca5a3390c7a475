"""The panels beside a page's middle: where there is no room for both, one gives way and leaves its handle.

The middle answers the question; it keeps its share of the width at any size of the window and of the type. What a hand
folded stays folded: that is the pane's own `isHidden`, and only a hand, a session or presenter mode changes it.
"""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from gradviz.screen.frame.handle import Handle

SHARE = 0.58
"""Of the width, for the middle between two panels: 60 % in usual fonts; a very broad one may take a little of it."""

LEAST = 0.48
"""The same while words stand in the place of a panel: they are read, and go again."""


class Flank(QWidget):
    """A pane, or the handle that stands for it.

    Parameters
    ----------
    pane
        The panel, with a fixed width.
    handle
        Stands at the pane's outer edge; a click brings the pane back.
    """

    def __init__(self, pane: QWidget, handle: Handle) -> None:
        super().__init__()
        self.pane, self.handle, self._stand = pane, handle, QWidget()
        self.lent: QWidget | None = None
        for inner, parts in ((self._stand, (pane,)), (self, (handle, self._stand))):
            row = QHBoxLayout(inner)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            for part in parts:
                row.addWidget(part)

    @property
    def open(self) -> bool:
        """Whether the pane is there: neither folded by hand nor given way."""
        return not self.pane.isHidden() and not self._stand.isHidden()

    @property
    def wanted(self) -> QWidget | None:
        """What is to stand here: the pane, what it lent its place to, or nothing where a hand folded it."""
        return self.lent or (None if self.pane.isHidden() else self.pane)

    def lend(self, part: QWidget | None) -> None:
        """Let another part stand in the pane's place; None: the pane stands there again."""
        if self.lent is not None and part is not self.lent:
            self.lent.hide()
        self.lent = part
        row = self.layout()
        if part is not None and row is not None:
            row.addWidget(part)
            part.show()

    def give_way(self, away: bool) -> bool:
        """Leave only the handle, or come back; return whether that changed anything."""
        before = self.open, self.handle.isHidden()
        self._stand.setHidden(away or self.lent is not None)
        self.handle.setVisible(away and self.lent is None and not self.pane.isHidden())
        return before != (self.open, self.handle.isHidden())


class Sides(QObject):
    """Decides which of two sides are there.

    Signals
    -------
    changed : ()
        A panel gave way, came back, or was folded by hand.
    """

    changed = pyqtSignal()

    def __init__(self, room: QWidget, left: Flank, right: Flank) -> None:
        super().__init__(room)
        self._room, self._sides = room, (left, right)
        self._kept = 0
        self._bare = False  # a hand folded the one panel that was there: the picture is wanted alone
        for side in self._sides:
            side.handle.clicked.connect(lambda _, side=side: self.turn(self._sides.index(side)))
            side.pane.installEventFilter(self)
        room.installEventFilter(self)

    @property
    def open(self) -> tuple[bool, bool]:
        """Whether the left and the right panel are there."""
        left, right = self._sides
        return left.open, right.open

    @property
    def lent(self) -> QWidget | None:
        """What stands in the place of the right panel; None: the panel itself, if it is there."""
        return self._sides[1].lent

    def turn(self, which: int) -> None:
        """Fold a panel by hand, or bring it back; where there is room for one, the other gives way to it."""
        side = self._sides[which]
        if side.lent is not None:
            self.lend(None)
        elif side.open:
            self._bare = not self._both_fit()
            side.pane.hide()
            return
        self._kept, self._bare = which, False
        side.pane.show()
        self.fit()

    def lend(self, part: QWidget | None) -> None:
        """Let another part stand in the place of the right panel, or give it back."""
        self._sides[1].lend(part)
        self.fit()
        self.changed.emit()

    def fit(self) -> None:
        """Let a panel give way, or come back, as the room is now."""
        both = self._both_fit()
        self._bare = self._bare and not both
        stays = self._sides[1] if self._sides[1].lent is not None else self._sides[self._kept]
        kept = self._bare or stays.wanted is not None
        away = [not both and kept and side is not stays for side in self._sides]
        changed = [side.give_way(gone) for side, gone in zip(self._sides, away, strict=True)]
        if any(changed):
            self.changed.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Follow the width of the room, and a pane that is folded or brought back."""
        if event is not None:
            resized = watched is self._room and event.type() == QEvent.Type.Resize
            turned = watched is not self._room and event.type() in (
                QEvent.Type.ShowToParent,
                QEvent.Type.HideToParent,
            )
            if turned:
                self.fit()
                self.changed.emit()
            elif resized:
                self.fit()
        return super().eventFilter(watched, event)

    def _both_fit(self) -> bool:
        taken = sum((side.lent or side.pane).minimumWidth() for side in self._sides)
        share = SHARE if self._sides[1].lent is None else LEAST
        return self._room.width() - taken >= share * self._room.width()
