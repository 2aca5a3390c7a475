"""The states, gates and the loss of a Result, beside what the textbook's steps make of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gradviz.checking.differences import Differences, of_rows
from gradviz.checking.forward import Forward
from gradviz.checking.layers import Layer
from gradviz.checking.prediction import Prediction
from gradviz.checking.scaled import Floats
from gradviz.engine.asked import Asked
from gradviz.result import Result


def of_states(
    result: Result, asked: Asked, layers: Sequence[Layer], made: Sequence[Forward], predicted: Prediction | None
) -> Iterator[Differences]:
    """Yield the differences of h_t, c_t, the gates, and the loss, which may be a model's prediction."""
    start: Floats | None
    for name, got, start in (
        ("hidden", result.hidden, asked.hidden),
        ("cell_state", result.cell_state, asked.cell),
    ):
        if got is not None and start is not None:
            found, error = _stacked(name, layers, made)
            started = (
                np.concatenate([start[:, None], found], 1),
                np.concatenate([np.zeros_like(error[:, :1]), error], 1),
            )
            yield of_rows(name, 0, got, *started)
    for name, gate in result.gates.items():
        yield of_rows(f"gates[{name}]", 1, gate, *_stacked(name, layers, made))
    if predicted is None:
        yield _of_loss(result, asked)
    else:
        error = np.asarray(predicted.error)
        yield of_rows("loss", None, np.array([result.loss]), np.array([predicted.loss]), error)


def _stacked(name: str, layers: Sequence[Layer], made: Sequence[Forward]) -> tuple[Floats, Floats]:
    """Return what the steps make of all layers, and what rounding may leave; inf where states left the floats."""
    held = np.stack([layer.held[1:] & layer.held[:-1] & (layer.read.exponents == 0) for layer in layers])
    errors = np.stack([steps.errors[name] for steps in made])
    return np.stack([steps.states[name] for steps in made]), np.where(held, errors, np.inf)


def _of_loss(result: Result, asked: Asked) -> Differences:
    row = asked.loss.row
    steps = np.flatnonzero(row >= 0)
    terms = result.hidden[-1][steps].astype(np.float64) * asked.loss.gradients[row[steps]]
    error = np.finfo(result.experiment.dtype).eps * np.abs(terms).sum()
    return of_rows("loss", None, np.array([result.loss]), np.array([terms.sum()]), error)
