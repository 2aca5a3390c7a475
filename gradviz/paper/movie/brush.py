"""What mixes a colour into a part of a frame."""

from __future__ import annotations

from gradviz.charts.chart import Array
from gradviz.paper.movie.colours import Colours


class Brush:
    """Mixes colours into frames; without a name it is the one of the backward pass."""

    def __init__(self, colours: Colours, loss: str) -> None:
        self._colours, self._loss = colours, loss

    def mix(self, frame: Array, left: int, top: int, cover: Array, colour: str = "") -> None:
        """Mix a colour in where ``cover``, of shape (rows, columns), says how much; not beyond the frame."""
        rows, columns = cover.shape
        first, last = clipped(top, top + rows, frame.shape[0])
        begin, end = clipped(left, left + columns, frame.shape[1])
        if first < last and begin < end:
            cover = cover[first - top : last - top, begin - left : end - left]
            part = frame[first:last, begin:end]
            frame[first:last, begin:end] = self._colours.mixed(part, colour or self._loss, cover)


def clipped(low: float, high: float, most: int) -> tuple[int, int]:
    """Return two places as whole pixels within a frame."""
    return min(max(round(low), 0), most), min(max(round(high), 0), most)
