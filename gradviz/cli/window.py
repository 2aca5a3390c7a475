"""``gradviz`` without a command: the window, or the same first picture as files where none can open."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from gradviz.cli.display import obstacle
from gradviz.cli.parser import RequestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gradviz.screen.sessions.given import Given

_SUFFIXES = (".png", ".svg", ".csv")


def open_on(lesson: str) -> int:
    """Open the window on a lesson, and return its status.

    Raises
    ------
    RequestError
        When no window can open here.
    """
    words = obstacle()
    if words:
        raise RequestError(f"no window can open: {words} gradviz lesson {lesson} --check computes what it says.")
    from gradviz.screen.app import main

    return main(lesson=lesson)


def open_or_render(force: bool, named: str | None = None) -> int:
    """Open the window and return its status; without a display render its first picture.

    ``named`` is the session's file or the link that it opens with.
    """
    opened = _given(named)
    words = obstacle()
    if words:
        asked = "the picture of its networks" if opened else "the default picture"
        print(f"gradviz: no window can open: {words} Rendering {asked} instead.", file=sys.stderr)
        return render_default(Path(), force, opened)
    from gradviz.screen.app import main

    return main(given=opened)


def _given(named: str | None) -> Given | None:
    if named is None:
        return None
    from gradviz.screen.sessions.given import given

    return given(named)


def render_default(folder: Path, force: bool, given: Given | None = None) -> int:
    """Write the first picture of the window as PNG, SVG and CSV; existing files stay unless ``force``.

    ``given`` is what the window would have opened: then it is the picture of those networks.
    """
    from gradviz.charts import CHARTS
    from gradviz.cli.compute import announce, compute
    from gradviz.cli.target import target_of
    from gradviz.experiment import Experiment
    from gradviz.paper import export

    stem = free_stem(folder, force)
    paths = [target_of(f"{stem}{suffix}", force, _SUFFIXES, "gradviz") for suffix in _SUFFIXES]
    first = Experiment()
    asked: tuple[Experiment, ...] = (first, first.replace(cell="lstm", forget_bias=3.0))
    if given is not None:
        asked = given.opened.state.laboratory.question.experiments()
    results = [compute(experiment) for experiment in asked]
    chart = CHARTS["lecture"](*results)
    announce([export(chart, path) for path in paths], [words for _, words in chart.sentences])
    return 0


def free_stem(folder: Path, force: bool) -> Path:
    """Return ``gradviz``, or the first of ``gradviz-2``, ``gradviz-3``, … of which no file exists."""
    names = itertools.chain(["gradviz"], (f"gradviz-{number}" for number in itertools.count(2)))
    stems = (folder / name for name in names)
    return next(stem for stem in stems if force or not any(Path(f"{stem}{suffix}").exists() for suffix in _SUFFIXES))
