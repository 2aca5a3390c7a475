"""How quickly the page of cells on text answers: recolouring, leafing, typing, scoring, on 100,000 characters.

    python -m tests.benchmarks.texts [--quick]

An untrained LSTM of 256 units reads 100,000 characters of generated code; offscreen, 1366 × 720.

* recolour: process CPU of the new colours of a unit, the text painted with them (no thread is at work);
* leaf: process CPU of one step through the list of units until nothing is left to do: text, list, side panel and
  picture, the threads included;
* typing: seconds from a key to the painted colours of the 300 characters behind it, at the middle of the text;
* scoring: seconds of all units against all labels (`gradviz.language.scores`).

Written to results/texts.json.
"""

from __future__ import annotations

import os
import string
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PyQt6.QtWidgets import QApplication

from gradviz.language.model import checkpoint_of, fresh
from gradviz.language.scores import scores
from gradviz.language.snippets import code_like
from gradviz.models import save_checkpoint
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.page import ReadingPage
from gradviz.screen.reading.session import ReadingSession
from tests.benchmarks.report import keep

CHARACTERS = 100_000
ALPHABET = tuple(string.printable[:95] + "\n")
WANTED = {"recolour": 5.0, "typing": 50.0, "scoring": 10.0}
_BEHIND = 300


class Stage:
    """The page, with all of the text read."""

    def __init__(self, folder: Path) -> None:
        self.app = QApplication.instance() or QApplication([])
        model = folder / "untrained.safetensors"
        self.checkpoint = checkpoint_of(fresh("lstm", len(ALPHABET), 256, 1, 0), ALPHABET)
        save_checkpoint(self.checkpoint, model)
        self.text = code_like(0, CHARACTERS)[:CHARACTERS]
        self.session = ReadingSession(str(model), self.text, "generated")
        self.page = ReadingPage(self.session, Look(self.app, "light"))
        self.page.resize(1366, 720)
        self.page.show()
        self.session.document.begin()
        self.settle()
        self.session.scoring.sort("index")
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is left to do."""
        while True:
            self.app.processEvents()
            passage = self.session.document.passage
            if passage is not None and passage.done and not (self.session.quick.busy or self.session.slow.busy):
                break
            time.sleep(0.001)
        self.app.processEvents()

    def recolour(self, unit: int) -> float:
        """Return milliseconds of process CPU."""
        watching, units = self.session.watching, self.session.watching.units()
        watching.blockSignals(True)
        watching.watch(units[unit])
        watching.blockSignals(False)
        began = time.process_time()
        self.page.text.set_shade(watching.shade(), CHARACTERS)
        self.app.processEvents()
        return 1e3 * (time.process_time() - began)

    def leaf(self) -> float:
        """Return milliseconds of process CPU."""
        began = time.process_time()
        self.page.units.leaf(1)
        self.settle()
        return 1e3 * (time.process_time() - began)

    def typed(self, place: int, sign: str) -> float:
        """Return milliseconds until the colours behind a key are painted."""
        document = self.session.document
        document.move(place)
        self.settle()
        began = time.perf_counter()
        document.splice(place, 0, sign)
        while document.passage is None or document.passage.count < place + _BEHIND:
            self.app.processEvents()
            time.sleep(0.0005)
        self.app.processEvents()
        took = 1e3 * (time.perf_counter() - began)
        self.settle()
        return took


def main(arguments: list[str]) -> int:
    """Measure, print, and keep."""
    rounds = 5 if "--quick" in arguments else 40
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        rows = {
            "recolour": [stage.recolour(unit) for unit in range(rounds)],
            "leaf": [stage.leaf() for _ in range(rounds)],
            "typing": [stage.typed(CHARACTERS // 2 + number, "x") for number in range(max(3, rounds // 4))],
        }
        began = time.perf_counter()
        scores(stage.checkpoint, stage.text)
        rows["scoring"] = [time.perf_counter() - began]
        stage.page.close()
        stage.session.close()
    print("| what | median | worst | wanted |\n|---|---|---|---|")
    for name, times in rows.items():
        unit = "s" if name == "scoring" else "ms"
        print(f"| {name} | {np.median(times):.3g} {unit} | {max(times):.3g} {unit} | {WANTED.get(name, '')} |")
    if "--quick" not in arguments:
        keep("texts", characters=CHARACTERS, hidden_size=256, rows=rows)
    return int(any(np.median(rows[name]) > most for name, most in WANTED.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
