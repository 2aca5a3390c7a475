"""Stacked bars on paper and in the table: where the numbers are, in their colours, without seams."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from PIL import Image

import gradviz
from gradviz import Experiment, paper
from gradviz.charts import CHARTS
from gradviz.charts.chart import Axis, Bars, Chart, Level, Panel
from gradviz.charts.stacks import stacked
from gradviz.charts.style import THEMES
from gradviz.paper.bars import outline
from gradviz.paper.key import key
from tests.charts.made import made
from tests.paper.test_pictures import boxes, no_word_leaves_or_covers

NAN, INF = np.nan, np.inf


def chart(*series: Bars, low: float = -1.0, high: float = 1.0, steps: int = 4) -> Chart:
    panel = Panel(
        "bars", "Bars", Axis("step t", -0.5, steps + 0.5), Axis("decades", low, high), height=3.0, bars=series,
        levels=(Level(0.0, "keeps the gradient", "neutral"),), badge="a",
    )  # fmt: skip
    return Chart("bars", "Bars", (panel,), (), (made().experiment,), "T = 4")


def bars(*values: float, shade="solid", role="a", label="tanh′", column="activation") -> Bars:
    return Bars(label, column, 1, np.array(values), role, shade, "decades")


def shares(made_chart: Chart, colours: list[str], theme: str = "light") -> np.ndarray:
    """How much of the middle of every step's bar has each colour, from the panel's bottom to its top."""
    image = np.asarray(Image.open(io.BytesIO(paper.png_bytes(made_chart, width=1200, theme=theme))).convert("RGB"), int)
    drawn, _ = boxes(made_chart)
    axes = next(axes for axes in drawn.axes if axes.get_xlim() == (-0.5, 4.5))
    span, rise = axes.get_position().intervalx * image.shape[1], (1 - axes.get_position().intervaly) * image.shape[0]
    found = np.empty((4, len(colours)))
    for step in range(4):
        x = round(span[0] + (step + 1.0) / 5 * (span[1] - span[0]))
        column = image[round(rise[1]) : round(rise[0]), x - 4 : x + 4]
        for index, colour in enumerate(colours):
            rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
            found[step, index] = (np.abs(column - rgb).max(axis=-1) <= 3).mean()
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_bar_has_its_height_in_its_colour_between_its_steps(theme: str) -> None:
    chosen = THEMES[theme]
    picture = chart(bars(-0.5, 0.25, NAN, -INF), bars(0.4, 0.4, 0.4, 0.4, role="loss"))
    found = shares(picture, [chosen.a, chosen.loss], theme)
    np.testing.assert_allclose(found[:, 0], [0.25, 0.125, 0.0, 0.5], atol=0.012)
    np.testing.assert_allclose(found[:, 1], 0.2, atol=0.012)


def test_a_hatched_bar_is_pale_under_lines_of_the_full_colour() -> None:
    theme = THEMES["light"]
    pale = theme.bar_colour("a", "hatched", theme.panel)
    for shade in ("hatched", "crossed"):
        found = shares(chart(bars(1, 1, 1, 1, shade=shade)), [theme.a, pale])
        assert (found > 0.01).all()
        assert (found[:, 1] < 0.45).all()


def test_bars_that_touch_are_one_shape_and_others_are_not_joined() -> None:
    (stack,) = stacked((bars(-0.5, -0.2, 0.3, NAN, 0.3, 0.4),), Axis("", -1, 1), 100)
    shapes = outline(stack).to_polygons()
    assert len(shapes) == 3
    spans = [(shape[:, 0].min(), shape[:, 0].max(), shape[:, 1].min(), shape[:, 1].max()) for shape in shapes]
    assert spans == [(0, 2, -0.5, 0), (2, 3, 0, 0.3), (4, 6, 0, 0.4)]
    nothing = stacked((bars(0.0, NAN),), Axis("", -1, 1), 100)[0]
    assert not outline(nothing).to_polygons()


def test_the_key_names_every_series_and_breaks_where_the_line_ends() -> None:
    series = [bars(0, label=label) for label in ("tanh′ (saturation)", "way through W_{hh}", "each step's loss")]
    assert [len(line) for line in key(tuple(series), 1000).lines] == [3]
    assert [len(line) for line in key(tuple(series), 150).lines] == [1, 1, 1]
    assert key((), 100).height == 0
    _, found = boxes(chart(*series[:1], bars(0, shade="line", label="total")))
    words = [text.get_text() for text, _ in found]
    assert {"tanh′ (saturation)", "total", "keeps the", "gradient"} <= set(words)


def test_the_level_is_named_beside_its_height() -> None:
    drawn, found = boxes(chart(bars(-0.5, 0.25, 0.1, 0.2), high=0.5))
    axes = next(axes for axes in drawn.axes if axes.get_xlim() == (-0.5, 4.5))
    low, high = 72 * drawn.get_figheight() * axes.get_position().intervaly
    edges = [box for text, box in found if text.get_text() in ("keeps the", "gradient")]
    middle = (max(box.y1 for box in edges) + min(box.y0 for box in edges)) / 2
    assert middle == pytest.approx(low + (high - low) / 1.5, abs=2)
    assert min(box.x0 for box in edges) > 72 * drawn.get_figwidth() * axes.get_position().x1


def test_the_margin_is_as_wide_as_the_name_of_a_level() -> None:
    picture = chart(bars(-0.5, 0.25, 0.1, 0.2))
    level = Level(0.0, "incomprehensibilities uncharacteristically")
    panel = dataclasses.replace(picture.panels[0], levels=(level,))
    no_word_leaves_or_covers(dataclasses.replace(picture, panels=(panel,)), 576.0)


def test_many_steps_share_a_bar_and_the_head_says_how_many() -> None:
    steps = 5000
    long = dataclasses.replace(bars(), y=np.full(steps, -0.5))
    drawn, found = boxes(chart(long, steps=steps))
    assert any("a bar is the mean of 2" in text.get_text() for text, _ in found)
    assert not any("a bar is" in text.get_text() for text, _ in boxes(chart(bars(1, 1, 1, 1)))[1])
    assert all(len(patch.get_path().vertices) < 2000 for axes in drawn.axes for patch in axes.patches)


def test_a_users_hatches_change_nothing() -> None:
    picture = chart(bars(1, -1, 1, -1, shade="hatched"))
    before = paper.png_bytes(picture, width=400)
    with matplotlib.rc_context({"hatch.linewidth": 5, "hatch.color": "red"}):
        assert paper.png_bytes(picture, width=400) == before


def test_the_table_has_a_column_a_series_at_its_steps(tmp_path: Path) -> None:
    result = gradviz.run(Experiment(steps=6, hidden_size=3, truncation=4))
    picture = CHARTS["why"](result, gradviz.run(Experiment(steps=6, hidden_size=3, cell="lstm")))
    text = paper.export(picture, tmp_path / "a.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.split("\n") if line and not line.startswith("# ")))
    assert [row["t"] for row in rows] == [str(t) for t in range(7)]
    for panel in picture.panels[1:]:
        for series in panel.bars:
            cells = [row[f"{series.column} [decades]"] for row in rows]
            assert cells[0] == ""
            np.testing.assert_array_equal([float(cell or "nan") for cell in cells[1:]], series.y)
    assert rows[5]["truncation_a [decades]"] == "-inf"
    assert rows[3]["activation_a [decades]"] == ""


CASES = {
    "why": ({}, {"cell": "lstm", "forget_bias": 3.0}),
    "every and cut": ({"loss": "every", "truncation": 4}, {"cell": "gru", "loss": "every", "truncation": 4}),
    "ReLU of a batch": ({"cell": "rnn_relu", "batch_size": 3, "layers": 2},),
    "refused": ({"cell": "rnn_linear", "spectral_radius": 1000.0, "steps": 400}, {"steps": 400}),
    "one step": ({"steps": 1, "hidden_size": 1},),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("across", [240.0, 576.0, 1200.0])
def test_every_word_has_its_place(name: str, across: float) -> None:
    picture = CHARTS["why"](*(gradviz.run(Experiment(**{"steps": 24, **fields})) for fields in CASES[name]))
    no_word_leaves_or_covers(picture, across)
