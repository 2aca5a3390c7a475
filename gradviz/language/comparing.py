"""All units against one label on one text: the order of a list that is leafed through, no choice behind it."""

from __future__ import annotations

import numpy as np

from gradviz.control import Control
from gradviz.language.labels import Label
from gradviz.language.passage import Passage
from gradviz.language.ranking import Array, Targets, binned_ranks

MOST = 20_000
"""So many characters, from the beginning of what was read, are compared."""
_OFTEN = 32


def compared(passage: Passage, label: Label, control: Control | None = None) -> Array | None:
    """Return the label's metric for every unit, (units,), without a sign: AUC (½ is chance), or Spearman's ρ.

    None where the label is the same everywhere, or nowhere defined. These are all units of one text: the best of
    them is the best by chance, too (`gradviz.language.scores` chooses and scores on different halves).
    """
    count = min(passage.count, MOST)
    holds = label.of(passage.text)[:count]
    places = np.flatnonzero(np.ones(count, bool) if holds.dtype == bool else np.isfinite(holds))
    if len(places) < 2 or np.ptp(holds[places].astype(float)) == 0:
        return None
    targets, values = Targets.of([holds[places]]), passage.block(0, count)
    found = np.empty(len(values))
    for row, unit in enumerate(values):
        if control is not None and row % _OFTEN == 0:
            control.advance(row / len(values))
        found[row] = targets.ranked(binned_ranks(unit[places])[None])[0, 0]
    return found
