"""The window with the numbers: which sheet, what is said of it, and the table."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPoint, QSize
from PyQt6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from gradviz.charts import Chart
from gradviz.charts.markup import to_plain
from gradviz.charts.spoken import spoken
from gradviz.paper.sheets import Sheet, sheets
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look, label
from gradviz.screen.numbers.model import EMPTY, SheetModel
from gradviz.screen.numbers.view import NumbersView

NOTHING = "There are no numbers yet: the picture is being computed, or hidden until it is revealed."
_ASIDE = QPoint(24, 48)
"""How far from the window's corner it stands: most of the picture can still be seen."""
_MOST_LINES = 5
HINT = "Ctrl+C copies what is selected, with all digits"


class NumbersDialog(QDialog):
    """Stands beside the picture and follows it; Escape closes it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Numbers")
        explains(self, "part/numbers")
        self._look = look
        self._sheets: tuple[Sheet, ...] = ()
        self.model = SheetModel()
        self.model.setParent(self)
        self.view = NumbersView(self.model)
        self.sentence, self.note = label(""), label(HINT, "caption")
        self.sentence.setWordWrap(True)
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Part of the picture")
        self.chooser.setToolTip("Which part of the picture the table holds")
        self.said = QPlainTextEdit()
        self.said.setReadOnly(True)
        self.said.setTabChangesFocus(True)
        self.said.setAccessibleName("Single numbers and formulas")
        self.said.setToolTip("What is no column: single numbers, lines and formulas")
        column = QVBoxLayout(self)
        for widget in (self.sentence, self.chooser, self.said):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        self.chooser.activated.connect(lambda _: self._choose())
        self.view.said.connect(self.note.setText)
        self._stand_beside(parent)

    def show_charts(self, charts: Sequence[Chart]) -> None:
        """Show the numbers of pictures; the part that is looked at stays where there is still one."""
        before = self.chooser.currentIndex()
        self._sheets = tuple(sheet for chart in charts for sheet in sheets(chart))
        self.setWindowTitle(f"Numbers: {to_plain(charts[0].title)}" if charts else "Numbers")
        self.sentence.setText(" ".join(map(spoken, charts)) if charts else NOTHING)
        self.chooser.clear()
        self.chooser.addItems([f"{place}  {sheet.title}" for place, sheet in enumerate(self._sheets, 1)])
        self.chooser.setCurrentIndex(before if 0 <= before < len(self._sheets) else min(0, len(self._sheets) - 1))
        self.chooser.setVisible(len(self._sheets) > 1)
        self._choose()

    def _stand_beside(self, parent: QWidget) -> None:
        """Take the lower right corner of the window, and no more than the window has."""
        room = parent.size() - 2 * QSize(_ASIDE.x(), _ASIDE.y())
        self.resize(QSize(self._look.px(620), self._look.px(400)).boundedTo(room))
        self.move(parent.mapToGlobal(parent.rect().bottomRight()) - self.rect().bottomRight() - _ASIDE)

    def _choose(self) -> None:
        place = self.chooser.currentIndex()
        sheet = self._sheets[place] if self._sheets else EMPTY
        lines = len(sheet.said)
        self.said.setPlainText("\n".join(sheet.said))
        self.said.setVisible(lines > 0)
        table = bool(sheet.columns)
        self.view.setVisible(table)
        high = min(lines, _MOST_LINES) * self.said.fontMetrics().lineSpacing() + self._look.px(32)
        self.said.setMaximumHeight(high if table else 1 << 20)
        self.model.take(sheet)
        self.note.setText(HINT)
