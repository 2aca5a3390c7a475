"""How much each step contributes to ∂L/∂W_hh, without ever holding T × H × H numbers.

Step t contributes C_t = Σ_b δ_{t,b} ⊗ h_{t−1,b}. For one sequence ‖C_t‖ = ‖δ_t‖ ‖h_{t−1}‖. For
several, ‖C_t‖² = Σ_{b,b'} (δ_b·δ_b')(h_b·h_b'): two B × B Gram matrices a step. Where the sequences
cancel, that sum has lost its digits, and where B is large it costs more than C_t itself: then C_t
is formed, a few steps at a time.
"""

from __future__ import annotations

import numpy as np
import torch

from gradviz.engine.loops import Floats, host, pieces, shifted
from gradviz.engine.scaled import LOG10_2, Rows

_CANCELLED = 0.05  # below this share of Σ|terms|, the Gram matrices' sum is computed directly
_BLOCK_NUMBERS = 2**21


def log10_contributions(delta: Rows, hidden: Rows) -> Floats:
    """Return log10 ‖Σ_b δ_{t,b} ⊗ h_{t−1,b}‖_F for every step, (T,); −inf for a true zero.

    Parameters
    ----------
    delta : (T, B, G · H)
        ∂L/∂(W_hh h_{t−1}).
    hidden : (T, B, H)
        h_{t−1}.
    """
    if delta.values.shape[1] == 1:
        return (delta.log10_norms() + hidden.log10_norms())[:, 0]
    sizes = delta.log2_size + hidden.log2_size
    largest = sizes.max(axis=1)
    alive, unit = np.isfinite(sizes), np.where(np.isneginf(largest), 0.0, largest)
    with np.errstate(invalid="ignore"):
        left = np.where(alive, -delta.tops, -np.inf)
        right = np.where(alive, sizes - unit[:, None] - hidden.tops, -np.inf)
    batch, columns = hidden.values.shape[1:]
    squares = np.empty(len(sizes))
    for piece in pieces(len(sizes), delta.values[0].numel()):
        pair = shifted(delta.values[piece], left[piece]), shifted(hidden.values[piece], right[piece])
        squares[piece] = _by_gram(*pair) if 2 * batch <= columns else _directly(*pair)
    with np.errstate(divide="ignore"):
        return np.where(np.isneginf(largest), -np.inf, 0.5 * np.log10(squares) + unit * LOG10_2)


def _by_gram(left: torch.Tensor, right: torch.Tensor) -> Floats:
    terms = (left @ left.mT) * (right @ right.mT)
    squares, size = host(terms.sum((1, 2))), host(terms.abs().sum((1, 2)))
    doubtful = np.flatnonzero(squares < _CANCELLED * size)
    if len(doubtful):
        index = torch.from_numpy(doubtful).to(left.device)
        squares = squares.copy()
        squares[doubtful] = _directly(left[index], right[index])
    return squares


def _directly(left: torch.Tensor, right: torch.Tensor) -> Floats:
    count = max(1, _BLOCK_NUMBERS // (left.shape[2] * right.shape[2]))
    squares = [
        host(torch.linalg.vector_norm(left[i : i + count].mT @ right[i : i + count], dim=(1, 2))) ** 2
        for i in range(0, len(left), count)
    ]
    return np.concatenate(squares)
