"""Where a reader has been: back and forward, as in a browser; pure."""

from __future__ import annotations


class Trail:
    """Keys of entries in the order in which they were opened."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._at = -1

    @property
    def here(self) -> str:
        """The key that is open; nothing at first."""
        return self._keys[self._at] if self._keys else ""

    def go(self, key: str) -> None:
        """Open another one; what was ahead is forgotten."""
        if key != self.here:
            self._keys = [*self._keys[: self._at + 1], key]
            self._at = len(self._keys) - 1

    def can(self, by: int) -> bool:
        """Return whether there is one so many steps back (−1) or ahead (1)."""
        return 0 <= self._at + by < len(self._keys)

    def turn(self, by: int) -> str:
        """Go back or ahead; return the key that is open then."""
        if self.can(by):
            self._at += by
        return self.here
