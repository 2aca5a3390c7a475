"""The traceback of a failure, to read and to copy into a report."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontDatabase, QGuiApplication
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gradviz.screen.look.theme import label


class Details(QDialog):
    """One traceback, selectable, with a button that copies it."""

    def __init__(self, told: str, traceback: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Details")
        self.resize(720, 420)
        words = label(told)
        words.setWordWrap(True)
        self._text = QPlainTextEdit(traceback)
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Traceback")
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        copy, close = QPushButton("Copy"), QPushButton("Close")
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self._text, 1)
        column.addLayout(buttons)

    def copy(self) -> None:
        """Put the traceback on the clipboard."""
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self._text.toPlainText())
