"""A passage of a text and what a network did in it, page by page; an edit keeps the pages before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from gradviz.cells import CELLS
from gradviz.language.readout import log_probabilities
from gradviz.language.state import Floats, State
from gradviz.language.unit import Unit, units_of
from gradviz.models import Checkpoint


class Page(NamedTuple):
    """Some characters in a row: read-only float32.

    Attributes
    ----------
    values : (units, n)
        Every unit after each character, in the order of `gradviz.language.unit.units_of`.
    known : (n,)
        Natural log of the probability that each character was given before it was read; NaN without a read-out.
    """

    values: Floats
    known: Floats


class Held(NamedTuple):
    """A unit that is held at a value after the characters ``first … last − 1`` of a passage; None: to its end."""

    unit: Unit
    value: float
    first: int = 0
    last: int | None = None

    def spliced(self, place: int, removed: int, inserted: int) -> Held:
        """Return the same stretch of a text in which characters gave way to others."""

        def follow(end: int) -> int:
            return end if end <= place else max(end - removed, place) + inserted

        return self._replace(first=follow(self.first), last=None if self.last is None else follow(self.last))


@dataclass(frozen=True, eq=False)
class Passage:
    """A text, or the part of it around the view, as far as a network has read it.

    Attributes
    ----------
    checkpoint
        Who reads.
    text
        The passage, n characters.
    first
        How many characters of the whole text stand before it.
    start
        What the network remembers before the passage.
    exact
        Whether ``start`` comes from reading everything before; else the network began a little before the passage.
    pages
        What was read of it, from its beginning.
    held
        What is held, and where; None: the network as it is.
    around
        The characters of the whole text before the passage, and those behind it.
    """

    checkpoint: Checkpoint
    text: str
    first: int
    start: State
    exact: bool
    pages: tuple[Page, ...] = ()
    held: Held | None = None
    around: tuple[str, str] = ("", "")
    names: tuple[Unit, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", units_of(self.checkpoint))

    @cached_property
    def whole(self) -> str:
        """The whole text, of which the passage is a part: its labels are computed on all of it."""
        before, behind = self.around
        return before + self.text + behind

    @property
    def count(self) -> int:
        """How many characters have been read."""
        return sum(page.values.shape[1] for page in self.pages)

    @property
    def done(self) -> bool:
        """Whether all of it has been read."""
        return self.count == len(self.text)

    def sampled(self, most: int) -> Floats:
        """Return what every unit did after every k-th character, (units, ≤ most): k is 1 where that is enough."""
        step, parts, begin = max(1, -(-self.count // most)), [np.empty((len(self.names), 0), np.float32)], 0
        for page in self.pages:
            parts.append(page.values[:, -begin % step :: step])
            begin += page.values.shape[1]
        return np.concatenate(parts, axis=1)

    def of(self, unit: Unit) -> Floats:
        """Return what one unit did, (count,)."""
        row = self.row(unit)
        return np.concatenate([np.empty(0, np.float32), *(page.values[row] for page in self.pages)])

    def stretch(self, unit: Unit, first: int, last: int) -> Floats:
        """Return what one unit did after the characters ``first … last − 1``, as far as they have been read."""
        row, parts, begin = self.row(unit), [np.empty(0, np.float32)], 0
        for page in self.pages:
            end = begin + page.values.shape[1]
            if end > first and begin < last:
                parts.append(page.values[row, max(first - begin, 0) : last - begin])
            begin = end
        return np.concatenate(parts)

    def row(self, unit: Unit) -> int:
        """Return the place of a unit in every page.

        Raises
        ------
        ValueError
            When the network has no such unit.
        """
        kinds = 2 if CELLS[self.checkpoint.cell].has_cell_state else 1
        row = (unit.layer * kinds + (kinds - 1 if unit.state == "hidden" else 0)) * self.checkpoint.hidden_size
        row += unit.index
        if not (0 <= row < len(self.names) and self.names[row] == unit):
            raise ValueError(f"{self.checkpoint.name} has no {unit}")
        return row

    def block(self, first: int, last: int) -> Floats:
        """Return what every unit did after the characters ``first … last − 1``, (units, ≤ last − first)."""
        parts, begin = [np.empty((len(self.names), 0), np.float32)], 0
        for page in self.pages:
            end = begin + page.values.shape[1]
            if end > first and begin < last:
                parts.append(page.values[:, max(first - begin, 0) : last - begin])
            begin = end
        return np.concatenate(parts, axis=1)

    def known(self) -> Floats:
        """Return the log probability of each character that has been read, (count,)."""
        return np.concatenate([np.empty(0, np.float32), *(page.known for page in self.pages)])

    def known_at(self, place: int) -> float:
        """Return the log probability of one character that has been read."""
        for page in self.pages:
            if place < len(page.known):
                return float(page.known[place])
            place -= len(page.known)
        raise IndexError("this character has not been read yet")

    def state(self, at: int) -> State:
        """Return what the network remembers once it has read ``at`` characters of the passage.

        Raises
        ------
        IndexError
            When it has not read that far.
        """
        if at == 0:
            return self.start
        column = self.block(at - 1, at)
        if not column.shape[1]:
            raise IndexError(f"{at} characters have not been read yet")
        size, layers = self.checkpoint.hidden_size, self.checkpoint.layers
        kinds = np.ascontiguousarray(column[:, 0]).reshape(layers, -1, size)
        return State(kinds[:, -1], kinds[:, 0] if kinds.shape[1] == 2 else None)

    def expected(self, at: int) -> Floats | None:
        """Return the probability of every next character after ``at`` characters, (A,); None without a read-out."""
        if not self.checkpoint.has_readout:
            return None
        return np.asarray(np.exp(log_probabilities(self.checkpoint, self.state(at).hidden[-1])))
