"""One row of the form: label, control, and the sentence of an error right under it."""

from __future__ import annotations

from abc import ABC, ABCMeta, abstractmethod
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gradviz.experiment import Experiment
from gradviz.fields import Field
from gradviz.screen.asking.question import Slot
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.widths import GAP
from gradviz.screen.controls.words import label_html, network_of, sentence_for, tooltip
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look, label

if TYPE_CHECKING:
    from gradviz.charts.terms import Role


class _Meta(type(QWidget), ABCMeta):  # type: ignore[misc]
    """Lets a widget be an abstract class."""


class Row(QWidget, ABC, metaclass=_Meta):
    """The control of one field for one network (for A where the field is shared).

    A wrong value keeps its place in the control until it is corrected, taken back, or the field
    gets another value elsewhere.

    Attributes
    ----------
    stays
        Whether it is seen even where its field says nothing.
    """

    stays = False

    def __init__(self, session: Session, slot: Slot, field: Field, look: Look) -> None:
        super().__init__()
        self.session, self.slot, self.field, self.look = session, slot, field, look
        self._typing = self._wrong_typed = False
        self._shown: Any = self
        # a fixed height would be that of the size hint, which wraps a long sentence wider than the panel is
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setToolTip(tooltip(field))
        explains(self, f"field/{field.name}")
        self.error = label("", "wrong")
        self.error.setWordWrap(True)
        self.error.hide()
        session.restored.connect(self.take_back)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)

    @property
    def role(self) -> Role:
        """The colour of the row: that of its network, quiet where both share it."""
        return "neutral" if self.field.shared else self.slot

    @abstractmethod
    def controls(self) -> tuple[QWidget, ...]:
        """Return the widgets that take the keyboard, in tab order; the last shows the value."""

    @abstractmethod
    def put(self, value: Any) -> None:
        """Show a value in the controls without telling anyone."""

    def set_wrong(self, wrong: bool) -> None:
        """Frame the control as wrong."""

    def show_experiment(self, experiment: Experiment) -> None:
        """Follow the question; a wrong entry stays while its field keeps its value."""
        self.setVisible(self.stays or applies(self.field, experiment))
        value = getattr(experiment, self.field.name)
        if value != self._shown or not self._wrong_typed:
            self.clear_error()
            self._shown = value
            self.put(value)

    def refuse(self, sentence: str) -> None:
        """Show under the control why its value is not possible."""
        self._wrong_typed = self._typing
        self.error.setText(sentence_for(self.field, sentence))
        self.error.show()
        self.set_wrong(True)

    def take_back(self) -> None:
        """Show the field's own value again in place of a refused one."""
        if self._wrong_typed:
            self.clear_error()
            self.put(self._shown)

    def forgive(self) -> None:
        """Take away a sentence that a computation gave: a newer one has succeeded."""
        if not self._wrong_typed:
            self.clear_error()

    def clear_error(self) -> None:
        """Take the sentence away."""
        self._wrong_typed = False
        self.error.hide()
        self.set_wrong(False)

    def edit(self, value: Any, **also: Any) -> bool:
        """Hand a value to the session; show what it made of it."""
        self._typing = True
        taken = self.session.edit(self.slot, self.field.name, value, **also)
        self._typing = False
        if taken:
            self.clear_error()
            self._shown = getattr(self.session.question.get(self.slot), self.field.name)
            self.put(self._shown)
        return taken

    def name_controls(self) -> None:
        """Give every control its accessible name and description."""
        for control in self.controls():
            control.setAccessibleName(network_of(self.field.name, self.slot))
            control.setAccessibleDescription(self.field.help)
            control.setToolTip(self.toolTip())
            explains(control, f"field/{self.field.name}")

    def heading(self, *right: QWidget) -> QHBoxLayout:
        """Return a line with the label at the left and widgets at the right."""
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        words: QLabel = label(label_html(self.field))
        words.setTextFormat(Qt.TextFormat.RichText)
        line.addWidget(words, 1)
        for widget in right:
            line.addWidget(widget)
        return line


def applies(field: Field, experiment: Experiment) -> bool:
    """Return whether a field matters to an experiment as it stands."""
    return field.matters(experiment.to_dict())
