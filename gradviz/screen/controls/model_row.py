"""The row of the model: none, a bundled one, or a file; under it what the model is.

It is seen where there is a model: a fresh network has no need of it, and models are offered in the card's heading.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontMetrics
from PyQt6.QtWidgets import QFileDialog, QWidget

from gradviz.cells import CELLS
from gradviz.charts.question import model_name
from gradviz.experiment import Experiment
from gradviz.fields import Choice, Field
from gradviz.models import bundled
from gradviz.screen.asking.question import Slot
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.chooser import Chooser
from gradviz.screen.controls.row import Row
from gradviz.screen.controls.widths import MODEL_FILE, MODEL_NONE, model_name_width
from gradviz.screen.look.theme import Look, label

_NONE, _FILE = "none", "file…"
_ENDING = ".safetensors"


class ModelRow(Row):
    """A trained model, or none; a model file that is dropped on the window arrives here, too."""

    def __init__(self, session: Session, slot: Slot, field: Field, look: Look) -> None:
        super().__init__(session, slot, field, look)
        own = [Choice(name, name, "a model that comes with gradviz") for name in bundled()]
        self._first = [Choice(_NONE, MODEL_NONE, "a network drawn by the fields below"), *own]
        self._last = Choice(_FILE, MODEL_FILE, "a .safetensors file of a character model")
        self.chooser = Chooser([*self._first, self._last], "neutral", look)
        self.chooser.chosen.connect(self.choose)
        self.about = label("", "caption")
        self.about.setWordWrap(True)
        self.column.addLayout(self.heading(self.chooser))
        self.column.addWidget(self.about)
        self.column.addWidget(self.error)
        self.name_controls()

    def controls(self) -> tuple[QWidget, ...]:
        """Return the list."""
        return (self.chooser,)

    def put(self, value: Any) -> None:
        """Show the chosen model; a file joins the list by its name."""
        other = [] if value is None or value in bundled() else [Choice(value, self._short(value), value)]
        self.chooser.offer([*self._first, *other, self._last])
        self.chooser.show_value(_NONE if value is None else value)

    def show_experiment(self, experiment: Experiment) -> None:
        """Follow the question, and say what the model is."""
        super().show_experiment(experiment)
        self.about.setText(described(experiment))
        self.setVisible(experiment.model is not None or not self.error.isHidden())

    def refuse(self, sentence: str) -> None:
        """Show why a model is none, where there was no row yet, too."""
        super().refuse(sentence)
        self.show()

    def clear_error(self) -> None:
        """Take the sentence away, and the row where there is no model."""
        super().clear_error()
        self.setVisible(self.session.question.get(self.slot).model is not None)

    def take(self, name: str) -> None:
        """Use a model by its name; an empty one asks for a file."""
        self.choose(name or _FILE)

    def choose(self, value: str) -> None:
        """Take a choice; for a file ask which one."""
        self.put(self._shown)
        if value == _FILE:
            self._ask()
        else:
            self.edit(None if value == _NONE else value)

    def take_file(self, path: str) -> None:
        """Use the model in a file; one that only running torch could read is refused here."""
        if not path.lower().endswith(_ENDING):
            self.refuse(refusal(path))
            return
        self.edit(path)

    def _ask(self) -> None:
        """Open the dialog of files, without waiting for it."""
        folder = str(Path(self._shown).parent) if self._shown and self._shown not in bundled() else str(Path.home())
        dialog = QFileDialog(self.window(), "Open a model", folder, f"Models (*{_ENDING});;All files (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _short(self, value: str) -> str:
        metrics, room = QFontMetrics(self.look.font), model_name_width(self.look.font)
        return metrics.elidedText(model_name(value), Qt.TextElideMode.ElideMiddle, room)


def described(experiment: Experiment) -> str:
    """Return what a model is in a few words: ``LSTM, 128 units, 35 characters``."""
    header = experiment.header
    if header is None:
        return ""
    layers = f"{header.layers} × " if header.layers > 1 else ""
    words = [CELLS[header.cell].label, f"{layers}{header.hidden_size} unit{'s' * (header.hidden_size != 1)}"]
    words.append(f"{header.input_size} characters" if header.alphabet else f"{header.input_size} inputs, no alphabet")
    return ", ".join([*words, *([] if header.has_readout else ["no read-out"])])


def refusal(path: str) -> str:
    """Return why the window does not read a file, and how to make one that it reads."""
    return f"{Path(path).name} is not read here: give a {_ENDING} file; safetensors.torch.save_file writes one."
