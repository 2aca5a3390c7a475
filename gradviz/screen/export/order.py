"""What is to be written, and where; pure, and safe in any thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gradviz.charts import Chart
from gradviz.control import Control
from gradviz.errors import FileError
from gradviz.paper.movie import Film
from gradviz.result import Result
from gradviz.screen.asking.question import Slot
from gradviz.screen.export.exhibit import TOGETHER, Exhibit
from gradviz.screen.export.kinds import KINDS, Kind


def offered(exhibit: Exhibit) -> list[Kind]:
    """Return the kinds of export that there are for what is shown."""
    return [kind for kind in KINDS if exhibit.results or not kind.of_runs]


@dataclass(frozen=True)
class Order:
    """One export: what is on the screen, the kind of file, its place, and what the kind asks.

    ``picture`` is the name of the one that is written; "" is the main one. ``slots`` are the networks whose runs are
    written. ``size``, ``seconds`` and ``fps`` are those of a movie.
    """

    exhibit: Exhibit
    kind: Kind
    path: Path
    width: int = 1920
    dpi: float | None = 200
    theme: str = "light"
    slots: tuple[Slot, ...] = ("a", "b")
    picture: str = ""
    size: tuple[int, int] = Film.size
    seconds: float = Film.seconds
    fps: float = Film.fps

    @property
    def chart(self) -> Chart:
        """The picture that is written."""
        return self.exhibit.chart(self.picture)

    @property
    def is_together(self) -> bool:
        """Whether all pictures are written as one."""
        return self.picture == TOGETHER and self.exhibit.together is not None

    @property
    def is_named(self) -> bool:
        """Whether the path ends as the kind's files do."""
        return self.path.suffix.lower() == self.kind.suffix

    def runs(self) -> list[tuple[Slot, Result]]:
        """Return the runs that are wanted and present."""
        present: list[tuple[Slot, Result]] = list(zip(("a", "b"), self.exhibit.results, strict=False))
        return [(slot, result) for slot, result in present if slot in self.slots]

    def targets(self) -> list[Path]:
        """Return the files that may be written."""
        return self.kind.targets(self)

    def existing(self) -> list[Path]:
        """Return the files that would be replaced."""
        return [path for path in self.targets() if path.is_file()]

    def check(self) -> None:
        """Refuse what can be refused before anything is drawn.

        Raises
        ------
        ExperimentError
            When a number or the theme is out of range; it names the field.
        GradvizError
            When the path is a folder, lies in none, or has an unknown suffix; and what the kind refuses.
        """
        known = list(dict.fromkeys(kind.suffix for kind in offered(self.exhibit)))
        if self.is_named:
            self.kind.check(self)
        if self.path.is_dir():
            raise FileError(f"{self.path} is a folder; give a file name.")
        if self.path.suffix.lower() not in known:
            raise FileError(f"{self.path.name or 'The name'} needs one of the endings {', '.join(known)}.")
        if not self.path.parent.is_dir():
            raise FileError(f"There is no folder {self.path.parent}; choose another place.")

    def write(self, control: Control | None = None) -> list[Path]:
        """Write the files, each whole or not at all, and return them; ``control`` is a hand on what takes long."""
        return self.kind.write(self, control or Control())

    def preview(self, pixels: int, control: Control | None = None) -> bytes | str:
        """Return what will be written, small: a PNG of about ``pixels`` width, or lines of text."""
        return self.kind.preview(self, pixels, control or Control())


def suggested_name(exhibit: Exhibit, kind: Kind, picture: str = "") -> str:
    """Return a file name that says which networks it shows, and how: ``tanh-rnn-lstm``, ``tanh-rnn-lstm-why``."""
    shown = "" if picture in ("", "lecture") or "picture" not in kind.asks else f"-{picture.replace('_', '-')}"
    return f"{exhibit.stem}{shown}{kind.ending}"


def size_words(paths: list[Path]) -> str:
    """Return how large files are together: ``41 kB``."""
    total = sum(path.stat().st_size for path in paths)
    return f"{total / 1e6:.1f} MB" if total >= 1e6 else f"{max(1, round(total / 1e3))} kB"
