"""Numpy's pixels as Qt's pictures and back, without a copy: the one must be kept as long as the other is used."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from PyQt6.QtGui import QImage

from gradviz.charts.terms import Array


def picture(pixels: Array, form: QImage.Format) -> QImage:
    """Return pixels 0xAARRGGBB, (height, width), contiguous, as a picture on the same memory."""
    height, width = pixels.shape
    any_buffer = cast("bytes", pixels.data)  # Qt takes it as it is; only the stubs ask for bytes
    return QImage(any_buffer, width, height, 4 * width, form)


def pixels_of(image: QImage) -> Array:
    """Return a picture of four bytes a pixel as (height, width), uint32, on the same memory."""
    data: Any = image.bits()
    data.setsize(image.sizeInBytes())
    made: Array = np.frombuffer(data, np.uint32).reshape(image.height(), image.width())
    return made
