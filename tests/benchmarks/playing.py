"""What a frame of the playing picture costs: process CPU, painting included, on the offscreen platform.

Run it as ``python tests/benchmarks/playing.py [--quick]``; it prints a markdown table and writes
``tests/benchmarks/results/playing.json``.
"""

from __future__ import annotations

import argparse
import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gradviz.charts.moment import LOSS_SECONDS, SWEEP_SECONDS
from gradviz.screen.desk.desk import Desk
from gradviz.screen.look.theme import Look
from gradviz.screen.readout.panel import Readout
from gradviz.screen.transport.bar import Transport
from gradviz.screen.transport.player import Player
from tests.benchmarks.report import keep
from tests.screen.picture.made import pair, session

WANTED_MEDIAN, WANTED_95 = 6.0, 10.0
FRAME = 1 / 60


class Window(QWidget):
    """The moving half of the window at 1366 × 768; the question side, which stands still, is a blank."""

    def __init__(self, made, look):
        super().__init__()
        self.session = made
        self.now = 0.0
        self.player = Player(made, self, autoplay=False, clock=lambda: self.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(0)
        column.addWidget(Transport(made, self.player, look.theme))
        row = QHBoxLayout()
        row.setContentsMargins(264, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Desk(made, look), 1)
        self.readout = Readout(made, look.theme)
        self.readout.setFixedWidth(250)
        row.addWidget(self.readout)
        column.addLayout(row, 1)
        self.resize(1366, 768)


def frames(app, window, seconds):
    """Milliseconds of process CPU of every frame, with the phase it showed."""
    window.player.play()
    window.player._timer.stop()
    measured = []
    for _ in range(round(seconds / FRAME)):
        window.now += FRAME
        began = time.process_time()
        window.player.tick()
        app.processEvents()
        measured.append((window.session.moment.phase, 1000 * (time.process_time() - began)))
        if window.session.moment.phase == "whole":
            break
    return measured


def answers(app, window, steps, units, count):
    """Milliseconds of process CPU from a new answer to its painted picture, while ρ is dragged."""
    made = []
    for index in range(count):
        fresh = pair(steps, units, spectral_radius=0.5 + index / count)
        began = time.process_time()
        window.session.runner.answered.emit(fresh)
        app.processEvents()
        made.append(1000 * (time.process_time() - began))
    return made


def figures(values):
    """Median, 95th percentile and largest value."""
    return [round(float(value), 2) for value in (*np.percentile(values, [50, 95]), max(values))]


def measure(quick):
    """Return all rows: what, median, 95 %, largest, number of frames."""
    app = QApplication.instance() or QApplication([])
    look = Look(app, "light")
    rows, raw = [], {}
    for steps, units in ((1024, 512), (128, 64)):
        window = Window(session(pair(steps, units)), look)
        window.show()
        app.processEvents()
        seconds = 3.0 if quick else 2 * SWEEP_SECONDS + LOSS_SECONDS + 1
        if quick:
            window.player.speed = 4.0
        measured = frames(app, window, seconds)
        for phase in ("forward", "loss", "backward"):
            values = [cost for name, cost in measured if name == phase]
            rows.append((f"frame, {phase}, T = {steps}, H = {units}", *figures(values), len(values)))
        values = [cost for _, cost in measured]
        rows.append((f"**frame, all, T = {steps}, H = {units}**", *figures(values), len(values)))
        raw[f"frames {steps} {units}"] = [round(value, 3) for value in values]
        values = answers(app, window, steps, units, 20 if quick else 60)
        rows.append((f"new answer, T = {steps}, H = {units}", *figures(values), len(values)))
        raw[f"answers {steps} {units}"] = [round(value, 3) for value in values]
        window.close()
        window.deleteLater()
        app.processEvents()
    return rows, raw


def main():
    """Measure, print the table, and keep the raw figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer frames")
    quick = parser.parse_args().quick
    rows, raw = measure(quick)
    print(f"wanted: median ≤ {WANTED_MEDIAN} ms, 95 % ≤ {WANTED_95} ms of process CPU a frame\n")
    print("| what | median ms | 95 % ms | largest ms | n |\n|---|---:|---:|---:|---:|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    if not quick:
        keep("playing", rows=rows, raw=raw)


if __name__ == "__main__":
    main()
