"""GIF: one palette for all frames, and of every frame only the rectangle that is new."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import getdata

from gradviz.charts.chart import Array
from gradviz.paper.movie.colours import COLOURS
from gradviz.paper.movie.film import Film

_AS_BEFORE = COLOURS
_FOREVER = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
_TABLE = 0xF7
"""A palette of 256 colours, 8 bits each, stands at the beginning."""


def write(path: Path, frames: Iterable[Array], palette: Array, film: Film, question: str) -> None:
    """Write frames of palette numbers; one that is like the frame before lets that one stand longer.

    ``question`` is kept as the file's comment.
    """
    size = b"".join(length.to_bytes(2, "little") for length in film.size)
    with path.open("wb") as stream:
        table = np.concatenate([palette, np.zeros((256 - len(palette), 3), np.uint8)]).astype(np.uint8)
        stream.write(b"GIF89a" + size + bytes([_TABLE, 0, 0]) + table.tobytes() + _FOREVER + _comment(question))
        before: Array | None = None
        waiting, stands = _Patch(np.zeros((1, 1), np.uint8), (0, 0)), 0
        for frame in frames:
            patch = _new(before, frame)
            if patch is None:
                stands += film.delay
                continue
            if before is not None:
                stream.write(waiting.block(stands))
            before, waiting, stands = frame, patch, film.delay
        stream.write(waiting.block(stands) + b";")


def _comment(words: str) -> bytes:
    raw = words.encode("ascii")
    parts = (raw[begin : begin + 255] for begin in range(0, len(raw), 255))
    return b"!\xfe" + b"".join(bytes([len(part)]) + part for part in parts) + b"\x00"


class _Patch:
    """A rectangle of a frame and where its upper left corner is."""

    def __init__(self, pixels: Array, corner: tuple[int, int]) -> None:
        self._pixels, self._corner = pixels, corner

    def block(self, milliseconds: int) -> bytes:
        """Return it as the file has it."""
        image = Image.fromarray(self._pixels)
        about = {"duration": milliseconds, "transparency": _AS_BEFORE, "disposal": 1}
        return b"".join(getdata(image, self._corner, **about))


def _new(before: Array | None, frame: Array) -> _Patch | None:
    """Return what of a frame is new; None where nothing is."""
    if before is None:
        return _Patch(frame, (0, 0))
    changed = frame != before
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):
        return None
    window = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    pixels = np.where(changed[window], frame[window], np.uint8(_AS_BEFORE))
    return _Patch(np.ascontiguousarray(pixels), (int(columns[0]), int(rows[0])))
