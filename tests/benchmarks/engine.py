"""The engine against the loops one writes in a notebook: ``python -m tests.benchmarks.engine``.

Every row is measured in one process with one thread, the contestants taking turns, and the median of
their times is compared. The engine gives its full diagnostics: states, gates, every log10 norm of every
step, each step's part of ∂L/∂W_hh, parameter gradients, clipping. The cell loop keeps every state's
gradient (``retain_grad``) and reads their norms; torch's own layers give no per-step answer at all.
Results are written beside this file, to results/engine.json.
"""

from __future__ import annotations

import functools
import statistics
import sys
import time

import torch
from threadpoolctl import threadpool_limits

import gradviz
from gradviz.engine.inputs import inputs_of, loss_of
from tests.benchmarks.report import keep

CELL = {"rnn_tanh": torch.nn.RNNCell, "lstm": torch.nn.LSTMCell, "gru": torch.nn.GRUCell}
LAYER = {"rnn_tanh": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
QUICK = [(64, 512, 1, "float32"), (64, 512, 1, "float64")]
FULL = [*QUICK, (64, 128, 1, "float64"), (32, 2048, 1, "float32"), (512, 512, 1, "float32"), (512, 64, 64, "float32")]


def cell_loop(e, weights):
    """Return a run of a cell loop with retain_grad on every state, and the norms read out."""
    dtype = getattr(torch, e.dtype)
    module = CELL[e.cell](e.input_size, e.hidden_size, dtype=dtype)
    module.load_state_dict({name.removesuffix("_l0"): torch.tensor(array) for name, array in weights.items()})
    x, v = torch.tensor(inputs_of(e), dtype=dtype), torch.tensor(loss_of(e).gradients[0], dtype=dtype)

    def run():
        module.zero_grad()
        states, hidden = [], torch.zeros(e.batch_size, e.hidden_size, dtype=dtype, requires_grad=True)
        state = (hidden, torch.zeros_like(hidden).requires_grad_()) if e.cell == "lstm" else hidden
        for t in range(e.steps):
            state = module(x[t], state)
            for part in state if isinstance(state, tuple) else (state,):
                part.retain_grad()
                states.append(part)
        last = state[0] if isinstance(state, tuple) else state
        (last * v).sum().backward()
        return [0.0 if s.grad is None else float(s.grad.norm()) for s in states]

    return run


def torch_layer(e, weights):
    """Return a forward and backward of torch's own layer."""
    dtype = getattr(torch, e.dtype)
    module = LAYER[e.cell](e.input_size, e.hidden_size, dtype=dtype)
    module.load_state_dict({name: torch.tensor(array) for name, array in weights.items()})
    x, v = torch.tensor(inputs_of(e), dtype=dtype), torch.tensor(loss_of(e).gradients[0], dtype=dtype)

    def run():
        module.zero_grad()
        out, _ = module(x)
        (out[-1] * v).sum().backward()

    return run


def interleaved(contestants, rounds):
    """Return each contestant's median time in seconds, and all times."""
    times = {name: [] for name in contestants}
    for run in contestants.values():
        run()
    for _ in range(rounds):
        for name, run in contestants.items():
            start = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}, times


def row(cell, hidden, steps, batch, dtype, rounds):
    e = gradviz.Experiment(cell=cell, hidden_size=hidden, steps=steps, batch_size=batch, dtype=dtype, device="cpu")
    weights = gradviz.run(e).weights
    contestants = {
        "engine": lambda: gradviz.run(e), "cell loop": cell_loop(e, weights), "torch layer": torch_layer(e, weights)
    }  # fmt: skip
    medians, times = interleaved(contestants, rounds)
    return {"cell": cell, "H": hidden, "T": steps, "B": batch, "dtype": dtype, "median": medians, "times": times}


def growth(rounds):
    """Return the time per step over T, one after the other."""
    lengths = (512, 2048, 8192)
    questions = {str(steps): gradviz.Experiment(steps=steps, dtype="float32", device="cpu") for steps in lengths}
    runs = {name: functools.partial(gradviz.run, e) for name, e in questions.items()}
    medians, times = interleaved(runs, rounds)
    return {"T": lengths, "seconds per step": [medians[str(steps)] / steps for steps in lengths], "times": times}


def markdown(rows):
    lines = [
        "| cell | H | T | B | dtype | engine | cell loop | torch layer | loop / engine | layer / engine |",
        "|---|" + "---|" * 9,
    ]
    for r in rows:
        engine, loop, layer = (r["median"][name] for name in ("engine", "cell loop", "torch layer"))
        lines.append(
            f"| {r['cell']} | {r['H']} | {r['T']} | {r['B']} | {r['dtype']} | {engine * 1e3:.1f} ms "
            f"| {loop * 1e3:.1f} ms | {layer * 1e3:.1f} ms | {loop / engine:.1f} | {layer / engine:.1f} |"
        )
    return "\n".join(lines)


def main(arguments):
    """Measure, print a markdown table and keep the raw numbers; ``--quick`` measures the smallest grid."""
    torch.set_num_threads(1)
    quick = "--quick" in arguments
    grid, rounds = (QUICK, 5) if quick else (FULL, 5)
    rows = [row(cell, *sizes, rounds) for sizes in grid for cell in CELL]
    print(markdown(rows))
    if not quick:
        grown = growth(rounds)
        print("\nrnn_tanh, H = 64, float32: µs a step at T =", dict(zip(grown["T"], (
            round(s * 1e6, 2) for s in grown["seconds per step"]), strict=True)))  # fmt: skip
        keep("engine", rows=rows, growth=grown)


if __name__ == "__main__":
    with threadpool_limits(1):
        main(sys.argv[1:])
