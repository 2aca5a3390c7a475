"""How large a picture is, how fine, and in which theme."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gradviz.charts.style import THEMES, Theme
from gradviz.errors import ExperimentError, did_you_mean

WIDTHS = (200, 10_000)
DPIS = (30, 2400)
_NATURAL = 576.0
_NARROWEST, _WIDEST = 238.0, 1440.0


@dataclass(frozen=True)
class Look:
    """The chosen width, resolution and theme of a picture, validated when built.

    Parameters
    ----------
    width
        In pixels.
    dpi
        Pixels per inch. With it, the picture is laid out for ``width / dpi`` inches of paper, in
        type of ordinary size. None: it is laid out for 8 inches whatever the width, so that more
        pixels only make it sharper.
    theme
        ``"light"`` or ``"dark"``.

    Raises
    ------
    ExperimentError
        When a value is out of range; `ExperimentError.field` names it.
    """

    width: int = 1600
    dpi: float | None = None
    theme: str = "light"

    def __post_init__(self) -> None:
        _within("width", self.width, WIDTHS, "pixels")
        if self.dpi is not None:
            _within("dpi", self.dpi, DPIS, "pixels per inch")
        if self.theme not in THEMES:
            hint = did_you_mean(str(self.theme), THEMES) or "."
            raise ExperimentError(f"theme must be one of {', '.join(THEMES)}; you gave {self.theme!r}{hint}", "theme")

    @property
    def colours(self) -> Theme:
        """The theme itself."""
        return THEMES[self.theme]

    @property
    def points(self) -> float:
        """The width of the page in points; at least 3.3 inches, so that every word finds room."""
        asked = _NATURAL if self.dpi is None else self.width / self.dpi * 72
        return min(max(asked, _NARROWEST), _WIDEST)

    @property
    def resolution(self) -> float:
        """Pixels per inch as a viewer is told."""
        return self.dpi or self.width / _NATURAL * 72


def _within(name: str, value: float, limits: tuple[int, int], unit: str) -> None:
    low, high = limits
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not number or not low <= value <= high:
        raise ExperimentError(f"{name} must be between {low} and {high} {unit}; you gave {value}.", name)
