"""A text with a colour behind every character, and how a unit's values become colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.charts.terms import Array

_SIGNS = str.maketrans({"\n": "↵", "\r": "␍", "\t": "→", "\0": "␀"})
PERCENTILES = (2, 98)


@dataclass(frozen=True, eq=False)
class Coloured:
    """A text whose characters are coloured one by one.

    Attributes
    ----------
    text
        T characters; lines end where it has line ends.
    shade : (T,)
        −1 (cold) … 1 (warm); NaN: no colour.
    columns
        What a table says of each character: name and values, each (T,).
    whole
        How many characters there are where these are only the first; 0: these are all.
    under : (T,) or None
        How much each character matters, 0 … 1: drawn under it in the loss's colour; NaN: nothing is known.
    focus
        The index of a character that has a frame: the one to which the others matter.
    marks : (T,) or None
        Where there is a thin line above, bools: what the unit should follow.
    """

    text: str
    shade: Array
    columns: tuple[tuple[str, Array], ...] = ()
    whole: int = 0
    under: Array | None = None
    focus: int | None = None
    marks: Array | None = None

    @property
    def visible(self) -> str:
        """The text with a sign for every line end, tab and NUL, T characters."""
        return visible(self.text)

    def lines(self, wide: int) -> list[tuple[int, int]]:
        """Return where each line begins and ends when none is longer than ``wide``; a line end belongs to its line."""
        found, begin = [], 0
        for place, sign in enumerate(self.text):
            ends = sign == "\n" or (sign == "\r" and self.text[place + 1 : place + 2] != "\n")
            if ends or place + 1 - begin == wide:
                found.append((begin, place + 1))
                begin = place + 1
        return [*found, (begin, len(self.text))] if begin < len(self.text) else found


def visible(text: str) -> str:
    """Return a text with a sign for every line end, tab and NUL, of the same length."""
    return text.translate(_SIGNS)


def shades(values: Array, sign: int = 1) -> Array:
    """Return a unit's values, (T,), as shades: its own 2nd to 98th percentile from cold to warm, turned by ``sign``.

    A unit that lives between −1.3 and 0 is seen as well as one between −1 and 1; one that does not move has no colour.
    """
    finite = values[np.isfinite(values)]
    low, high = np.percentile(finite, PERCENTILES) if len(finite) else (0.0, 0.0)
    if not low < high:
        low, high = (finite.min(), finite.max()) if len(finite) else (0.0, 0.0)
    if not low < high:
        return np.full(len(values), np.nan)
    return np.asarray(sign * np.clip((values - low) / (high - low) * 2 - 1, -1, 1))
