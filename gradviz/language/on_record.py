"""What a model's metadata says about its units: scores on 100,000 characters that its training never saw."""

from __future__ import annotations

import json
import re
from typing import Any

from gradviz.language.labels import LABELS
from gradviz.language.scores import Score
from gradviz.language.unit import Unit
from gradviz.models import Checkpoint

_UNIT = re.compile(r"unit (\d+)(?: of layer (\d+))? \((c|h)\)")
_CHARACTERS = 100_000


def recorded_scores(checkpoint: Checkpoint) -> list[Score]:
    """Return the scores that a model carries, one a label, in the order of the labels; none where it has no record."""
    try:
        found = json.loads(checkpoint.about.get("scores", "{}"))
        return [_score(name, found[name]) for name in LABELS if name in found]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []  # metadata of others may say anything


def _score(name: str, found: dict[str, Any]) -> Score:
    match = _UNIT.fullmatch(found["unit"])
    if match is None:
        raise ValueError(found["unit"])
    unit = Unit(int(match[2] or 0), int(match[1]), "cell" if match[3] == "c" else "hidden")
    shuffled, untrained, probe = (float(found[key]) for key in ("shuffled", "untrained", "probe"))
    return Score(
        LABELS[name], unit, float(found["score"]), int(found["sign"]), shuffled, untrained, probe,
        share=float("nan"), characters=_CHARACTERS, considered=0,
    )  # fmt: skip
