"""The left panel: how the units are sorted, the units, and what their scores are worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gradviz.fields import spaced
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look, label
from gradviz.screen.reading.parts.allowing import describe
from gradviz.screen.reading.parts.narrow import NarrowChooser
from gradviz.screen.reading.parts.paragraph import READING, Paragraph
from gradviz.screen.reading.parts.progress import Progress
from gradviz.screen.reading.parts.segment import Segment, Segments
from gradviz.screen.reading.parts.sheet import MARGIN, WIDEST, Sheet
from gradviz.screen.reading.units.pictures import Spark
from gradviz.screen.reading.units.row import Row
from gradviz.screen.reading.units.rows_view import RowsView

if TYPE_CHECKING:
    from gradviz.language.unit import Unit

WIDTH = 264
_TABS = (
    ("label", "by label", "The units that follow something in the text, the best first"),
    ("variance", "by variance", "All units, those first whose value changes most"),
    ("index", "all", "All units in the order of their numbers"),
)
_KEYS = "↑ and ↓ go from unit to unit, Page Up and Page Down by pages; type a number to go to that unit"


class UnitList(Sheet):
    """Shows the units that it is told, and says which one, and which order, the user wants.

    Signals
    -------
    chosen : Unit
        The user went to this unit.
    ordered : str, str
        The user wants this order ("label", "variance", "index"), by this label ("": the best of each).
    stopped : ()
        The user wants no more scores.
    """

    chosen = pyqtSignal(object)
    ordered = pyqtSignal(str, str)
    stopped = pyqtSignal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, WIDTH, parent)
        self.heading = label(WIDEST, "title")
        self.tabs = Segments(_TABS, look, framed=False)
        self.labels = NarrowChooser(look)
        self.rows = RowsView(look)
        self.note = Paragraph(READING, look)
        self.progress = Progress("Units are scored")
        self.stop = Segment("stop", look)
        describe(self.labels, "Sorted by", "Show the best unit of each label, or all units by how well they follow one")
        describe(self.stop, "Stop scoring", "Stop scoring: the scores that are known stay")
        self.heading.setToolTip(_KEYS)
        explains(self, "part/cells")
        self.setFocusProxy(self.rows)
        self._lay_out()
        self.set_order("label", (), "")
        self.set_progress(None)
        self.tabs.chosen.connect(self._wish)
        self.labels.chosen.connect(lambda name: self.ordered.emit("label", name))
        self.rows.chosen.connect(self.chosen)
        self.stop.clicked.connect(lambda _: self.stopped.emit())

    def set_rows(self, rows: Sequence[Row], heading: str, note: str) -> None:
        """Show rows in the order given, words above them, and a paragraph below."""
        self.heading.setText(heading)
        self.rows.show_rows(rows)
        self.note.say(note)

    def set_total(self, units: int) -> None:
        """Say how many units there are in all."""
        self.tabs.rename("index", f"all {spaced(units)}")

    def set_sparks(self, of: Spark) -> None:
        """Ask here for what a unit did: any number of values, or None; only for rows that are seen."""
        self.rows.pictures.set_sparks(of)
        self.rows.repaint_rows()

    def forget_sparks(self) -> None:
        """Ask for all sparks again."""
        self.rows.pictures.forget_sparks()
        self.rows.repaint_rows()

    def set_chosen(self, unit: Unit | None) -> None:
        """Frame a unit and scroll to it."""
        self.rows.show_chosen(unit)

    def set_order(self, order: str, labels: Sequence[tuple[str, str]], label: str) -> None:
        """Show the order, which labels there are to sort by (name, words), and which one is chosen ("": none)."""
        self.tabs.show_value(order)
        self.labels.offer_words(tuple(labels), label)
        self._sorting.setVisible(order == "label")

    def set_progress(self, share: float | None) -> None:
        """Show how many of the scores are known, from 0 to 1; None: none is being computed."""
        self.progress.show_share(share)
        self.stop.setVisible(share is not None)

    def leaf(self, by: int) -> None:
        """Choose the unit so many rows further on."""
        self.rows.go(self.rows.at + by)

    def _wish(self, order: str) -> None:
        self.ordered.emit(order, str(self.labels.currentData() or "") if order == "label" else "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 14, MARGIN, 12)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addSpacing(8)
        column.addWidget(self.tabs)
        self._sorting = _line(label("sorted by", "caption"), self.labels)
        column.addWidget(self._sorting)
        column.addSpacing(7)
        column.addWidget(self.rows, 1000)
        column.addSpacing(12)
        column.addWidget(self.note)
        column.addWidget(_line(self.progress, self.stop))
        column.addStretch(1)


def _line(left: QWidget, right: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(1, 7, 0, 0)
    row.setSpacing(8)
    row.addWidget(left)
    row.addWidget(right, 0 if isinstance(right, Segment) else 1)
    return made
