"""The rows of what is chosen from a list: a choice, and the device."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PyQt6.QtWidgets import QWidget

from gradviz.fields import Choice, Field
from gradviz.screen.asking.question import Slot
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.chooser import Chooser
from gradviz.screen.controls.row import Row
from gradviz.screen.look.theme import Look

_FIRST_DEVICES = (Choice("auto", "auto", "the best there is"), Choice("cpu", "cpu", "the processor"))
"""What can be offered before torch has been imported and can say what is there."""


class ChoiceRow(Row):
    """One of a field's choices; ``bare`` leaves the label out, for a card's heading."""

    def __init__(self, session: Session, slot: Slot, field: Field, look: Look, bare: bool = False) -> None:
        super().__init__(session, slot, field, look)
        self.chooser = Chooser(field.choices or _FIRST_DEVICES, self.slot if bare else "neutral", look)
        self.ask_first: Callable[[str], bool] = lambda _: False
        self.chooser.chosen.connect(self.choose)
        if bare:
            self.column.addWidget(self.chooser)
        else:
            self.column.addLayout(self.heading(self.chooser))
        self.column.addWidget(self.error)
        self.name_controls()

    def controls(self) -> tuple[QWidget, ...]:
        """Return the list."""
        return (self.chooser,)

    def put(self, value: Any) -> None:
        """Show the chosen value."""
        self.chooser.show_value(value)

    def offer(self, values: Sequence[str]) -> None:
        """Offer the devices that this machine has."""
        self.chooser.offer([*_FIRST_DEVICES, *(Choice(value, value, "") for value in values if value != "cpu")])

    def choose(self, value: str) -> None:
        """Take a choice, unless `ask_first` says that something else must be asked before."""
        if self.ask_first(value) or not self.edit(value):
            self.put(self._shown)
