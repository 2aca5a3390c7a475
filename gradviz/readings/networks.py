"""A network that reads, by its name: a model, or one of its size with fresh weights."""

from __future__ import annotations

from gradviz.language.model import untrained
from gradviz.models import Checkpoint, load_checkpoint
from gradviz.readings.named import is_untrained, model_of


def network(name: str) -> Checkpoint:
    """Return the network, its weights trained, or fresh ones drawn by seed 0.

    Raises
    ------
    FileError, ExperimentError
        When there is no such model, or it is none.
    """
    found = load_checkpoint(model_of(name))
    return untrained(found) if is_untrained(name) else found
