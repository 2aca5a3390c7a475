"""The engine against the loops one writes in a notebook: ``python -m tests.benchmarks.engine``.

Every row is measured in one process with one thread, the contestants taking turns (twice in a row each, and
the second time counts), and the median of their times is compared. The engine gives its full
diagnostics: states, gates, every log10 norm of every step, each step's part of ∂L/∂W_hh, parameter
gradients, clipping. The cell loop keeps every state's gradient (``retain_grad``) and reads their norms;
torch's own layers give no per-step answer at all. Results are written beside this file, to
results/engine.json.
"""

from __future__ import annotations

import functools
import statistics
import subprocess
import sys
import time

import numpy as np
import torch
from threadpoolctl import threadpool_limits

import gradviz
from gradviz.engine import compiled, tape, walks
from gradviz.engine.inputs import inputs_of, loss_of
from gradviz.engine.matrices import matrices_of
from tests.benchmarks.report import keep

CELL = {"rnn_tanh": torch.nn.RNNCell, "lstm": torch.nn.LSTMCell, "gru": torch.nn.GRUCell}
LAYER = {"rnn_tanh": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
QUICK = [(64, 512, 1, "float32"), (64, 512, 1, "float64")]
FULL = [
    *QUICK, (32, 512, 1, "float32"), (64, 128, 1, "float64"), (64, 2048, 1, "float32"), (128, 512, 1, "float32"),
    (512, 512, 1, "float32"), (512, 256, 1, "float64"), (512, 64, 64, "float32"),
]  # fmt: skip
LENGTHS = (512, 1024, 2048, 4096, 8192)
WIDTHS = (32, 64, 128)


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
    """Return each contestant's median time in seconds, and all times.

    They take turns, and each runs twice in a row: the second run is timed. The first one pays for what
    another left behind (memory to be put in order, caches full of its data), as a slider's first move does.
    """
    times = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            run()
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


def growth(cell, rounds):
    """Return the time per step over T, and over H at T = 2048."""
    questions = {("T", steps): gradviz.Experiment(cell=cell, steps=steps, dtype="float32") for steps in LENGTHS}
    questions |= {
        ("H", width): gradviz.Experiment(cell=cell, steps=2048, hidden_size=width, dtype="float32") for width in WIDTHS
    }
    runs = {name: functools.partial(gradviz.run, e.replace(device="cpu")) for name, e in questions.items()}
    medians, _ = interleaved(runs, rounds)
    return {f"{kind} = {value}": medians[kind, value] / questions[kind, value].steps for kind, value in runs}


def scaling(cell, dtype, rounds):
    """Return how much longer the way back takes that keeps its exponents than the one that doesn't."""
    steps, hidden = 2048, 64
    shape = tape.Shape(cell, steps, 1, hidden, 1, getattr(torch, dtype), torch.device("cpu"))
    e = gradviz.Experiment(cell=cell, steps=steps, hidden_size=hidden, dtype=dtype, device="cpu")
    weights = gradviz.run(e).weights
    with tape.borrowed_plan(shape) as plan:
        walk = walks.backward_walk(plan, 0, matrices_of(plan.cell, weights, 0))
        exponents = np.zeros((steps + 1, 1))
        start = torch.randn_like(plan.back.of["dh"][steps])

        def taken(run):
            for name in plan.back.of.keys() & {"dh", "dc"}:
                plan.back.of[name][steps] = start
            run()

        contestants = {
            "scaled": lambda: taken(lambda: walk.scaled(1, steps, exponents)),
            "plain": lambda: taken(lambda: walk(1, steps)),
        }
        medians, times = interleaved(contestants, 4 * rounds)
    return {"cell": cell, "dtype": dtype, "ratio": medians["scaled"] / medians["plain"], "times": times}


def without_machine_code(cell, rounds):
    """Return how much longer a run takes where numpy takes the steps, at T = 128 and 2048."""
    found, there = {}, compiled.available
    for steps in (128, 2048):
        e = gradviz.Experiment(cell=cell, steps=steps, dtype="float32", device="cpu")
        times = {}
        for name, answer in (("machine code", there), ("numpy", lambda: False)):
            compiled.available = answer
            tape.forget_plans()
            medians, _ = interleaved({name: functools.partial(gradviz.run, e)}, rounds)
            times.update(medians)
        found[f"T = {steps}"] = times["numpy"] / times["machine code"]
    compiled.available = there
    tape.forget_plans()
    return found


def memory(cell, steps=100_000):
    """Return the peak of a long float64 run beyond a short one, in T × B × H numbers; in a process of its own."""
    script = (
        "import gradviz; lines = lambda: open('/proc/self/status').read().splitlines()\n"
        "peak = lambda: next(int(line.split()[1]) * 1024 for line in lines() if line.startswith('VmHWM'))\n"
        f"e = gradviz.Experiment(cell={cell!r}, steps=512, device='cpu'); gradviz.run(e); before = peak()\n"
        f"gradviz.run(e.replace(steps={steps})); print((peak() - before) / ({steps} * 64 * 8))"
    )
    return float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)


def markdown(rows):
    lines = [
        "| cell | H | T | B | dtype | engine | cell loop | torch layer | loop / engine | layer / engine |",
        "|---|" + "---|" * 9,
    ]
    for r in rows:
        engine, loop, layer = (r["median"][name] for name in ("engine", "cell loop", "torch layer"))
        lines.append(
            f"| {r['cell']} | {r['H']} | {r['T']} | {r['B']} | {r['dtype']} | {engine * 1e3:.2f} ms "
            f"| {loop * 1e3:.1f} ms | {layer * 1e3:.1f} ms | {loop / engine:.1f} | {layer / engine:.1f} |"
        )
    return "\n".join(lines)


def main(arguments):
    """Measure, print a markdown table and keep the raw numbers; ``--quick`` measures the smallest grid."""
    torch.set_num_threads(1)
    print("machine code:", "yes" if compiled.available() else "no (pip install llvmlite)")
    quick = "--quick" in arguments
    grid, rounds = (QUICK, 5) if quick else (FULL, 7)
    rows = [row(cell, *sizes, rounds) for sizes in grid for cell in CELL]
    print(markdown(rows))
    if quick:
        return
    grown = {cell: growth(cell, rounds) for cell in CELL}
    for cell, found in grown.items():
        print(f"\n{cell}, float32, µs a step:", {name: round(s * 1e6, 2) for name, s in found.items()})
    ratios = [scaling(cell, dtype, rounds) for cell in CELL for dtype in ("float64", "float32")]
    print("\nscaled / plain way back:", {f"{r['cell']} {r['dtype']}": round(r["ratio"], 2) for r in ratios})
    slower = {cell: without_machine_code(cell, rounds) for cell in CELL}
    print(
        "\nnumpy / machine code:", {cell: {k: round(r, 1) for k, r in found.items()} for cell, found in slower.items()}
    )
    peaks = {cell: memory(cell) for cell in CELL}
    print("\npeak of T = 100 000, H = 64, float64, in T × B × H:", {cell: round(p, 1) for cell, p in peaks.items()})
    keep("engine", rows=rows, growth=grown, scaling=ratios, without_machine_code=slower, memory=peaks)


if __name__ == "__main__":
    with threadpool_limits(1):
        main(sys.argv[1:])
