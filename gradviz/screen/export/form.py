"""What the export dialog asks: picture, format, size, colours, networks, place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from gradviz.errors import ExperimentError
from gradviz.fields import Choice
from gradviz.paper import Look as PaperLook
from gradviz.paper.movie import Film, size_of
from gradviz.screen.controls.chooser import Chooser
from gradviz.screen.export.order import MOVIES, RUN, formats
from gradviz.screen.pictures import words_for
from gradviz.screen.question import Slot
from gradviz.screen.theme import Look, label

WIDTH = 300
_BOTH = (Choice("ab", "A and B, two files", ""), Choice("a", "A alone", ""), Choice("b", "B alone", ""))
_THEMES = (Choice("light", "light", ""), Choice("dark", "dark", ""))


class ExportForm(QWidget):
    """Controls with their words; which are shown depends on the format.

    Signals
    -------
    changed : ()
        Something else is asked for.
    """

    changed = pyqtSignal()

    def __init__(self, networks: int, pictures: Sequence[str], picture: str, look: Look, path: Path) -> None:
        super().__init__()
        self._networks, self._pictures = networks, len(pictures)
        self.picture = Chooser([Choice(name, words_for(name), "") for name in pictures], "neutral", look)
        self.picture.show_value(picture)
        self.format = Chooser([Choice(suffix, words, "") for suffix, words in formats(networks > 0)], "neutral", look)
        self.colours = Chooser(_THEMES, "neutral", look)
        self.colours.show_value(look.theme.name)
        self.networks = Chooser(_BOTH, "neutral", look)
        self.width_box, self.dpi_box, self.file = QLineEdit("1920"), QLineEdit("200"), QLineEdit(str(path))
        self.size_box = QLineEdit("x".join(map(str, Film.size)))
        self.seconds_box, self.fps_box = QLineEdit(f"{Film.seconds:g}"), QLineEdit(f"{Film.fps:g}")
        self.browse = QPushButton("Choose…")
        self.browse.setAutoDefault(False)
        self._rows: dict[str, tuple[QLabel, QWidget]] = {}
        self._lay_out()
        self.setFixedWidth(max(look.px(WIDTH), self.minimumSizeHint().width()))
        self._wire()
        self._show_rows()

    def path(self) -> Path:
        """Return the file to be written."""
        return Path(self.file.text().strip()).expanduser()

    def put_path(self, path: Path) -> None:
        """Take a path; without an ending it gets that of the format."""
        self.file.setText(str(path if path.suffix else path.with_suffix(self.format.currentData())))
        self._path_edited()

    def width_px(self) -> int:
        """Return the width in pixels; formats without pixels are laid out in their natural size."""
        if self.format.currentData() != ".png":
            return PaperLook.width
        return int(_number(self.width_box.text(), "width", "pixels"))

    def dpi(self) -> float | None:
        """Return the pixels per inch, where there are pixels."""
        if self.format.currentData() != ".png":
            return None
        return _number(self.dpi_box.text(), "dpi", "pixels per inch")

    def film(self) -> tuple[tuple[int, int], float, float]:
        """Return size, seconds and pictures a second of a movie.

        Raises
        ------
        ExperimentError
            When one of them can't be read.
        """
        if self.format.currentData() not in MOVIES:
            return Film.size, Film.seconds, Film.fps
        seconds = _number(self.seconds_box.text(), "seconds", "seconds")
        return size_of(self.size_box.text()), seconds, _number(self.fps_box.text(), "fps", "pictures a second")

    def theme(self) -> str:
        """Return the name of the theme."""
        return str(self.colours.currentData())

    def slots(self) -> tuple[Slot, ...]:
        """Return the networks whose runs are wanted."""
        wanted: dict[str, tuple[Slot, ...]] = {"ab": ("a", "b"), "a": ("a",), "b": ("b",)}
        return wanted[self.networks.currentData()]

    def set_wrong(self, field: str) -> None:
        """Frame the box of a field as wrong, and every other one as right."""
        for name, box in self._boxes().items():
            box.setProperty("wrong", name == field)
            style = box.style()
            if style is not None:
                style.polish(box)

    def _boxes(self) -> dict[str, QLineEdit]:
        """Return the boxes by the fields whose values they hold."""
        return {"width": self.width_box, "dpi": self.dpi_box, "size": self.size_box, "seconds": self.seconds_box,
                "fps": self.fps_box}  # fmt: skip

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = (("picture", "Picture", self.picture), ("format", "Format", self.format),
                ("width", "Width, px", self.width_box), ("dpi", "Dots per inch", self.dpi_box),
                ("size", "Size, px", self.size_box), ("seconds", "Seconds", self.seconds_box),
                ("fps", "Frames a second", self.fps_box),
                ("colours", "Colours", self.colours), ("networks", "Networks", self.networks),
                ("file", "File", self.file))  # fmt: skip
        for index, (name, words, control) in enumerate(rows):
            caption = label(words)
            caption.setBuddy(control)
            control.setAccessibleName(words)
            grid.addWidget(caption, index, 0)
            grid.addWidget(control, index, 1)
            self._rows[name] = (caption, control)
        grid.addWidget(self.browse, len(rows), 1, Qt.AlignmentFlag.AlignLeft)

    def _wire(self) -> None:
        self.format.chosen.connect(self._format_chosen)
        for chooser in (self.colours, self.networks):
            chooser.chosen.connect(self.changed)
        for box in self._boxes().values():
            box.textEdited.connect(self.changed)
        self.file.textEdited.connect(self._path_edited)

    def _format_chosen(self, suffix: str) -> None:
        path = self.path()
        self.file.setText(str(path.with_suffix(suffix) if path.name else path / f"picture{suffix}"))
        self._show_rows()
        self.changed.emit()

    def _path_edited(self) -> None:
        suffix = self.path().suffix.lower()
        if suffix in dict(formats()):
            self.format.show_value(suffix)
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        suffix = self.format.currentData()
        shown = {"picture": self._pictures > 1 and suffix != RUN, "width": suffix == ".png", "dpi": suffix == ".png",
                 "size": suffix in MOVIES, "seconds": suffix in MOVIES, "fps": suffix in MOVIES,
                 "colours": suffix not in (".csv", RUN),
                 "networks": suffix == RUN and self._networks > 1}  # fmt: skip
        for name, visible in shown.items():
            for widget in self._rows[name]:
                widget.setVisible(visible)


def _number(text: str, field: str, unit: str) -> float:
    try:
        number = float(text.replace(" ", "").replace(",", "."))
    except ValueError:
        raise ExperimentError(f"{field} must be a number of {unit}; you typed {text or 'nothing'}.", field) from None
    return int(number) if number.is_integer() else number
