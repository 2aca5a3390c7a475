"""The row of the text: how long it is, and a button that opens the editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton, QWidget

from gradviz.errors import FileError
from gradviz.fields import Field
from gradviz.screen.asking.question import Slot
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.row import Row
from gradviz.screen.controls.words import described
from gradviz.screen.look.theme import Look, label
from gradviz.textfile import read_text


class TextRow(Row):
    """The text of a question; a file dropped on the window arrives here, too."""

    def __init__(self, session: Session, slot: Slot, field: Field, look: Look) -> None:
        super().__init__(session, slot, field, look)
        self.button = QPushButton("Edit…")
        self.button.setProperty("look", "small")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda: self.open())
        self.count = label("", "caption")
        self.column.addLayout(self.heading(self.button))
        self.column.addWidget(self.count)
        self.column.addWidget(self.error)
        self.name_controls()

    def controls(self) -> tuple[QWidget, ...]:
        """Return the button."""
        return (self.button,)

    @property
    def is_empty(self) -> bool:
        """Whether there is no text yet."""
        return not getattr(self.session.question.get(self.slot), self.field.name)

    def put(self, value: Any) -> None:
        """Show how long the text is."""
        self.count.setText(described(value))

    def open(self, also: Mapping[str, Any] | None = None) -> None:
        """Open the editor; ``also`` are the fields that change with the text."""
        from gradviz.screen.controls.text_dialog import TextDialog

        dialog = TextDialog(getattr(self.session.question.get(self.slot), self.field.name), self.window())
        dialog.chosen.connect(lambda text: self.edit(text, **(also or {})))
        dialog.open()

    def take_file(self, path: str, also: Mapping[str, Any]) -> None:
        """Read a file that was dropped; a failure has its sentence here."""
        try:
            text = read_text(path)
        except FileError as error:
            self.refuse(str(error))
            self.show()
            return
        self.edit(text, **also)
