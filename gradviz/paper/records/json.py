"""JSON: the question, every norm of the run and what the weights were like, as strict JSON.

JSON has no infinities: −inf, a true zero, is the string ``"-inf"`` (which Python's ``float`` reads),
+inf is ``"inf"``, and NaN is null. The arrays are nested lists in the shapes of `gradviz.Result`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from gradviz.charts.markup import to_plain
from gradviz.charts.reading import verdict
from gradviz.paper.records.record import Record
from gradviz.result import Result

_NAMES = (
    "experiment", "device", "versions", "loss", "log10_grad_hidden", "log10_grad_cell", "log10_grad_recurrent",
    "log10_grad_input", "log10_grad_parameters", "spectral_radius", "largest_singular_value",
)  # fmt: skip


def write(result: Result, path: Path) -> None:
    """Write the JSON object of a run."""
    said = {name: _plain(getattr(result, name)) for name in _NAMES}
    said = {"experiment": said.pop("experiment"), "explicit": sorted(result.explicit), **said}
    said["verdict"] = to_plain(verdict(result))
    path.write_text(json.dumps(said, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, (float, np.floating)):
        return _number(float(value))
    return value.to_dict() if hasattr(value, "to_dict") else value


def _number(value: float) -> float | str | None:
    if math.isnan(value):
        return None
    return value if math.isfinite(value) else repr(value)


RECORD = Record(".json", "the gradient norms as JSON", 30, write)
