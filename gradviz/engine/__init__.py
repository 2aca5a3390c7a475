"""The engine: an Experiment's network forward and its gradient back, exact at any length."""

from __future__ import annotations

from gradviz.engine.running import run

__all__ = ["run"]
