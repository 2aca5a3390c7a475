"""How long the window is held while pictures and arrangements are opened: the longest turn of the event loop.

``python -m tests.benchmarks.opening [--quick]`` prints a markdown table and writes
``tests/benchmarks/results/opening.json``. The real thread computes beside it. A first time makes the
view, a second time finds it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtWidgets import QApplication

from gradviz.arrangements import ARRANGEMENTS
from gradviz.charts import CHARTS
from gradviz.screen.asking.runner import Runner
from gradviz.screen.asking.session import Session
from gradviz.screen.look.theme import Look
from gradviz.screen.settings import Settings
from gradviz.screen.window import Window
from tests.benchmarks.report import keep

SIZE = (1920, 1080)
WANTED = 50.0
PATIENCE, AFTER = 30.0, 0.3


def is_there(window, names):
    """Whether pictures are computed and drawn."""
    answer = window.session.answer
    there = answer is not None and answer.question.pictures == names and set(answer.charts) == set(names)
    return there and window.desk.turns.idle


def longest_turn(app, window, names):
    """Milliseconds of CPU of the window's thread in the longest turn, from the choice until all is drawn."""
    longest, ends = 0.0, time.monotonic() + PATIENCE
    window.session.choose_pictures(*names)
    drawn = None
    while time.monotonic() < (ends if drawn is None else drawn + AFTER):
        began = time.thread_time()
        app.processEvents()
        longest = max(longest, 1000 * (time.thread_time() - began))
        time.sleep(0.0005)
        if drawn is None and is_there(window, names):
            drawn = time.monotonic()
    if drawn is None:
        raise RuntimeError(f"{names} were not there after {PATIENCE} s")
    return round(longest, 1)


def measure(window, app, quick):
    """Return name, first time and second time of every choice."""
    choices = {} if quick else {name: (name,) for name in CHARTS}
    choices |= {f"**{found.name}**": found.pictures for found in ARRANGEMENTS}
    first = {what: longest_turn(app, window, names) for what, names in choices.items()}
    second = {what: longest_turn(app, window, names) for what, names in choices.items()}
    return [(what, first[what], second[what]) for what in choices]


def main():
    """Measure, print the table, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="arrangements only")
    quick = parser.parse_args().quick
    app = QApplication(sys.argv[:1])
    runner = Runner()
    window = Window(Session(runner), Look(app, "light"), Settings())
    window.showNormal()
    window.resize(*SIZE)
    window.begin()
    while window.session.answer is None:
        app.processEvents()
    window.player.pause()
    longest_turn(app, window, ("lecture",))
    rows = measure(window, app, quick)
    window.close()
    runner.close()
    print(f"wanted: ≤ {WANTED} ms in one turn\n\n| opened | first time, ms | again, ms |\n|---|---:|---:|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    if not quick:
        keep("opening", size=SIZE, wanted=WANTED, rows=rows)


if __name__ == "__main__":
    main()
