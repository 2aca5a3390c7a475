"""Rows of a form: a control beside its words, each row shown or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from gradviz.screen.look.theme import label


class Rows(QGridLayout):
    """A grid of controls with their words.

    Parameters
    ----------
    rows
        Name, words and control of each.
    tips
        What is said of a control when the pointer rests on it, by name.
    last
        A button below all of them.
    """

    def __init__(
        self, rows: Sequence[tuple[str, str, QWidget]], tips: Mapping[str, str], last: QPushButton, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._rows: dict[str, tuple[QLabel, QWidget]] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setVerticalSpacing(8)
        self.setColumnStretch(1, 1)
        for index, (name, words, control) in enumerate(rows):
            caption = label(words)
            caption.setBuddy(control)
            control.setAccessibleName(words)
            control.setToolTip(tips[name])
            self.addWidget(caption, index, 0)
            self.addWidget(control, index, 1)
            self._rows[name] = (caption, control)
        self.addWidget(last, len(rows), 1, Qt.AlignmentFlag.AlignLeft)
        self.setRowStretch(len(rows) + 1, 1)

    def show_only(self, names: Collection[str]) -> None:
        """Show the rows of these names and no others."""
        for name, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(name in names)
