"""A sheet as Qt wants it: a cell is looked up when it is seen, and nothing is copied."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt

from gradviz.paper.sheets import Cell, Sheet
from gradviz.screen.look.literal import literal

_Role = Qt.ItemDataRole
_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
EMPTY = Sheet("", (), ())


class SheetModel(QAbstractTableModel):
    """Shows six digits of a number; all of them are in its tooltip, and are what is copied."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = EMPTY

    def take(self, sheet: Sheet) -> None:
        """Show a sheet; where it has the shape of the last one, what is selected and seen stays."""
        same = (sheet.names, sheet.rows) == (self.sheet.names, self.sheet.rows)
        if same:
            self.sheet = sheet
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are; a cell has none."""
        return 0 if parent is not None and parent.isValid() else self.sheet.rows

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are; a cell has none."""
        return 0 if parent is not None and parent.isValid() else len(self.sheet.names)

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role == _Role.TextAlignmentRole:
            return _ALIGNED
        if role not in (_Role.DisplayRole, _Role.ToolTipRole):
            return None
        value = self.sheet.cell(index.row(), index.column())
        return short(value) if role == _Role.DisplayRole else literal(whole(value))

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation != Qt.Orientation.Horizontal or role not in (_Role.DisplayRole, _Role.ToolTipRole):
            return None
        name = self.sheet.names[section]
        return name if role == _Role.DisplayRole else literal(name)


def short(value: Cell) -> str:
    """Return what is read of a value; what is no number as it is, and nothing where there is none."""
    return f"{value:.6g}".replace("-", "−") if isinstance(value, float) else whole(value)


def whole(value: Cell) -> str:
    """Return a value with the digits that give the same number back."""
    return "" if value is None else value if isinstance(value, str) else repr(value)
