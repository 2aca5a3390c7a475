"""The largest singular values of a sequence of matrices, each little different from the one before.

The products of Jacobians turn nearly into rank one, always along the same left singular vectors. So
a few vectors are carried along, and their answer is taken only where it is proven; everywhere else
all eigenvalues are computed.
"""

from __future__ import annotations

import numpy as np

from gradviz.theory.floats import Floats

_VECTORS = 8
_WANTED = 1e-13  # relative error of σ², proven
_TRIES = 1


class Largest:
    """σ_max of one matrix (size, size) after another."""

    def __init__(self, size: int) -> None:
        start = np.random.default_rng(0).standard_normal((size, min(size, _VECTORS)))
        self._vectors: Floats = np.linalg.qr(start)[0]

    def of(self, matrix: Floats) -> float:
        """Return σ_max of a matrix whose largest entry is about 1; relative error below 10⁻¹³."""
        energy = float(np.vdot(matrix, matrix))
        for _ in range(_TRIES):
            square = self._proven(matrix, energy)
            if square is not None:
                return float(np.sqrt(square))
        return float(np.sqrt(max(np.linalg.eigvalsh(matrix @ matrix.T)[-1], 0.0)))

    def _proven(self, matrix: Floats, energy: float) -> float | None:
        """Return σ² from the carried vectors U, or None where it isn't proven; the vectors improve.

        With G = A Aᵀ, θ the largest eigenvalue of Uᵀ G U and R = (1 − U Uᵀ) G U: what lies outside U
        has eigenvalues of at most rest = tr G − tr Uᵀ G U, and then λ_max ≤ θ + ‖R‖² / (θ − rest)
        (Li and Li 2005, A note on eigenvalues of perturbed Hermitian matrices, theorem 2).
        """
        seen = matrix.T @ self._vectors
        small, found = seen.T @ seen, matrix @ seen
        values, turn = np.linalg.eigh(small)
        top = float(values[-1])
        gap = top - max(energy - float(values.sum()), 0.0)
        error = float(np.linalg.norm(found - self._vectors @ small)) ** 2
        self._vectors = np.linalg.qr(found @ turn[:, ::-1])[0]
        return top if gap > 0.01 * top and error <= _WANTED * top * gap else None
