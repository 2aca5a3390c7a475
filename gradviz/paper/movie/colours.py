"""Two ways to keep the pixels of a frame: by their number in one palette that all frames share, or as they are.

What a story draws over a picture is mixed into it: the cursor, its glow, a dot, words. With a palette a mixture is
looked up in a table that is made once, so that a frame costs no more than a copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Protocol

import numpy as np
from PIL import Image

from gradviz.charts.chart import Array
from gradviz.charts.style import Theme
from gradviz.charts.terms import Palette
from gradviz.paper.around import rgb

COLOURS = 255
"""How many a palette has; one more number means "as before"."""
_LEVELS = 32
_TINTS = tuple(level / _LEVELS for level in (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 17, 20, 23, 26, 29))
"""How much of the loss's colour is mixed into the ground most often: whole levels."""

_OF_A_MAP = 18
"""How many colours of a colour map are kept: its bar is too small to be counted."""


class Colours(Protocol):
    """Keeps pixels, of shape (rows, columns) or (rows, columns, 3)."""

    def kept(self, picture: Array) -> Array:
        """Return an RGB picture as it is kept."""

    def mixed(self, pixels: Array, colour: str, alpha: Array | float) -> Array:
        """Return kept pixels with so much of a colour in them; ``alpha`` is broadcast over rows and columns."""


class Plain:
    """Keeps RGB."""

    def kept(self, picture: Array) -> Array:
        """Return the picture itself."""
        return picture

    def mixed(self, pixels: Array, colour: str, alpha: Array | float) -> Array:
        """Return pixels on their way to a colour."""
        share = np.asarray(alpha, float)[..., None]
        return np.asarray(np.rint((1 - share) * pixels + share * rgb(colour)), np.uint8)


class Indexed:
    """Keeps the number of the nearest colour in a palette of shape (`COLOURS`, 3)."""

    def __init__(self, palette: Array) -> None:
        self.palette = palette
        self._table = cache(self._mixtures)

    def kept(self, picture: Array) -> Array:
        """Return the numbers of a picture's colours; each is looked for once."""
        packed = picture.astype(np.int32) @ np.array([1 << 16, 1 << 8, 1], np.int32)
        there = np.zeros(1 << 24, bool)
        there[packed.ravel()] = True
        colours = np.flatnonzero(there)
        numbers = np.zeros(1 << 24, np.uint8)
        numbers[colours] = self._nearest(np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1))
        return np.asarray(numbers[packed])

    def mixed(self, pixels: Array, colour: str, alpha: Array | float) -> Array:
        """Return the numbers of the mixtures."""
        levels = np.rint(np.asarray(alpha, float) * _LEVELS).astype(int)
        return np.asarray(self._table(colour)[levels, pixels])

    def _mixtures(self, colour: str) -> Array:
        share = np.linspace(0, 1, _LEVELS + 1)[:, None, None]
        mixtures = (1 - share) * self.palette + share * rgb(colour)
        return self._nearest(mixtures.reshape(-1, 3)).reshape(_LEVELS + 1, -1)

    def _nearest(self, colours: Array) -> Array:
        own = self.palette.astype(np.float32)
        away = (own**2).sum(axis=1) - 2 * colours.astype(np.float32) @ own.T
        return np.asarray(away.argmin(axis=1), np.uint8)


def palette_of(whole: Array, theme: Theme, ramps: Iterable[Palette] = ()) -> Array:
    """Return the palette of a movie, shape (`COLOURS`, 3).

    The theme's own colours are kept as they are, and some of each colour map of ``ramps``; the others are the
    picture's.
    """
    names = (theme.panel, theme.text, theme.secondary, theme.hairline, theme.loss, theme.a, theme.b)
    own = np.array([rgb(name) for name in names])
    tints = np.array([(1 - share) * own[0] + share * own[4] for share in _TINTS])
    maps = [theme.lut(ramp)[:: 255 // (_OF_A_MAP - 1)] for ramp in ramps]
    fixed = np.concatenate([own, np.rint(tints), *maps]).astype(np.uint8)
    whole = whole[::2, ::2]  # what is left out has neighbours of its colours
    tinted = Plain().mixed(whole[::2], theme.loss, _TINTS[1])
    sample = Image.fromarray(np.concatenate([whole.reshape(-1, 3), tinted.reshape(-1, 3)])[None])
    left = COLOURS - len(fixed)
    found = sample.quantize(left, Image.Quantize.MEDIANCUT).getpalette() or []
    rest = np.array(found, np.uint8).reshape(-1, 3)[:left]
    room = np.repeat(fixed[:1], left - len(rest), axis=0)
    return np.concatenate([fixed, rest, room])
