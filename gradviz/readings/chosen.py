"""The unit that a `Watch` is about: a value that needs no network, so that who waits for none imports none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradviz.language.scores import Score
    from gradviz.language.unit import Unit


@dataclass(frozen=True)
class Chosen:
    """A unit, and how well it does what it was looked for by.

    Attributes
    ----------
    sign
        −1 where "on" is its low end.
    score
        How well it follows the label that it was looked for by; None: it was numbered.
    """

    unit: Unit
    sign: int = 1
    score: Score | None = None
