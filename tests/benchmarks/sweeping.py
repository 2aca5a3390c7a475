"""A sweep against the same runs one by one: ``python -m tests.benchmarks.sweeping``.

64 radii × 32 seeds, H = 32, T = 128, float64, one process, one thread, the contestants taking turns, medians
compared. One by one, `gradviz.run` takes some of the configurations, drawn at random, and its time is scaled up
to all of them. Both sides find the draws of the 32 seeds kept from the first, unmeasured round.

The first coarse picture of three planes (radii × seeds, × steps, × a gate's bias): how long after the call
``found`` has at least one configuration in each of 8 × 8 parts of the plane (in each of 8 parts of the radii,
where the other axis are the seeds), draws not kept, beside the time of the whole sweep without ``found``.
Results are written beside this file, to results/sweeping.json.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import time

import numpy as np
import torch
from threadpoolctl import threadpool_limits

import gradviz
from tests.benchmarks.engine import interleaved
from tests.benchmarks.report import keep

RADII, SEEDS = [float(radius) for radius in np.linspace(2 / 64, 2, 64)], range(32)
CELLS = ("rnn_tanh", "rnn_relu", "rnn_linear", "lstm", "gru")
BIASES = {"lstm": "forget_bias", "gru": "update_bias"}
PARTS = 8

_unused = itertools.count(1000)  # seeds whose draws nothing has kept


def row(cell, chosen, rounds):
    """Measure one cell; ``chosen`` configurations are run one by one."""
    e = gradviz.Experiment(cell=cell, hidden_size=32, steps=128, device="cpu")
    draw = np.random.default_rng(0)
    places = sorted(draw.choice(len(RADII) * len(SEEDS), chosen, replace=False).tolist())
    some = [e.replace(spectral_radius=RADII[place % 64], seed=SEEDS[place // 64]) for place in places]
    contestants = {
        "sweep": lambda: gradviz.sweep(e, spectral_radius=RADII, seeds=SEEDS),
        "one by one": lambda: [gradviz.run(question) for question in some],
    }
    medians, times = interleaved(contestants, rounds)
    medians["one by one"] *= len(RADII) * len(SEEDS) / chosen
    return {"cell": cell, "configurations": 2048, "run one by one": chosen, "median": medians, "times": times}


def markdown(rows):
    lines = ["| cell | sweep of 2048 | one by one, scaled up | ratio |", "|---|---|---|---|"]
    for r in rows:
        swept, single = r["median"]["sweep"], r["median"]["one by one"]
        lines.append(f"| {r['cell']} | {swept * 1e3:.0f} ms | {single * 1e3:.0f} ms | {single / swept:.1f} |")
    return "\n".join(lines)


def planes(cell):
    """Return the other axes beside 64 radii, by name, each with its number of seeds: about 2048 configurations."""
    bias = {BIASES[cell]: ({BIASES[cell]: np.linspace(-2, 6, 33)}, 1)} if cell in BIASES else {}
    return {"seeds": ({}, 32), "steps": ({"steps": range(4, 129, 4)}, 1), **bias}


def covered(known):
    """Return whether each part of the plane has a configuration that is known."""
    some = known.any(-1)
    for axis in range(some.ndim):
        some = np.stack([part.any(axis) for part in np.array_split(some, PARTS, axis)], axis)
    return some.all()


def first_picture(question, fields, seeds):
    """Return after how many seconds the plane is covered, and after how many all is known."""
    times = []

    def look(part):
        if covered(part.known):
            times.append(time.perf_counter() - started)

    for found in (look, None):
        fresh = list(itertools.islice(_unused, seeds))
        started = time.perf_counter()
        gradviz.sweep(question, spectral_radius=RADII, **fields, seeds=fresh, found=found)
        times.append(time.perf_counter() - started)
    return times[0], times[-1]


def pictures(rounds):
    """Measure the first coarse picture of every cell and plane."""
    rows = []
    for hidden in (32, 64):
        for cell in CELLS:
            question = gradviz.Experiment(cell=cell, hidden_size=hidden, steps=128, device="cpu")
            for plane, (fields, seeds) in planes(cell).items():
                times = [first_picture(question, fields, seeds) for _ in range(rounds + 1)][1:]
                first, whole = (statistics.median(kind) for kind in zip(*times, strict=True))
                about = {"cell": cell, "hidden_size": hidden, "plane": plane}
                rows.append({**about, "median": {"first": first, "whole": whole}, "times": times})
    return rows


def markdown_of_pictures(rows):
    lines = ["| cell, H, radii × | first coarse picture | whole | share |", "|---|---|---|---|"]
    for r in rows:
        first, whole = r["median"]["first"], r["median"]["whole"]
        what = f"{r['cell']}, {r['hidden_size']}, {r['plane']}"
        lines.append(f"| {what} | {first * 1e3:.0f} ms | {whole * 1e3:.0f} ms | {first / whole:.2f} |")
    return "\n".join(lines)


def main(arguments):
    """Measure, print a markdown table and keep the raw numbers; ``--quick`` runs fewer one by one."""
    torch.set_num_threads(1)
    quick = "--quick" in arguments
    rows = [row(cell, 64 if quick else 512, 5 if quick else 9) for cell in ("rnn_tanh", "lstm", "gru")]
    print(f"One by one: {rows[0]['run one by one']} of the 2048 configurations, scaled up.\n")
    print(markdown(rows))
    first = pictures(1 if quick else 5)
    print("\n" + markdown_of_pictures(first))
    if not quick:
        keep("sweeping", rows=rows, pictures=first)


if __name__ == "__main__":
    with threadpool_limits(1):
        main(sys.argv[1:])
