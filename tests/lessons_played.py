"""Play lessons in the real window as a presenter's clicker does: ``python -m tests.lessons_played FOLDER [LESSON …]``.

Page Down goes from the first to the last scene of every lesson. Each scene is taken when its story has been told;
where the audience predicts first, the key reveals, and the scene is taken before that, too. On a virtual screen:
``xvfb-run -s "-screen 0 1280x720x24" sh -c 'openbox & python -m tests.lessons_played FOLDER --presenting'``.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from gradviz.lessons import lessons
from gradviz.screen.guiding.guide import Guide
from tests.benchmarks.stage import Stage

FAST = 8.0
MODES = ("light", "dark")


class Clicker:
    """The window, the keys that are pressed in it, and the pictures that are taken of it."""

    def __init__(self, folder: Path, presenting: bool) -> None:
        self._stage, self._folder = Stage(), folder
        self.window = self._stage.window
        self.guide: Guide = self.window.lecture.guide
        self.window.activateWindow()
        self._stage.settle()
        self.window.player.speed = FAST
        if presenting:
            self.press(Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)

    def play(self, name: str) -> None:
        """Go through a lesson from its first to its last scene."""
        self.window.lecture.commands.begin(name)
        lesson = self.guide.lesson
        assert lesson is not None
        for number, scene in enumerate(lesson.scenes, 1):
            if number > 1:
                self.press(Qt.Key.Key_PageDown)
            if self.guide.place != number - 1 or self.guide.scene != scene:
                raise SystemExit(f"{name}: Page Down did not lead to scene {number}")
            self._stage.settle()
            if scene.predict_first:
                self._take(f"{name}-{number}-asked")
                self.press(Qt.Key.Key_PageDown)
            self._stage.wait(self._told)
            self._stage.settle()
            self._take(f"{name}-{number}")

    def choose(self, mode: str) -> None:
        """Be light or dark."""
        self.window.look.choose(mode)  # type: ignore[arg-type]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, and let the window begin with what it means."""
        QTest.keyClick(self.window, key, modifier)
        self._stage.turn()

    def close(self) -> None:
        """End the window."""
        self._stage.window.keeper._kept = self._stage.window.keeper._essence()
        self._stage.close()

    def _told(self) -> bool:
        return not (self.window.player.playing or self.window.lecture.staging.gliding.active)

    def _take(self, name: str) -> None:
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            self._stage.turn()
        screen = self.window.screen()
        assert screen is not None
        file = self._folder / f"{name}.png"
        if not screen.grabWindow(self.window.winId()).save(str(file)):
            raise SystemExit(f"{file} could not be written")


def main() -> int:
    """Play what is asked, light and dark in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("lessons", nargs="*", help="names or files; without one, all that are bundled")
    parser.add_argument("--presenting", action="store_true", help="in presenter mode")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    clicker = Clicker(chosen.folder, chosen.presenting)
    for number, name in enumerate(chosen.lessons or lessons()):
        clicker.choose(MODES[number % len(MODES)])
        clicker.play(name)
        print(name, flush=True)
    clicker.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
