"""The page with its bar: what the window shows when cells are watched on a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from gradviz.charts import Chart
from gradviz.charts.arranged import arranged
from gradviz.experiment import Experiment
from gradviz.readings.samples import Sample, samples
from gradviz.readings.watch import SPEEDS
from gradviz.screen.commands.actions import action, menu_of
from gradviz.screen.export.exhibit import Exhibit
from gradviz.screen.frame.topbar import TopBar
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.bar import ReadingBar
from gradviz.screen.reading.binding import MODELS
from gradviz.screen.reading.help import TOLD
from gradviz.screen.reading.page import ReadingPage
from gradviz.screen.reading.session import ReadingSession

_KEYS: tuple[tuple[str, str, str], ...] = (
    ("Let the network read, or pause", "Space", "toggle"),
    ("Read from the beginning", "Home", "restart"),
    ("Slower", "[", "slower"),
    ("Faster", "]", "faster"),
)


class ReadingWorkspace(QWidget):
    """Makes the page when it is first wanted; the window reaches it through this.

    Parameters
    ----------
    switch
        The widget that chooses between the laboratory and this page.
    buttons, menu, export
        The window's own commands, for the bar.

    Signals
    -------
    said : str
        A note for the line at the bottom.
    asked : Experiment
        The laboratory is wanted, with this question.
    """

    said = pyqtSignal(str)
    asked = pyqtSignal(object)

    def __init__(
        self, look: Look, switch: QWidget, buttons: Sequence[tuple[str, QAction]], menu: QMenu, export: QAction
    ) -> None:
        super().__init__()
        first = samples()[0]
        self.session = ReadingSession(first.model, first.made(), first.name, self)
        self.page = ReadingPage(self.session, look)
        self._look = look
        self._calm()
        look.changed.connect(self._calm)
        self.commands = self._commands()
        self.bar = ReadingBar(self.session.pace, look, self._texts(), self._models())
        self.topbar = TopBar(switch, self.bar, None, buttons, menu, export, look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addWidget(self.page, 1)
        self.page.said.connect(self.said)
        self.page.picture.laboratory.connect(self._ask)
        self.session.document.replaced.connect(self._name)
        self._name()
        self.session.document.begin()

    def controls(self) -> dict[str, QWidget]:
        """Return what folds away for a lecture, by name."""
        return {"reading bar": self.topbar, "units": self.page.left, "side": self.page.right}

    def close_threads(self) -> None:
        """End what computes."""
        self.session.close()

    def open_text(self) -> None:
        """Ask for a text file, and read it."""
        path, _ = QFileDialog.getOpenFileName(self, "Open a text", str(Path.home()), "Text (*);;All files (*)")
        if path:
            self.page.binding.take_file(path)

    def open_model(self) -> None:
        """Ask for a model file, and let it read."""
        kinds = " ".join(f"*{suffix}" for suffix in MODELS)
        path, _ = QFileDialog.getOpenFileName(self, "Open a model", str(Path.home()), f"Models ({kinds})")
        if path:
            self.page.binding.take_file(path)

    def exhibit(self, then: Callable[[Exhibit], object]) -> None:
        """Hand over the pictures of what is shown, for export, when they are drawn; nothing where nothing was read."""
        self.session.exhibiting.ask(self.page.text.visible, lambda charts: then(_together(charts)) if charts else None)

    def toggle_help(self) -> None:
        """Say what the page shows, or hide it."""
        self.page.popover.toggle("cells", TOLD, "part/text")

    def _calm(self) -> None:
        self.session.pace.reduced_motion = self._look.reduced_motion

    def _commands(self) -> list[QAction]:
        pace = self.session.pace
        then: dict[str, Callable[[], object]] = {
            "toggle": pace.toggle, "restart": pace.restart,
            "slower": lambda: self._speed(-1), "faster": lambda: self._speed(1),
        }  # fmt: skip
        return [action(self, words, [key], then[name]) for words, key, name in _KEYS]

    def _speed(self, by: int) -> None:
        pace = self.session.pace
        pace.set_speed(SPEEDS[min(max(SPEEDS.index(pace.speed) + by, 0), len(SPEEDS) - 1)])

    def _texts(self) -> QMenu:
        menu = menu_of(self, [])
        for sample in samples():
            action_ = QAction(sample.name, menu)
            action_.setToolTip(f"Let the model {sample.model} read it, which suits it")
            action_.triggered.connect(lambda _, sample=sample: self._take(sample))
            menu.addAction(action_)
        menu.addSeparator()
        menu.addAction(action(self, "Open a text…", ["Ctrl+O"], self.open_text, tip="A file of your own; it is read"))
        return menu

    def _models(self) -> QMenu:
        from gradviz.models import checkpoints

        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for name, description in checkpoints():
            action_ = QAction(name, menu)
            action_.setToolTip(description)
            action_.triggered.connect(lambda _, name=name: self.session.document.take_model(name))
            menu.addAction(action_)
        menu.addSeparator()
        menu.addAction(action(self, "Open a model…", [], self.open_model, tip="A model of your own reads the text"))
        return menu

    def _take(self, sample: Sample) -> None:
        self.session.document.take_text(sample.made(), sample.name, sample.model)

    def _name(self) -> None:
        document = self.session.document
        self.bar.name(document.name, Path(document.model).stem)

    def _ask(self) -> None:
        question: Experiment | None = self.session.tracing.question()
        if question is not None:
            self.asked.emit(question)


def _together(charts: Mapping[str, Chart]) -> Exhibit:
    return Exhibit(charts, "cells", together=arranged(list(charts.values())))
