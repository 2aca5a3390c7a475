"""Eigenvalues and singular values of the Jacobian of a step and of the blocks of W_hh.

Rounding moves an eigenvalue 0 of a nilpotent H × H matrix to about ε^(1/H), 0.5 for H = 64. So the zeros
of a matrix are used exactly first, as `gradviz.engine.spectrum` does for the spectral radius: the
eigenvalues are those of the strongly connected parts (a triangular matrix, in whatever order its units
come, has its diagonal), and those of a nilpotent part are zeros.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from gradviz.cells import CELLS
from gradviz.result import Result
from gradviz.theory.borrowed import connected_parts, is_nilpotent, one_thread
from gradviz.theory.floats import Floats
from gradviz.theory.jacobians import step_jacobian
from gradviz.theory.refusal import layer_of

Complexes = npt.NDArray[np.complex128]

_Found = TypeVar("_Found")

_PLAIN = "W_hh"


def jacobian_eigenvalues(result: Result, step: int, layer: int = -1) -> Complexes:
    """Return the eigenvalues of J_t = ∂s_t/∂s_{t−1} at one step of the first sequence.

    s is h, or (h, c) for a cell with a cell state; see `step_jacobian` for what J_t leaves out. An
    eigenvalue below the smallest float is 0.

    Returns
    -------
    (n,), complex, n = H or 2 H
        The largest |λ| first.

    Raises
    ------
    TheoryError
        When there is no such step or layer, the states left the floats, or a gate is shut beyond what a
        float's derivative holds.
    """
    with one_thread():
        return _eigenvalues(step_jacobian(result, step, layer=layer))


def block_eigenvalues(result: Result, layer: int = -1) -> dict[str, Complexes]:
    """Return the eigenvalues of each gate's block of W_hh.

    The largest |λ| of a block is its spectral radius (Gers et al. 2000 and Cho et al. 2014 for the gates).

    Returns
    -------
    name → (H,), complex
        By the gates' names, or "W_hh" for a plain RNN; the largest |λ| first.

    Raises
    ------
    TheoryError
        When the layer does not exist.
    """
    return _of_blocks(result, layer, _eigenvalues)


def block_singular_values(result: Result, layer: int = -1) -> dict[str, Floats]:
    """Return the singular values of each gate's block of W_hh.

    Returns
    -------
    name → (H,)
        By the gates' names, or "W_hh" for a plain RNN; the largest first.

    Raises
    ------
    TheoryError
        When the layer does not exist.
    """
    return _of_blocks(result, layer, _singular_values)


def _of_blocks(result: Result, layer: int, of: Callable[[Floats], _Found]) -> dict[str, _Found]:
    names = CELLS[result.experiment.cell].gates or (_PLAIN,)
    weight = result.weights[f"weight_hh_l{layer_of(result, layer)}"].astype(np.float64)
    with one_thread():
        return {name: of(block) for name, block in zip(names, np.split(weight, len(names)), strict=True)}


def _eigenvalues(matrix: Floats) -> Complexes:
    found = np.zeros(len(matrix), np.complex128)
    for part in connected_parts(matrix != 0):
        found[part] = _of_connected(matrix[np.ix_(part, part)])
    return found[np.argsort(-np.abs(found), kind="stable")]


def _of_connected(part: Floats) -> Complexes:
    if len(part) > 1 and is_nilpotent(part):
        return np.zeros(len(part), np.complex128)
    return np.linalg.eigvals(part).astype(np.complex128)


def _singular_values(matrix: Floats) -> Floats:
    return np.asarray(np.linalg.svd(matrix, compute_uv=False), np.float64)
