"""What stands below the pictures of a hand-out: two columns and a foot, of networks or of one that reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gradviz.checked import Check
from gradviz.paper.handouts import parts
from gradviz.paper.handouts.lines import Line
from gradviz.result import Result

Made = Callable[[float], list[Line]]
"""Returns the lines for the room they have."""


@dataclass(frozen=True)
class Below:
    """Each column is parts below each other; the left one is the narrower."""

    left: tuple[Made, ...]
    right: tuple[Made, ...]
    foot: Made


@dataclass(frozen=True)
class Reading:
    """What a page says of a network that reads, in words alone.

    Attributes
    ----------
    settings
        Its rows: what, and its value.
    measured
        Sentences.
    foot
        What is said in small print.
    """

    settings: Sequence[tuple[str, str]]
    measured: Sequence[str]
    foot: str


def of_networks(results: tuple[Result, ...], checks: Sequence[Check]) -> Below:
    """Return the settings, what was checked, and the equations."""
    return Below(
        (lambda room: parts.table(results, room), lambda room: parts.checked(results, checks, room)),
        (lambda room: parts.equations(results, room),),
        lambda room: parts.foot(results, room),
    )


def of_reading(reading: Reading) -> Below:
    """Return the settings, and what was measured."""
    return Below(
        (lambda room: parts.pairs("Settings", reading.settings, room),),
        (lambda room: parts.said("Measured", reading.measured, room),),
        lambda room: parts.small(reading.foot, room),
    )
