"""On a GPU, the steps captured once as a graph of kernels, and replayed with other weights.

A step is a dozen kernels of a few microseconds each, and to ask for them one by one takes longer than to
run them. So a walk is laid out with static buffers, no allocation, and no question asked of the device; the
graph is kept with its plan, and a slider's move copies the new weights in and replays it. What keeps
the adjoint inside the floats is part of the graph: every few steps, at fixed places, each sequence's
largest entry is brought back to [½, 1) and its power of two added to the sequence's exponent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from gradviz.engine.limits import LIMITS
from gradviz.engine.loops import Floats, host
from gradviz.engine.tape import Plan, Steps

_EVERY = 4  # steps between two places where the adjoint is brought back
_MOST = 64  # graphs of a plan; a walk cut into more pieces is taken step by step

Replay = Callable[[], None]


class CaptureError(Exception):
    """The device can't capture a walk as a graph."""


def capture(work: Callable[[], None]) -> Replay:
    """Do the work once, on a side stream, capture it as a CUDA graph, and return what replays it.

    Raises
    ------
    CaptureError
        When the driver or an operation refuses; the work may have been done.
    """
    try:
        side = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            work()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            work()
    except torch.OutOfMemoryError:
        raise
    except RuntimeError as error:
        raise CaptureError(str(error)) from error
    return graph.replay


def capturable(plan: Plan) -> bool:
    """Return whether walks over a plan are captured."""
    return plan.shape.device.type == "cuda" and not plan.note


class Recording:
    """One direction of one layer: static copies of its weights, and the graphs that read them.

    It lies in its plan and doesn't know it: a plan that is not kept gives its memory back at once.

    Parameters
    ----------
    make
        Makes the cell's step for a weight and an inner bias.
    """

    def __init__(self, plan: Plan, rows: Steps, weight: torch.Tensor, bias: torch.Tensor, make: Any) -> None:
        self._rows, self._graphs, self._reach = rows, dict[Any, Replay](), LIMITS[plan.shape.dtype].reach
        self._weight, self._bias = weight.clone(), bias.clone()
        self._step = make(self._weight, self._bias)
        self._states = [plan.back.of[name] for name in ("dh", "dc") if name in plan.back.of]
        shape, device = (plan.shape.steps + 1, plan.shape.batch), plan.shape.device
        self._exponents = torch.zeros(shape, dtype=torch.float64, device=device)
        self._peaks = torch.ones(shape, dtype=plan.shape.dtype, device=device)

    def refresh(self, weight: torch.Tensor, bias: torch.Tensor) -> None:
        """Take over the weights of a new run."""
        self._weight.copy_(weight)
        self._bias.copy_(bias)

    def take(self, first: int, last: int) -> None:
        """Take the steps first … last, in the order of the rows."""
        self._replay((first, last, False), lambda: self._steps(first, last))

    def scaled(self, first: int, last: int, exponents: Floats) -> bool:
        """Take steps last … first and follow the adjoint's exponents (T + 1, B); False when digits were lost."""
        self._exponents[last].copy_(torch.from_numpy(exponents[last]))
        self._replay((first, last, True), lambda: self._scaled_steps(first, last))
        exponents[first - 1 : last] = host(self._exponents[first - 1 : last])
        with np.errstate(divide="ignore"):
            powers = np.abs(np.log2(host(self._peaks[first - 1 : last])))
        dead = np.isneginf(exponents[last])
        return bool(((powers <= self._reach) | dead).all())

    def _replay(self, key: Any, work: Callable[[], None]) -> None:
        """Do the work, once and no more: a step adds to its rows in their place."""
        if key in self._graphs:
            self._graphs[key]()
        elif len(self._graphs) < _MOST:
            self._graphs[key] = capture(work)
        else:
            work()

    def _steps(self, first: int, last: int) -> None:
        for rows in self._rows.between(first, last):
            self._step(*rows)

    def _scaled_steps(self, first: int, last: int) -> None:
        for t, rows in zip(range(last, first - 1, -1), self._rows.between(first, last), strict=True):
            self._step(*rows)
            self._exponents[t - 1].copy_(self._exponents[t])
            if t == first or (last - t) % _EVERY == _EVERY - 1:
                self._bring_back(t - 1)

    def _bring_back(self, t: int) -> None:
        """Multiply the rows of t by the power of two that brings their largest entry to [½, 1)."""
        peak = torch.stack([state[t].abs().amax(-1) for state in self._states]).amax(0)
        power = torch.frexp(peak).exponent
        self._peaks[t].copy_(peak)
        self._exponents[t].add_(power)
        for state in self._states:
            state[t].copy_(torch.ldexp(state[t], -power[:, None]))


class CapturedWalk:
    """Takes the steps of a layer by graphs; what no graph holds is taken by ``otherwise``, step by step."""

    def __init__(self, plan: Plan, recording: Recording, otherwise: Any, *, backwards: bool) -> None:
        self._plan, self._recording, self._otherwise, self._backwards = plan, recording, otherwise, backwards

    def __call__(self, first: int, last: int, injected: Any = None) -> None:
        """Take the steps.

        Raises
        ------
        CaptureError
            When steps forward can't be captured; nothing in the buffers is worth anything then.
        """
        if self._backwards:
            self._otherwise(first, last, injected)
            return
        try:
            self._recording.take(first, last)
        except CaptureError as error:
            self._give_up(error)
            raise

    @property
    def scaled(self) -> Callable[[int, int, Floats], bool] | None:
        """The walk that follows the adjoint's exponents; None once capturing failed."""
        return None if self._plan.note else self._scaled

    def _scaled(self, first: int, last: int, exponents: Floats) -> bool:
        try:
            return self._recording.scaled(first, last, exponents)
        except CaptureError as error:
            self._give_up(error)
            return False

    def _give_up(self, error: CaptureError) -> None:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
        self._plan.note = f"This GPU could not capture the steps as a graph ({reason}); they were taken one by one."
