"""The adjoints of many losses of one sequence, each begun at a step of its own, all taken back together.

A row has a power of two of its own, so it may vanish or explode as far as it likes. What plain floats
cannot hold is one entry more than some thousand powers of two below another of the same row; where W_hh
has zeros, units may drift that far apart, and an upper bound on all that was lost this way goes along.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gradviz.theory.floats import LOG10_2, LOWEST, Floats, joined, log10_norm, split
from gradviz.theory.refusal import TheoryError
from gradviz.theory.steps import TAME, Linearised
from gradviz.theory.sweep import Sweep

_CHUNK = 32  # rows of memory added at once
_MODERATE = 2.0**400  # squares of norms between this and 1 / this need no scaling before the next step
_SMALL, _FLUSHED = 2.0**-600, -1000.0  # entries that a step might flush, relative to the largest, and log2 of what then
_NOTICED = 30.0  # powers of two by which what was lost must lie below a row


class AdjointRows:
    """∂(v·h_t)/∂s_s of the first sequence for some t, the latest t first."""

    def __init__(self, linear: Linearised) -> None:
        self._linear = linear
        self._loses = not linear.tame or bool((linear.spread[:, 0] >= TAME).any() or (linear.weight == 0).any())
        self._growth = _growth(linear) if self._loses else None
        self.clear()

    def clear(self) -> None:
        """Forget all rows, as a detached state does."""
        self._sweep = Sweep(self._linear, 0, 0)
        self._count, self._exponents = 0, np.zeros(0, np.int64)
        self._lost, self._lost_hidden = np.zeros(0), np.zeros(0)

    def add(self, direction: Floats) -> None:
        """Begin a row: v at h, nothing at c."""
        if self._count == len(self._exponents):
            self._enlarge()
        self._sweep.states[0][self._count] = direction
        self._exponents[self._count] = 0
        self._count += 1
        self._settle()

    def _enlarge(self) -> None:
        """Make room for more rows: rows of zeros until they begin."""
        states = np.pad(np.hstack(self._sweep.states), ((0, _CHUNK), (0, 0)))
        self._sweep = Sweep(self._linear, len(states), 0)
        self._sweep.fill(states)
        self._exponents = np.pad(self._exponents, (0, _CHUNK), constant_values=LOWEST)
        self._lost, self._lost_hidden = (
            np.pad(lost, (0, _CHUNK), constant_values=-np.inf) for lost in (self._lost, self._lost_hidden)
        )

    def back(self, t: int) -> None:
        """Take step t back."""
        alive = self._exponents > LOWEST
        if not alive.any():
            return
        if self._growth is not None:
            self._remember_lost(t)
        self._sweep.back(t)
        self._exponents[alive] += self._linear.lift[t - 1, 0]
        self._settle()

    def log10_hidden(self) -> Floats:
        """Return log10 of the norm of each row's part of h, (rows,); −inf for an exact zero.

        Raises
        ------
        TheoryError
            When what floats lost may be as large.
        """
        hidden, exponents = self._sweep.states[0][: self._count], self._exponents[: self._count]
        squares = _squares(hidden)
        with np.errstate(divide="ignore"):
            found = 0.5 * np.log10(squares) + exponents * LOG10_2
        doubtful = np.flatnonzero(~_is_moderate(squares))
        found[doubtful] = log10_norm(hidden[doubtful], exponents[doubtful])
        if (self._lost_hidden[: self._count] > found / LOG10_2 - _NOTICED).any():
            raise TheoryError(
                "Units of this network drift so far apart that floats cannot hold an adjoint's entries side by side, "
                "and those that were lost may matter later: choose fewer steps, a smaller input scale, or another init."
            )
        return found

    def _settle(self) -> None:
        """Bring rows back to moderate size where one of them left it, or where small entries are watched."""
        squares = np.sum([_squares(state) for state in self._sweep.states], axis=0)
        if self._growth is None and _is_moderate(squares[self._exponents > LOWEST]).all():
            return
        top = split(self._peaks())[1]
        for state in self._sweep.states:
            state[...] = joined(state, -top[:, None])
        self._exponents = np.where(self._peaks() > 0, self._exponents + top, LOWEST)

    def _peaks(self) -> Floats:
        found: Floats = np.max([np.abs(state).max(-1) for state in self._sweep.states], axis=0)
        return found

    def _remember_lost(self, t: int) -> None:
        """Bound what step t makes of what was lost, and what it may lose itself."""
        assert self._growth is not None
        entries = np.abs(np.hstack(self._sweep.states))
        loses = ((entries > 0) & (entries < _SMALL)).any(-1) | (not self._linear.is_tame(t, 0))
        loses &= self._exponents > LOWEST
        new = np.where(loses, self._exponents + _FLUSHED, -np.inf)
        lost, (whole, hidden) = np.logaddexp2(self._lost, new), self._growth[t - 1]
        self._lost, self._lost_hidden = lost + whole, lost + hidden


def _growth(linear: Linearised) -> Floats:
    """Return log2 of the largest column sum of |J_t|, (T, 2), of all its columns and of those of h.

    By so much can a step enlarge a row's largest entry: all of them, and those that become the part of h.
    """
    size = replace(
        linear,
        weight=np.abs(linear.weight),
        factors={name: np.abs(factor[:, :1]) for name, factor in linear.factors.items()},
        gates={name: np.abs(gate[:, :1]) for name, gate in linear.gates.items()},
    )
    sweep, found = Sweep(size, 1, 0), np.empty((len(linear.lift), 2))
    for t in range(1, len(found) + 1):
        sweep.fill(np.ones((1, linear.states)))
        sweep.back(t)
        sums = [state.max() for state in sweep.states]
        found[t - 1] = max(sums), sums[0]
    with np.errstate(divide="ignore"):
        grown: Floats = np.log2(found) + linear.lift[:, :1]
    return grown


def _squares(rows: Floats) -> Floats:
    found: Floats = np.einsum("ij,ij->i", rows, rows)
    return found


def _is_moderate(squares: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return (squares < _MODERATE) & (squares > 1 / _MODERATE)
