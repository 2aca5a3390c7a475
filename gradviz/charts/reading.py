"""What a Result says at one step and as a whole: the numbers and the sentence beside the picture."""

from __future__ import annotations

import math

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.at_step import Reading
from gradviz.charts.chart import Array
from gradviz.charts.words import count, from_log10, number
from gradviz.models import encode
from gradviz.result import Result

_SIGNS = {"\n": "the line end", " ": "the space", "\t": "the tab"}


def gradient(result: Result, layer: int = -1) -> Array:
    """Return log10 ‖∂L/∂h_t‖ of a layer (the top one), t = 0 … T: the median over the sequences, shape (T + 1,)."""
    top = result.log10_grad_hidden[layer]
    with np.errstate(invalid="ignore"):
        return top[:, 0] if top.shape[1] == 1 else np.asarray(np.median(top, axis=1))


def start(result: Result) -> int:
    """Return the step from which the gradient flows back: the last one with a gradient."""
    reached = np.flatnonzero(gradient(result) > -math.inf)
    fallback = result.experiment.loss_step or result.experiment.steps
    return int(reached[-1]) if reached.size else fallback


def read(result: Result, step: int) -> Reading:
    """Return the numbers of the top layer at ``step`` (0 … T)."""
    curve, begin = gradient(result), start(result)
    here = float(curve[step])
    following = float(curve[step + 1]) if step + 1 < len(curve) else math.nan
    return Reading(
        step=step,
        log10=here,
        left=_ratio(here, float(curve[begin])),
        per_step=_ratio(here, following) if step < begin else math.nan,
        back=begin - step,
        spectral_radius=tuple(result.spectral_radius[-1].tolist()),
        largest_singular_value=tuple(result.largest_singular_value[-1].tolist()),
    )


def _ratio(upper: float, lower: float) -> float:
    return math.nan if lower == -math.inf else upper - lower


def verdict(result: Result) -> str:
    """Return one plain sentence, computed from this result, on what its gradient does; and what a model predicted."""
    return _does(result) + _predicted(result)


def next_sign(result: Result) -> str:
    """Return the character that a model's loss is about, as the model knows it: ``“e”``, ``the line end``."""
    experiment = result.experiment
    step = experiment.loss_step or experiment.steps
    sign = experiment.alphabet[int(encode(experiment.alphabet, experiment.text[step]).indices[0])]
    return _SIGNS.get(sign, f"“{sign}”")


def _predicted(result: Result) -> str:
    if result.experiment.loss != "next_char" or "loss_gradient" in result.explicit:
        return ""
    nats, several = result.loss / result.experiment.batch_size, result.experiment.batch_size > 1
    chance = from_log10(-nats / math.log(10)) + (" (geometric mean)" if several else "")
    return f" It expects {next_sign(result)} with probability {chance}: {number(nats, 3)} nats."


def _does(result: Result) -> str:
    curve, begin = gradient(result), start(result)
    if curve[begin] == -math.inf:
        return "No gradient: it is exactly zero at every step."
    back = curve[begin::-1] - curve[begin]
    if result.experiment.loss == "every" and "loss_gradient" not in result.explicit:
        return _every(back)
    zeros = np.flatnonzero(back == -math.inf)
    if zeros.size:
        return _stops(result, begin, int(zeros[0]))
    return _flows(back, begin) + _cause(result)


def _every(back: Array) -> str:
    if back[-1] > 3:
        return f"Explodes: {_growth(back)}, on top of the loss of every step."
    last = from_log10(float(back[-1]))
    return f"Every step adds its own loss: at t = 0, where nothing is added, the gradient is {last} of that at the end."


def _stops(result: Result, begin: int, back: int) -> str:
    step, truncation = begin - back, result.experiment.truncation
    if truncation and step % truncation == 0:
        every = "every step" if truncation == 1 else f"every {truncation} steps"
        return f"Cut: truncation after {every} stops it at t = {step}; from there back it is exactly zero."
    if not result.weights[f"weight_hh_l{result.experiment.layers - 1}"].any():
        return f"Cut: W_{{hh}} is zero, so nothing flows back; before t = {begin} the gradient is exactly zero."
    hidden = result.hidden[-1, step + 1] if step < begin else result.hidden[-1, step]
    if result.experiment.cell == "rnn_relu" and not hidden.any():
        return f"Dies: all units are dead at t = {step + 1}; the gradient is exactly zero before it."
    return f"Stops: from t = {step} back to 0 the gradient is exactly zero."


def _flows(back: Array, begin: int) -> str:
    end, peak = float(back[-1]), float(back.max())
    steps = len(back) - 1
    if steps == 0:
        return "There is no step to flow back through."
    if end > 3:
        return f"Explodes: {_growth(back)}."
    below = np.flatnonzero(back < -3)
    if below.size and end < -3:
        first = f"First grows {from_log10(peak)}-fold, then vanishes" if peak > 1 else "Vanishes"
        return f"{first}: below 1/1000 of its start after {count(int(below[0]), 'step')}, {_rate(back)}."
    share, where = from_log10(end), f"at t = {begin - steps}, {_rate(back)}"
    if end > 1:
        return f"Grows: {share} times its start {where}."
    return f"{'Fades' if end < -1 else 'Holds'}: {share} of its start is left {where}."


def _growth(back: Array) -> str:
    decade = (len(back) - 1) / float(back[-1])
    if decade >= 1.5:
        return f"×10 every {round(decade)} steps"
    return f"×{from_log10(1 / decade, 2)} a step"


def _rate(back: Array) -> str:
    return f"×{from_log10(float(back[-1]) / (len(back) - 1))} a step on average"


def _cause(result: Result) -> str:
    if "forget" in CELLS[result.experiment.cell].gates:
        return f" Its forget gates are {number(float(result.gates['forget'][-1].mean()), 2)} on average."
    if "update" in CELLS[result.experiment.cell].gates:
        return f" Its update gates keep {number(float(result.gates['update'][-1].mean()), 2)} of the state on average."
    return f" W_{{hh}} alone tends to ×{number(float(result.spectral_radius[-1, 0]), 3)}."
