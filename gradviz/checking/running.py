"""`check`: one Result in, and how far an independent repeat of its gradient lies from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import torch

from gradviz.checked import Check
from gradviz.checking.backward import Backward, WayBack, draws_for
from gradviz.checking.differences import Differences
from gradviz.checking.forward import forward
from gradviz.checking.gradients import of_gradients
from gradviz.checking.layers import layers_of
from gradviz.checking.nudge import signs_of
from gradviz.checking.prediction import Prediction, prediction_of
from gradviz.checking.scaled import Scaled
from gradviz.checking.states import of_states
from gradviz.checking.sums import Sums
from gradviz.checking.textbook import TEXTBOOK
from gradviz.checking.words import nothing, said
from gradviz.control import Control
from gradviz.engine.asked import Asked, asked_of
from gradviz.engine.threads import sized_for
from gradviz.result import Result

_ALLOWED = {"float64": 1e-9, "float32": 1e-3}
"""The smallest difference that speaks against a Result: what gradviz promises of its numbers."""


def check(result: Result, control: Control | None = None) -> Check:
    """Repeat a run's gradient by an independent way, and say how far the Result lies from it.

    The recurrence is written from the textbook and differentiated by torch's autograd in float64 on the
    CPU, whatever the run's own precision and device. Each step is made from the run's own state
    before it and compared with the state after it; the gradient is autograd's at these states,
    one step at a time from T down to 0, with an exact power of two between the steps: so it
    reaches any length and any size. A float32 run is thus measured against the exact gradient of its
    own network: what is reported is its rounding.

    Where float64 can't say what is right (paths cancel, a derivative is below every float), nothing is
    claimed: ``left_out`` says so. Finite differences are not used: they can't see what a float can't
    hold, and autograd, step by step, can.

    Parameters
    ----------
    control
        Told about progress, and asked between steps whether to stop.

    Raises
    ------
    Cancelled
        When ``control`` asked for a stop.
    """
    if result.experiment.cell not in TEXTBOOK:
        return nothing(f"there is no textbook recurrence to compare {result.experiment.cell} with")
    weights = result.weights["weight_hh_l0"].size
    threads = sized_for(4 * weights * result.experiment.batch_size)
    with threads, np.errstate(all="ignore"), torch.inference_mode(False), torch.enable_grad():
        return said(result, _differences(result, _Progress(result, control).took))


class _Progress:
    def __init__(self, result: Result, control: Control | None) -> None:
        self._control, self._done = control, 0
        self._total = result.experiment.steps * result.experiment.layers

    def took(self, steps: int) -> None:
        self._done += steps
        if self._control is not None:
            self._control.advance(self._done / self._total)


def _differences(result: Result, took: Callable[[int], None]) -> list[Differences]:
    asked, kind = asked_of(result), np.finfo(result.experiment.dtype)
    layers, made = layers_of(result, asked), []
    flushed = [np.zeros(asked.inputs.shape[:2], np.bool_)]
    for layer in layers:
        made.append(forward(layer, flushed[-1], result.experiment.dtype))
        flushed.append(made[-1].flushed)
    back: list[Backward] = []
    draws = draws_for(result.experiment.hidden_size, result.experiment.input_size)
    predicted = prediction_of(result)
    injected = _injected(asked, draws) if predicted is None else _of_prediction(predicted, draws, asked)
    for layer in reversed(layers):
        steps = made[layer.index]
        sums = Sums(layer, flushed[layer.index], steps.flushed, float(kind.smallest_normal), draws)
        way = WayBack(layer, steps, injected, sums, float(kind.eps), result.experiment.truncation)
        back.insert(0, way.walk(took))
        injected = back[0].below
    found = [*of_states(result, asked, layers, made, predicted), *of_gradients(result, back, predicted)]
    floor = _ALLOWED[result.experiment.dtype]
    return [dataclasses.replace(each, explained=np.maximum(each.explained, floor)) for each in found]


def _injected(asked: Asked, draws: int) -> Scaled:
    """Return what the loss gives to each step's output of the top layer, without a blur: (1 + draws, T, B, H)."""
    row = asked.loss.row[1:]
    injected = Scaled.zeros(1 + draws, len(row), *asked.loss.gradients.shape[1:])
    there = np.flatnonzero(row >= 0)
    injected[0, there] = Scaled.of(asked.loss.gradients[row[there]]).normal()
    return injected


def _of_prediction(predicted: Prediction, draws: int, asked: Asked) -> Scaled:
    """Return what a prediction gives to its step, with draws of what rounding does to it: (1 + draws, T, B, H)."""
    injected = Scaled.zeros(1 + draws, len(asked.inputs), *predicted.blur.values.shape)
    signs = signs_of(np.random.default_rng(2), (draws, *predicted.blur.values.shape)).numpy()
    blurs = predicted.blur.values * signs
    injected[0, predicted.step - 1] = predicted.injected.normal()
    injected[1:, predicted.step - 1] = Scaled(
        blurs, np.broadcast_to(predicted.blur.exponents, blurs.shape[:-1])
    ).normal()
    return injected
