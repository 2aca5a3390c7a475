"""A number that is typed digit by digit into a list: a pause begins another one; no widget."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

PAUSE = 1.2
"""Seconds after which a digit begins another number."""
_LONGEST = 4


class Typed:
    """Collects digits."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._at = clock, 0.0
        self._digits = ""

    def add(self, digit: str) -> int:
        """Return the number with one digit more."""
        now = self._clock()
        begun = now - self._at <= PAUSE and len(self._digits) < _LONGEST
        self._digits = (self._digits if begun else "") + digit
        self._at = now
        return int(self._digits)
