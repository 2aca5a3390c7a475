"""Type on paper: the bundled DejaVu fonts, how wide words are, and how lines break.

All lengths are points (1/72 inch). Widths come from the font's own outlines, without a renderer,
so a layout is the same for PNG, SVG and PDF and on every machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from matplotlib import font_manager, get_data_path
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from gradviz.charts.markup import to_mathtext

SANS = "DejaVu Sans"
MONO = "DejaVu Sans Mono"

_BOUND = re.compile(r" (?=\d|=)|(?<==) ")
LEADING = 1.38
"""The distance of two baselines as a multiple of the size."""


def font_file() -> Path:
    """Return where matplotlib keeps the font of all words on paper."""
    return Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


@dataclass(frozen=True)
class Font:
    """A size in points and a weight."""

    size: float
    bold: bool = False

    @property
    def properties(self) -> FontProperties:
        """What matplotlib takes."""
        return FontProperties(family=SANS, size=self.size, weight="bold" if self.bold else "normal")


TITLE = Font(11.5, bold=True)
QUIET = Font(8.5)
SMALL = Font(7.5)
LABEL = Font(8.5, bold=True)
NUMBER = Font(7.8)


@lru_cache(maxsize=4096)
def width(markup: str, font: Font) -> float:
    """Return how wide the words are."""
    text = to_mathtext(markup)
    return float(text_to_path.get_text_width_height_descent(text, font.properties, "$" in text)[0])


def wrapped(markup: str, font: Font, room: float, first: float = 0.0) -> list[str]:
    """Break the words into lines no wider than ``room``; the first begins ``first`` points in.

    A number stays with the word before it, and both sides of an equals sign stay together.
    """
    lines, line, left = [], "", room - first
    for word in _BOUND.sub("\u00a0", markup).split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer, font) > left:
            lines.append(line)
            line, left = word, room
        else:
            line = longer
    return [*lines, line]


def breaks(label: str, font: Font, room: float) -> list[list[str]]:
    """Return the label in one line, and broken into two where that takes less width."""
    one = wrapped(label, font, room)
    two = wrapped(label, font, 0.62 * width(label, font))
    return [one, two] if len(one) == 1 and len(two) == 2 else [one]


@lru_cache(maxsize=4096)
def font_with(character: str) -> str | None:
    """Return the file of a font that has the character: DejaVu if it does, else any that is installed."""
    bundled = [font_manager.findfont(FontProperties(family=family)) for family in (MONO, SANS)]
    installed = (entry.fname for entry in font_manager.fontManager.ttflist if _usable(entry.fname))
    return next((path for path in [*bundled, *installed] if ord(character) in _coverage(path)), None)


def _usable(path: str) -> bool:
    """Whether a PDF can embed the font, and it shows characters, not boxes with their names."""
    return path.endswith(".ttf") and "LastResort" not in path


@lru_cache(maxsize=512)
def _coverage(path: str) -> frozenset[int]:
    try:
        font = FT2Font(path)
        return frozenset(font.get_charmap()) if font.scalable else frozenset()
    except (OSError, RuntimeError):
        return frozenset()
