"""The exact rate where the state comes to rest: the spectral radius of the Jacobian at the fixed point.

Near a fixed point s* the gradient is multiplied by J*ᵀ at every step, so in the long run by ρ(J*) a
step (Gelfand's formula; Pascanu, Mikolov and Bengio 2013, section 2.2, basins of attraction). W_hh's
own spectral radius is this rate for the linear cell only: here φ′ and the gates are in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.result import Result
from gradviz.theory.borrowed import calmly, spectral_radius
from gradviz.theory.curve import Prediction, loss_step_of, straight
from gradviz.theory.floats import LOG10_2, Floats, joined
from gradviz.theory.jacobians import step_of
from gradviz.theory.refusal import layer_of, refuse_infinite_states, sequence_of
from gradviz.theory.steps import Linearised, linearised, read_by, steps_at

CHANGE = 1e-6
"""How much an entry of J may change in the last step, relative to its largest one."""

RESIDUAL = 1e-12
"""How far one more step may take the fixed point, relative to its largest entry, or to 1."""

_NEWTON_STEPS = 30


@dataclass(frozen=True, eq=False)
class Settled:
    """The rate at a fixed point.

    Attributes
    ----------
    radius
        ρ(J*).
    log10_per_step
        log10 ρ(J*), decades; −inf where J* is nilpotent: the gradient becomes exactly zero.
    change
        The largest change of an entry of J in the last recorded step, relative to its largest entry.
    residual
        ‖F(s*) − s*‖_∞ / max(1, ‖s*‖_∞), F being one step; 0 for cells whose J is piecewise constant.
    state : (n,) or None
        s*: h, or (h, c); None for the linear and the ReLU cell, whose J does not need it.
    start
        The latest step at which the loss is injected.
    """

    radius: float
    log10_per_step: float
    change: float
    residual: float
    state: Floats | None
    start: int


@calmly
def settled_rate(result: Result, *, layer: int = -1, sequence: int = 0) -> Settled | None:
    """Return the exact asymptotic rate of the gradient where the state has come to rest, any cell.

    The network counts as settled when its layers up to this one have read the same x for the second half
    of the steps, and no entry of J changed by more than `CHANGE` of the largest in the last step. s* is
    then found from the last recorded state by Newton's method in float64, to `RESIDUAL`; it must lie
    within 1 % of that state. The linear cell has J = W_hh whatever it reads; the ReLU cell's J is
    taken as it is, its units on or off, and is exact while none of them switches.

    Returns
    -------
    None where the input is not constant or the state does not come to rest.

    Raises
    ------
    TheoryError
        When the states left the floats, a gate is shut beyond what a float's derivative holds, the layer or
        sequence does not exist, or the loss has no gradient.
    """
    refuse_infinite_states(result)
    layer, sequence, start = layer_of(result, layer), sequence_of(result, sequence), loss_step_of(result)
    if result.experiment.cell != "rnn_linear" and not _constant(read_by(result, 0)[:, sequence]):
        return None
    if result.hidden.shape[1] <= 2:
        return None
    last, change = _last_jacobian(linearised(result, layer), sequence)
    if change > CHANGE:
        return None
    if result.experiment.cell in ("rnn_linear", "rnn_relu"):
        return _settled(last, change, 0.0, None, start)
    found = _fixed_point(result, layer, sequence)
    return None if found is None else _settled(found.jacobian, change, found.residual, found.state, start)


@calmly
def settled_prediction(result: Result, *, layer: int = -1, sequence: int = 0) -> Prediction | None:
    """Return ρ(J*)^k, k steps back from the loss, as a curve; None where the state does not come to rest.

    Raises
    ------
    TheoryError
        As `settled_rate`.
    """
    found = settled_rate(result, layer=layer, sequence=sequence)
    if found is None:
        return None
    claim = (
        f"ρ(J*)^k, ρ(J*) = {found.radius:.4g}: the slope that the gradient settles to where the state rests at its "
        "fixed point, for this cell with all its gates; not a bound."
    )
    return Prediction("ρ(J*)^k", claim, straight(result, found.log10_per_step, found.start), found.start)


def _constant(read: Floats) -> bool:
    half = read[len(read) // 2 :]
    return bool((half == half[-1]).all())


def _last_jacobian(linear: Linearised, sequence: int) -> tuple[tuple[Floats, int], float]:
    """Return J_T as a matrix and a power of two, and by how much it differs from J_{T−1}."""
    steps = len(linear.lift)
    (last, power), (before, power_before) = (step_of(linear, t, sequence) for t in (steps, steps - 1))
    peak = np.abs(last).max()
    change = np.abs(last - joined(before, power_before - power)).max()
    return (last, power), float(change / peak) if peak else float(change)


def _settled(jacobian: tuple[Floats, int], change: float, residual: float, state: Floats | None, start: int) -> Settled:
    matrix, power = jacobian
    radius = spectral_radius(matrix)
    log10 = float(np.log10(radius)) + power * LOG10_2 if radius else -np.inf
    return Settled(float(joined(np.array(radius), power)), log10, change, residual, state, start)


@dataclass(frozen=True, eq=False)
class _Found:
    """J* as a matrix and a power of two, the residual and s*."""

    jacobian: tuple[Floats, int]
    residual: float
    state: Floats


def _fixed_point(result: Result, layer: int, sequence: int) -> _Found | None:
    """Return the fixed point of a layer; the layers below come to rest first."""
    read = read_by(result, 0)[-1:, sequence : sequence + 1]
    for index in range(layer + 1):
        found = _newton(result, index, sequence, read)
        if found is None:
            return None
        read = found.state[None, None, : result.hidden.shape[-1]]
    return found


def _newton(result: Result, layer: int, sequence: int, read: Floats) -> _Found | None:
    """Solve F(s) = s from the last recorded state by Newton's method."""
    start = state = _last_state(result, layer, sequence)
    for _ in range(_NEWTON_STEPS):
        linear = steps_at(result, layer, *_parts(result, state), read)
        moved = np.concatenate([part[0, 0] for part in linear.after]) - state
        residual = float(np.abs(moved).max() / max(1.0, np.abs(state).max()))
        jacobian = step_of(linear, 1, 0)
        if residual <= RESIDUAL:
            near = np.abs(state - start).max() <= 0.01 * max(1.0, np.abs(start).max())
            return _Found(jacobian, residual, state) if near else None
        try:
            state = state + np.linalg.solve(np.eye(len(state)) - joined(*jacobian), moved)
        except np.linalg.LinAlgError:
            return None
    return None


def _last_state(result: Result, layer: int, sequence: int) -> Floats:
    states = (result.hidden, result.cell_state)
    return np.concatenate([state[layer, -1, sequence] for state in states if state is not None]).astype(np.float64)


def _parts(result: Result, state: Floats) -> tuple[Floats, Floats | None]:
    """Return h and c of a state, each (1, 1, H)."""
    hidden = result.hidden.shape[-1]
    return state[None, None, :hidden], (None if result.cell_state is None else state[None, None, hidden:])
