"""A block of configurations on its way back, one window of steps after the other.

Every sequence's adjoint is a mantissa times a power of two, which is moved out after each window. What a
window can't hold is not repaired here but named: those sequences are lost, and have to be run one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch

from gradviz.engine.limits import LIMITS
from gradviz.engine.loops import Floats
from gradviz.engine.progress import Progress
from gradviz.engine.scaled import LOG10_2
from gradviz.engine.sweeping.arithmetic import Flags, odd_ones
from gradviz.engine.sweeping.namespace import Namespace, Stack
from gradviz.engine.sweeping.space import Numbers, Space

_WEIGHT = {torch.float64: 2.0**-40, torch.float32: 2.0**-20}  # times 2 ** LIMITS.digits it is still a float


class Loss(NamedTuple):
    """Where a way back starts, whether every step up to it gets the loss, and where it is cut."""

    step: int
    every: bool
    truncation: int | None


class Norms(NamedTuple):
    """log10 norms (T + 1, B), and which sequences (B,) have to be run one by one instead."""

    hidden: Floats
    cell: Floats | None
    lost: Flags


class Backward:
    """Ways back through the top layer, after a `Forward`."""

    def __init__(self, space: Space, numbers: Numbers, exact: bool) -> None:
        arithmetic, top = space.arithmetic, numbers.layers[-1]
        self._space, self._arithmetic, self._loop = space, arithmetic, arithmetic.loop
        self._limits = LIMITS[space.shape.dtype]
        self._loss = arithmetic.put(numbers.loss)
        factor = np.ones(space.shape.batch) if numbers.factor is None else numbers.factor
        rows = None if numbers.factor is None else arithmetic.put(np.repeat(factor[:, None], space.shape.hidden, 1))
        operations = Namespace(arithmetic, rows, backwards=True)
        self._step = space.cell.backward(operations, Stack(arithmetic.put(top.back)), space.room)
        weights = np.abs(top.back)
        least = weights[weights > 0].min(initial=np.inf)
        self._certain = (factor == 0) | (exact and least >= _WEIGHT[space.shape.dtype])
        self._states = [space.back.of["d" + state] for state in space.states]

    def run(self, loss: Loss, progress: Progress) -> Norms:
        """Go back from where the loss is to h_0."""
        batch, steps = self._space.shape.batch, self._space.shape.steps
        self._exponents, self._lost = np.zeros(batch), np.zeros(batch, bool)
        self._squares = [np.zeros((steps + 1, batch)) for _ in self._states]
        self._units = np.zeros((steps + 1, batch))
        self._injected = self._loss if loss.every else None
        for state, value in zip(self._states, (self._loss, 0), strict=False):
            state[self._space.back.before(loss.step) + 1] = value
        t = loss.step
        while t > 0:
            first = self._first(t, loss.truncation)
            self._take(first, t)
            progress.took(t - first + 1)
            t = first - 1
            is_cut = loss.truncation is not None and t % loss.truncation == 0
            if is_cut and (t == 0 or not loss.every):
                return self._norms()
            if t > 0:
                self._settle(t, is_cut)
        self._measure(0, 0, [state[:1] for state in self._states])
        return self._norms()

    def _first(self, t: int, truncation: int | None) -> int:
        length = self._space.length if truncation is None else truncation
        return max((t - 1) // self._space.length * self._space.length, (t - 1) // length * length) + 1

    def _take(self, first: int, last: int) -> None:
        """Take steps last … first, and note the norms of what they start from."""
        window, step, injected, add = self._space.back, self._step, self._injected, self._loop.add
        t = last
        for rows in window.back(self._space.cell.backward_rows, first, last):
            step(*rows)
            if injected is not None and t > first:
                add(rows[-1], injected, rows[-1])
            t -= 1
        low = window.before(first) + 1
        self._measure(first, last, [state[low : low + last - first + 1] for state in self._states])

    def _measure(self, first: int, last: int, states: Sequence[Any]) -> None:
        self._units[first : last + 1] = self._exponents
        certain = self._certain
        for squares, rows in zip(self._squares, states, strict=True):
            found = squares[first : last + 1] = self._arithmetic.fetched(self._arithmetic.squares(rows))
            if not found.all():  # the squares of what isn't 0 may be
                self._lost |= ((found == 0) & (self._loop.peak(rows) > 0)).any(0)
            odd = odd_ones(self._arithmetic, rows, 2.0**self._limits.digits)
            if odd is not None:
                self._lost |= odd[1] | (odd[0] & ~certain)
            certain = np.zeros_like(certain)  # ∂L/∂c_t goes past W_hh: a 0 there may always be an underflow

    def _settle(self, t: int, is_cut: bool) -> None:
        """Carry the adjoint of step t on: cut it, add the loss, move its exponents out."""
        before, after = self._space.back.before(t + 1), self._space.back.before(t) + 1
        for state in self._states:
            state[after] = 0 if is_cut else state[before]
        if is_cut:
            self._exponents = np.zeros_like(self._exponents)
            self._injected = self._loss
        if self._injected is not None:
            self._loop.add(self._states[0][after], self._injected, self._states[0][after])
        peak = np.max([self._loop.peak(state[after]) for state in self._states], axis=0)
        top = np.where((peak > 0) & np.isfinite(peak), np.frexp(peak)[1].astype(np.float64), 0.0)
        for state in self._states:
            self._loop.shift(state[after], -top)
        self._exponents = np.where(peak > 0, self._exponents + top, 0.0)
        if self._injected is not None:
            self._injected = self._loop.shifted(self._loss, -self._exponents)

    def _norms(self) -> Norms:
        reach = 2.0 ** (2 * self._limits.row)
        for squares in self._squares:
            self._lost |= ~((squares == 0) | ((squares > 1 / reach) & (squares < reach))).all(0)
        norms = [0.5 * np.log10(squares) + self._units * LOG10_2 for squares in self._squares]
        return Norms(norms[0], norms[1] if len(norms) > 1 else None, self._lost)
