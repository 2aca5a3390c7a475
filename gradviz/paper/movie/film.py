"""How large a movie is, how long, how many pictures a second it has, and in which theme."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gradviz.charts.style import Theme
from gradviz.errors import ExperimentError
from gradviz.paper.look import Look

LEAST, _MOST = (200, 120), (3840, 2160)
"""Width and height in pixels."""
_SECONDS = (1, 300)
_FASTEST = 50
"""Pictures a second; many viewers slow a GIF down that has more."""
_DELAYS = 100
"""How many of a GIF's units of time a second has: 10 ms each."""
_MP4_FASTEST = 120


@dataclass(frozen=True)
class Film:
    """The chosen size, length, rate and theme of a movie, validated when built.

    Parameters
    ----------
    size
        Width and height in pixels; those of an MP4 are even.
    seconds
        How long the whole story takes.
    fps
        Pictures a second; those of a GIF are 100 divided by a whole number.
    theme
        ``"light"`` or ``"dark"``.
    suffix
        The format, ``.gif`` or ``.mp4``.

    Raises
    ------
    ExperimentError
        When a value is out of range; `ExperimentError.field` names it.
    """

    size: tuple[int, int] = (1280, 720)
    seconds: float = 10.0
    fps: float = 25.0
    theme: str = "light"
    suffix: str = ".gif"

    def __post_init__(self) -> None:
        _sized(self.size, self.suffix == ".mp4")
        _within("seconds", self.seconds, *_SECONDS, "")
        if self.suffix == ".mp4":
            _within("fps", self.fps, 1, _MP4_FASTEST, " in an MP4")
        else:
            _timed(self.fps)
        Look(theme=self.theme)

    @property
    def colours(self) -> Theme:
        """The theme itself."""
        return Look(theme=self.theme).colours

    @property
    def frames(self) -> int:
        """How many pictures there are."""
        return max(2, round(self.seconds * self.rate))

    @property
    def delay(self) -> int:
        """How long a picture of a GIF stands, in milliseconds."""
        return 10 * round(_DELAYS / self.fps)

    @property
    def rate(self) -> float:
        """Pictures a second as the format keeps them."""
        return self.fps if self.suffix == ".mp4" else 1000 / self.delay


def size_of(words: str) -> tuple[int, int]:
    """Return ``1280x720`` as two numbers.

    Raises
    ------
    ExperimentError
        When the words are no size.
    """
    parts = words.lower().replace("×", "x").split("x")
    if len(parts) != 2 or not all(part.strip().isdecimal() for part in parts):
        raise ExperimentError(f"size must be width x height in pixels, such as 1280x720; you gave {words!r}.", "size")
    return int(parts[0]), int(parts[1])


def _sized(size: tuple[int, int], even: bool) -> None:
    wide, high = size
    if not (LEAST[0] <= wide <= _MOST[0] and LEAST[1] <= high <= _MOST[1]):
        limits = f"{LEAST[0]}x{LEAST[1]} to {_MOST[0]}x{_MOST[1]}"
        raise ExperimentError(f"size must be from {limits} pixels; you gave {wide}x{high}.", "size")
    if even and (wide % 2 or high % 2):
        raise ExperimentError(f"the size of an MP4 must be even in both directions; you gave {wide}x{high}.", "size")


def _timed(fps: float) -> None:
    parts = round(_DELAYS / fps) if _is_number(fps) and 0 < fps <= _DELAYS else 0
    if not (parts and _DELAYS / _FASTEST <= parts <= _DELAYS and abs(_DELAYS / parts - fps) < 0.01 * fps):
        rates = "50, 33.3, 25, 20, 12.5, 10, 5, … 1"
        raise ExperimentError(f"fps of a GIF must be 100 divided by 2, 3, 4, …: {rates}; you gave {fps:g}.", "fps")


def _within(name: str, value: float, low: float, high: float, where: str) -> None:
    if not _is_number(value) or not low <= value <= high:
        raise ExperimentError(f"{name} must be between {low} and {high}{where}; you gave {value:g}.", name)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
