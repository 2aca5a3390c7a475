"""What a widget looks like, as numbers."""

import numpy as np
from PyQt6.QtGui import QImage


def grab(widget):
    """Every pixel of a widget, shape (height, width, 3), 0 … 255."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    data = image.constBits()
    data.setsize(image.sizeInBytes())
    table = np.frombuffer(data, np.uint8).reshape(image.height(), image.bytesPerLine())
    return table[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def rgb(colour):
    """``#RRGGBB`` as three numbers."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])


def like(pixels, colour, within=12):
    """Where pixels have a colour."""
    return (np.abs(pixels - rgb(colour)) <= within).all(axis=-1)
