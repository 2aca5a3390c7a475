"""What the window has in memory after an hour's worth of random use, against its start.

``python -m tests.benchmarks.memory [--quick]``: 3600 random things that a hand can do (one a second makes an hour),
each as soon as the window is ready for it. Memory is read on one question, after every picture has been shown once,
and again on that question at the end. Writes ``tests/benchmarks/results/memory.json``.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Callable
from pathlib import Path

from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.charts.moment import Moment
from gradviz.screen.asking.question import Question
from tests.benchmarks.report import keep
from tests.benchmarks.stage import Stage

THINGS, WANTED = 3600, 1.1
EVERY = 300


def resident() -> float:
    """Return the process' memory in MB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def things(stage: Stage, draw: random.Random) -> list[Callable[[], object]]:
    """Return what a hand can do, each as likely as any other."""
    session, names = stage.session, list(CHARTS)

    def slot() -> str:
        return draw.choice(["a", "b"])

    def option() -> None:
        kind = CHARTS[draw.choice(names)]
        if kind.options:
            chosen = draw.choice(kind.options)
            switch = isinstance(chosen.default, bool)
            values = [value for value, _ in chosen.choices] or ([True, False] if switch else [0, 3])
            session.choose_option(kind.name, chosen.name, draw.choice(values))

    return [
        lambda: session.choose_pictures(draw.choice(names)),
        lambda: session.choose_pictures(*draw.sample(names, 3)),
        lambda: session.edit("a", "steps", draw.randint(1, 256)),
        lambda: session.edit(slot(), "hidden_size", draw.randint(1, 96)),
        lambda: session.edit(slot(), "spectral_radius", draw.uniform(0, 2)),
        lambda: session.edit(slot(), "cell", draw.choice(list(CELLS))),
        lambda: session.edit(slot(), "batch_size", draw.choice([1, 1, 4])),
        lambda: session.edit(slot(), "layers", draw.choice([1, 1, 2])),
        lambda: session.move(Moment("whole", draw.uniform(0, session.steps))),
        lambda: stage.window.look.cycle(),
        session.new_draw,
        session.history.undo,
        session.history.redo,
        lambda: session.pin(slot()),
        lambda: session.unpin(*session.question.pins),
        option,
    ]


def measure(count: int) -> dict[str, object]:
    """Return the memory at the start, on the way, and at the end, in MB."""
    stage, draw = Stage(), random.Random(0)
    stage.settle()
    for name in CHARTS:
        stage.session.choose_pictures(name)
        stage.settle()
    home(stage)
    began, start, course = time.perf_counter(), resident(), []
    for done in range(1, count + 1):
        draw.choice(things(stage, draw))()
        stage.settle(patience=60, calm=0.0)
        if done % EVERY == 0:
            course.append(round(resident()))
            print(f"{done} things, {time.perf_counter() - began:.0f} s: {course[-1]} MB", flush=True)
    home(stage)
    end = resident()
    stage.close()
    return {"things": count, "start": round(start, 1), "course": course, "end": round(end, 1), "ratio": end / start}


def home(stage: Stage) -> None:
    """Ask the question that memory is compared on."""
    stage.session._store(Question.default(), "", "")
    stage.settle(calm=2.0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="five minutes' worth")
    quick = parser.parse_args().quick
    found = measure(THINGS // 12 if quick else THINGS)
    print(f"start {found['start']} MB, end {found['end']} MB: {found['ratio']:.3f} × (wanted: ≤ {WANTED})")
    if not quick:
        keep("memory", **found)


if __name__ == "__main__":
    main()
