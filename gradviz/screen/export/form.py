"""What the export dialog asks: picture, kind of file, size, colours, networks, place."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QPushButton, QWidget

from gradviz.fields import Choice
from gradviz.paper import Look as PaperLook
from gradviz.paper.movie import Film, size_of, within_speeds
from gradviz.screen.asking.question import Slot
from gradviz.screen.commands.pictures import words_for
from gradviz.screen.controls.chooser import Chooser
from gradviz.screen.export.exhibit import TOGETHER, Exhibit
from gradviz.screen.export.kinds import Kind, of_suffix
from gradviz.screen.export.numbers import number
from gradviz.screen.export.order import offered, suggested_name
from gradviz.screen.export.pace import Pace
from gradviz.screen.export.rows import Rows
from gradviz.screen.look.theme import Look

WIDTH = 300
_BOTH = (Choice("ab", "A and B", ""), Choice("a", "A alone", ""), Choice("b", "B alone", ""))
_THEMES = (Choice("light", "light", ""), Choice("dark", "dark", ""))


_TIPS = {
    "format": "What is written: a picture, its numbers, a movie, the whole run, a script or a page to be printed",
    "picture": "Which of the pictures that are shown, or all of them as they stand",
    "width": "How wide the picture is, in pixels",
    "dpi": "How many pixels make an inch when it is printed",
    "size": "How wide and how high the movie is, such as 1280x720",
    "seconds": "How long the movie lasts",
    "speed": "How fast the story runs; 1 is as fast as in the window",
    "fps": "More pictures a second move more smoothly and need more room",
    "colours": "Light for paper, dark for a dark hall",
    "networks": "Whose run is written",
    "file": "Where it is written; its ending chooses the format",
}


class ExportForm(QWidget):
    """Controls with their words; which are shown depends on the kind of file.

    Signals
    -------
    changed : ()
        Something else is asked for.
    """

    changed = pyqtSignal()

    def __init__(self, exhibit: Exhibit, picture: str, look: Look, folder: Path) -> None:
        super().__init__()
        self._exhibit, self._kinds = exhibit, {kind.name: kind for kind in offered(exhibit)}
        self.picture = Chooser([Choice(name, _words(name), "") for name in exhibit.pictures], "neutral", look)
        self.picture.show_value(picture)
        self.format = Chooser([Choice(kind.name, kind.label, "") for kind in self._kinds.values()], "neutral", look)
        self.colours = Chooser(_THEMES, "neutral", look)
        self.colours.show_value(look.theme.name)
        self._theme, self._coloured = look.theme.name, False
        self.networks = Chooser(_BOTH, "neutral", look)
        self.width_box, self.dpi_box, self.file = QLineEdit("1920"), QLineEdit("200"), QLineEdit()
        self.size_box = QLineEdit("x".join(map(str, Film.size)))
        self.seconds_box, self.speed_box, self.fps_box = QLineEdit(f"{Film.seconds:g}"), QLineEdit(), QLineEdit()
        self.fps_box.setText(f"{Film.fps:g}")
        self._pace = Pace(self.seconds_box, self.speed_box, lambda: exhibit.chart(self.picture.currentData()))
        self.browse = QPushButton("Choose…")
        self.browse.setAutoDefault(False)
        self.browse.setToolTip("Look for a folder and a name")
        self._suggested = suggested_name(exhibit, self.kind, picture)
        self.file.setText(str(folder / f"{self._suggested}{self.kind.suffix}"))
        self._rows = Rows((
            ("format", "Format", self.format), ("picture", "Picture", self.picture),
            ("width", "Width, px", self.width_box), ("dpi", "Dots per inch", self.dpi_box),
            ("size", "Size, px", self.size_box), ("seconds", "Seconds", self.seconds_box),
            ("speed", "Speed, ×", self.speed_box), ("fps", "Frames a second", self.fps_box),
            ("colours", "Colours", self.colours), ("networks", "Networks", self.networks), ("file", "File", self.file),
        ), _TIPS, self.browse, self)  # fmt: skip
        self.setMinimumWidth(max(look.px(WIDTH), self.minimumSizeHint().width()))
        self._wire()
        self._show_rows()

    @property
    def kind(self) -> Kind:
        """The kind of file that is chosen."""
        return self._kinds[self.format.currentData()]

    @property
    def kinds(self) -> list[Kind]:
        """The kinds that there are."""
        return list(self._kinds.values())

    def path(self) -> Path:
        """Return the file to be written."""
        return Path(self.file.text().strip()).expanduser()

    def put_path(self, path: Path) -> None:
        """Take a path; without an ending it gets that of the kind."""
        self.file.setText(str(path if path.suffix else path.with_suffix(self.kind.suffix)))
        self._path_edited()

    def width_px(self) -> int:
        """Return the width in pixels; kinds without pixels are laid out in their natural size."""
        return int(number(self.width_box.text(), "width", "pixels")) if self._asks("width") else PaperLook.width

    def dpi(self) -> float | None:
        """Return the pixels per inch, where there are pixels."""
        return number(self.dpi_box.text(), "dpi", "pixels per inch") if self._asks("dpi") else None

    def film(self) -> tuple[tuple[int, int], float, float]:
        """Return size, seconds and pictures a second of a movie.

        Raises
        ------
        ExperimentError
            When one of them can't be read.
        """
        if not self._asks("seconds"):
            return Film.size, Film.seconds, Film.fps
        seconds = number(self.seconds_box.text(), "seconds", "seconds")
        within_speeds(number(self.speed_box.text(), "speed", ""))
        return size_of(self.size_box.text()), seconds, number(self.fps_box.text(), "fps", "pictures a second")

    def theme(self) -> str:
        """Return the name of the theme."""
        return str(self.colours.currentData())

    def slots(self) -> tuple[Slot, ...]:
        """Return the networks whose runs are wanted."""
        wanted: dict[str, tuple[Slot, ...]] = {"ab": ("a", "b"), "a": ("a",), "b": ("b",)}
        return wanted[self.networks.currentData() if self._asks("networks") else "ab"]

    def set_wrong(self, field: str) -> None:
        """Frame the box of a field as wrong, and every other one as right."""
        for name, box in self._boxes().items():
            box.setProperty("wrong", name == field)
            style = box.style()
            if style is not None:
                style.polish(box)

    def _asks(self, row: str) -> bool:
        return row in self.kind.asks

    def _boxes(self) -> dict[str, QLineEdit]:
        """Return the boxes by the fields whose values they hold."""
        return {"width": self.width_box, "dpi": self.dpi_box, "size": self.size_box, "seconds": self.seconds_box,
                "speed": self.speed_box, "fps": self.fps_box}  # fmt: skip

    def _wire(self) -> None:
        self.format.chosen.connect(self._choose)
        self.picture.chosen.connect(self._choose)
        self.colours.chosen.connect(self._colour)
        self.networks.chosen.connect(self.changed)
        for box in self._boxes().values():
            box.textEdited.connect(self.changed)
        self.file.textEdited.connect(self._path_edited)

    def _choose(self) -> None:
        """Take another kind or picture: the name follows, unless it is the user's own, and so does a movie's speed."""
        path, before = self.path(), self._suggested
        self._suggested = suggested_name(self._exhibit, self.kind, self.picture.currentData())
        stem = self._suggested if path.stem == before or not path.name else path.stem
        folder = path.parent if path.name else path
        self.file.setText(str(folder / f"{stem}{self.kind.suffix}"))
        self._pace.follow()
        self._show_rows()
        self.changed.emit()

    def _colour(self) -> None:
        self._coloured = True
        self.changed.emit()

    def _path_edited(self) -> None:
        kind = of_suffix(self.path().suffix, self.kinds, self.kind)
        if kind is not None:
            self.format.show_value(kind.name)
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        """Show what the kind asks, in its own colours until others are chosen."""
        if not self._coloured:
            self.colours.show_value(self.kind.colours or self._theme)
        counts = {"picture": len(self._exhibit.pictures), "networks": len(self._exhibit.results)}
        asked = {name for name in self.kind.asks if counts.get(name, 2) > 1}  # of one there is nothing to choose
        self._rows.show_only({"format", "file", *asked})


def _words(picture: str) -> str:
    return "All together" if picture == TOGETHER else words_for(picture)
