"""Dragging ρ: 100 edits in one second at T = 128, H = 64, two networks; what is seen of it, and when.

``python -m tests.benchmarks.dragging [--quick]`` prints a markdown table and writes
``tests/benchmarks/results/dragging.json``. A picture counts when its painting has ended.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import QEventLoop, QTimer
from PyQt6.QtWidgets import QApplication

from gradviz.screen.asking.runner import Runner
from gradviz.screen.asking.session import Session
from gradviz.screen.look.theme import Look
from gradviz.screen.settings import Settings
from gradviz.screen.window import Window
from tests.benchmarks.report import keep

EDITS, SECONDS = 100, 1.0
PICTURES, LATE = 20, 0.1


class Drag:
    """One drag of the slider of ρ, and every picture that was painted meanwhile."""

    def __init__(self, app: QApplication, window: Window) -> None:
        self.app, self.window = app, window
        self.seen: list[tuple[float, float]] = []
        self.last_edit = 0.0
        window.session.answered.connect(self._note)

    def _note(self, answer: object) -> None:
        radius = answer.question.a.spectral_radius
        QTimer.singleShot(0, lambda: self.seen.append((time.perf_counter(), radius)))

    def run(self) -> dict[str, object]:
        """Drag from 0.5 to 1.5 and wait for the picture of the last value."""
        self.seen.clear()
        slider = self.window.form.cards["a"].rows["spectral_radius"].slider
        began, made = time.perf_counter(), 0
        while made < EDITS or (self.seen[-1][1] if self.seen else None) != 1.5:
            now = time.perf_counter() - began
            if made < EDITS and now >= made * SECONDS / EDITS:
                slider.setValue(50 + made + (made == EDITS - 1))
                made += 1
                self.last_edit = time.perf_counter()
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
            if now > 10:
                break
        return {
            "pictures": sum(at <= self.last_edit for at, _ in self.seen),
            "settled": self.seen[-1][0] - self.last_edit if self.seen else None,
            "right": bool(self.seen) and self.seen[-1][1] == self.window.session.question.a.spectral_radius == 1.5,
        }


def measure(rounds: int) -> list[dict[str, object]]:
    """Return the figures of every round."""
    app = QApplication(sys.argv[:1])
    runner = Runner()
    session = Session(runner)
    window = Window(session, Look(app, "light"), Settings())
    window.resize(1366, 768)
    window.show()
    window.begin()
    while session.answer is None:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    window.player.pause()
    drag = Drag(app, window)
    rows = [drag.run() for _ in range(rounds + 1)][1:]
    window.close()
    runner.close()
    return rows


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three drags instead of ten")
    quick = parser.parse_args().quick
    rows = measure(3 if quick else 10)
    pictures = statistics.median(row["pictures"] for row in rows)
    settled = statistics.median(row["settled"] for row in rows)
    print("| 100 edits of ρ in one second, T = 128, H = 64, A and B | median | worst | wanted |\n|---|---|---|---|")
    print(f"| pictures painted during the drag | {pictures:.0f} | {min(r['pictures'] for r in rows)} | ≥ {PICTURES} |")
    worst = max(row["settled"] for row in rows)
    print(f"| last picture after the last edit | {1e3 * settled:.0f} ms | {1e3 * worst:.0f} ms | ≤ {1e3 * LATE:.0f} |")
    print(f"| the last picture is the right one | {sum(r['right'] for r in rows)} of {len(rows)} | | all |")
    if not quick:
        keep("dragging", rows=rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
