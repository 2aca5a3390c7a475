"""The equations of one step back, with the norms of the layer's gradient on both sides of it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts import reading
from gradviz.charts.chart import Array, Formula
from gradviz.charts.parts.stepped import Stepped
from gradviz.charts.words import from_log10, number
from gradviz.result import Result

_CARRIES = {"forget": ("f_t", "c"), "update": ("z_t", "h")}


def backward(at: Stepped) -> tuple[Formula, ...]:
    """Return the way back through the step, or at t = 0 where it ends."""
    if at.step == 0:
        return tuple(_end(at.result))
    return (*_prediction(at), *_adjoints(at), _slope(at), _taught(at))


def factor_back(here: float, before: float) -> str:
    """Return the factor from a norm to that of the step before, as ``: ×0.750``; nothing where there is none."""
    return "" if here == -math.inf else f": ×{from_log10(before - here)}"


def _end(result: Result) -> Iterator[Formula]:
    hidden = from_log10(float(result.log10_grad_hidden[-1, 0, 0]))
    yield _line("∂L/∂h_0", f"‖∂L/∂h_0‖ = {hidden}", "the way back ends here")
    if result.log10_grad_cell is not None:
        yield _line("∂L/∂c_0", f"‖∂L/∂c_0‖ = {from_log10(float(result.log10_grad_cell[-1, 0, 0]))}")


def _prediction(at: Stepped) -> Iterator[Formula]:
    """Return what a model's prediction gives to the state that it is read from."""
    result, step = at.result, at.step
    if result.experiment.loss != "next_char" or not _has_loss(result, step) or "loss_gradient" in result.explicit:
        return
    size = from_log10(float(_hidden(result)[step]))
    about = f"p is the prediction, y the next character: {reading.next_sign(result)}"
    yield _line("∂L/∂h_t = W_y^{⊤} (p − 1_y)", f"‖∂L/∂h_{{{step}}}‖ = {size}", about)


def _adjoints(at: Stepped) -> Iterator[Formula]:
    """Return the cell's own step back; of a cell with c_t that of c, and that of h."""
    result, cell = at.result, CELLS[at.result.experiment.cell]
    own = " + ∂L_{t−1}/∂h_{t−1}" if _has_loss(result, at.step - 1) else ""
    about = _about(result, at.step)
    if result.log10_grad_cell is not None:
        first = at.step == 1  # h_0 and c_0 are given, each for itself: no output gate joins them
        adjoint = "∂L/∂c_0 = f_1 ⊙ ∂L/∂c_1" if first else cell.adjoint
        cut = _is_cut(result, at.step - 1)
        words = f"truncation detaches c_{{{at.step - 1}}}: the first term is gone" if cut else ""
        yield _line(adjoint, _norms("c", result.log10_grad_cell[-1, :, 0], at.step), words)
        yield _line(f"∂L/∂h_{{t−1}} = W_{{hh}}^{{⊤}} δ_t{own}", _norms("h", _hidden(result), at.step), about)
    else:
        yield _line(f"{cell.adjoint}{own}", _norms("h", _hidden(result), at.step), about)


def _hidden(result: Result) -> Array:
    return np.asarray(result.log10_grad_hidden[-1, :, 0])


def _norms(symbol: str, log10: Array, step: int) -> str:
    here, before = float(log10[step]), float(log10[step - 1])
    one, other = (f"‖∂L/∂{symbol}_{{{t}}}‖ = {from_log10(value)}" for t, value in ((step, here), (step - 1, before)))
    return f"{one}, {other}{factor_back(here, before)}"


def _slope(at: Stepped) -> Formula:
    """Return the factor of one unit alone: its slope, or the gate that carries its state."""
    result, cell = at.result, at.result.experiment.cell
    for name, (symbol, state) in _CARRIES.items():
        if name in result.gates:
            values = result.gates[name][-1, at.step - 1, 0].astype(float)
            straight = f"what the {name} gate alone lets through from {state}_t to {state}_{{t−1}}"
            return _line(symbol, _one_and_all(at, symbol[0], values), straight)
    if cell == "rnn_tanh":
        decay = np.exp(-2 * np.abs(at.preactivations()))  # 1 − h² has no digits left at saturation
        return _line("tanh′(a_t) = 1 − h_t^{2}", _one_and_all(at, "tanh′", 4 * decay / (1 + decay) ** 2))
    hidden = result.hidden[-1, at.step, 0]
    if cell == "rnn_relu":
        return _line("φ′(a_t) = 1 where h_t > 0, else 0", _one_and_all(at, "φ′", (hidden > 0).astype(float)))
    return _line("φ′(a_t) = 1", _one_and_all(at, "φ′", np.ones(len(hidden))))


def _one_and_all(at: Stepped, symbol: str, values: Array) -> str:
    name = at.at(symbol) if len(symbol) == 1 else f"{symbol}({at.at('a')})"
    return f"{name} = {number(float(values[at.unit]))} in unit {at.unit + 1}, {number(float(values.mean()))} on average"


def _taught(at: Stepped) -> Formula:
    result = at.result
    added = from_log10(float(result.log10_grad_recurrent[-1, at.step - 1]))
    batch = result.experiment.batch_size
    about = f"the sum over all {batch} sequences" if batch > 1 else ""
    return _line("(∂L/∂W_{hh})_t = δ_t h_{t−1}^{⊤}", f"‖(∂L/∂W_{{hh}})_{{{at.step}}}‖ = {added}", about)


def _about(result: Result, step: int) -> str:
    """Return what happens to the gradient at the step before, beside the equation."""
    words = []
    if _is_cut(result, step - 1):
        words.append(f"truncation detaches h_{{{step - 1}}}: nothing goes through")
    if _has_loss(result, step - 1):
        words.append(f"the loss of t = {step - 1} is added")
    return ", ".join(words)


def _is_cut(result: Result, step: int) -> bool:
    """Return whether the state of a step is detached where it is handed on."""
    every = result.experiment.truncation
    return every is not None and step % every == 0


def _has_loss(result: Result, step: int) -> bool:
    """Return whether a loss of the first sequence is injected at a step."""
    experiment = result.experiment
    if step < 1:
        return False
    given = result.explicit.get("loss_gradient")
    if given is not None:
        row = given[step - 1, 0] if given.ndim == 3 else given[0]
        return bool(row.any()) and (given.ndim == 3 or step == experiment.steps)
    return experiment.loss == "every" or step == (experiment.loss_step or experiment.steps)


def _line(equation: str, values: str, about: str = "") -> Formula:
    return Formula(equation, values, about, "loss")
