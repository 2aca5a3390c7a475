"""An independent repeat of a run's gradient: textbook recurrences, torch's autograd, float64.

Of the engine only the draws are used (what the run was asked); no number that it computed is
taken on trust but the states, and those are compared step by step.
"""

from __future__ import annotations

from gradviz.checking.running import check

__all__ = ["check"]
