"""``gradviz`` without a command: the window, or the same first picture as files where none can open."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from gradviz.cli.display import obstacle

_SUFFIXES = (".png", ".svg", ".csv")


def open_or_render(force: bool) -> int:
    """Open the window and return its status; without a display render the default picture."""
    words = obstacle()
    if words:
        print(f"gradviz: no window can open: {words} Rendering the default picture instead.", file=sys.stderr)
        return render_default(Path(), force)
    from gradviz.screen.app import main

    return main()


def render_default(folder: Path, force: bool) -> int:
    """Write the first picture of the window as PNG, SVG and CSV; existing files stay unless ``force``."""
    from gradviz.charts import CHARTS
    from gradviz.cli.compute import announce, compute
    from gradviz.cli.target import target_of
    from gradviz.experiment import Experiment
    from gradviz.paper import export

    stem = free_stem(folder, force)
    paths = [target_of(f"{stem}{suffix}", force, _SUFFIXES, "gradviz") for suffix in _SUFFIXES]
    first = Experiment()
    results = [compute(first), compute(first.replace(cell="lstm", forget_bias=3.0))]
    chart = CHARTS["lecture"](*results)
    announce([export(chart, path) for path in paths], [words for _, words in chart.sentences])
    return 0


def free_stem(folder: Path, force: bool) -> Path:
    """Return ``gradviz``, or the first of ``gradviz-2``, ``gradviz-3``, … of which no file exists."""
    names = itertools.chain(["gradviz"], (f"gradviz-{number}" for number in itertools.count(2)))
    stems = (folder / name for name in names)
    return next(stem for stem in stems if force or not any(Path(f"{stem}{suffix}").exists() for suffix in _SUFFIXES))
