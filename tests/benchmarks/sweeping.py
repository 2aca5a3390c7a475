"""A sweep against the same runs one by one: ``python -m tests.benchmarks.sweeping``.

64 radii × 32 seeds, H = 32, T = 128, float64, one process, one thread, the contestants taking turns, medians
compared. One by one, `gradviz.run` takes some of the configurations, drawn at random, and its time is scaled up
to all of them. Both sides find the draws of the 32 seeds kept from the first, unmeasured round. Results are
written beside this file, to results/sweeping.json.
"""

from __future__ import annotations

import sys

import numpy as np
import torch
from threadpoolctl import threadpool_limits

import gradviz
from tests.benchmarks.engine import interleaved
from tests.benchmarks.report import keep

RADII, SEEDS = [float(radius) for radius in np.linspace(2 / 64, 2, 64)], range(32)


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


def main(arguments):
    """Measure, print a markdown table and keep the raw numbers; ``--quick`` runs fewer one by one."""
    torch.set_num_threads(1)
    quick = "--quick" in arguments
    rows = [row(cell, 64 if quick else 512, 5 if quick else 9) for cell in ("rnn_tanh", "lstm", "gru")]
    print(f"One by one: {rows[0]['run one by one']} of the 2048 configurations, scaled up.\n")
    print(markdown(rows))
    if not quick:
        keep("sweeping", rows=rows)


if __name__ == "__main__":
    with threadpool_limits(1):
        main(sys.argv[1:])
