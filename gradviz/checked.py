"""What a check of a Result found: frozen, with the sentence that says it."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Check:
    """How far a Result lies from the same numbers found by an independent way.

    Attributes
    ----------
    method
        How they were found, and in which precision.
    max_relative_difference
        The largest |got / found − 1| over all norms, and |got − found| / max |found| over the entries of a
        row of states or of a parameter's gradient; inf where one is a true zero and the other is not; NaN
        when nothing could be compared.
    covered
        Which quantities and steps were compared, one line each.
    left_out
        What was not compared, and why; empty when everything was.
    worst
        Where the largest difference is; empty when nothing was compared.
    agrees
        Whether rounding in the Result's precision explains every difference.
    """

    method: str
    max_relative_difference: float
    covered: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    worst: str = ""
    agrees: bool = True

    @property
    def sentence(self) -> str:
        """The outcome in one short sentence: ``checked against autograd: 3e-15``, or ``partly checked …``."""
        if math.isnan(self.max_relative_difference):
            return "nothing could be checked against autograd"
        if self.agrees:
            partly = "partly " if self.left_out else ""
            return f"{partly}checked against autograd: {_short(self.max_relative_difference)}"
        if math.isinf(self.max_relative_difference):
            return f"autograd disagrees on whether {self.worst} is zero or a number"
        return f"autograd disagrees by {_short(self.max_relative_difference)}: {self.worst}"


def _short(number: float) -> str:
    """Return one digit and the power of ten, as in 3e-15."""
    if number == 0:
        return "0"
    digit, _, power = f"{number:.0e}".partition("e")
    return f"{digit}e{int(power)}"
