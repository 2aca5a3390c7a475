"""The table itself: keys and mouse select, Ctrl+C copies."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QTableView, QWidget

from gradviz.screen.numbers.model import SheetModel, whole

MOST = 200_000
"""So many cells can be copied: more would keep the window waiting, and belong into a file."""

_AIR = 8
_MEASURED, _LOOKED_AT = 64, 20
"""So many columns get their own width, by so many of their rows."""


class NumbersView(QTableView):
    """Shows a sheet.

    Signals
    -------
    said : str
        What was copied, or why nothing was.
    """

    said = pyqtSignal(str)

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = model
        self.setModel(model)
        self.setAccessibleName("Numbers")
        self.setToolTip("A row a step; arrows move, Ctrl+C copies what is selected")
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        assert rows is not None
        assert columns is not None
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        columns.setHighlightSections(False)
        columns.setToolTip("What the columns hold; drag an edge to widen one")
        columns.setResizeContentsPrecision(_LOOKED_AT)
        model.modelReset.connect(self._begin)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Copy what is selected; all other keys are the table's own."""
        if event is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected cells on the clipboard with all their digits, below the names of their columns."""
        selection, clipboard = self.selectionModel(), QGuiApplication.clipboard()
        if selection is None or clipboard is None or not selection.hasSelection():
            return
        found = selection.selection()
        parts = [found[place] for place in range(len(found))]
        if sum(part.width() * part.height() for part in parts) > MOST:
            self.said.emit(f"More than {MOST:,} cells are selected; export the table as a file (.csv) instead.")
            return
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        columns = sorted({column for part in parts for column in range(part.left(), part.right() + 1)})
        sheet = self.model_.sheet
        lines = [[sheet.names[column] for column in columns]]
        lines += [[whole(sheet.cell(row, column)) for column in columns] for row in rows]
        clipboard.setText("\n".join("\t".join(line) for line in lines))
        self.said.emit(f"copied {len(rows)} × {len(columns)} cells with all their digits")

    def _begin(self) -> None:
        """Stand at the first cell, with columns as wide as their names."""
        rows = self.verticalHeader()
        assert rows is not None
        rows.setMinimumSectionSize(0)
        rows.setDefaultSectionSize(self.fontMetrics().height() + _AIR)
        for column in range(min(self.model_.columnCount(), _MEASURED)):
            self.resizeColumnToContents(column)
        self.setCurrentIndex(self.model_.index(0, 0))
