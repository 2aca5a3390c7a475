"""What the grid shows: the characters, and what is known of each of them."""

from __future__ import annotations

import numpy as np

from gradviz.charts.terms import Array


class Content:
    """A text of n characters with a value of every kind for each; nothing here is asked of the network.

    Attributes
    ----------
    text
        n characters.
    codes : (n,) uint32
        Their code points.
    shade : (n,) float32
        −1 (cold) … 1 (warm); NaN: no colour.
    read
        How many shades are those of this text; later ones belong to what the text was before.
    under : (n,) float32
        How much each character matters to the one at the focus, 0 … 1.
    marks : (n,) bool
        Where the label holds.
    strange : (n,) bool
        What the network reads as another character.
    horizon
        Where the colours end while the network reads; None: nowhere.
    """

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.codes = code_points(text)
        self.shade = np.full(len(text), np.nan, np.float32)
        self.read = 0
        self.under = np.zeros(len(text), np.float32)
        self.marks = np.zeros(len(text), bool)
        self.strange = np.zeros(len(text), bool)
        self.horizon: int | None = None

    def __len__(self) -> int:
        return len(self.text)

    def splice(self, place: int, removed: int, inserted: str) -> None:
        """Put ``inserted`` where ``removed`` characters were; what is known of the later ones goes with them."""
        self.text = self.text[:place] + inserted + self.text[place + removed :]
        self.codes = _spliced(self.codes, place, removed, code_points(inserted))
        new = len(inserted)
        self.shade = _spliced(self.shade, place, removed, np.full(new, np.nan, np.float32))
        self.under = _spliced(self.under, place, removed, np.zeros(new, np.float32))
        self.marks = _spliced(self.marks, place, removed, np.zeros(new, bool))
        self.strange = _spliced(self.strange, place, removed, np.zeros(new, bool))
        self.read = min(self.read, place)

    def set_shade(self, shade: Array, read: int) -> None:
        """Take new colours, of which the first ``read`` are true."""
        self.shade = _fitted(shade, len(self), np.float32(np.nan))
        self.read = read

    def set_under(self, weight: Array | None) -> None:
        """Take how much each character matters."""
        self.under = _fitted(() if weight is None else weight, len(self), np.float32(0))

    def set_marks(self, mask: Array | None) -> None:
        """Take where the label holds."""
        self.marks = _fitted(() if mask is None else mask, len(self), np.bool_(False))

    def set_strange(self, mask: Array | None) -> None:
        """Take which characters are read as another one."""
        self.strange = _fitted(() if mask is None else mask, len(self), np.bool_(False))


def code_points(text: str) -> Array:
    """Return the code points of a text, (n,), uint32."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def shifted(place: int, at: int, removed: int, inserted: str) -> int:
    """Return where a place is after a change at ``at``: what stood after it goes with the text."""
    if place >= at + removed:
        return place + len(inserted) - removed if place > at or removed else place
    return min(place, at)


def _spliced(values: Array, place: int, removed: int, inserted: Array) -> Array:
    return np.concatenate([values[:place], inserted, values[place + removed :]])


def _fitted(values: Array | tuple[()], length: int, without: np.generic) -> Array:
    """Return a copy of exactly ``length`` values: an answer may be of a shorter or longer text than this one."""
    made = np.full(length, without)
    given = np.asarray(values)[:length]
    made[: len(given)] = given
    return made
