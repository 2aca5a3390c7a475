"""A pane as wide as what is in it, which it scrolls where a small screen or large type leaves too little height."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStyle, QWidget


class Pane(QScrollArea):
    """Holds one widget; it never scrolls to the side."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        for pane in (inner, self.viewport()):
            if pane is not None:
                pane.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of all of it."""
        inner, style = self.widget(), self.style()
        if inner is None or style is None:
            return super().sizeHint()
        bar = style.pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return QSize(max(inner.minimumWidth(), inner.sizeHint().width()) + bar, inner.sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width of all of it, and the height of a few lines."""
        return QSize(self.sizeHint().width(), min(self.sizeHint().height(), 6 * self.fontMetrics().lineSpacing()))
