"""Pictures out of the window: the export dialog, and the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QImage
from PyQt6.QtWidgets import QWidget

from gradviz.paper import png_bytes
from gradviz.screen.export.dialog import ExportDialog
from gradviz.screen.export.exhibit import Exhibit
from gradviz.screen.export.order import size_words
from gradviz.screen.export.press import Press
from gradviz.screen.look.theme import Look

COPY = "copy"
COPY_WIDTH = 1920


class Outlet(QObject):
    """Opens the dialog and fills the clipboard; made when the first picture leaves the window.

    Signals
    -------
    said : str
        What was done, for the status bar.
    written : str, str
        What was written, and the folder where it is.
    failed : Exception
        The picture could not be copied.
    """

    said = pyqtSignal(str)
    written = pyqtSignal(str, str)
    failed = pyqtSignal(object)

    def __init__(self, look: Look, folder: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._window = look, parent
        self.folder = folder
        self.press = Press(self)
        self.press.done.connect(self._done)
        self.press.failed.connect(self._failed)

    def open(self, exhibit: Exhibit, picture: str = "") -> ExportDialog:
        """Ask how and where to write a picture that is shown, at first the one that is named."""
        place = Path(self.folder) if self.folder and Path(self.folder).is_dir() else Path.home()
        dialog = ExportDialog(exhibit, picture, self.press, self._look, place, self._window)
        dialog.open()
        return dialog

    def copy(self, exhibit: Exhibit, picture: str = "") -> None:
        """Put a picture on the clipboard, in the colours on the screen; the main one where the named is not there."""
        chart, theme = exhibit.chart(picture), self._look.theme.name
        self.press.do(COPY, lambda: png_bytes(chart, width=COPY_WIDTH, theme=theme))

    def close(self) -> None:
        """Finish what is being written."""
        self.press.close()

    def _done(self, name: str, result: object) -> None:
        if name == COPY:
            self._fill_clipboard(cast(bytes, result))
        elif name == "write":
            self._report(cast("list[Path]", result))

    def _failed(self, name: str, error: Exception) -> None:
        if name == COPY:
            self.failed.emit(error)

    def _fill_clipboard(self, png: bytes) -> None:
        image, clipboard = QImage.fromData(png), QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setImage(image)
            self.said.emit(f"copied the picture, {image.width()} × {image.height()}")

    def _report(self, paths: list[Path]) -> None:
        self.folder = str(paths[0].parent)
        names = " and ".join(path.name for path in paths)
        self.written.emit(f"wrote {names} · {size_words(paths)}", str(paths[0].parent.absolute()))
