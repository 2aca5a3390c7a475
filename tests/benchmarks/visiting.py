"""Every picture opened and played in the real window: does it ever not answer, and what does a frame cost?

``python -m tests.benchmarks.visiting [--quick]`` prints a markdown table and writes
``tests/benchmarks/results/visiting.json``. A block is the longest time in which the window did no event; a frame is
process CPU, that of the computing thread among it where a picture follows the cursor, and CPU of the window's thread.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from gradviz.charts import CHARTS
from gradviz.charts.moment import Moment
from tests.benchmarks.report import keep
from tests.benchmarks.stage import Stage

BLOCK, MEDIAN, MOST = 50.0, 6.0, 10.0
FRAMES = 180
FRAME = 1 / 60  # seconds; all else here is in milliseconds


def opened(stage: Stage, name: str) -> tuple[float, float]:
    """Return the longest block while a picture is opened, and when it was there, in milliseconds."""
    stage.session.choose_pictures("lecture")
    stage.settle()
    stage.longest = 0.0
    began = time.perf_counter()
    stage.session.choose_pictures(name)
    stage.longest = time.perf_counter() - began
    return 1000 * stage.settle() if name != "lecture" else 0.0, 1000 * stage.longest


def played(stage: Stage, frames: int) -> tuple[list[float], list[float]]:
    """Return the CPU of every frame of a backward pass: of the process, and of the window's thread alone."""
    now, player = 0.0, stage.window.player
    player._clock = lambda: now
    stage.session.move(Moment("backward", float(stage.session.loss_step)))
    player.play()
    player._timer.stop()
    whole, own = [], []
    for _ in range(frames):
        now += FRAME
        both = time.process_time(), time.thread_time()
        player.tick()
        stage.app.processEvents()
        whole.append(1000 * (time.process_time() - both[0]))
        own.append(1000 * (time.thread_time() - both[1]))
    player.pause()
    stage.session.move(Moment("whole", 0.0))
    return whole, own


def measure(steps: int, units: int, frames: int) -> list[list[object]]:
    """Return a row for every picture."""
    stage, rows = Stage(), []
    stage.settle()
    stage.session.edit("a", "steps", steps)
    for slot in ("a", "b"):
        stage.session.edit(slot, "hidden_size", units)
    stage.settle()
    for name in CHARTS:
        there, block = opened(stage, name)
        whole, own = played(stage, frames)
        stage.settle()
        parts = [*np.percentile(own, [50, 95]), max(own), *np.percentile(whole, [50, 95])]
        rows.append([name, round(there), round(block, 1), *(round(float(part), 2) for part in parts)])
        print("| " + " | ".join(str(cell) for cell in rows[-1]) + " |", flush=True)
    stage.close()
    return rows


def main() -> None:
    """Measure, print the table, and keep the raw figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small network, fewer frames")
    quick = parser.parse_args().quick
    print(f"wanted: no block above {BLOCK} ms; a frame at T = 1024, H = 512: median ≤ {MEDIAN} ms, 95 % ≤ {MOST} ms\n")
    print(
        "| picture | there after ms | longest block ms | own thread: median | 95 % | largest | process: median | 95 % |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    found = {}
    for steps, units in [(128, 64)] if quick else [(128, 64), (1024, 512)]:
        print(f"| **T = {steps}, H = {units}** | | | | | | | |")
        found[f"{steps} {units}"] = measure(steps, units, FRAMES // 3 if quick else FRAMES)
    if not quick:
        keep("visiting", rows=found)


if __name__ == "__main__":
    main()
