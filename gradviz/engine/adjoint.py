"""The way back through one layer on plain floats, in blocks of steps, with an exponent for each sequence."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any

import numpy as np
import torch

from gradviz.engine import curves
from gradviz.engine.bptt import Adjoint, Injection, LostError, fill_slopes
from gradviz.engine.limits import LIMITS, Limits
from gradviz.engine.loops import Floats
from gradviz.engine.matrices import Matrices
from gradviz.engine.progress import Progress
from gradviz.engine.scaled import Rows
from gradviz.engine.tape import Plan
from gradviz.engine.walks import Walk, backward_walk

_FIRST_BLOCK, _LONGEST_BLOCK = 16, 128


def backward(
    plan: Plan, layer: int, injection: Injection, matrices: Matrices, truncation: int | None, progress: Progress
) -> Adjoint:
    """Run one layer back; the result lies in the plan's buffers.

    Raises
    ------
    LostError
        When plain floats can't hold it, even one step at a time.
    """
    fill_slopes(plan, layer, curves)
    walk, unconnected = backward_walk(plan, layer, matrices), not matrices.back.any()
    at_once = [(_LONGEST_BLOCK, True)] if walk.scaled is not None else []
    for longest, scales in (*at_once, (_LONGEST_BLOCK, False), (1, False)):
        sweep = _Sweep(plan, injection, walk, truncation, unconnected)
        with suppress(_StrayedError):
            sweep.run(longest, scales, progress)
            found = sweep.adjoint()
            if _is_safe(found, LIMITS[plan.shape.dtype], unconnected):
                return found
        progress.extend(plan.shape.steps)
    raise LostError


def _is_safe(adjoint: Adjoint, limits: Limits, unconnected: bool) -> bool:
    """Return whether no row, and no entry of a row, left the range in which floats keep their digits.

    Where W_hh is all zeros (``unconnected``), so is a ∂L/∂h_t that nothing else reaches.
    """
    most, least, digits = 2.0**limits.row, 2.0**-limits.row, 2.0**limits.digits
    dead = np.isneginf(adjoint.hidden.exponents)
    for rows in (adjoint.hidden, adjoint.cell):
        if rows is not None:
            largest, smallest, _ = rows.measures
            zero = dead | ((largest == 0) & unconnected)
            if not ((largest < most) & (largest >= least) & (smallest >= digits) | zero).all():
                return False
    largest = adjoint.delta.measures.largest
    return bool(((largest < most) & ((largest >= least) | (largest == 0))).all())


class _StrayedError(Exception):
    """Machine code met a step that it can't take."""


class _Sweep:
    """One pass from T to 0."""

    def __init__(
        self, plan: Plan, injection: Injection, walk: Walk, truncation: int | None, unconnected: bool
    ) -> None:  # fmt: skip
        self._loop, self._walk, self._injection = plan.loop, walk, injection
        self._sharp, self._unconnected = plan.cell.sharp, unconnected
        self._steps = plan.shape.steps
        self._truncation, self._limits = truncation, LIMITS[plan.shape.dtype]
        self._states = [plan.back.of[name] for name in ("dh", "dc") if name in plan.back.of]
        self._lent = [plan.loop.lend(state) for state in self._states]
        self._delta = plan.back.of["delta"]
        self._exponents = np.full((self._steps + 1, plan.shape.batch), -np.inf)

    def run(self, longest: int, at_once: bool, progress: Progress) -> None:
        """Take all steps, in blocks of at most ``longest``, or ``at_once`` where the walk scales by itself.

        Raises
        ------
        _StrayedError
            When that walk met a step that it can't take.
        LostError
            When a single step took the adjoint further than floats keep their digits.
        """
        size, t = min(_FIRST_BLOCK, longest), self._injection.last(self._steps)
        self._silence(t, self._steps, progress)
        peak = np.zeros(self._exponents.shape[1])
        while t > 0:
            peak = self._settle(t, peak)
            if not peak.any():
                t_next = self._injection.last(t - 1)
                self._silence(t_next, t, progress)
                t = t_next
                continue
            first = self._stretch(t, progress.chunk)
            if at_once and t - first >= _FIRST_BLOCK:
                peak = self._scaled(first, t)
            else:
                first, peak, change = self._block(t, size)
                size = int(min(longest, max(1.0, 0.7 * self._limits.block * (t - first + 1) / max(change, 1e-9))))
            progress.took(t - first + 1)
            t = first - 1
            if self._truncation is not None and t % self._truncation == 0:
                peak = self._forget(t)
        self._settle(0, peak)

    def _rows(self, t: int) -> list[Any]:
        return [state[t] for state in self._lent]

    def _silence(self, first: int, last: int, progress: Progress) -> None:
        """Write zeros for the states first … last, and for the steps between them."""
        for state in self._states:
            state[first : last + 1] = 0
        self._delta[first:last] = 0
        self._exponents[first : last + 1] = -np.inf
        progress.took(last - first)

    def _forget(self, t: int) -> Floats:
        for state in self._states:
            state[t] = 0
        self._exponents[t] = -np.inf
        return np.zeros_like(self._exponents[t])

    def _settle(self, t: int, peak: Floats) -> Floats:
        """Add what is injected at t, and make each mantissa's largest entry lie in [½, 1).

        ``peak`` is max |carry| of each sequence, in units of 2 ** exponents[t]; returned as it is then.
        """
        rows = self._rows(t)
        if t >= self._injection.lowest and self._injection.row[t] >= 0:
            self._inject(t, rows)
            peak = self._peak(rows)
        mantissa, top = np.frexp(peak)
        for row in rows:
            self._loop.lift(row, -top)
        self._exponents[t] = np.where(peak > 0, self._exponents[t] + top, -np.inf)
        return mantissa

    def _inject(self, t: int, rows: list[Any]) -> None:
        index, carried = self._injection.row[t], self._exponents[t]
        exponents = self._injection.exponents[index]
        common = np.maximum(carried, exponents)
        for row in rows:
            self._loop.shift(row, _gap(carried, common))
        values = self._loop.shifted(self._loop.lend(self._injection.rows.values[index]), _gap(exponents, common))
        self._loop.add(rows[0], values, rows[0])
        self._exponents[t] = common

    def _peak(self, rows: list[Any]) -> Floats:
        peak: Floats = self._loop.peak(rows[0])
        return peak if len(rows) == 1 else np.maximum(peak, self._loop.peak(rows[1]))

    def _stretch(self, t: int, longest: int) -> int:
        """Return the last step of those from t down that nothing is injected into, nor cut from."""
        return max(self._uncut(t, longest), self._injection.last(t - 1) + 1)

    def _uncut(self, t: int, longest: int) -> int:
        """Return the last of the steps from t down that truncation doesn't part from it."""
        first = max(1, t - longest + 1)
        return first if self._truncation is None else max(first, (t - 1) // self._truncation * self._truncation + 1)

    def _scaled(self, first: int, t: int) -> Floats:
        """Take steps t … first in machine code that keeps the exponents; return max |carry| after them."""
        if not self._walk.scaled(first, t, self._exponents):
            raise _StrayedError
        return self._peak(self._rows(first - 1))

    def _block(self, t: int, size: int) -> tuple[int, Floats, float]:
        """Take a block of steps from t down, as long as is safe.

        Returns its last step, max |carry| in the units of the block, and by how many powers of two it changed.
        """
        carried = self._exponents[t].copy()
        saved = [row + 0 for row in self._rows(t)[1:]]  # the step makes ∂L/∂c_t total in its place
        while True:
            first = self._block_end(t, carried, size)
            self._take(first, t, carried)
            self._exponents[first - 1 : t] = carried
            peak = self._peak(self._rows(first - 1))
            change = _change(peak[np.isfinite(carried)])
            if change <= self._limits.block:
                return first, peak, change
            if t == first:
                if change <= self._limits.row or self._is_cut(t) or self._ends(t, peak):
                    return first, peak, change
                raise LostError
            size = max(1, (t - first + 1) // 4)
            for row, copy in zip(self._rows(t)[1:], saved, strict=True):
                self._loop.multiply(copy, self._loop.one, row)

    def _is_cut(self, t: int) -> bool:
        """Return whether what step t hands back is thrown away, and the step itself kept its digits."""
        if self._truncation is None or (t - 1) % self._truncation:
            return False
        delta = self._loop.peak(self._loop.lend(self._delta[t - 1]))
        return _change(delta[np.isfinite(self._exponents[t])]) <= self._limits.row

    def _ends(self, t: int, peak: Floats) -> bool:
        """Return whether the adjoints that are 0 after step t are truly so, and the others kept their digits."""
        gone = (peak == 0) & np.isfinite(self._exponents[t])
        if not self._unconnected:
            gone &= self._sharp & (self._loop.peak(self._loop.lend(self._delta[t - 1])) == 0)
        rest = peak[~gone & np.isfinite(self._exponents[t])]
        return bool(gone.any()) and (not len(rest) or _change(rest) <= self._limits.row)

    def _block_end(self, t: int, carried: Floats, size: int) -> int:
        """Return the last step of a block: not beyond a cut, nor a loss much larger than the adjoint."""
        first = self._uncut(t, size)
        if t > self._injection.lowest:
            inside = self._injection.between(first, t - 1)
            sizes = self._injection.rows.log2_size[self._injection.row[inside]]
            larger = inside[(sizes > carried + self._limits.ahead).any(-1)]
            first = int(larger[-1]) + 1 if len(larger) else first
        return first

    def _take(self, first: int, t: int, carried: Floats) -> None:
        if t <= self._injection.lowest or not len(self._injection.between(first, t - 1)):
            self._walk(first, t)
        else:
            self._walk(first, t, self._injected(self._injection.row[first:t], carried))

    def _injected(self, rows: Any, carried: Floats) -> Any:
        """Return what each of some states gets, (…, B, H), in units of 2 ** carried."""
        wanted, place = np.unique(rows, return_inverse=True)
        values = self._injection.rows.values
        values = self._loop.lend(values[torch.from_numpy(wanted).to(values.device)])
        exponents = np.where(wanted[:, None] < 0, -np.inf, self._injection.exponents[wanted])
        return self._loop.picked(self._loop.shifted(values, _gap(exponents, carried)), place)

    def adjoint(self) -> Adjoint:
        """Return the rows with their exponents."""
        hidden = Rows(self._states[0], self._exponents)
        cell = Rows(self._states[1], self._exponents) if len(self._states) > 1 else None
        return Adjoint(hidden, cell, Rows(self._delta, self._exponents[1:]))


def _change(peak: Floats) -> float:
    low, high = float(peak.min()), float(peak.max())
    return max(abs(math.log2(low)), abs(math.log2(high))) if low > 0 and math.isfinite(high) else math.inf


def _gap(exponents: Floats, unit: Floats) -> Floats:
    """Return exponents − unit, −inf for a row of zeros."""
    found: Floats = np.where(np.isneginf(exponents), -np.inf, exponents - unit)
    return found
