"""How long a session takes to open, beyond what is computed for it; and how long the window is held by keeping it.

``python -m tests.benchmarks.sessions`` prints a markdown table and writes ``tests/benchmarks/results/sessions.json``.
Own time is CPU of the window's thread from the command until the first picture stands (and the text, on the page of
cells): reading the file, asking, drawing; the first time makes what is shown. Waited is what passes meanwhile on the
clock, without the seconds that the answer says it took, the least of three times. A block is the longest time in which
the window did no event while everything is written down by autosave, the least of five.
"""

from __future__ import annotations

import dataclasses
import tempfile
import time
from pathlib import Path

from gradviz.charts.moment import Moment
from gradviz.screen.asking.question import Question
from gradviz.screen.sessions.autosave import Autosave
from gradviz.screen.sessions.cells import Cells
from gradviz.screen.sessions.file import save
from gradviz.screen.sessions.laboratory import Laboratory
from gradviz.screen.sessions.link import from_link, link_of
from gradviz.screen.sessions.state import State
from tests.benchmarks.report import keep
from tests.benchmarks.stage import Stage

WANTED, HELD = 300.0, 20.0
TIMES, BLOCKS = 3, 5
MEGABYTES = "a text of five megabytes, over and over\n" * 125_000


def cases() -> dict[str, State]:
    """Return the sessions by what they hold."""
    plain = Question.default()
    long, _ = plain.edited("a", text=MEGABYTES, input="text")
    full, _ = plain.edited("a", spectral_radius=1.2)
    for radius in (0.5, 0.7, 1.1, 1.3, 1.5, 1.7):
        full = full.pinning("a").edited("a", spectral_radius=radius)[0]
    full = dataclasses.replace(full, pictures=("gradient", "why", "activations", "theory", "spectrum", "saturation"))
    cells = Cells("prose", '"Well," she said, "perhaps."\n' * 200, "said", (0, 3), "h", at=400)
    at = Moment("backward", 40.0)
    return {
        "two networks": State(laboratory=Laboratory(dataclasses.replace(plain, a=plain.a.replace(seed=1)), at)),
        "six pictures, six pins": State(laboratory=Laboratory(full, at, (), (10.0, 60.0))),
        "two networks, dark, at 130 %": State(laboratory=Laboratory(plain, at), mode="dark", scale=1.3),
        "a text of 5 MB": State(laboratory=Laboratory(long, at)),
        "cells on 5800 characters": State("cells", Laboratory(plain, at), cells),
        "cells on 5 MB, at the end": State(
            "cells", Laboratory(plain, at), dataclasses.replace(cells, text=MEGABYTES, at=len(MEGABYTES) - 9)
        ),
    }


def opened(stage: Stage, path: Path) -> tuple[float, float]:
    """Return own CPU and the time on the clock beyond the computing until a session stands, in milliseconds."""
    window = stage.window
    began, spent = time.perf_counter(), time.thread_time()
    window.commands.sessions.open(str(path))
    while not _stands(stage):
        stage.turn()
        if time.perf_counter() - began > 60:
            raise TimeoutError(path)
    answer = stage.session.answer
    assert answer is not None
    found = 1000 * (time.thread_time() - spent), 1000 * (time.perf_counter() - began - answer.seconds)
    window.keeper._kept = window.keeper._essence()
    return found


def _stands(stage: Stage) -> bool:
    answer, desk = stage.session.answer, stage.window.desk
    if answer is None or desk is None or answer.question != stage.session.question:
        return False
    first = stage.session.question.picture
    drawn = not stage.window.isVisible() or stage.window.on_text or desk.views[0].canvas.chart is answer.charts[first]
    return drawn and desk.views[0].name == first and stage.window.keeper._reader._awaited is None


def held(stage: Stage, folder: Path) -> float:
    """Return the longest block, in milliseconds, while all is written down."""
    autosave = Autosave(stage.window.keeper, stage.window.commands.sessions, folder)
    stage.session.edit("a", "spectral_radius", stage.session.question.a.spectral_radius + 0.001)
    stage.settle()
    stage.longest, began = 0.0, time.perf_counter()
    autosave.write()
    stage.longest = time.perf_counter() - began
    while autosave._writing is not None and autosave._writing.is_alive():
        stage.turn()
    block = stage.longest
    autosave.close()
    return 1000 * block


def main() -> None:
    """Measure, print the table, and keep the figures."""
    stage, rows = Stage(), []
    stage.settle()
    print(f"wanted: opened ≤ {WANTED:g} ms beyond the computing, written down in ≤ {HELD:g} ms of the window\n")
    print("| session | file, kB | own, first time, ms | own, again, ms | waited, ms | block by autosave, ms |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = folder / "plain.gradviz"
        save(State(laboratory=Laboratory(Question.default())), plain)
        for number, (what, state) in enumerate(cases().items()):
            path = folder / f"{number}.gradviz"
            save(state, path)
            found = []
            for _ in range(TIMES):
                opened(stage, plain)
                stage.settle()
                found.append(opened(stage, path))
                stage.settle()
            own, waited = zip(*found, strict=True)
            block = min(held(stage, folder) for _ in range(BLOCKS))
            row = [what, path.stat().st_size / 1000, own[0], max(own[1:]), min(waited), block]
            stage.settle()
            stage.window.keeper._kept = stage.window.keeper._essence()
            rows.append([row[0], *(round(float(value), 1) for value in row[1:])])
            print("| " + " | ".join(str(cell) for cell in rows[-1]) + " |", flush=True)
    line, _ = link_of(Question.default(), Moment())
    began = time.perf_counter()
    for _ in range(100):
        from_link(line)
    link = round(10 * (time.perf_counter() - began), 2)
    print(f"\na link of {len(line)} characters is read in {link} ms")
    keep("sessions", wanted=[WANTED, HELD], rows=rows, link_ms=link)
    stage.close()


if __name__ == "__main__":
    main()
