"""Computing for the command line: progress on a terminal, and what is said when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gradviz.control import Control
from gradviz.experiment import Experiment

if TYPE_CHECKING:
    from gradviz.charts.kind import Grid
    from gradviz.result import Result
    from gradviz.sweeps import Sweep

_T = TypeVar("_T")
_PATIENCE = 0.5
"""Seconds without a word: a shorter run shows no progress."""


class Progress:
    """A percentage on standard error while a run takes long, when that is a terminal."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._shown = -1

    def __call__(self, share: float) -> None:
        """Show the share that is done."""
        percent = int(100 * share)
        if percent != self._shown and time.monotonic() - self._begin > _PATIENCE:
            self._shown = percent
            print(f"\r{percent} %", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leave no trace on the line."""
        if self._shown >= 0:
            print("\r      \r", end="", file=sys.stderr, flush=True)


def compute(experiment: Experiment, **arrays: Any) -> Result:
    """Return the Result of an Experiment, and print what it notes; ``arrays`` are those of `gradviz.run`."""
    import gradviz

    result = watched(lambda control: gradviz.run(experiment, control=control, **arrays))
    note([result.note.rstrip(".")] if result.note else [])
    return result


def swept(grid: Grid) -> Sweep:
    """Return the Sweep that a picture is drawn from."""
    import gradviz

    fields: dict[str, Any] = dict(grid.fields)
    return watched(lambda control: gradviz.sweep(grid.experiment, seeds=range(grid.seeds), control=control, **fields))


def check(result: Result) -> bool:
    """Repeat a run's gradient by an independent way; say how it went, and return whether it agrees."""
    import gradviz

    found = watched(lambda control: gradviz.check(result, control))
    print(found.sentence, *(f"  left out: {line}" for line in found.left_out), sep="\n", file=sys.stderr)
    return found.agrees


def watched(computation: Callable[[Control | None], _T]) -> _T:
    """Return what a computation does, its progress shown when standard error is a terminal."""
    if not sys.stderr.isatty():
        return computation(None)
    progress = Progress()
    try:
        return computation(Control(progress))
    finally:
        progress.clear()


def announce(written: Sequence[Path], sentences: Sequence[str]) -> None:
    """Print the names of the files, and one sentence for each network."""
    from gradviz.charts.markup import to_plain

    print("wrote " + ", ".join(str(path) for path in written))
    for letter, words in zip("AB" if len(sentences) > 1 else " ", sentences, strict=False):
        print(f"{letter} {to_plain(words)}".strip())


def note(sentences: Sequence[str]) -> None:
    """Print what gave way on standard error, in one line."""
    if sentences:
        print(f"gradviz: {'; '.join(sentences)}.", file=sys.stderr)
