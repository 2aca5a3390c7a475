"""What stands around a coloured text: the key of its colours, what matters under it, lines above it, a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.patches import FancyBboxPatch

from gradviz.charts.chart import Array
from gradviz.charts.coloured import Coloured
from gradviz.charts.style import THEMES, Theme
from gradviz.paper.labels import Box
from gradviz.paper.page import Page
from gradviz.paper.type import SMALL, width

_RAMP, _THICK, _GAP, _BETWEEN = 44.0, 5.5, 5.0, 18.0
_LINE, _BELOW = 13.0, 5.0
_FRAME, _HALO, _AWAY = 1.3, 2.6, 1.1


@dataclass(frozen=True)
class Entry:
    """One colour of the key: its ramp, RGB of shape (N, 3), and the words before and after it."""

    ramp: Array
    before: str
    after: str
    thick: float = _THICK

    @property
    def width(self) -> float:
        """The room it takes."""
        before = width(self.before, SMALL) + _GAP if self.before else 0.0
        return before + _RAMP + _GAP + width(self.after, SMALL)


def key_height(found: Coloured, room: float) -> float:
    """Return the room of the key above the text."""
    return len(_lines(found, room, THEMES["light"])) * _LINE + _BELOW


def draw_key(page: Page, found: Coloured, left: float, top: float, room: float) -> None:
    """Draw the key with its upper edge at ``top``."""
    for number, line in enumerate(_lines(found, room, page.theme)):
        x, base = left, top - SMALL.size - number * _LINE
        for entry in line:
            _entry(page, entry, x, base)
            x += entry.width + _BETWEEN


def mattering(under: Array, theme: Theme) -> Array:
    """Return the colours of what matters so much (0 … 1), RGB of shape (…, 3): from the ground to the loss's."""
    share = np.clip(np.nan_to_num(under.astype(float)), 0.0, 1.0)[..., None]
    return np.asarray(np.rint((1 - share) * rgb(theme.panel) + share * rgb(theme.loss)).astype(np.uint8))


def rgb(colour: str) -> Array:
    """Return ``#RRGGBB`` as three numbers."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])


def frame(page: Page, box: Box) -> None:
    """Draw the frame around a character, and the ground around the frame: it is seen on any colour."""
    corner = (box.left - _AWAY, box.bottom - _AWAY)
    for colour, thick in ((page.theme.panel, _HALO), (page.theme.loss, _FRAME)):
        style: dict[str, Any] = {"boxstyle": "round,pad=0,rounding_size=1.2", "edgecolor": colour, "lw": thick}
        wide, high = box.width + 2 * _AWAY, box.height + 2 * _AWAY
        page.figure.add_artist(FancyBboxPatch(corner, wide, high, fill=False, transform=page.points, **style))


def _lines(found: Coloured, room: float, theme: Theme) -> list[list[Entry]]:
    lines: list[list[Entry]] = [[]]
    left = room
    for entry in key_entries(found, theme):
        if lines[-1] and entry.width > left:
            lines.append([])
            left = room
        lines[-1].append(entry)
        left -= entry.width + _BETWEEN
    return lines


def key_entries(found: Coloured, theme: Theme) -> list[Entry]:
    """Return what the key explains: the characters' colours, what matters, the line above."""
    entries = [Entry(theme.lut("signed"), "off", "on")]
    if found.under is not None:
        words = "matters" + (" to the character in the frame" if found.focus is not None else "")
        entries.append(Entry(mattering(np.linspace(0, 1, 256), theme), "", words))
    if found.marks is not None:
        entries.append(Entry(rgb(theme.text)[None].astype(np.uint8), "", "where it should be on", 1.0))
    return entries


def _entry(page: Page, entry: Entry, x: float, base: float) -> None:
    page.text(x, base, entry.before, SMALL, page.theme.secondary)
    x += width(entry.before, SMALL) + _GAP if entry.before else 0.0
    middle = base + 0.36 * SMALL.size
    axes = page.axes(Box(x, middle - entry.thick / 2, x + _RAMP, middle + entry.thick / 2), 0, 1)
    axes.imshow(entry.ramp[None], extent=(0, 1, 0, 1), aspect="auto", interpolation="none")
    page.text(x + _RAMP + _GAP, base, entry.after, SMALL, page.theme.secondary)
