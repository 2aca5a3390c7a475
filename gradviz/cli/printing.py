"""A lesson as pages: every scene with its words, its pictures, its settings, and what was checked."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gradviz.charts.chart import Chart, Panel
    from gradviz.control import Control
    from gradviz.lessons import Lesson, Scene
    from gradviz.paper.handouts.binding import Page
    from gradviz.readings.watch import Watch
    from gradviz.result import Result


def pages(lesson: Lesson, control: Control | None) -> Iterator[Page]:
    """Yield what is on the page of every scene, computed."""
    for number, scene in enumerate(lesson.scenes):
        if control is not None:
            control.advance(number / len(lesson.scenes))
        title = f"{number + 1}  {scene.title}"
        reading = scene.reading
        yield _of_networks(scene, title) if reading is None else _of_reading(scene, reading, title, control)


def _of_networks(scene: Scene, title: str) -> Page:
    import gradviz
    from gradviz.charts import CHARTS
    from gradviz.lessons.printed import still
    from gradviz.paper.handouts.binding import Page

    shown = still(scene)
    results = [gradviz.run(experiment) for experiment in shown.experiments]
    holds = any("pinned" in CHARTS[name].needs for name in scene.pictures)
    beside = {name: gradviz.run(experiment) for name, experiment in shown.beside} if holds else {}
    sentence = shown.sentence + (" Grey: other values on its way." if beside else "")
    charts = [_shown(results, beside, name, scene) for name in scene.pictures]
    checks = [gradviz.check(result) for result in results]
    return Page(results, title, f"{scene.caption}\n{sentence}", charts, checks)


def _shown(results: Sequence[Result], beside: Mapping[str, Result], name: str, scene: Scene) -> Chart:
    import gradviz

    options: dict[str, Any] = {option: value for kind, option, value in scene.options if kind == name}
    chart = gradviz.show(*results, chart=name, pinned=tuple(beside.values()), **options).chart
    return dataclasses.replace(chart, panels=tuple(_named(panel, list(beside)) for panel in chart.panels))


def _named(panel: Panel, names: Sequence[str]) -> Panel:
    """Return a panel whose pinned curves are called by what moves: nobody has pinned them."""
    from gradviz.charts.parts.linear import PINNED

    pinned = iter(names)
    curves = (
        dataclasses.replace(curve, label=next(pinned)) if PINNED.removeprefix("log10_") in curve.column else curve
        for curve in panel.curves
    )
    return dataclasses.replace(panel, curves=tuple(curves))


def _of_reading(scene: Scene, watch: Watch, title: str, control: Control | None) -> Page:
    """Return the page of a network that reads: its text and its unit, and what was measured of them."""
    import gradviz
    from gradviz.paper.handouts.below import Reading
    from gradviz.paper.handouts.binding import Page
    from gradviz.readings.shown import measured, pictures, settings
    from gradviz.readings.told import Told

    told = Told(watch, control)
    foot = f"Read by gradviz {gradviz.__version__}; scores as gradviz.language.scores defines them."
    reading = Reading(settings(told), measured(told), foot)
    return Page((), title, scene.caption, pictures(told), (), reading)
