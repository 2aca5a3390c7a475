"""Which values a slider visits: an even grid, or one that doubles in eight steps; pure."""

from __future__ import annotations

import bisect
import math

from gradviz.fields import Field

EVEN_POSITIONS = 200
OCTAVE = 8
"""Positions from a number to its double: PageUp doubles, and every power of two is met exactly."""


class Scale:
    """The grid of values of one field with a ``drag`` range; position i shows ``values[i]``."""

    def __init__(self, field: Field) -> None:
        if field.drag is None:
            raise ValueError(f"{field.name} has no slider")
        low, high = field.drag
        self.field = field
        self.step = 1.0 if field.kind == "int" else _nice((high - low) / EVEN_POSITIONS)
        self.decimals = max(0, -math.floor(math.log10(self.step)))
        self.values: tuple[float, ...] = _octaves(low, high) if field.log else self._even(low, high)
        self.coarse = OCTAVE if field.log else max(1, len(self.values) // 20)

    def position(self, value: float) -> int:
        """Return the position nearest to a value; the end where it lies beyond."""
        after = bisect.bisect_left(self.values, value)
        if after in (0, len(self.values)):
            return min(after, len(self.values) - 1)
        before, behind = self.values[after - 1], self.values[after]
        return after if behind - value <= value - before else after - 1

    def value(self, position: int) -> float:
        """Return the value at a position, whole where the field is."""
        found = self.values[position]
        return int(found) if self.field.kind == "int" else found

    def beside(self, value: float, by: int) -> int:
        """Return the position ``by`` grid values above (or below) a value that may lie between two."""
        start = bisect.bisect_right(self.values, value) - 1 if by > 0 else bisect.bisect_left(self.values, value)
        return min(max(start + by, 0), len(self.values) - 1)

    def snapped(self, position: int, reach: int) -> int:
        """Return the position of the mark when it lies within ``reach`` positions."""
        if self.field.mark is None:
            return position
        mark = self.position(self.field.mark)
        return mark if abs(mark - position) <= reach else position

    def _even(self, low: float, high: float) -> tuple[float, ...]:
        count = round((high - low) / self.step)
        return tuple(round(low + i * self.step, self.decimals) for i in range(count + 1))


def _nice(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step * 0.999))


def _octaves(low: float, high: float) -> tuple[float, ...]:
    values = [low]
    while values[-1] < high:
        octave = 2.0 ** math.floor(math.log2(values[-1]))
        values.append(min(values[-1] + max(1.0, octave / OCTAVE), high))
    return tuple(values)
