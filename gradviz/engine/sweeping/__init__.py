"""The same question over a grid: many configurations in one batch, norms only."""

from __future__ import annotations

from gradviz.engine.sweeping.running import sweep

__all__ = ["sweep"]
