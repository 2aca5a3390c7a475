"""Whether a module computes what gradviz computes: h_t and the final states of both, and what rounding explains.

Two right computations of the same network differ by rounding, and some networks amplify that from step to step. So
there are two comparisons: of the whole runs, whose difference is stated; and, where that is larger than rounding
alone would make it, of the module's next step and next two from every state of gradviz's, which amplify little.
(Two, so that a module which reads its input in another order is found out.)
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from gradviz.engine.inspected import Batches, Module
from gradviz.engine.loops import Floats
from gradviz.errors import GradvizError
from gradviz.result import Result

_ROOM = 8.0
"""λ of the bound: that one right sum exceeds it has a probability of 2 exp(−λ²/2), 10⁻¹³."""


def sameness(found: Module, batches: Batches, result: Result) -> str:
    """Return a sentence that states how far the module's own output lies from a run.

    Raises
    ------
    GradvizError
        When it is farther than rounding explains.
    """
    if not np.isfinite(result.hidden).all():
        return f"{found.name} was not compared: the states left the range of floats."
    states = [torch.from_numpy(np.array(state)) for state in batches.initial_state] if batches.initial_state else None
    output, final = _called(found, torch.from_numpy(np.array(batches.inputs)), states)
    ends = [result.hidden[:, -1], *([] if result.cell_state is None else [result.cell_state[:, -1]])]
    apart = max(_apart(output, result.hidden[-1, 1:]), *map(_apart, final, ends))
    if apart <= _bound(found, batches, result, 1):
        return f"{found.name} computes the same: h_t and the final states differ by at most {apart:.1e}."
    near = 0.0
    for ahead in range(1, min(2, result.experiment.steps) + 1):
        near, bound = _from_every_state(found, batches, result, ahead), _bound(found, batches, result, ahead)
        if not near <= bound:
            steps = "2 steps" if ahead > 1 else "1 step"
            raise GradvizError(
                f"the module does not compute what its weights say: {steps} from a common state it differs by "
                f"{near:.1e}, where rounding explains {bound:.1e}. Has it a forward or a hook of its own?"
            )
    return (
        f"{found.name} computes the same: two steps from any common state it differs by at most {near:.1e}; over the "
        f"whole run this network amplifies rounding to {apart:.1e}."
    )


def _called(found: Module, inputs: Tensor, states: list[Tensor] | None) -> tuple[Floats, list[Floats]]:
    """Return the module's own output (T, B, H) and its final states, of inputs (T, B, I)."""
    module, device = found.module, next(iter(found.weights.values())).device
    start = None
    if states is not None:
        moved = [state.contiguous().to(device) for state in states]
        start = tuple(moved) if len(moved) > 1 else moved[0]
    given = inputs.to(device)
    cudnn = torch.backends.cudnn  # its own way to round float32 products, TF32, is no rounding of float32
    with torch.no_grad(), cudnn.flags(cudnn.enabled, cudnn.benchmark, cudnn.deterministic, allow_tf32=False):
        output, final = module(given.transpose(0, 1) if module.batch_first else given, start)
    output = output.transpose(0, 1) if module.batch_first else output
    ends = final if isinstance(final, tuple) else (final,)
    return output.cpu().numpy(), [end.cpu().numpy() for end in ends]


def _from_every_state(found: Module, batches: Batches, result: Result, ahead: int) -> float:
    """Return the largest difference ``ahead`` steps after any state: all such stretches of a run are one batch."""
    parts = [result.hidden, *([] if result.cell_state is None else [result.cell_state])]
    count = result.experiment.steps + 1 - ahead
    before = [torch.from_numpy(np.array(_joined(part[:, :count]))) for part in parts]
    reads = np.stack([batches.inputs[step : step + count] for step in range(ahead)])
    output, final = _called(found, torch.from_numpy(reads.reshape(ahead, -1, reads.shape[-1])), before)
    after = [_joined(part[:, ahead:]) for part in parts]
    between = [_apart(output[step], _joined(parts[0][-1:, step + 1 : step + 1 + count])[0]) for step in range(ahead)]
    return max(*between, *map(_apart, final, after))


def _joined(states: Floats) -> Floats:
    """Return (layers, T, B, H) with steps and sequences on one axis."""
    return np.asarray(states.reshape(len(states), -1, states.shape[-1]))


def _apart(one: Floats, other: Floats) -> float:
    """Return the largest absolute difference; inf where one is no number."""
    apart = np.abs(one.astype(np.float64) - other)
    return float(apart.max(initial=0.0)) if not np.isnan(apart).any() else np.inf


def _bound(found: Module, batches: Batches, result: Result, ahead: int) -> float:
    """Return what rounding can make of so many steps, step upon step and layer upon layer.

    A sum of n products is wrong by λ √n u Σ|w||x| (Higham and Mary 2019, theorem 2.4); every squashing function has
    a slope of 1 at most; what the gates multiply is at most the largest state.
    """
    unit, experiment = float(np.finfo(found.dtype).eps) / 2, result.experiment
    cells = result.hidden if result.cell_state is None else result.cell_state
    largest = max(1.0, float(np.abs(cells).max()), float(np.abs(result.hidden).max()))
    wrong = [0.0] * experiment.layers
    for layer in list(range(experiment.layers)) * ahead:
        names = (f"{kind}_l{layer}" for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        w_ih, w_hh, b_ih, b_hh = (np.abs(result.weights[name].astype(np.float64)) for name in names)
        read = np.abs(batches.inputs if layer == 0 else result.hidden[layer - 1, 1:])
        reach = [array.reshape(-1, array.shape[-1]).max(0) for array in (read, np.abs(result.hidden[layer]))]
        sums = float((w_ih @ reach[0] + w_hh @ reach[1] + b_ih + b_hh).max())
        own = _ROOM * (w_ih.shape[1] + w_hh.shape[1] + 2) ** 0.5 * unit * (sums + 1)
        below = float(w_ih.sum(1).max()) * wrong[layer - 1] if layer else 0.0
        wrong[layer] = largest * (own + below + float(w_hh.sum(1).max() + 1) * wrong[layer])
    return max(wrong)
