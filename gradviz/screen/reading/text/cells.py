"""Some lines of the grid, cell by cell: which character stands in each, and what is known of it."""

from __future__ import annotations

import numpy as np

from gradviz.charts.terms import Array
from gradviz.screen.reading.text.content import Content
from gradviz.screen.reading.text.glyphs import BLANK, GOES_ON
from gradviz.screen.reading.text.lines import Lines
from gradviz.screen.reading.text.tints import CHOSEN, DIM, PLAIN, grounds


class Cells:
    """The cells of ``rows`` lines from ``first`` on; column 0 is in the margin, the last one holds line ends.

    Attributes
    ----------
    there : (rows, wide + 2)
        Whether a character stands in a cell.
    codes : (rows, wide + 2)
        Its code point, or a code of `glyphs`.
    """

    def __init__(self, content: Content, lines: Lines, first: int, rows: int) -> None:
        self._content = content
        shown = slice(first, first + rows)
        starts, ends = lines.starts[shown], lines.ends[shown]
        index = starts[:, None] + np.arange(-1, lines.wide + 1)
        self.there: Array = index < ends[:, None]
        self.there[:, 0] = False
        self._index = np.where(self.there, index, 0)
        self.codes = self._each(content.codes, BLANK)
        self.codes[lines.continued[shown], 0] = GOES_ON

    def grounds(self, selection: tuple[int, int]) -> Array:
        """Return the number of each cell's background, as in `tints`."""
        shade, read = self._each(self._content.shade, np.nan), self._index < self._content.read
        made = grounds(shade, read)
        if self._content.horizon is not None:
            made[self.there & (self._index >= self._content.horizon)] = DIM
        made[~self.there] = PLAIN
        return made + np.where(self._chosen(selection), CHOSEN, 0)

    def under(self) -> Array:
        """Return how much each character matters."""
        return self._each(self._content.under, 0)

    def marks(self) -> Array:
        """Return where the label holds."""
        return self._each(self._content.marks, False)

    def strange(self) -> Array:
        """Return what the network reads as another character."""
        return self._each(self._content.strange, False)

    def _chosen(self, selection: tuple[int, int]) -> Array:
        made: Array = self.there & (self._index >= selection[0]) & (self._index < selection[1])
        return made

    def _each(self, values: Array, without: float) -> Array:
        """Return the value of the character in each cell."""
        if not len(values):
            return np.full(self.there.shape, without, values.dtype)
        return np.where(self.there, values[self._index], values.dtype.type(without))
