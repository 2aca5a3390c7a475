"""The few words that a chart and its colours are spelled in."""

from __future__ import annotations

from typing import Any, Literal

import numpy.typing as npt

Array = npt.NDArray[Any]

Role = Literal["a", "b", "theory", "threshold", "loss", "neutral"]
"""What a mark stands for; each painter gives every role one colour and one line style."""

Dash = Literal["", "solid", "short", "dots", "mixed"]
"""How a curve is broken where several have one role; "" is what its role has, "solid" is not at all."""

Palette = Literal["signed", "magnitude"]
"""signed: diverging and symmetric around 0; magnitude: sequential."""

Shade = Literal["solid", "hatched", "crossed", "line"]
"""How a series of bars is told from the others in its role's colour, in black and white too: full;
pale under diagonal or crossed lines; or not stacked at all, a line at what the others add up to."""
