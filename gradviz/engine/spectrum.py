"""Spectral radius and largest singular value of a block of W_hh.

Rounding moves an eigenvalue 0 of a nilpotent H × H matrix to about ε^(1/H): 0.5 for H = 64. So
what the zeros of the matrix say is used exactly first: the eigenvalues are those of its strongly
connected parts (a triangular matrix, in whatever order its units come, has its diagonal), and a
connected part is tested for being nilpotent in exact arithmetic modulo primes.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gradviz.engine.loops import Floats

_PRIMES = (1048573, 1048559, 1048517)  # below 2**20: products of 1024 × 1024 residues are exact in float64

Flags = npt.NDArray[np.bool_]


def spectral_radius(matrix: Floats) -> float:
    """Return the largest |eigenvalue| of a square float64 matrix, 0 for a nilpotent one.

    A matrix that is not nilpotent but has a defective largest eigenvalue inside one connected part
    is as ill-conditioned as the problem itself: k equal eigenvalues lose all but 1/k of the digits.
    """
    scale = float(np.abs(matrix).max(initial=0.0))
    if scale == 0.0:
        return 0.0
    lift = int(np.frexp(scale)[1])
    unit = np.ldexp(matrix, -lift)
    return float(np.ldexp(max(_radius(unit[np.ix_(part, part)]) for part in connected_parts(unit != 0)), lift))


def largest_singular_value(matrix: Floats) -> float:
    """Return ‖W‖₂ = √λ_max(WᵀW); the square costs digits of small singular values only."""
    scale = float(np.abs(matrix).max(initial=0.0))
    if scale == 0.0:
        return 0.0
    lift = int(np.frexp(scale)[1])
    unit = np.ldexp(matrix, -lift)
    return float(np.ldexp(np.sqrt(np.linalg.eigvalsh(unit.T @ unit)[-1]), lift))


def _radius(part: Floats) -> float:
    if len(part) == 1:
        return float(abs(part[0, 0]))
    if is_nilpotent(part):
        return 0.0
    return float(np.abs(np.linalg.eigvals(part)).max())


def connected_parts(edges: Flags) -> list[npt.NDArray[np.intp]]:
    """Return the strongly connected components of a graph, each as the indices of its nodes."""
    edges = edges.copy()
    np.fill_diagonal(edges, False)
    alive = np.ones(len(edges), dtype=bool)
    parts = [np.array([node]) for node in _trim(edges, alive)]
    while alive.any():
        start = int(np.argmax(alive))
        part = _reached(edges, start, alive) & _reached(edges.T, start, alive)
        parts.append(np.flatnonzero(part))
        alive &= ~part
        parts += [np.array([node]) for node in _trim(edges, alive)]
    return parts


def _trim(edges: Flags, alive: Flags) -> list[int]:
    """Take away, one layer after another, the nodes that nothing enters or leaves."""
    inner = edges & alive[:, None] & alive[None, :]
    leaving, entering = inner.sum(1), inner.sum(0)
    taken: list[int] = []
    while len(ends := np.flatnonzero(alive & ((leaving == 0) | (entering == 0)))):
        alive[ends] = False
        taken += [int(node) for node in ends]
        leaving = leaving - inner[:, ends].sum(1)
        entering = entering - inner[ends].sum(0)
    return taken


def _reached(edges: Flags, start: int, alive: Flags) -> Flags:
    seen = np.zeros(len(edges), dtype=bool)
    seen[start] = True
    front = seen
    while front.any():
        front = edges[front].any(axis=0) & alive & ~seen
        seen |= front
    return seen


def is_nilpotent(matrix: Floats) -> bool:
    """Return whether some power of the matrix is exactly zero.

    A float is a whole number times a power of two, so the question is asked modulo primes: a power
    that is not 0 modulo one of them is not 0; one that is 0 modulo all of them is 0 (a matrix that
    is not nilpotent fools one prime with a chance of one in a million).
    """
    return all(_nilpotent_modulo(matrix, prime) for prime in _PRIMES)


def _nilpotent_modulo(matrix: Floats, prime: int) -> bool:
    power = _residues(matrix, prime)
    traces = int(power.trace()) % prime, int(((power * power.T) % prime).sum()) % prime
    if any(traces):  # the sums of the eigenvalues and of their squares
        return False
    for _ in range(max(1, (len(matrix) - 1).bit_length())):
        power = (power @ power) % prime
        if not power.any():
            return True
    return False


def _residues(matrix: Floats, prime: int) -> Floats:
    mantissa, exponent = np.frexp(matrix)
    whole = np.ldexp(mantissa, 53).astype(np.int64) % prime
    lift = exponent - exponent.min()
    powers = np.array([pow(2, int(shift), prime) for shift in np.unique(lift)], dtype=np.int64)
    found: Floats = (whole * powers[np.searchsorted(np.unique(lift), lift)] % prime).astype(np.float64)
    return found
