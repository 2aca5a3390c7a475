"""The export dialog: pictures, movies, runs, scripts and hand-outs, with a preview of what will be written."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gradviz.control import Control
from gradviz.errors import Cancelled, GradvizError
from gradviz.screen.explaining.declared import explains
from gradviz.screen.export.exhibit import Exhibit
from gradviz.screen.export.form import ExportForm
from gradviz.screen.export.kinds import Kind
from gradviz.screen.export.order import Order
from gradviz.screen.export.pane import Pane
from gradviz.screen.export.press import Press
from gradviz.screen.export.preview import Preview
from gradviz.screen.look.theme import Look, label
from gradviz.screen.messages.sentences import sentence

WRITE, SHOW = "write", "preview"
BEYOND = QSize(16, 48)
"""How much of the screen the frame of a window takes."""


class ExportDialog(QDialog):
    """Asks for format, size, colours and place; writes in the thread of the press.

    Signals
    -------
    written : list of Path
        The files are there.
    advanced : float
        The share of a movie that is written.
    """

    written = pyqtSignal(object)
    advanced = pyqtSignal(float)

    def __init__(
        self, exhibit: Exhibit, picture: str, press: Press, look: Look, folder: Path, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export")
        explains(self, "part/export")
        self._exhibit, self._press = exhibit, press
        self._asked: list[Path] = []
        self._hand: Control | None = None
        self._glance = Control()
        self._previewed: Kind | None = None
        self.form = ExportForm(exhibit, picture if picture in exhibit.charts else exhibit.pictures[0], look, folder)
        self.preview = Preview(look)
        self.error = label("", "wrong")
        self.error.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        self.write_button = QPushButton("Write")
        self.write_button.setProperty("look", "primary")
        self.write_button.setDefault(True)
        self.write_button.setToolTip("Write the file; one that exists is replaced only once you agree (Enter)")
        self._lay_out()
        self._fit()
        self._wire()
        self._change()

    def order(self) -> Order:
        """Return what is asked for as the form stands.

        Raises
        ------
        ExperimentError
            When a number can't be read.
        """
        form = self.form
        look = form.width_px(), form.dpi(), form.theme()
        picture = form.picture.currentData()
        return Order(self._exhibit, form.kind, form.path(), *look, form.slots(), picture, *form.film())

    def write(self) -> None:
        """Write the files, once the user has agreed to replace what is there."""
        try:
            order = self.order()
            order.check()
        except GradvizError as error:
            self._refuse(error)
            return
        existing = order.existing()
        if existing and existing != self._asked:
            self._asked = existing
            self.write_button.setText("Replace")
            names = " and ".join(path.name for path in existing)
            self._say(f"{names} exists already: replace it?" if len(existing) == 1 else f"{names} exist: replace them?")
            return
        self._glance.cancel()
        self._hand = hand = Control(self.advanced.emit)
        self._work(order.kind.takes_long)
        self._press.do(WRITE, lambda: order.write(hand), hand)

    def reject(self) -> None:
        """Close; while something is being written, stop that and stay."""
        if self._hand is None:
            self._glance.cancel()
            super().reject()
        else:
            self._hand.cancel()

    def _work(self, shown: bool) -> None:
        """Show that something is being written; of what takes long also how far that is."""
        self.error.hide()
        self.form.setEnabled(False)
        self.write_button.setEnabled(False)
        self.write_button.setText("Writing…")
        self.progress.setValue(0)
        self.progress.setVisible(shown)

    def _rest(self) -> None:
        """Be ready to be asked again."""
        self._hand = None
        self.form.setEnabled(True)
        self.write_button.setEnabled(True)
        self.write_button.setText("Write")
        self.progress.hide()

    def _change(self) -> None:
        """Follow the form: forget the question about replacing, and draw the preview anew."""
        self._asked = []
        self._glance.cancel()
        self.write_button.setText("Write")
        self.error.hide()
        self.form.set_wrong("")
        try:
            order = self.order()
            if not order.is_named:  # a name that is not finished yet is refused when it is to be written
                return
            order.kind.check(order)
        except GradvizError as error:
            self._refuse(error)
            return
        if order.kind is not self._previewed:
            self._previewed = order.kind
            self.preview.put("drawing…")
        self._glance = glance = Control()
        self._press.do(SHOW, lambda: order.preview(self.preview.pixels(), glance), glance)

    def _take(self, name: str, result: object) -> None:
        if name == SHOW and isinstance(result, bytes | str):
            self.preview.put(result)
        elif name == WRITE:
            self._hand = None
            self.written.emit(result)
            self.accept()

    def _fail(self, name: str, error: Exception) -> None:
        if name == SHOW:
            if not isinstance(error, Cancelled):
                self.preview.put(sentence(error))
        elif name == WRITE:
            self._rest()
            if isinstance(error, Cancelled):
                self._say("Stopped; nothing was written.")
            else:
                self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        self.form.set_wrong(getattr(error, "field", ""))
        self._say(sentence(error))

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.show()

    def _choose_file(self) -> None:
        filters = ";;".join(f"{kind.label} (*{kind.suffix})" for kind in self.form.kinds)
        options = QFileDialog.Option.DontConfirmOverwrite
        path, _ = QFileDialog.getSaveFileName(self, "Write to", str(self.form.path()), filters, options=options)
        if path:
            self.form.put_path(Path(path))

    def _wire(self) -> None:
        self.form.changed.connect(self._change)
        self.form.browse.clicked.connect(self._choose_file)
        self.write_button.clicked.connect(self.write)
        self.advanced.connect(lambda share: self.progress.setValue(round(100 * share)))
        self._press.done.connect(self._take)
        self._press.failed.connect(self._fail)

    def _fit(self) -> None:
        """Be as large as is wished, within the screen, before the first preview is drawn for its room."""
        wished, screen, layout = self.sizeHint(), self.screen(), self.layout()
        if screen is not None:
            wished = wished.boundedTo(screen.availableGeometry().size() - BEYOND)
        self.resize(wished)
        if layout is not None:
            layout.activate()

    def _lay_out(self) -> None:
        cancel = QPushButton("Cancel")
        cancel.setToolTip("Write nothing; while something is written, stop that (Esc)")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.write_button)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label("Export", "title"))
        left.addWidget(Pane(self.form), 1)
        left.addWidget(self.error)
        left.addWidget(self.progress)
        left.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(left)
        row.addWidget(self.preview, 1)
