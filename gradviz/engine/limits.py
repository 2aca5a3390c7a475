"""Powers of two between which plain floats keep their digits."""

from __future__ import annotations

from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Limits:
    """Powers of two between which plain floats of a dtype are safe.

    ``block``: what a mantissa may reach at the end of a block; ``row``: within it (its squares can
    still be summed); ``ahead``: how much larger than the adjoint an injected loss may be without
    ending the block; ``digits``: below it an entry has lost digits; ``reach``: how far the largest entry may
    have gone when it is brought back to 1, so that what lies at the floor of the floats is then still
    seen to be below ``digits``.
    """

    block: int
    row: int
    ahead: int
    digits: int
    reach: int


LIMITS = {
    torch.float64: Limits(block=300, row=480, ahead=200, digits=-950, reach=70),
    torch.float32: Limits(block=45, row=55, ahead=20, digits=-100, reach=26),
}
