"""Make the README's pictures of the real window: ``python -m tests.screenshots``.

The window runs offscreen, asks the default question, waits for the measured answer and is taken
in the middle of the backward pass, light and dark.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

PLACE = Path(__file__).parents[1] / "docs"
SIZE = (1366, 768)
STEP = 37
PATIENCE = 60.0


def main() -> int:
    """Write ``docs/window-light.png`` and ``docs/window-dark.png``."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PyQt6.QtWidgets import QApplication

    from gradviz.screen.moment import Moment
    from gradviz.screen.runner import Runner
    from gradviz.screen.session import Session
    from gradviz.screen.settings import Settings
    from gradviz.screen.theme import Look
    from gradviz.screen.window import Window

    app = QApplication(sys.argv[:1])
    look, runner = Look(app, "light"), Runner()
    session = Session(runner)
    window = Window(session, look, Settings())
    window.show()
    window.showNormal()
    window.resize(*SIZE)
    window.begin()
    began = time.monotonic()
    while session.answer is None and time.monotonic() - began < PATIENCE:
        app.processEvents()
    window.player.pause()
    session.move(Moment("backward", STEP))
    for mode in ("light", "dark"):
        look.choose(mode)  # type: ignore[arg-type]
        for _ in range(20):
            app.processEvents()
        file = PLACE / f"window-{mode}.png"
        if not window.grab().save(str(file)):
            print(f"{file} could not be written", file=sys.stderr)
            return 1
        print(file)
    window.close()
    runner.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
