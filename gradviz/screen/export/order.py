"""What is to be written, and where; pure, and safe in any thread."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from gradviz.charts import Chart
from gradviz.control import Control
from gradviz.errors import FileError
from gradviz.paper import Look, export, export_run, png_bytes
from gradviz.paper.formats import FORMATS
from gradviz.paper.movie import Film, film_of, movie, movie_suffixes, still, writable_movies
from gradviz.paper.records import RECORDS
from gradviz.result import Result
from gradviz.screen.export.exhibit import Exhibit
from gradviz.screen.question import Slot

RUN = ".npz"
"""The format of whole runs; every other one is a format of the picture."""
MOVIES = movie_suffixes()
LINES = 40


def formats(runs: bool = True) -> list[tuple[str, str]]:
    """Return suffix and words of every format that the dialog offers; with ``runs`` that of whole runs, too."""
    pictures = [(suffix, form.label) for suffix, form in FORMATS.items()]
    pictures += [(suffix, f"{suffix[1:].upper()} movie") for suffix in writable_movies()]
    return [*pictures, (RUN, f"NPZ: {RECORDS[RUN].label}")] if runs else pictures


@dataclass(frozen=True)
class Order:
    """One export: what is on the screen, the format by the path's suffix, and its look.

    ``slots`` are the networks whose runs are written; two of them make two files. ``picture`` is the name of
    the one that is written; "" is the main one. ``size``, ``seconds`` and ``fps`` are those of a movie.
    """

    exhibit: Exhibit
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
        return self.exhibit.charts[self.picture or self.exhibit.pictures[0]]

    @property
    def suffix(self) -> str:
        """The format."""
        return self.path.suffix.lower()

    @property
    def is_movie(self) -> bool:
        """Whether the format is one that moves."""
        return self.suffix in MOVIES

    def results(self) -> list[tuple[Slot, Result]]:
        """Return the runs that are wanted and present."""
        present: list[tuple[Slot, Result]] = list(zip(("a", "b"), self.exhibit.results, strict=False))
        return [(slot, result) for slot, result in present if slot in self.slots]

    def targets(self) -> list[Path]:
        """Return the files that will be written; runs of two networks end in -a and -b."""
        if self.suffix != RUN or len(self.results()) == 1:
            return [self.path]
        return [self.path.with_stem(f"{self.path.stem}-{slot}") for slot, _ in self.results()]

    def existing(self) -> list[Path]:
        """Return the files that would be replaced."""
        return [path for path in self.targets() if path.is_file()]

    def check(self) -> None:
        """Refuse what can be refused before anything is drawn.

        Raises
        ------
        ExperimentError
            When width, dpi, theme, or what is asked of a movie is out of range; it names the field.
        FileError
            When the path is a folder, lies in none, or has an unknown suffix.
        """
        Look(self.width, self.dpi, self.theme)
        if self.is_movie:
            self.film()
        known = [suffix for suffix, _ in formats(bool(self.exhibit.results))]
        if self.path.is_dir():
            raise FileError(f"{self.path} is a folder; give a file name.")
        if self.suffix not in known:
            raise FileError(f"{self.path.name or 'The name'} needs one of the endings {', '.join(known)}.")
        if not self.path.parent.is_dir():
            raise FileError(f"There is no folder {self.path.parent}; choose another place.")

    def film(self) -> Film:
        """Return what is asked of a movie.

        Raises
        ------
        ExperimentError
            When something is out of range.
        """
        return film_of(self.path, size=self.size, seconds=self.seconds, fps=self.fps, theme=self.theme)

    def write(self, control: Control | None = None) -> list[Path]:
        """Write the files, each whole or not at all, and return them; ``control`` is a hand on a movie."""
        if self.is_movie:
            film = self.film()
            return [movie(self.chart, self.path, size=film.size, seconds=film.seconds, fps=film.fps, theme=film.theme,
                          control=control)]  # fmt: skip
        if self.suffix != RUN:
            return [export(self.chart, self.path, width=self.width, dpi=self.dpi, theme=self.theme)]
        pairs = zip(self.results(), self.targets(), strict=True)
        return [export_run(result, path) for (_, result), path in pairs]

    def preview(self, pixels: int) -> bytes | str:
        """Return what will be written, small: a PNG of ``pixels`` width, or the first lines."""
        if self.suffix == RUN:
            return "\n\n".join(_contents(path, result) for path, (_, result) in zip(self.targets(), self.results(),
                                                                                    strict=True))  # fmt: skip
        if self.suffix == ".csv":
            stream = io.BytesIO()
            FORMATS[".csv"].write(self.chart, stream, Look())
            return "\n".join(stream.getvalue().decode("utf-8").splitlines()[:LINES])
        if self.is_movie:
            return still(self.chart, self.film(), pixels)
        dpi = None if self.dpi is None else max(30.0, self.dpi * pixels / self.width)
        return png_bytes(self.chart, width=pixels, dpi=dpi, theme=self.theme)


def suggested_name(exhibit: Exhibit, picture: str = "") -> str:
    """Return a file name that says which networks it shows, and how: ``tanh-rnn-lstm``, ``tanh-rnn-lstm-why``."""
    return exhibit.stem if picture in ("", "lecture") else f"{exhibit.stem}-{picture.replace('_', '-')}"


def size_words(paths: list[Path]) -> str:
    """Return how large files are together: ``41 kB``."""
    total = sum(path.stat().st_size for path in paths)
    return f"{total / 1e6:.1f} MB" if total >= 1e6 else f"{max(1, round(total / 1e3))} kB"


def _contents(path: Path, result: Result) -> str:
    arrays = {"hidden": result.hidden, "cell_state": result.cell_state, "log10_grad_hidden": result.log10_grad_hidden,
              "log10_grad_cell": result.log10_grad_cell, "log10_grad_input": result.log10_grad_input,
              "log10_grad_recurrent": result.log10_grad_recurrent, **result.weights}  # fmt: skip
    lines = [f"{name}  {' × '.join(map(str, array.shape))}" for name, array in arrays.items() if array is not None]
    return "\n".join([path.name, *(f"  {line}" for line in lines), "  gates, gradients and the question"])
