"""A training under way: update after update, its state kept now and then, to the model at its end."""

from __future__ import annotations

import math
import os
import time
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from gradviz.control import Control
from gradviz.errors import Cancelled, ExperimentError
from gradviz.language.corpus import Corpus
from gradviz.language.evaluation import bits_per_character, drifted
from gradviz.language.growing import grow
from gradviz.language.model import checkpoint_of
from gradviz.language.recipe import Recipe
from gradviz.language.resuming import keep, kept
from gradviz.language.updates import Updates
from gradviz.models import Checkpoint, load_checkpoint
from gradviz.models.alphabet import encoded

_LARGEST_ALPHABET = 512
_LOOKS = 20  # at the held-out text, in a whole training
_GLANCE, _MEASURED, _DRIFT = 30_000, 400_000, 5_000  # characters of it
_EVERY = 20.0  # seconds between two states that are kept


@dataclass(frozen=True)
class Progress:
    """How far a training is.

    Attributes
    ----------
    step, share
        Updates that are done, and the share of the whole (0 to 1).
    seconds
        Spent, those before an interruption included.
    characters
        Read, all streams and rounds together.
    bits
        Per character: the running mean over the text it learns from.
    held_out
        Per character of text it does not learn from, at the last look.
    """

    step: int
    share: float
    seconds: float
    characters: int
    bits: float
    held_out: float


class Run:
    """A training under way; the arguments are those of `gradviz.language.training.train`."""

    def __init__(
        self, recipe: Recipe, corpus: Corpus, device: torch.device, path: str | os.PathLike[str] | None, resume: bool
    ) -> None:
        text = "".join(corpus.training)
        self.recipe, self.corpus, self.path = recipe, corpus, None if path is None else Path(path)
        self.alphabet = alphabet_of(text)
        indices = encoded(self.alphabet, text).indices
        self.fingerprint = zlib.crc32(indices.tobytes())
        self.excerpt = corpus.excerpt(_MEASURED)
        self.held_out = torch.from_numpy(encoded(self.alphabet, self.excerpt).indices)
        if len(self.held_out) < 2:
            raise ExperimentError("the text that is held out has less than two characters: give a longer text.", "text")
        self.updates = Updates(recipe, indices, len(self.alphabet), device)
        self.before, self.began = 0.0, time.monotonic()
        self.bits = self.looked = math.log2(len(self.alphabet))
        if resume and self.path is not None:
            self._restore(self.path)
        elif recipe.start is not None:
            grow(self.updates.model, self.alphabet, load_checkpoint(recipe.start), recipe.remember)

    @property
    def seconds(self) -> float:
        """Spent so far, those before an interruption included."""
        return self.before + time.monotonic() - self.began

    @property
    def share(self) -> float:
        """How much of the training is done, by steps or by time."""
        shares = [0.0]
        if self.recipe.steps is not None:
            shares.append(self.updates.step / self.recipe.steps)
        if self.recipe.minutes is not None:
            shares.append(self.seconds / (60 * self.recipe.minutes))
        return min(1.0, max(shares))

    def done(
        self, control: Control | None, on_progress: Callable[[Progress], None] | None, about: dict[str, str]
    ) -> Checkpoint:
        """Train to the end; keep the state now and then, and when stopped."""
        written = time.monotonic()
        try:
            while (share := self.share) < 1:
                self._advance(share)
                if self.path is not None and time.monotonic() - written > _EVERY:
                    self._keep()
                    written = time.monotonic()
                if on_progress is not None:
                    on_progress(self._progress())
                if control is not None:
                    control.advance(self.share)
        except Cancelled:  # between two updates; a KeyboardInterrupt would be in the middle of one
            self._keep()
            raise
        found = self._checkpoint(about)
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        return found

    def _advance(self, share: float) -> None:
        bits = self.updates.advance(share) / math.log(2)
        if not math.isfinite(bits):
            raise ExperimentError(
                f"the training diverged at step {self.updates.step}: choose a smaller learning_rate or clip.",
                "learning_rate",
            )
        self.bits += (bits - self.bits) * max(0.01, 1 / self.updates.step)
        if int(_LOOKS * self.share) > int(_LOOKS * share):
            self.looked = bits_per_character(self.updates.model, self.held_out[:_GLANCE])

    def _progress(self) -> Progress:
        step, recipe = self.updates.step, self.recipe
        read = step * recipe.sequence * self.updates.streams
        return Progress(step, self.share, self.seconds, read, self.bits, self.looked)

    def _checkpoint(self, about: dict[str, str]) -> Checkpoint:
        model, progress = self.updates.model, self._progress()
        found = {
            "description": f"{self.recipe.cell}, {self.recipe.hidden_size} units, trained on {self.corpus.name}",
            "corpus": self.corpus.about,
            "recipe": ", ".join(f"{name}={value}" for name, value in self.recipe.fields().items() if value is not None),
            "steps": str(progress.step),
            "characters": str(progress.characters),
            "seconds": f"{progress.seconds:.0f}",
            "bits_per_character": f"{bits_per_character(model, self.held_out):.3f}",
            "held_out_characters": str(len(self.held_out)),
            "drifted_cells": f"{drifted(checkpoint_of(model, self.alphabet), self.excerpt[:_DRIFT]):.3f}",
            "versions": f"torch {torch.__version__}, numpy {np.__version__}",
        }
        return checkpoint_of(model, self.alphabet, {**found, **about}, self.corpus.name)

    def _keep(self) -> None:
        if self.path is not None:
            own = {"seconds": self.seconds, "bits": self.bits, "looked": self.looked}
            same = {"recipe": self.recipe.fields(), "fingerprint": self.fingerprint}
            keep(self.path, {**same, **own, **self.updates.snapshot()})

    def _restore(self, path: Path) -> None:
        snapshot = kept(path, self.recipe, self.fingerprint)
        self.updates.restore(snapshot)
        self.before, self.bits, self.looked = snapshot["seconds"], snapshot["bits"], snapshot["looked"]


def alphabet_of(text: str) -> tuple[str, ...]:
    """Return a text's characters in order, of very many the most frequent."""
    counts = Counter(text)
    return tuple(sorted(sign for sign, _ in counts.most_common(_LARGEST_ALPHABET)))
