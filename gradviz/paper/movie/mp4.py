"""MP4 (H.264) through PyAV, which is an extra."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import numpy as np

from gradviz.charts.chart import Array
from gradviz.errors import FileError
from gradviz.paper.movie.film import Film

_QUALITY = {"crf": "20", "preset": "medium"}


def available() -> bool:
    """Whether an MP4 can be written here."""
    try:
        return importlib.util.find_spec("av") is not None
    except ValueError:  # named by an importer that has no idea where it came from
        return False


def need() -> None:
    """Refuse where an MP4 cannot be written.

    Raises
    ------
    FileError
        It names the command that installs what is missing.
    """
    if not available():
        raise FileError(
            "An MP4 needs PyAV, which is not installed here; type: pip install 'gradviz[movie]', or write a .gif."
        )


def write(path: Path, frames: Iterable[Array], film: Film, question: str) -> None:
    """Write frames of RGB; ``question`` is kept as the file's comment."""
    import av

    with av.open(str(path), "w", format="mp4") as container:
        container.metadata["comment"] = question
        stream = container.add_stream("libx264", rate=Fraction(film.fps).limit_denominator(1000), options=_QUALITY)
        stream.width, stream.height = film.size
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")
            for packet in stream.encode(picture):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
