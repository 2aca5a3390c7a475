"""Which characters stand in which line of the grid: at most ``wide`` in each, a line end at the end of its line.

A line end may stand one cell beyond the last column, so that a line of exactly ``wide`` characters needs no second one.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts.terms import Array

_NEWLINE, _RETURN = 10, 13


class Lines:
    """Where each line of the grid begins.

    Attributes
    ----------
    starts : (lines,)
        The first character of each line; the last line may be empty.
    ends : (lines,)
        Where the next line begins, or the text ends.
    continued : (lines,)
        Whether a line goes on with what did not fit into the one above.
    wide
        How many characters a line has at most, its line end not counted.
    """

    def __init__(self, codes: Array, wide: int) -> None:
        self.wide = wide
        self.length = len(codes)
        begins = np.concatenate([[0], np.flatnonzero(_line_ends(codes)) + 1])
        lengths = np.diff(begins, append=self.length)
        lengths[:-1] -= 1  # all but the last have a line end
        counts = np.maximum(1, -(-lengths // wide))
        offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        self.starts: Array = np.repeat(begins, counts) + wide * offset
        self.ends: Array = np.append(self.starts[1:], self.length)
        self.continued: Array = offset > 0

    def __len__(self) -> int:
        return len(self.starts)

    def line(self, place: int) -> int:
        """Return the line in which a place is."""
        return int(np.searchsorted(self.starts, place, "right")) - 1

    def column(self, place: int) -> int:
        """Return how many characters stand before a place in its line."""
        return place - int(self.starts[self.line(place)])

    def last(self, line: int) -> int:
        """Return the last place in a line: its line end, its last character, or the end of the text."""
        return self.length if line == len(self) - 1 else int(self.ends[line]) - 1

    def place(self, line: int, column: int) -> int:
        """Return the place nearest to a column of a line."""
        line = min(max(line, 0), len(self) - 1)
        return min(int(self.starts[line]) + max(column, 0), self.last(line))

    def boundary(self, line: int, column: int) -> int:
        """Return the same, but after the last character of a line that goes on below."""
        line = min(max(line, 0), len(self) - 1)
        goes_on = line + 1 < len(self) and bool(self.continued[line + 1])
        return int(self.ends[line]) if goes_on and column >= self.wide else self.place(line, column)


def _line_ends(codes: Array) -> Array:
    """Return where a line ends: at every newline, and at a return without one."""
    found: Array = codes == _NEWLINE
    returns = codes == _RETURN
    if returns.any():
        returns[:-1] &= ~found[1:]
        found |= returns
    return found
