"""Random numbers: one stream for each purpose, drawn in float64 on the CPU.

Whatever is asked of one stream leaves the others as they were: two cells with one seed read the
same input and bear the same loss, float32 is float64 rounded, every device gets the same network,
and the noise of a longer sequence begins with that of a shorter one.
"""

from __future__ import annotations

import numpy as np

from gradviz.engine.loops import Floats

_PURPOSES = {
    "input": 1, "loss": 2, "weight_hh": 3, "weight_ih": 4, "bias_hh": 5, "bias_ih": 6, "readout": 7,
}  # fmt: skip


def stream(seed: int, purpose: str, layer: int = 0) -> np.random.Generator:
    """Return the generator of one purpose."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, _PURPOSES[purpose], layer])))


def haar(generator: np.random.Generator, size: int) -> Floats:
    """Return a rotation or reflection uniform over O(size) (Mezzadri 2007: QR with R's diagonal > 0)."""
    q, r = np.linalg.qr(generator.standard_normal((size, size)))
    rotation: Floats = q * np.where(np.diagonal(r) < 0, -1.0, 1.0)
    return rotation
