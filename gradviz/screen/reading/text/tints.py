"""The colours of the grid as tables: what is behind a character, and what it is written in so that it is read.

Every background has a number: 0 … 255 from cold to warm, the same faded, and the two without a colour.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from gradviz.charts.style import Theme
from gradviz.charts.terms import Array

_STEPS = 256
_STRONGEST = 0.75
"""How far towards its ends the charts' colours are used: on white they stay bright enough for black type."""
_FADED = 0.35
PLAIN, DIM = 2 * _STEPS, 2 * _STEPS + 1
CHOSEN = 2 * _STEPS + 2
"""What is added to a background's number where the text is selected."""
_DIMMED = [DIM, CHOSEN + DIM]
_CHOSEN_SHARE = 0.35
_QUIET, _DIM = 0.6, 0.75
_ENOUGH = 4.5
_LUMA = np.array([0.2126, 0.7152, 0.0722])
_LEVELS = 17
"""How many strengths the bar below a character has."""


class Tints:
    """The tables of one theme, each colour 0xffRRGGBB.

    Attributes
    ----------
    ground : (2 · CHOSEN,)
        What is behind a character.
    scale : (256,)
        Those of −1 … 1: what a key to the colours shows.
    ink, quiet : (2 · CHOSEN,)
        What a character, and a sign that stands for one, is written in on each of these.
    bar : (17,)
        The bar below a character, from nothing to all of the loss's colour.
    window, mark, chosen : int
        What is around the cells; the label's line; what is around selected cells.
    """

    def __init__(self, theme: Theme) -> None:
        window, secondary = _rgb(theme.window), _rgb(theme.secondary)
        colours = _scale(theme)
        ground = np.concatenate([colours, _mixed(colours, window, _FADED), [window, window]])
        over = np.broadcast_to(secondary, ground.shape)
        ground = np.concatenate([ground, _mixed(over, ground, _CHOSEN_SHARE)]).round()
        ink = _readable(ground, _rgb(theme.text))
        ink[_DIMMED] = _mixed(secondary, ground[_DIMMED], _DIM)
        quiet = _mixed(ink, ground, _QUIET)
        self.ground, self.ink, self.quiet = _packed(ground), _packed(ink), _packed(quiet)
        self.bar = _packed(_mixed(_rgb(theme.loss), window, np.linspace(0, 1, _LEVELS)[:, None]))
        self.window, self.mark = int(_packed(window)), int(_packed(secondary))
        self.scale: Array = self.ground[:_STEPS]
        self.chosen = int(self.ground[CHOSEN + PLAIN])

    def strength(self, weight: Array) -> Array:
        """Return which of the bar's colours a weight of 0 … 1 has."""
        made: Array = np.rint(np.clip(np.nan_to_num(weight), 0, 1) * (_LEVELS - 1)).astype(np.intp)
        return made


@cache
def tints(theme: Theme) -> Tints:
    """Return the tables of a theme; they are made once."""
    return Tints(theme)


def _scale(theme: Theme) -> Array:
    """Return the colours of activations from cold to warm, (256, 3), 0 … 255."""
    table = theme.lut("signed").astype(float)
    middle = (len(table) - 1) / 2
    places = middle + _STRONGEST * np.linspace(-middle, middle, _STEPS)
    made: Array = table[np.rint(places).astype(int)]
    return made


def grounds(shade: Array, true: Array) -> Array:
    """Return the number of the background of every shade; those that are not ``true`` are faded."""
    coloured = np.isfinite(shade)
    step = np.rint((np.clip(np.where(coloured, shade, 0), -1, 1) + 1) / 2 * (_STEPS - 1)).astype(np.intp)
    return np.where(coloured, step + np.where(true, 0, _STEPS), PLAIN)


def luminance(rgb: Array) -> Array:
    """Return the relative luminance of colours, (…, 3), 0 … 255 (WCAG 2.1)."""
    share = np.asarray(rgb) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    made: Array = linear @ _LUMA
    return made


def _readable(ground: Array, text: Array) -> Array:
    """Return the colour of text where it stands out enough, else black or white, whichever does more."""
    bright = luminance(ground)
    own = luminance(text)
    contrast = (np.maximum(bright, own) + 0.05) / (np.minimum(bright, own) + 0.05)
    black = (bright + 0.05) / 0.05 > 1.05 / (bright + 0.05)
    stark = np.where(black, 0.0, 255.0)[:, None]
    return np.where((contrast >= _ENOUGH)[:, None], text, stark)


def _mixed(over: Array, under: Array, share: float | Array) -> Array:
    return share * over + (1 - share) * under


def _rgb(colour: str) -> Array:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], float)


def _packed(rgb: Array) -> Array:
    red, green, blue = np.moveaxis(np.rint(rgb).astype(np.uint32), -1, 0)
    made: Array = (0xFF000000 | red << 16 | green << 8 | blue).astype(np.uint32)
    return made
