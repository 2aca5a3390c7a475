"""Whatever is drawn stands in the table with every digit: each kind of mark of each picture, whatever its options."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS, Chart
from gradviz.charts.chart import Array, Panel
from gradviz.charts.markup import to_plain
from gradviz.charts.texts.all_units import all_units
from gradviz.charts.texts.unit_story import unit_story
from gradviz.charts.texts.unit_text import unit_text
from gradviz.paper.sheets import sheets
from gradviz.paper.table import lines
from tests.charts.swept import swept
from tests.charts.windows import TEXT, flow, window
from tests.paper.planes import CASES

FRAME = {
    "name", "title", "short", "x", "y", "subtitle", "badge", "side", "height", "plane", "equal", "cursor", "beside",
    "width",
}  # fmt: skip
"""What of a panel is no data."""

Drawn = Iterator[Array | str]


def characters(text: str) -> Array:
    return np.array([*text], dtype="U1")


def slices(each) -> Drawn:
    yield from (each.log10_largest, each.log10_full)
    for factors in (each.left, each.right):
        yield from (factors[:, sequence, place] for sequence, place in np.ndindex(factors.shape[1:]))


DATA = {
    "curves": lambda each: iter([each.y]),
    "bands": lambda each: iter([each.low, each.high]),
    "shaded": lambda each: iter([each.values.astype(float)]),
    "fans": lambda each: iter(each.y),
    "maps": lambda each: iter(each.values),
    "bars": lambda each: iter([each.y]),
    "points": lambda each: iter([each.y]),
    "slices": slices,
    "characters": lambda each: iter([characters(each.text)]),
    "coloured": lambda each: iter([characters(each.text), *(values for _, values in each.columns)]),
    "lines": lambda each: iter([to_plain(each.equation), to_plain(each.values)]),
    "levels": lambda each: iter([f"y = {float(each.y)!r}"]),
    "marks": lambda each: iter([f"x = {float(each.x)!r}"]),
    "circles": lambda each: iter([f"radius = {float(each.radius)!r}"]),
    "handles": lambda each: iter([f"x = {float(each.x)!r}, y = {float(each.y)!r}"]),
    "empty": lambda each: iter([to_plain(each)]),
}
"""What the table must have of everything that a panel can hold: columns, and words among the comments."""


def drawn(panel: Panel) -> Iterator[tuple[str, Array | str]]:
    """Return what is drawn in a panel, with the kind of mark."""
    for field in dataclasses.fields(panel):
        found = getattr(panel, field.name)
        if field.name not in FRAME and found:
            each = found if isinstance(found, tuple) else (found,)
            yield from ((field.name, values) for thing in each for values in DATA[field.name](thing))


def written(value) -> str:
    return str(value) if isinstance(value, str) else repr(value)


def cells(values: Array) -> tuple[str, ...]:
    """Return the cells that a column of these values has, holes left out."""
    return tuple(written(value) for value in values.tolist() if value == value)


def read(chart: Chart) -> tuple[set[tuple[str, ...]], list[str]]:
    """Return every column of a chart's table without its holes, and the comments."""
    columns, comments, text = set(), [], list(lines(chart))
    edges = [place for place, line in enumerate(text) if not line]
    for first, last in zip([-1, *edges], [*edges, len(text)], strict=True):
        part = text[first + 1 : last]
        comments += [line[2:] for line in part if line.startswith("# ")]
        rows = list(csv.reader(line for line in part if not line.startswith("# ")))
        columns |= {tuple(cell for cell in column[1:] if cell) for column in zip(*rows, strict=True)}
    return columns, comments


def assert_complete(chart: Chart) -> None:
    columns, comments = read(chart)
    for panel in chart.panels:
        for kind, values in drawn(panel):
            if isinstance(values, str):
                assert any(values in line for line in comments), (chart.name, panel.name, kind, values)
            else:
                assert cells(values) in columns, (chart.name, panel.name, kind, values[:4])


def test_every_field_of_a_panel_is_data_or_frame() -> None:
    assert {field.name for field in dataclasses.fields(Panel)} == FRAME | set(DATA)


@pytest.fixture(scope="module")
def runs():
    """Return two networks with everything: text, layers, sequences, walls."""
    fields = {"steps": 24, "hidden_size": 5, "input": "text", "text": "to be, or \"not\" to be that", "batch_size": 2,
              "truncation": 8}  # fmt: skip
    one = gradviz.Experiment(**fields)
    return gradviz.run(one), gradviz.run(one.replace(cell="lstm", layers=2, forget_bias=3.0))


def choices():
    """Yield every picture with its defaults, and with each of its options the other way."""
    for name, kind in CHARTS.items():
        yield name, {}
        for option in kind.options:
            if isinstance(option.default, bool):
                yield name, {option.name: not option.default}
            yield from ((name, {option.name: value}) for value, _ in option.choices if value != option.default)


@pytest.mark.parametrize(("name", "options"), [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in choices()])
def test_every_picture_is_told_whole(runs, name: str, options) -> None:
    kind = CHARTS[name]
    sweep = None
    if kind.grid is not None:
        asked = [run.experiment.replace(batch_size=1) for run in runs]
        if options.get("seeds") != "256" and kind.asks(*asked, **options) is not None:
            sweep = swept(name, *asked, **options)
    assert_complete(kind(*runs, at=7, sweep=sweep, **options))


@pytest.mark.parametrize("name", CASES)
def test_planes_of_any_kind_are_told_whole(name: str) -> None:
    assert_complete(CASES[name])


def test_pictures_of_a_text_are_told_whole() -> None:
    values = np.sin(np.arange(len(TEXT)))
    assert_complete(unit_story(window(first=40)))
    assert_complete(unit_story(window(gradient=flow())))
    assert_complete(all_units(TEXT, 30, np.stack([values, values / 3]), ["unit 0", "unit 1"], 1, "All", False))
    label = ("quote", np.arange(len(TEXT)) % 2 == 0)
    assert_complete(unit_text("Unit 1 of m", TEXT, values, label, 1, "unit 1: it is so.", len(TEXT)))


def test_the_entries_of_small_matrices_can_be_had_from_their_factors(runs) -> None:
    chart = CHARTS["slices"](*runs)
    (series,) = chart.panels[0].slices
    (sheet, _) = sheets(chart)
    found = {name: values for name, _, values in sheet.columns}
    name, step = series.column, 3
    entry = sum(found[f"{name}_row_2_b{b}"][step] * found[f"{name}_column_4_b{b}"][step] for b in range(2))
    scale = 10 ** (found[f"{name}_log10_largest"][step] - found[f"{name}_log10_full"][step])
    (expected,) = series.at(series.first + step, np.array([1]), np.array([3])).ravel()
    assert entry * scale == pytest.approx(expected, rel=1e-12)
