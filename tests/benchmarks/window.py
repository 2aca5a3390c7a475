"""How soon the window is seen, and its first picture: processes against processes, interleaved.

``python -m tests.benchmarks.window [--quick]`` prints a markdown table and writes
``tests/benchmarks/results/window.json``. Each child says one line when it is there; the time runs
from the start of the process to that line, so that Python's own start counts on both sides.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.benchmarks.report import keep

SMALLEST = """
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
import pyqtgraph
class Smallest(pyqtgraph.PlotWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, there)
def there():
    print("there", flush=True)
    QApplication.quit()
app = QApplication([])
window = Smallest()
window.show()
app.exec()
"""
WINDOW = """
import sys
from pathlib import Path
from PyQt6.QtWidgets import QApplication
from gradviz.screen import app
from gradviz.screen import window
def there(self):
    print("there", flush=True)
    QApplication.quit()
window.Window.begin = there
app.main([], Path(sys.argv[1]))
"""
BARE = """
import torch
from PyQt6 import QtWidgets
import pyqtgraph
import gradviz
gradviz.run(gradviz.Experiment())
print("there", flush=True)
"""
PICTURE = """
import sys
from pathlib import Path
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from gradviz.screen import app
from gradviz.screen.asking import session
def there():
    print("there", flush=True)
    QApplication.quit()
take = session.Session._take
def taken(self, answer):
    take(self, answer)
    QTimer.singleShot(0, there)
session.Session._take = taken
app.main([], Path(sys.argv[1]))
"""
PAIRS = (
    ("window", "the window is seen", "the smallest PyQt6 + pyqtgraph window", WINDOW, SMALLEST, 1.5),
    (
        "picture",
        "the first picture is seen",
        "a bare script that imports and runs the default once",
        PICTURE,
        BARE,
        1.4,
    ),
)


def seconds(script: str, folder: str, platform_name: str) -> float:
    """Return the time from starting a process to its line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": platform_name}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as on a second start: nobody's modules are compiled again
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", script, f"{folder}/settings.json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
        process.wait(timeout=60)
    if line.strip() != "there":
        raise RuntimeError(f"the process ended with status {process.returncode} before it was there")
    return took


def measure(rounds: int, platform_name: str) -> list[dict[str, object]]:
    """Return the medians and the raw times of every pair."""
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, ours, theirs, script, reference, wanted in PAIRS:
            seconds(script, folder, platform_name), seconds(reference, folder, platform_name)
            pairs = [
                (seconds(script, folder, platform_name), seconds(reference, folder, platform_name))
                for _ in range(rounds)
            ]
            mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
            rows.append({"name": name, "ours": ours, "against": theirs, "seconds": mine, "reference": other,
                         "ratio": mine / other, "wanted": wanted, "raw": pairs})  # fmt: skip
    return rows


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="five rounds instead of fifteen")
    parser.add_argument("--platform", default="xcb" if os.environ.get("DISPLAY") else "offscreen")
    chosen = parser.parse_args()
    rows = measure(5 if chosen.quick else 15, chosen.platform)
    print("| | gradviz | reference | ratio | wanted |\n|---|---|---|---|---|")
    for row in rows:
        print(f"| {row['ours']} | {row['seconds']:.3f} s | {row['reference']:.3f} s ({row['against']}) "
              f"| {row['ratio']:.2f} | ≤ {row['wanted']} |")  # fmt: skip
    if not chosen.quick:
        keep("window", platform=chosen.platform, rows=rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
