"""The engine on a GPU: ``python -m tests.benchmarks.gpu``; without one it says so and measures nothing.

Full diagnostics at T = 512, H = 256, B = 32 against cuDNN's forward and backward, which give no per-step answer; a
slider's move (new weights, everything else as it was) at T = 128, H = 64; and the largest difference from the CPU.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import torch

import gradviz
from gradviz.engine.inputs import inputs_of, loss_of
from tests.benchmarks.engine import LAYER, interleaved
from tests.benchmarks.report import keep

ROUNDS = 15


def cudnn_layer(e):
    """Return a forward and backward of torch's own layer on the GPU."""
    dtype, device = getattr(torch, e.dtype), torch.device("cuda")
    module = LAYER[e.cell](e.input_size, e.hidden_size, dtype=dtype, device=device)
    x = torch.tensor(inputs_of(e), dtype=dtype, device=device)
    v = torch.tensor(loss_of(e).gradients[0], dtype=dtype, device=device)

    def run():
        module.zero_grad()
        out, _ = module(x)
        (out[-1] * v).sum().backward()
        torch.cuda.synchronize()

    return run


def against_cudnn(cell):
    e = gradviz.Experiment(cell=cell, steps=512, hidden_size=256, batch_size=32, dtype="float32", device="cuda")
    medians, _ = interleaved({"engine": lambda: gradviz.run(e), "cuDNN": cudnn_layer(e)}, ROUNDS)
    return medians


def slider(cell):
    """Return the median time of a run in which only ρ changed."""
    e = gradviz.Experiment(cell=cell, steps=128, hidden_size=64, device="cuda")
    gradviz.run(e)
    times = []
    for radius in np.linspace(0.5, 1.5, 40):
        start = time.perf_counter()
        gradviz.run(e.replace(spectral_radius=float(radius)))
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def difference(cell):
    """Return the largest difference of log10 norms between GPU and CPU, float64."""
    e = gradviz.Experiment(cell=cell, steps=512, hidden_size=64)
    gpu, cpu = (gradviz.run(e.replace(device=device)).log10_grad_hidden for device in ("cuda", "cpu"))
    return float(np.abs(gpu - cpu).max())


def main(arguments):
    """Measure, print, and keep the numbers."""
    if not torch.cuda.is_available():
        print("no GPU here: nothing was measured")
        return
    rows = []
    for cell in LAYER:
        medians = against_cudnn(cell)
        row = {"cell": cell, "median": medians, "slider": slider(cell), "difference": difference(cell)}
        rows.append(row)
        print(
            f"{cell}: engine / cuDNN {medians['engine'] / medians['cuDNN']:.2f}, "
            f"slider {row['slider'] * 1e3:.1f} ms, from the CPU {row['difference']:.1e}"
        )
    if "--quick" not in arguments:
        keep("gpu", device=torch.cuda.get_device_name(), rows=rows)


if __name__ == "__main__":
    main(sys.argv[1:])
