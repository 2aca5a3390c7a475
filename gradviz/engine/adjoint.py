"""The way back through one layer on plain floats, in blocks of steps, with an exponent for each sequence."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from gradviz.cells.cell import Step
from gradviz.engine import curves
from gradviz.engine.bptt import LIMITS, Adjoint, Injection, LostError, fill_slopes
from gradviz.engine.loops import Floats
from gradviz.engine.matrices import Matrices
from gradviz.engine.progress import Progress
from gradviz.engine.scaled import Rows
from gradviz.engine.tape import Plan

_FIRST_BLOCK, _LONGEST_BLOCK = 16, 64


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
    weight = plan.loop.lend(torch.from_numpy(matrices.back).to(plan.shape.device))
    step = plan.cell.backward(plan.loop, weight, plan.room)
    for longest in (_LONGEST_BLOCK, 1):
        sweep = _Sweep(plan, layer, injection, step, truncation)
        sweep.run(longest, progress)
        if sweep.is_safe():
            return sweep.adjoint()
        progress.extend(plan.shape.steps)
    raise LostError


class _Sweep:
    """One pass from T to 0."""

    def __init__(self, plan: Plan, layer: int, injection: Injection, step: Step, truncation: int | None) -> None:
        self._loop, self._step, self._injection = plan.loop, step, injection
        self._steps, self._arguments = plan.shape.steps, plan.backward[layer]
        self._truncation, self._limits = truncation, LIMITS[plan.shape.dtype]
        self._states = [plan.back.of[name] for name in ("dh", "dc") if name in plan.back.of]
        self._delta = plan.back.of["delta"]
        self._exponents = np.full((self._steps + 1, plan.shape.batch), -np.inf)

    def run(self, longest: int, progress: Progress) -> None:
        """Take all steps, in blocks of at most ``longest``."""
        size = min(_FIRST_BLOCK, longest)
        t = self._skip(self._steps, self._injection.last(self._steps))
        progress.took(self._steps - t)
        carried = self._exponents[t]
        while t > 0:
            carried = self._settle(t, carried)
            if np.isneginf(carried).all():
                t_next = self._skip(t, self._injection.last(t - 1))
                progress.took(t - t_next)
                t = t_next
                continue
            first, size, change = self._block(t, carried, size)
            self._exponents[first:t] = carried
            if self._cut(first - 1):
                carried = self._forget(first - 1)
            progress.took(t - first + 1)
            if 4 * change < self._limits.block:
                size = min(2 * size, longest)
            t = first - 1
        self._settle(0, carried)

    def _rows(self, t: int) -> list[Any]:
        return [self._loop.lend(state[t]) for state in self._states]

    def _cut(self, t: int) -> bool:
        return self._truncation is not None and t % self._truncation == 0

    def _skip(self, start: int, stop: int) -> int:
        """Write zeros for the states after ``stop`` up to ``start``, and for the steps that lead to them."""
        for state in self._states:
            state[stop : start + 1] = 0
        self._delta[stop:start] = 0
        self._exponents[stop : start + 1] = -np.inf
        return stop

    def _forget(self, t: int) -> Floats:
        for state in self._states:
            state[t] = 0
        return np.full_like(self._exponents[t], -np.inf)

    def _settle(self, t: int, carried: Floats) -> Floats:
        """Add what is injected at t, make each mantissa's largest entry lie in [½, 1), return the exponents."""
        rows, index = self._rows(t), self._injection.row[t]
        if index >= 0:
            injected, exponents = self._injection.rows, self._injection.exponents[index]
            common = np.maximum(carried, exponents)
            for row in rows:
                self._loop.shift(row, _gap(carried, common))
            values = self._loop.shifted(self._loop.lend(injected.values[index]), _gap(exponents, common))
            self._loop.add(rows[0], values, rows[0])
            carried = common
        peak = self._peak(rows)
        top = np.frexp(peak)[1].astype(np.float64)
        for row in rows:
            self._loop.shift(row, -top)
        self._exponents[t] = np.where(peak > 0, carried + top, -np.inf)
        return self._exponents[t]

    def _peak(self, rows: list[Any]) -> Floats:
        peaks = [self._loop.peak(row) for row in rows]
        return np.maximum(*peaks) if len(peaks) > 1 else peaks[0]

    def _block(self, t: int, carried: Floats, size: int) -> tuple[int, int, float]:
        """Take a block of steps from t down; return its last step, the size that was safe, and the change."""
        alive = np.isfinite(carried)
        saved = [self._loop.shifted(row, np.zeros_like(carried)) for row in self._rows(t)]
        while True:
            first = self._block_end(t, carried, size)
            self._take(first, t, carried)
            peak = self._peak(self._rows(first - 1))[alive]
            with np.errstate(divide="ignore"):
                change = float(np.abs(np.log2(peak)).max())
            if change <= self._limits.block:
                return first, size, change
            if t == first:
                if not change <= self._limits.row and not self._cut(first - 1):
                    raise LostError
                return first, 1, change
            size = max(1, min(size, t - first + 1) // 4)
            for row, copy in zip(self._rows(t), saved, strict=True):
                self._loop.multiply(copy, self._loop.one, row)

    def _block_end(self, t: int, carried: Floats, size: int) -> int:
        first = max(1, t - size + 1)
        if self._truncation is not None:
            first = max(first, (t - 1) // self._truncation * self._truncation + 1)
        inside = self._injection.between(first, t - 1)
        if len(inside):
            sizes = self._injection.rows.log2_size[self._injection.row[inside]]
            larger = np.flatnonzero((sizes > carried + self._limits.ahead).any(-1))
            first = max(first, int(inside[larger[-1]]) + 1) if len(larger) else first
        return first

    def _take(self, first: int, t: int, carried: Floats) -> None:
        step, arguments = self._step, self._arguments.between(first, t)
        inside = self._injection.row[first:t][::-1]
        if not (inside >= 0).any():
            for rows in arguments:
                step(*rows)
            return
        add, injected = self._loop.add, self._injected(inside, carried)
        for rows, gradient in zip(arguments, [*injected, None], strict=True):
            step(*rows)
            if gradient is not None:
                add(rows[-1], gradient, rows[-1])

    def _injected(self, inside: Any, carried: Floats) -> list[Any]:
        """Return what each of the steps before t gets, in units of 2 ** carried."""
        wanted = np.unique(inside[inside >= 0])
        rows = self._injection.rows
        values = self._loop.lend(rows.values[torch.from_numpy(wanted).to(rows.values.device)])
        scaled = list(self._loop.shifted(values, _gap(self._injection.exponents[wanted], carried)))
        place = np.searchsorted(wanted, inside)
        return [scaled[place[i]] if index >= 0 else None for i, index in enumerate(inside)]

    def is_safe(self) -> bool:
        """Return whether no row, and no entry of a row, left the range in which floats keep their digits."""
        for state in self._states:
            size = state.abs()
            peak = size.amax(-1)
            alive = torch.from_numpy(np.isfinite(self._exponents)).to(peak.device)
            bound = 2.0**self._limits.row
            if not bool(((peak < bound) & ((peak > 1 / bound) | ~alive)).all()):
                return False
            if bool(((size.amin(-1) < 2.0**self._limits.digits) & alive).any()):
                return False
        return True

    def adjoint(self) -> Adjoint:
        """Return the rows with their exponents."""
        hidden = Rows(self._states[0], self._exponents)
        cell = Rows(self._states[1], self._exponents) if len(self._states) > 1 else None
        return Adjoint(hidden, cell, Rows(self._delta, self._exponents[1:]))


def _gap(exponents: Floats, unit: Floats) -> Floats:
    """Return exponents − unit, −inf for a row of zeros."""
    with np.errstate(invalid="ignore"):
        return np.where(np.isneginf(exponents), -np.inf, exponents - unit)
