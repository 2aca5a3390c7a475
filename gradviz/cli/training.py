"""A training on the command line: a line that says how far it is, and a stop that loses nothing."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from gradviz.control import Control
from gradviz.language.corpus import Corpus
from gradviz.language.recipe import Recipe
from gradviz.language.training import Progress, train
from gradviz.models import Checkpoint

_EVERY = 0.5  # seconds


def trained(recipe: Recipe, corpus: Corpus, state: Path, resume: bool, about: Mapping[str, str]) -> Checkpoint:
    """Return the model; Ctrl+C and a request to end stop the training between two updates, its state kept.

    Raises
    ------
    Cancelled
        When it was stopped.
    """
    control, line = Control(), _Line()
    with _stopped_between_updates(control):
        try:
            return train(
                recipe, corpus, control=control, on_progress=line if sys.stderr.isatty() else None,
                state=state, resume=resume, about=about,
            )  # fmt: skip
        finally:
            line.clear()


class _Line:
    """One line on standard error that is written over and over."""

    def __init__(self) -> None:
        self._said, self._next = "", 0.0

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        self.clear()
        self._said = (
            f"{100 * progress.share:.0f} %  {progress.bits:.3f} bits per character, held out {progress.held_out:.3f}  "
            f"{progress.characters / 1e6:.1f} M characters"
        )
        print(f"\r{self._said}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leave no trace on the line."""
        if self._said:
            print(f"\r{' ' * len(self._said)}\r", end="", file=sys.stderr, flush=True)


@contextmanager
def _stopped_between_updates(control: Control) -> Iterator[None]:
    def stop(number: int, _frame: FrameType | None) -> None:
        control.cancel()
        signal.signal(number, before[number])  # a second time ends at once

    before = {int(number): signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
