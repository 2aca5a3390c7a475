"""A frame that floats over another widget and follows its size."""

from __future__ import annotations

from abc import abstractmethod

from PyQt6.QtCore import QEvent, QObject, QRect, QSize
from PyQt6.QtWidgets import QFrame, QWidget


class Floating(QFrame):
    """Stays where `place` says; hidden at first.

    Parameters
    ----------
    over
        The widget it covers a part of; it is its parent and is followed when it resizes.
    """

    def __init__(self, over: QWidget, name: str, spoken: str) -> None:
        super().__init__(over)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setFrameShape(QFrame.Shape.NoFrame)
        over.installEventFilter(self)
        self.hide()

    @abstractmethod
    def place(self, room: QSize) -> QRect:
        """Return where to stand in a widget of the size ``room``."""

    def settle(self) -> None:
        """Take the place, above everything else."""
        over = self.parentWidget()
        if over is not None and self.isVisible():
            self.setGeometry(self.place(over.size()))
            self.raise_()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Follow the widget that it stands over."""
        if event is not None and event.type() == QEvent.Type.Resize and watched is self.parent():
            self.settle()
        return False
