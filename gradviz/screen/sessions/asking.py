"""What is asked of the user: where a session or a lesson goes, which comes, and what becomes of the present one."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from PyQt6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from gradviz.screen.sessions.file import SUFFIX

_KINDS = f"Sessions (*{SUFFIX})"


def ask_place(
    parent: QWidget, folder: Path, name: str, then: Callable[[str], object], what: str = "session", suffix: str = SUFFIX
) -> QFileDialog:
    """Ask where to save something; a file that is there is written over only when that is wanted."""
    dialog = QFileDialog(parent, f"Save {what}", str(folder), f"{what.capitalize()}s (*{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix[1:])
    dialog.selectFile(name)
    return _opened(dialog, then)


def ask_file(parent: QWidget, folder: Path, then: Callable[[str], object]) -> QFileDialog:
    """Ask which session to open."""
    dialog = QFileDialog(parent, "Open session", str(folder), f"{_KINDS};;All files (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, then)


def ask_before(parent: QWidget, name: str, saving: Callable[[], object], leaving: Callable[[], object]) -> QMessageBox:
    """Ask what becomes of something that was changed: it is saved first, or left, or nothing happens at all."""
    box = QMessageBox(parent)
    box.setWindowTitle("gradviz")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(f"<b>Save the changes to {escape(name)}?</b>")
    box.setInformativeText("Without saving, what was changed since is lost.")
    first = _button(box, "Save", QMessageBox.ButtonRole.AcceptRole, saving)
    _button(box, "Don’t save", QMessageBox.ButtonRole.DestructiveRole, leaving)
    cancel = _button(box, "Cancel", QMessageBox.ButtonRole.RejectRole, lambda: None)
    box.setDefaultButton(first)
    box.setEscapeButton(cancel)
    box.finished.connect(lambda *_: box.deleteLater())
    box.open()
    return box


def _button(box: QMessageBox, words: str, role: QMessageBox.ButtonRole, then: Callable[[], object]) -> QPushButton:
    made = box.addButton(words, role)
    assert made is not None
    made.clicked.connect(lambda *_: then())
    return made


def _opened(dialog: QFileDialog, then: Callable[[str], object]) -> QFileDialog:
    dialog.fileSelected.connect(then)
    dialog.finished.connect(lambda *_: dialog.deleteLater())
    dialog.open()
    return dialog
