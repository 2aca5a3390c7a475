"""A roomy place to type, paste, drop or open the text that the network reads."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QMimeData, Qt, pyqtSignal
from PyQt6.QtGui import QFontDatabase, QKeySequence
from PyQt6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gradviz.errors import FileError
from gradviz.screen.controls.dropped import file_in
from gradviz.screen.controls.words import described
from gradviz.screen.look.theme import label
from gradviz.textfile import read_text

EDITABLE = 200_000
"""Longer texts are shown only from their beginning: an editor of megabytes would not answer."""
BEGINNING = 20_000


class TextDialog(QDialog):
    """Edits one text.

    Signals
    -------
    chosen : str
        The text was accepted.
    """

    chosen = pyqtSignal(str)

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("The text that the network reads")
        self.resize(760, 520)
        self._whole = ""
        self.editor = _Editor()
        self.editor.dropped.connect(self.open_file)
        self.editor.textChanged.connect(self._count)
        self.count, self.error = label("", "caption"), label("", "wrong")
        self.error.setWordWrap(True)
        self.error.hide()
        self._accept = QPushButton("Use this text")
        self._accept.setProperty("look", "primary")
        self._accept.setShortcut(QKeySequence("Ctrl+Return"))
        self._accept.setToolTip("Ctrl+Return")
        self._accept.clicked.connect(self._take)
        self._lay_out()
        self.put(text)

    def put(self, text: str) -> None:
        """Show a text; a very long one only from its beginning."""
        long = len(text) > EDITABLE
        self._whole = text if long else ""
        self.editor.setReadOnly(long)
        self.editor.setPlainText(text[:BEGINNING] if long else text)
        self._count()

    def text(self) -> str:
        """Return the text as it stands."""
        return self._whole or self.editor.toPlainText()

    def open_file(self, path: str) -> None:
        """Take the text of a file, or say in one sentence why not."""
        try:
            self.put(read_text(path))
        except FileError as error:
            self.error.setText(str(error))
            self.error.show()

    def _lay_out(self) -> None:
        hint = label("One character a step. Type or paste here, drop a file, or open one (UTF-8).", "subtitle")
        hint.setWordWrap(True)
        open_file, cancel = QPushButton("Open file…"), QPushButton("Cancel")
        open_file.clicked.connect(self._ask_for_file)
        cancel.clicked.connect(self.reject)
        for button in (open_file, cancel, self._accept):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(open_file)
        buttons.addWidget(self.count, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(hint)
        column.addWidget(self.editor, 1)
        column.addWidget(self.error)
        column.addLayout(buttons)

    def _count(self) -> None:
        text = self.text()
        long = " (too long to edit here; this is how it begins)" if self._whole else ""
        self.count.setText(described(text) + long)
        self._accept.setEnabled(bool(text))
        self.error.hide()

    def _ask_for_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Open a text", str(Path.home()), "Text (*);;All files (*)")
        if path:
            self.open_file(path)

    def _take(self) -> None:
        self.chosen.emit(self.text())
        self.accept()


class _Editor(QPlainTextEdit):
    """A plain-text editor that hands over a dropped or pasted file by its path."""

    dropped = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The text that the network reads")
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setTabChangesFocus(True)

    def canInsertFromMimeData(self, source: QMimeData | None) -> bool:  # noqa: N802 - Qt's name
        """Accept files beside text."""
        return source is not None and (bool(file_in(source)) or super().canInsertFromMimeData(source))

    def insertFromMimeData(self, source: QMimeData | None) -> None:  # noqa: N802 - Qt's name
        """Take the path of a file; else insert the text."""
        if source is not None and (path := file_in(source)):
            self.dropped.emit(path)
        else:
            super().insertFromMimeData(source)
