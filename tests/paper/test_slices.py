"""Small matrices and formulas on paper: every tile in its place with its colours, every line of an equation."""

from __future__ import annotations

import dataclasses
import io

import numpy as np
import pytest
from PIL import Image

from gradviz import paper
from gradviz.charts.chart import Panel, Slices
from gradviz.charts.style import THEMES
from gradviz.paper.layout import layout
from gradviz.paper.slices import grid
from tests.paper import planes
from tests.paper.planes import CASES, NOWHERE
from tests.paper.test_pictures import boxes, no_word_leaves_or_covers


def signs(steps: int, largest: np.ndarray | None = None, full: np.ndarray | None = None) -> Slices:
    """Return 2 × 2 matrices whose upper left entry is 1 at odd steps and −1 at even ones, all else 0."""
    left = np.zeros((steps, 1, 2))
    left[:, 0, 0] = 1 - 2 * (np.arange(steps) % 2)
    right = np.broadcast_to(np.array([1.0, 0.0]), (steps, 1, 2))
    nothing = np.zeros(steps)
    return Slices(
        "", "m", 1, left, right, nothing if largest is None else largest, nothing if full is None else full, "a"
    )


def panel(*slices: Slices, height: float = 2.0) -> Panel:
    return Panel("slices", "Every step", NOWHERE, NOWHERE, height=height, slices=slices)


def colours_of(made: Panel, at: list[tuple[int, float, float]], theme: str = "light") -> list[tuple[int, ...]]:
    """Return the colours in tiles: (index, share from the left, share from the top)."""
    chart, width = planes.chart(made), 1600
    image = Image.open(io.BytesIO(paper.png_bytes(chart, width=width, theme=theme))).convert("RGB")
    found = layout(chart, 576.0, width / 576)
    box = found.places[0].box
    tiles = grid(len(made.slices[0].left), box.width, box.height)
    scale, colours = width / 576, []
    for index, across, down in at:
        row, column = divmod(index, tiles.columns)
        x = box.left + (column + across) * tiles.pitch
        y = found.height - box.top + (row + down) * tiles.pitch
        colours.append(image.getpixel((int(x * scale), int(y * scale))))
    return colours


@pytest.mark.parametrize(
    ("steps", "wide", "high", "columns"),
    [(1, 100, 50, 1), (2, 100, 50, 2), (8, 400, 50, 8), (9, 90, 90, 3), (100, 500, 125, 20), (8, 50, 400, 1)],
)
def test_tiles_are_as_large_as_fit(steps: int, wide: float, high: float, columns: int) -> None:
    tiles = grid(steps, wide, high)
    assert tiles.columns == columns
    assert tiles.pitch == pytest.approx(max(min(wide / n, high / -(-steps // n)) for n in range(1, steps + 1)))
    assert tiles.columns * tiles.pitch <= wide + 1e-9
    assert tiles.rows * tiles.pitch <= high + 1e-9


def test_too_many_steps_are_picked_evenly_and_the_head_says_so() -> None:
    tiles = grid(100_000, 400.0, 100.0)
    assert (tiles.picked[0], tiles.picked[-1]) == (0, 99_999)
    assert np.ptp(np.diff(tiles.picked)) <= 1
    assert tiles.pitch >= 5
    _, found = boxes(planes.chart(panel(signs(5000))))
    assert any("steps of 5000" in text.get_text() for text, _ in found)
    assert not any("steps of" in text.get_text() for text, _ in boxes(planes.chart(panel(signs(20))))[1])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_entry_has_its_place_and_colour(theme: str) -> None:
    lut = THEMES[theme].lut("signed")
    found = colours_of(panel(signs(30)), [(0, 0.2, 0.2), (0, 0.7, 0.7), (29, 0.2, 0.2), (29, 0.7, 0.2)], theme)
    zero = tuple(lut[128])
    assert found == [tuple(lut[255]), zero, tuple(lut[0]), zero]


def test_a_smaller_matrix_is_paler_on_a_shared_scale_and_not_on_its_own() -> None:
    largest = np.array([-0.3010299957, -np.inf, 0.0])
    lut = THEMES["light"].lut("signed")
    places = [(0, 0.2, 0.2), (1, 0.2, 0.2), (2, 0.2, 0.2)]
    assert colours_of(panel(signs(3, largest)), places) == [tuple(lut[at]) for at in (191, 128, 255)]
    own = colours_of(panel(signs(3, largest, largest)), places)
    assert own == [tuple(lut[at]) for at in (255, 128, 255)]


def test_steps_stand_at_the_rows_and_at_the_last_tile() -> None:
    _, found = boxes(CASES["slices"])
    texts = [text.get_text() for text, _ in found]
    assert texts.count("t = 1") == 2
    assert texts.count("t = 128") == 2
    series = CASES["slices"].panels[0]
    place = layout(CASES["slices"], 576.0, 4.0).places[0]
    name = 7.5 * 1.38 + 2
    tiles = grid(128, place.box.width, place.box.height - name)
    assert {str(1 + row * tiles.columns) for row in range(1, tiles.rows)} <= set(texts)
    box = next(box for text, box in found if text.get_text() == "t = 1")
    assert box.x1 < place.box.left
    assert place.box.top - name - tiles.pitch < (box.y0 + box.y1) / 2 < place.box.top - name
    assert series.slices[0].label in texts or "A dW$_{\\mathregular{hh}}$" in texts


def test_the_colour_bar_names_a_shared_scale_with_its_number() -> None:
    def ends(full: np.ndarray) -> set[str]:
        return {text.get_text() for text, _ in boxes(planes.chart(panel(signs(3, full=full))))[1]}

    assert {"+10$^{\\mathregular{−5}}$", "−10$^{\\mathregular{−5}}$"} <= ends(np.full(3, -5.0))
    assert {"+largest", "−largest"} <= ends(np.array([-5.0, -4.0, -3.0]))
    assert not {"+largest", "+0 (exactly)"} & ends(np.full(3, -np.inf))


@pytest.mark.parametrize("across", [240.0, 576.0, 1200.0])
@pytest.mark.parametrize("steps", [1, 2, 37, 128, 3000])
def test_every_word_has_its_place(steps: int, across: float) -> None:
    b = dataclasses.replace(signs(steps), label="B LSTM", role="b")
    no_word_leaves_or_covers(planes.chart(panel(signs(steps)), panel(signs(steps), b, height=3.0)), across)


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_many_matrices_make_a_small_file(suffix: str, tmp_path) -> None:
    chart = planes.chart(planes.slices(steps=3000, size=64))
    assert paper.export(chart, tmp_path / f"a{suffix}").stat().st_size < 3_000_000


def test_formulas_stand_below_each_other_with_their_numbers_in_colour() -> None:
    _, found = boxes(CASES["formulas alone"])
    heights = {text.get_text(): box.y0 for text, box in found}
    numbers = next(text for text, _ in found if text.get_text().startswith("0.86"))
    assert numbers.get_color() == THEMES["light"].a
    order = [
        next(y for words, y in heights.items() if words.startswith(begin)) for begin in ("∂L", "0.86", "one", "‖∂h")
    ]
    assert order == sorted(order, reverse=True)


def test_a_long_equation_is_broken_and_the_page_grows() -> None:
    long = dataclasses.replace(CASES["formulas alone"].panels[0].lines[0], equation="a + b " * 60)
    chart = planes.chart(planes.formulas(height=0.1), dataclasses.replace(planes.formulas(), lines=(long, long)))
    for across in (240.0, 576.0):
        no_word_leaves_or_covers(chart, across)


def test_an_equation_is_broken_before_its_equals_signs() -> None:
    formula = dataclasses.replace(
        planes.formulas().lines[0],
        equation="f_t = σ(W_{xf} x_t + W_{hf} h_{t−1} + b_f)",
        values="a = σ(1 + 2 + 3 + 4) = 0.9",
    )
    chart = planes.chart(dataclasses.replace(planes.formulas(), lines=(formula,)))
    wide = [text.get_text() for text, _ in boxes(chart)[1]]
    assert "a = σ(1 + 2 + 3 + 4) = 0.9" in wide
    row = planes.chart(*(dataclasses.replace(chart.panels[0], beside=i > 0) for i in range(4)))
    narrow = [text.get_text().replace("\u00a0", " ") for text, _ in boxes(row, 560.0)[1]]
    assert narrow.count("a = σ(1 + 2 + 3 + 4)") == narrow.count("= 0.9") == 4
    assert sum(words.startswith("+ W") for words in narrow) == 4
