"""A card of the form: what both networks share, or one network under its letter."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gradviz.experiment import FIELDS, Experiment
from gradviz.fields import Field
from gradviz.screen.asking.question import Slot
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.cell_row import CellRow
from gradviz.screen.controls.choice_row import ChoiceRow
from gradviz.screen.controls.fold import Fold
from gradviz.screen.controls.model_row import ModelRow
from gradviz.screen.controls.number_row import NumberRow
from gradviz.screen.controls.row import Row, applies
from gradviz.screen.controls.text_row import TextRow
from gradviz.screen.controls.words import fold_words
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look, label

_ROWS: dict[str, type[NumberRow] | type[ChoiceRow] | type[TextRow] | type[ModelRow]] = {
    "int": NumberRow, "float": NumberRow, "choice": ChoiceRow, "device": ChoiceRow, "text": TextRow,
    "model": ModelRow,
}  # fmt: skip
FRAME = 1
HEADING = "cell"
"""The field that names a network stands in the heading of its card."""


class Card(QFrame):
    """The rows of some fields: the main ones open, the rest folded.

    Signals
    -------
    closed : ()
        The user takes this network away.
    filled : ()
        The folded rows are there.
    """

    closed = pyqtSignal()
    filled = pyqtSignal()

    def __init__(self, session: Session, slot: Slot, shared: bool, look: Look) -> None:
        super().__init__()
        self.setObjectName("card")
        self.slot, self.shared, self._session, self._look = slot, shared, session, look
        fields = [field for field in FIELDS.values() if field.shared == shared and field.name != HEADING]
        self._main = [field for field in fields if field.group == "main"]
        self._hidden = [field for field in fields if field.group != "main"]
        self.rows: dict[str, Row] = {}
        self._limit: frozenset[str] | None = None
        about = "More about both" if shared else f"More about {slot.upper()}"
        self.fold = Fold(fold_words(self._hidden), about, self._folded_rows, look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(11, 9, 11, 7)
        self.column.setSpacing(5)
        if not shared:
            self.column.addLayout(self._heading())
        for field in self._main:
            self.column.addWidget(self._row(field))
        self.column.addWidget(self.fold)

    def margins(self) -> int:
        """Return the width that the card keeps beside its rows."""
        inside = self.column.contentsMargins()
        return inside.left() + inside.right() + 2 * FRAME

    def show_experiment(self, experiment: Experiment) -> None:
        """Follow the question."""
        for name, row in self.rows.items():
            row.show_experiment(experiment)
            if self._limit is not None and name not in self._limit and name != HEADING:
                row.hide()
        default = Experiment()
        self.fold.mark([
            field.label for field in self._hidden
            if applies(field, experiment) and getattr(experiment, field.name) != getattr(default, field.name)
        ])  # fmt: skip

    def limit(self, names: frozenset[str] | None) -> None:
        """Show only these fields, folded ones open; None: all of them."""
        self._limit = names
        folded = [field.name for field in self._hidden]
        inside = names is not None and any(name in names for name in folded)
        if inside:
            self.fold.open()
        self.fold.setVisible(names is None or inside)
        if self.shared:
            self.setVisible(names is None or inside or any(field.name in names for field in self._main))
        self.show_experiment(self._session.question.get(self.slot))

    def refuse(self, field: str, sentence: str) -> None:
        """Show a sentence under the control of a field, unfolding it."""
        if FIELDS[field] in self._hidden:
            self.fold.open()
        self.fold.fill()
        self.rows[field].refuse(sentence)

    def tab_order(self) -> Iterable[QWidget]:
        """Yield every control in the order of the keyboard."""
        hidden = {field.name for field in self._hidden}
        for name, row in self.rows.items():
            if name not in hidden:
                yield from row.controls()
        yield self.fold.line
        for name, row in self.rows.items():
            if name in hidden:
                yield from row.controls()
        yield from self.findChildren(QToolButton)

    def _row(self, field: Field) -> Row:
        row = _ROWS[field.kind](self._session, self.slot, field, self._look)
        row.setParent(self)  # shown without a parent it would be a window, however short
        if isinstance(row, ChoiceRow):
            row.ask_first = functools.partial(self._text_missing, field.name)
        row.show_experiment(self._session.question.get(self.slot))
        self.rows[field.name] = row
        return row

    def _folded_rows(self) -> Iterable[QWidget]:
        yield from [self._row(field) for field in self._hidden]
        self.filled.emit()

    def _heading(self) -> QHBoxLayout:
        cell = CellRow(self._session, self.slot, FIELDS[HEADING], self._look)
        cell.take_model = self._take_model
        self.rows[HEADING] = cell
        badge = label(self.slot.upper(), f"badge-{self.slot}")
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        explains(badge, "part/letters")
        badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(badge)
        line.addWidget(cell, 1)
        if self.slot == "b":
            line.addWidget(self._close_button())
        return line

    def _take_model(self, name: str) -> None:
        row = self.rows["model"]
        assert isinstance(row, ModelRow)
        row.take(name)

    def _close_button(self) -> QToolButton:
        button = QToolButton()
        button.setText("×")
        button.setAccessibleName("Remove network B")
        button.setToolTip("Remove B: show A alone")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.closed)
        return button

    def _text_missing(self, field: str, value: str) -> bool:
        """Open the editor when a choice reads a text and there is none yet; the choice follows it."""
        for row in self.rows.values():
            if isinstance(row, TextRow) and row.field.when == (field, (value,)) and row.is_empty:
                row.open({field: value})
                return True
        return False
