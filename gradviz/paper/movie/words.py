"""A few words as coverage: how much of every pixel they fill, 0 … 1."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from gradviz.charts.chart import Array
from gradviz.paper.type import font_file

_FINER = 4


@lru_cache(maxsize=512)
def pill(words: str, size: float) -> tuple[Array, Array]:
    """Return a rounded box around words, and the words in it, both of one shape; ``size`` is the type's in pixels."""
    font = ImageFont.truetype(str(font_file()), max(6.0, size))
    wide, high = round(font.getlength(words) + 1.2 * size), round(1.7 * size)
    text = Image.new("L", (wide, high), 0)
    ImageDraw.Draw(text).text((wide / 2, high / 2 + 0.36 * size), words, 255, font, anchor="ms")
    box = Image.new("L", (wide * _FINER, high * _FINER), 0)
    edges = (0, 0, wide * _FINER - 1, high * _FINER - 1)
    ImageDraw.Draw(box).rounded_rectangle(edges, radius=0.85 * size * _FINER, fill=255)
    return _share(box.resize((wide, high), Image.Resampling.BOX)), _share(text)


@lru_cache(maxsize=512)
def disc(x: float, y: float, radius: float) -> tuple[int, int, Array]:
    """Return the left column, the upper row and the coverage of a disc around a place."""
    left, top, side = int(x - radius - 1), int(y - radius - 1), int(2 * radius + 4)
    columns, rows = left + np.arange(side) + 0.5, top + np.arange(side) + 0.5
    away = np.hypot(columns[None] - x, rows[:, None] - y)
    return left, top, np.clip(radius - away + 0.5, 0.0, 1.0)


def stripe(left: float, right: float) -> tuple[int, Array]:
    """Return the first column of an upright stripe, and how much of each column it covers."""
    first, last = int(np.floor(left)), int(np.ceil(right))
    columns = np.arange(first, max(last, first + 1))
    return first, np.clip(np.minimum(columns + 1, right) - np.maximum(columns, left), 0.0, 1.0)


def _share(image: Image.Image) -> Array:
    return np.asarray(image, float) / 255
