"""Movies: the story of a picture, as the window plays it, as GIF or MP4.

The picture and the ground it is drawn on are drawn once; every frame is composed of the two.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gradviz.charts.chart import Chart
from gradviz.charts.moment import Moment
from gradviz.control import Control
from gradviz.files import written_whole
from gradviz.paper.export import known_suffix
from gradviz.paper.formats.format import experiments_json
from gradviz.paper.movie import mp4
from gradviz.paper.movie.film import LEAST, Film, size_of
from gradviz.paper.movie.story import middle, moments, seconds_at, speed_of, within_speeds

if TYPE_CHECKING:
    from gradviz.charts.chart import Array
    from gradviz.paper.movie.scene import Scene

__all__ = [
    "Film", "film_of", "moments", "movie", "movie_suffixes", "seconds_at", "size_of", "speed_of", "still",
    "within_speeds", "writable_movies",
]  # fmt: skip


def movie_suffixes() -> tuple[str, ...]:
    """Return the suffixes a movie can be written with, whether or not it can be here."""
    return ".gif", ".mp4"


def writable_movies() -> tuple[str, ...]:
    """Return the suffixes a movie can be written with here."""
    return tuple(suffix for suffix in movie_suffixes() if suffix != ".mp4" or mp4.available())


def film_of(
    path: str | os.PathLike[str], *, size: tuple[int, int] = (1280, 720), seconds: float = 10, fps: float = 25,
    theme: str = "light",
) -> Film:  # fmt: skip
    """Return what a movie will be, after a look at whether it can be written; the suffix chooses the format.

    Raises
    ------
    FileError
        When the suffix is unknown, or names an MP4 and PyAV is not installed.
    ExperimentError
        When a value is out of range.
    """
    suffix = known_suffix(Path(path), movie_suffixes())
    film = Film(size, seconds, fps, theme, suffix)
    if suffix == ".mp4":
        mp4.need()
    return film


def movie(
    chart: Chart, path: str | os.PathLike[str], *, size: tuple[int, int] = (1280, 720), seconds: float = 10,
    fps: float = 25, theme: str = "light", control: Control | None = None,
) -> Path:  # fmt: skip
    """Write the story of a picture, whole or not at all; an existing file is replaced.

    Forward, states and maps fill from left to right; the loss lights up; the gradient runs back; at the end all is
    shown for a moment. A picture without time holds still.

    Parameters
    ----------
    chart
        Whose story it is.
    path
        Where; the suffix chooses the format, ``.gif`` or ``.mp4``.
    size, seconds, fps, theme
        See `gradviz.paper.movie.film.Film`.
    control
        Told about progress, and asked whether to stop.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    FileError
        When the suffix is unknown, the place cannot be written to, or PyAV is missing for an MP4.
    ExperimentError
        When a value is out of range.
    Cancelled
        When a stop has been asked for; there is no file then.
    """
    place, film = Path(path), film_of(path, size=size, seconds=seconds, fps=fps, theme=theme)
    with written_whole(place) as temporary:
        _write(chart, temporary, film, control or Control())
    return place


def still(chart: Chart, film: Film, wide: int) -> bytes:
    """Return a frame from the middle of the story, ``wide`` pixels at most, as the bytes of a PNG file."""
    from PIL import Image

    from gradviz.paper.movie.colours import Plain  # matplotlib takes half a second: only a movie pays for it
    from gradviz.paper.movie.fit import check_readable
    from gradviz.paper.movie.scene import Scene
    from gradviz.paper.movie.stage import staged

    check_readable(chart, film.size)
    share = min(1.0, max(wide / film.size[0], *(least / own for least, own in zip(LEAST, film.size, strict=True))))
    small = Film((round(film.size[0] * share), round(film.size[1] * share)), theme=film.theme)
    scene, stream = Scene(staged(chart, small), Plain()), io.BytesIO()
    Image.fromarray(scene.frame(middle(chart))).save(stream, "png")
    return stream.getvalue()


def _write(chart: Chart, path: Path, film: Film, control: Control) -> None:
    from gradviz.paper.movie import gif  # matplotlib takes half a second: only a movie pays for it
    from gradviz.paper.movie.colours import Indexed, Plain, palette_of
    from gradviz.paper.movie.fit import check_readable
    from gradviz.paper.movie.scene import Scene
    from gradviz.paper.movie.stage import staged

    control.advance(0.0)
    check_readable(chart, film.size)
    stage, story, question = staged(chart, film), moments(chart, film), experiments_json(chart)
    if film.suffix == ".mp4":
        mp4.write(path, _frames(Scene(stage, Plain()), story, control), film, question)
        return
    colours = Indexed(palette_of(stage.whole, stage.theme, sorted(stage.ramps)))
    gif.write(path, _frames(Scene(stage, colours), story, control), colours.palette, film, question)


def _frames(scene: Scene, story: list[Moment], control: Control) -> Iterator[Array]:
    for index, moment in enumerate(story):
        control.advance(index / len(story))
        yield scene.frame(moment)
