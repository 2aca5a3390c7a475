"""How the steps of one layer are taken: one by one from Python, in machine code, or by a graph of a GPU.

All walk over the buffers of the same plan with the cell's own step, and leave the same numbers there
to within rounding.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import torch

from gradviz.cells.cell import Step
from gradviz.engine import graphs
from gradviz.engine.limits import LIMITS
from gradviz.engine.matrices import Matrices
from gradviz.engine.tape import Plan, Steps, has_many

Walk = Any
"""``walk(first, last)`` takes steps first … last, or last … first; backwards also ``walk(first, last, injected)``,
where ``injected`` (last − first, B, H) is added to ∂L/∂h of first … last − 1. Where ``walk.scaled`` is not None,
``walk.scaled(first, last, exponents)`` also keeps the adjoint inside the floats."""


class Stepwise:
    """Takes the steps one by one."""

    scaled = None

    def __init__(self, loop: Any, step: Step, rows: Steps) -> None:
        self._loop, self._step, self._rows = loop, step, rows

    def __call__(self, first: int, last: int, injected: Any = None) -> None:
        """Take the steps."""
        step, rows = self._step, self._rows.between(first, last)
        if injected is None:
            for arguments in rows:
                step(*arguments)
            return
        add = self._loop.add
        for arguments, gradient in zip(rows, reversed(list(injected)), strict=False):
            step(*arguments)
            add(arguments[-1], gradient, arguments[-1])
        step(*rows[-1])


def forward_walk(plan: Plan, layer: int, matrices: Matrices) -> Walk:
    """Return the walk h_0 → h_T of a layer."""
    if plan.compiled:
        return _compiled(plan, layer, matrices.recurrence, matrices, backwards=False)
    return _stepwise(plan, layer, matrices.recurrence, matrices, plan.cell.forward, backwards=False)


def backward_walk(plan: Plan, layer: int, matrices: Matrices) -> Walk:
    """Return the walk ∂L/∂h_T → ∂L/∂h_0 of a layer."""
    if plan.compiled:
        return _compiled(plan, layer, matrices.back, matrices, backwards=True)

    def make(ops: Any, weight: Any, inner_bias: Any, room: Any) -> Step:  # noqa: ARG001
        return plan.cell.backward(ops, weight, room)

    return _stepwise(plan, layer, matrices.back, matrices, make, backwards=True)


def _stepwise(plan: Plan, layer: int, weight: Any, matrices: Matrices, make: Any, *, backwards: bool) -> Walk:
    rows, arrays = plan.rows(layer, backwards), (_on(plan, weight), _on(plan, matrices.inner_bias))
    walk = Stepwise(plan.loop, make(plan.loop, *(plan.loop.lend(array) for array in arrays), plan.room), rows)
    if not graphs.capturable(plan):
        return walk

    def step(weight: torch.Tensor, bias: torch.Tensor) -> Step:
        return cast(Step, make(plan.loop, weight, bias, plan.room))

    if (layer, backwards) not in plan.recordings:
        plan.recordings[layer, backwards] = graphs.Recording(plan, rows, *arrays, step)
    recording = plan.recordings[layer, backwards]
    recording.refresh(*arrays)
    return graphs.CapturedWalk(plan, recording, walk, backwards=backwards)


def _on(plan: Plan, array: Any) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(array)).to(plan.shape.device)


def _compiled(plan: Plan, layer: int, weight: Any, matrices: Matrices, *, backwards: bool) -> Walk:
    from gradviz.engine.compiled.memory import Memory
    from gradviz.engine.compiled.mixed import MixedWalk
    from gradviz.engine.compiled.walk import CompiledWalk

    key = layer, backwards
    if key not in plan.walks:
        memory = Memory({**plan.tapes[layer].of, **plan.back.of})
        plan.walks[key] = (
            MixedWalk(plan.cell, memory, backwards=backwards)
            if has_many(plan.shape)
            else CompiledWalk(plan.cell, memory, backwards=backwards, reach=LIMITS[plan.shape.dtype].reach)
        )
    plan.walks[key].load(weight, matrices.inner_bias)
    return plan.walks[key]
