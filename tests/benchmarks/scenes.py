"""From scene to scene by the clicker's key: how soon the new scene stands, and how soon its curves are there.

``python -m tests.benchmarks.scenes [--quick] [LESSON …]`` prints a markdown table and writes
``tests/benchmarks/results/scenes.json``. The time runs from Page Down until the painting is done: of the *scene* (title
and caption, and the new pictures in their places), of its *curves* (the first picture of the new answer), and of *all*
its pictures; a field that glides is stopped for it. *By hand* is the same window asked the same question without a
lesson, until its curves are painted; *computing* is `gradviz.run` of the scene's networks alone, in the same minute.
*Own* is CPU of the window's thread.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QWidget

import gradviz
from gradviz.lessons import lessons, open_lesson
from gradviz.screen.asking.question import Question
from gradviz.screen.guiding.guide import question_of
from tests.benchmarks.report import keep
from tests.benchmarks.stage import Stage

WANTED = 100.0
QUICK = 2
TIMES = ("scene", "curves", "all", "by hand", "computing", "own")


class Painted(QObject):
    """Notes which widgets were painted."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[int] = set()
        self._watched: set[int] = set()

    def forget(self) -> None:
        """Begin anew."""
        self._seen.clear()

    def has(self, widget: QWidget) -> bool:
        """Return whether a widget was painted since."""
        if id(widget) not in self._watched:
            self._watched.add(id(widget))
            widget.installEventFilter(self)
            widget.update()  # what was painted before it was watched is painted once more
        return id(widget) in self._seen

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Note that a widget is painted."""
        if event is not None and event.type() == QEvent.Type.Paint:
            self._seen.add(id(watched))
        return False


class Steps:
    """A window in which steps are timed."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.window, self.session = self.stage.window, self.stage.session
        self.guide, self.bar = self.window.lecture.guide, self.window.lecture.bar
        self.painted = Painted()
        self.window.activateWindow()
        self.stage.settle()

    def key(self) -> dict[str, float]:
        """Press Page Down; return when each thing was seen, in milliseconds."""
        place = self.guide.place
        wanted = {
            "scene": lambda: self.guide.place > place and self.painted.has(self.bar) and self._stands(),
            "curves": lambda: self.guide.place > place and self._drawn(0),
            "all": lambda: self.guide.place > place and self._whole(),
        }
        return self._until(lambda: QTest.keyClick(self.window, Qt.Key.Key_PageDown), wanted)

    def hand(self, question: Question) -> float:
        """Ask a question without a lesson; return when its curves were seen, in milliseconds."""
        return self._until(lambda: self.session.pose(question), {"curves": lambda: self._drawn(0)})["curves"]

    def rest(self) -> None:
        """Wait until nothing is to be done, as long as a speaker speaks about a scene."""
        self.window.lecture.staging.gliding.stop()
        self.window.player.pause()
        self.stage.settle(calm=1.0)
        if self.guide.secret:
            QTest.keyClick(self.window, Qt.Key.Key_PageDown)
            self.stage.settle()

    def close(self) -> None:
        """End the window."""
        self.window.keeper._kept = self.window.keeper._essence()
        self.stage.close()

    def _until(self, begin: Callable[[], object], wanted: dict[str, Callable[[], bool]]) -> dict[str, float]:
        self.painted.forget()
        found: dict[str, float] = {}
        spent, began = time.thread_time(), time.perf_counter()
        begin()
        while len(found) < len(wanted):
            self.stage.app.processEvents()
            now = time.perf_counter()
            for name, there in wanted.items():
                if name not in found and there():
                    found[name] = 1000 * (now - began)
            if now - began > 60:
                raise TimeoutError(f"{set(wanted) - set(found)} of {self.session.question.pictures}")
            if "curves" in found:
                self.window.lecture.staging.gliding.stop()
            time.sleep(0.0005)
        return {**found, "own": 1000 * (time.thread_time() - spent)}

    def _stands(self) -> bool:
        desk = self.window.desk
        names = () if desk is None else tuple(view.name for view in desk.views)
        return names == self.session.question.pictures

    def _drawn(self, place: int) -> bool:
        """Return whether a picture of the newest answer was painted, or its cover where the audience predicts."""
        answer, desk = self.session.answer, self.window.desk
        if desk is None or answer is None or answer.question != self.session.question or not self._stands():
            return False
        view = desk.views[place]
        chart, viewport = answer.charts.get(view.name), view.canvas.viewport()
        new = view.canvas.chart is chart or self.session.prediction is not None
        return chart is not None and new and (not view.inside or (viewport is not None and self.painted.has(viewport)))

    def _whole(self) -> bool:
        return all(self._drawn(place) for place in range(len(self.session.question.pictures)))


def measured(steps: Steps, name: str) -> list[list[object]]:
    """Return a row for every step of a lesson."""
    steps.window.lecture.commands.begin(name)
    lesson = steps.guide.lesson
    assert lesson is not None
    found = []
    for _ in lesson.scenes[1:]:
        steps.rest()
        found.append(steps.key())
        found[-1]["computing"] = _computing(steps.session.question)
    steps.guide.close()
    steps.window.predicting.end()
    for before, scene, times in zip(lesson.scenes, lesson.scenes[1:], found, strict=False):
        steps.session.pose(replace(question_of(before), pins=()))
        steps.rest()
        times["by hand"] = steps.hand(question_of(scene))
    return [[name, place, *(round(times[each], 1) for each in TIMES)] for place, times in enumerate(found, 2)]


def _computing(question: Question) -> float:
    began = time.perf_counter()
    for experiment in question.experiments():
        gradviz.run(experiment)
    return 1000 * (time.perf_counter() - began)


def _of_networks() -> list[str]:
    """Return the lessons without a network that reads: its page draws another answer."""
    return [name for name, path in lessons().items() if all(scene.experiments for scene in open_lesson(path)[0].scenes)]


def main() -> None:
    """Measure, print the table, and keep the raw figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", nargs="*")
    parser.add_argument("--quick", action="store_true", help="the first two lessons")
    chosen = parser.parse_args()
    steps, rows = Steps(), []
    print(f"wanted: the scene ≤ {WANTED:g} ms after the key\n")
    print("| lesson | to scene | " + " | ".join(f"{name}, ms" for name in TIMES) + " |")
    print("|---|---:|" + "---:|" * len(TIMES))
    for name in (chosen.lessons or _of_networks())[: QUICK if chosen.quick else None]:
        for row in measured(steps, name):
            rows.append(row)
            print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)
    columns = {name: [float(str(row[place])) for row in rows] for place, name in enumerate(TIMES, 2)}
    for what, of in (("median", statistics.median), ("worst", max)):
        print(f"| **{what}** | {len(rows)} steps | " + " | ".join(f"{of(columns[name]):.1f}" for name in TIMES) + " |")
    ratio = statistics.median(
        curves / max(hand, 0.1) for curves, hand in zip(columns["curves"], columns["by hand"], strict=True)
    )
    print(f"\ncurves by the key take {ratio:.2f} times as long as by hand")
    if not (chosen.quick or chosen.lessons):
        keep("scenes", wanted=WANTED, columns=["lesson", "to scene", *TIMES], rows=rows, ratio=round(ratio, 3))
    steps.close()


if __name__ == "__main__":
    main()
