"""How large the rows of a tensor are: their largest and smallest |entry|, and their norm."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch

from gradviz.engine import compiled
from gradviz.engine.loops import Floats, host, pieces


class Measures(NamedTuple):
    """Of each row of a tensor (…, N), arrays (…,) on the host; NaN where an entry is none.

    ``norm`` is √Σ x² as it stands: 0 or inf where the squares leave the floats of the tensor.
    """

    largest: Floats
    smallest: Floats
    norm: Floats


def measured(tensor: torch.Tensor) -> Measures:
    """Measure the rows, in one pass where machine code can."""
    if tensor.device.type == "cpu" and tensor.numel() and compiled.available():
        from gradviz.engine.compiled.measure import measured as measured_at_once

        return Measures(*measured_at_once(tensor))
    parts = [_of_piece(tensor[piece]) for piece in pieces(len(tensor), tensor[0].numel())]
    return Measures(*(np.concatenate(list(each)) for each in zip(*parts, strict=True)))


def _of_piece(piece: torch.Tensor) -> Measures:
    size = piece.abs()
    return Measures(host(size.amax(-1)), host(size.amin(-1)), host(torch.linalg.vector_norm(piece, dim=-1)))
