"""The looks that one can choose: their names only."""

from __future__ import annotations

from typing import Literal

Mode = Literal["system", "light", "dark"]
MODES: tuple[Mode, ...] = ("system", "light", "dark")
