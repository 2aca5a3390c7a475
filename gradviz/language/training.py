"""Training a character model by truncated backpropagation through time, its state carried from chunk to chunk."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from gradviz.control import Control
from gradviz.engine.devices import chosen
from gradviz.engine.failures import explained
from gradviz.engine.threads import sized_for
from gradviz.language.corpus import Corpus
from gradviz.language.recipe import Recipe
from gradviz.language.underway import Progress, Run
from gradviz.models import Checkpoint

__all__ = ["Progress", "train"]


def train(
    recipe: Recipe,
    corpus: Corpus,
    *,
    control: Control | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    state: str | os.PathLike[str] | None = None,
    resume: bool = False,
    about: Mapping[str, str] | None = None,
) -> Checkpoint:
    """Train a character model.

    Parameters
    ----------
    control
        Told about progress, and asked after every update whether to stop.
    on_progress
        Told more, also after every update.
    state
        A file in which the training's state is kept every 20 seconds and when it is stopped; removed at its end.
    resume
        Go on from that file. A training of so many ``steps`` then ends as if it had never been interrupted.
    about
        More for the model's metadata, such as the command.

    Raises
    ------
    ExperimentError
        When the text is too short, the device isn't there or runs out of memory, or the training diverges.
    FileError
        When the state's file can't be written, or is that of another training.
    Cancelled
        When ``control`` asked for a stop.
    """
    device = chosen(recipe.device, "float32")
    with explained(device), sized_for(8 * recipe.streams * recipe.hidden_size**2):
        return Run(recipe, corpus, device, state, resume).done(control, on_progress, dict(about or {}))
