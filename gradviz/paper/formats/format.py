"""What a format of a picture is, and what all formats write beside the picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from gradviz.charts.chart import Chart
from gradviz.paper.look import Look
from gradviz.version import VERSION


@dataclass(frozen=True)
class Format:
    """A format: its suffix, its words in a file dialogue, its place in a list, and how it is written."""

    suffix: str
    label: str
    order: int
    write: Callable[[Chart, BinaryIO, Look], None]


def made_by() -> str:
    """Return the program that wrote a file: ``gradviz 0.1.0``."""
    return f"gradviz {VERSION}"


def experiments_json(chart: Chart) -> str:
    """Return the questions of the networks, A first, as one JSON list in ASCII (safe in every file)."""
    return json.dumps([experiment.to_dict() for experiment in chart.experiments])
