"""Make the README's pictures of the real window: ``python -m tests.screenshots``.

The window runs offscreen, asks the default question, waits for the measured answer and is taken
in the middle of the backward pass, light and dark, with one picture and with several; and the page of cells on text.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradviz.screen.reading.session import ReadingSession
    from tests.benchmarks.stage import Stage

PLACE = Path(__file__).parents[1] / "docs"
SIZE = (1366, 768)


SHOTS = (
    ("window-light", "light", ("lecture",), 37),
    ("window-dark", "dark", ("lecture",), 37),
    ("window-video", "light", ("slices", "gradient"), 60),
    ("window-phase", "dark", ("gradient", "phase"), 0),
)
"""The file, the theme, the pictures, and the step that the gradient has come back to."""


def main() -> int:
    """Write ``docs/window-*.png``."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gradviz.charts.moment import Moment
    from tests.benchmarks.stage import Stage

    stage = Stage()
    stage.window.resize(*SIZE)
    stage.settle()
    for name, mode, pictures, step in SHOTS:
        stage.window.look.choose(mode)  # type: ignore[arg-type]
        stage.session.choose_pictures(*pictures)
        stage.session.move(Moment("backward" if step else "whole", step))
        stage.settle(calm=1.0)
        file = PLACE / f"{name}.png"
        if not stage.window.grab().save(str(file)):
            print(f"{file} could not be written", file=sys.stderr)
            return 1
        print(file)
    shot = _cells(stage)
    stage.close()
    return shot


def _cells(stage: Stage) -> int:
    """Write ``docs/window-cells.png``: the loss of a closing quote, run back to the opening one."""
    window = stage.window
    window.look.choose("light")
    window.show_page("cells")
    reading = window.cells.session
    stage.wait(lambda: _calm(reading))
    marks = [place for place, sign in enumerate(reading.document.shown) if sign == '"']
    reading.document.move(marks[3])
    reading.tracing.trace(marks[3])
    stage.wait(lambda: _calm(reading))
    file = PLACE / "window-cells.png"
    print(file)
    return int(not window.grab().save(str(file)))


def _calm(reading: ReadingSession) -> bool:
    passage = reading.document.passage
    return passage is not None and passage.done and not (reading.quick.busy or reading.slow.busy)


if __name__ == "__main__":
    sys.exit(main())
