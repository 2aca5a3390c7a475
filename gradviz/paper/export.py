"""One way out for every picture: `export` chooses the format by the file's suffix."""

from __future__ import annotations

import io
import os
from pathlib import Path

from gradviz.charts.chart import Chart
from gradviz.errors import FileError, did_you_mean
from gradviz.files import written_whole
from gradviz.paper.formats import FORMATS
from gradviz.paper.look import Look


def suffixes() -> tuple[str, ...]:
    """Return the suffixes a picture can be written with, such as ``.png``."""
    return tuple(FORMATS)


def export(
    chart: Chart, path: str | os.PathLike[str], *, width: int = 1600, dpi: float | None = None, theme: str = "light"
) -> Path:
    """Write a picture, or its numbers, whole or not at all; an existing file is replaced.

    Parameters
    ----------
    chart
        What to write.
    path
        Where; the suffix chooses the format (``.png``, ``.svg``, ``.pdf``, ``.csv``).
    width, dpi, theme
        See `gradviz.paper.look.Look`.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    FileError
        When the suffix is unknown or the place cannot be written to.
    ExperimentError
        When width, dpi or theme is out of range.
    """
    place, look = Path(path), Look(width, dpi, theme)
    write = FORMATS[known_suffix(place, suffixes())].write
    with written_whole(place) as temporary, temporary.open("wb") as stream:
        write(chart, stream, look)
    return place


def png_bytes(chart: Chart, *, width: int = 1600, dpi: float | None = None, theme: str = "light") -> bytes:
    """Return the picture as the bytes of a PNG file, for a clipboard."""
    stream = io.BytesIO()
    FORMATS[".png"].write(chart, stream, Look(width, dpi, theme))
    return stream.getvalue()


def known_suffix(path: Path, known: tuple[str, ...]) -> str:
    """Return the suffix of ``path`` in lower case.

    Raises
    ------
    FileError
        When it is not one of ``known``.
    """
    suffix = path.suffix.lower()
    if suffix in known:
        return suffix
    what = f"{suffix} is not a format that can be written" if suffix else "a suffix must choose the format"
    raise FileError(
        f"{path}: {what}; give {either(known)}{did_you_mean(suffix, known) if suffix else ''}.".replace("?.", "?")
    )


def either(known: tuple[str, ...]) -> str:
    """Return ``.npz, .csv or .json``."""
    return " or ".join(part for part in (", ".join(known[:-1]), known[-1]) if part)
