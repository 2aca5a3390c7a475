"""The loss of one character, run back through the text before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gradviz.control import Control
from gradviz.errors import ExperimentError
from gradviz.screen.reading.work import strange

if TYPE_CHECKING:
    from gradviz.charts.texts.unit_story import Backflow
    from gradviz.experiment import Experiment
    from gradviz.language.passage import Passage

REACH = 1024
"""So many characters at most the loss is followed back."""


def asked(passage: Passage, model: str, at: int) -> Experiment:
    """Return the question of what predicting a character costs, and where that loss comes from.

    Raises
    ------
    ExperimentError
        When nothing stands before or at the place, the model predicts nothing, or it is untrained.
    """
    from gradviz.experiment import Experiment
    from gradviz.readings.named import is_untrained

    if is_untrained(model):
        raise ExperimentError(
            "The gradient of an untrained network stands beside that of a trained one: choose the model."
        )
    if not 0 < at < len(passage.text):
        raise ExperimentError("A gradient runs back from a character with text before it: click one.", "text")
    first = max(0, at - REACH)
    return Experiment(
        model=model, input="text", text=passage.text[first : at + 1], steps=at - first, loss="next_char",
    )  # fmt: skip


def trace(passage: Passage, model: str, at: int, control: Control) -> Backflow:
    """Follow the loss of predicting the character after ``at`` others back through them, in float64.

    It is that of the network as it is, also where a unit is held in the passage. Beside it stands an untrained
    network of the same cell and size (PyTorch's own initialisation).
    """
    import gradviz
    from gradviz.charts.texts.unit_story import Backflow
    from gradviz.language.following import freed

    experiment = asked(passage, model, at)
    first = at - experiment.steps
    before = freed(passage, first, control).state(first)
    state = tuple(kind[:, None] for kind in before if kind is not None)
    result = gradviz.run(experiment, initial_state=state, control=control)
    fresh = experiment.replace(model_weights="untrained", init="torch", spectral_radius=None)
    untrained = gradviz.run(fresh, control=control)
    cell = result.log10_grad_cell
    return Backflow(
        at=at, sign=passage.text[at], loss=result.loss, probability=float(np.exp(-result.loss)), first=first,
        hidden=result.log10_grad_hidden[-1, :, 0], cell=None if cell is None else cell[-1, :, 0],
        inputs=result.log10_grad_input[:, 0], untrained=untrained.log10_grad_hidden[-1, :, 0],
        read_as=strange.stand_in(passage) if strange.is_strange(passage, at) else "",
    )  # fmt: skip
