"""The words under the numbers; where a small screen has no room for all of them, they scroll and none is cut."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_GAP = 8


class Shelf(QScrollArea):
    """Widgets below each other, ``groups`` of them with a rule between two groups."""

    def __init__(self, groups: Sequence[Sequence[QWidget]], rules: Sequence[QWidget]) -> None:
        super().__init__()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for group, rule in zip(groups, [*rules, None], strict=True):
            for part in group:
                column.addWidget(part)
                column.addSpacing(_GAP)
            if rule is not None:
                column.addWidget(rule)
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("What the picture says")
        for pane in (body, self.viewport()):
            if pane is not None:
                pane.setAutoFillBackground(False)
