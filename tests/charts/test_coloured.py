"""A text coloured by a unit: its lines, its shades, and what paper and table make of it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from gradviz.charts.coloured import Coloured, shades
from gradviz.charts.style import THEMES
from gradviz.charts.unit_text import unit_text
from gradviz.paper import export, png_bytes
from gradviz.paper.table import lines


def chart(text: str, values: np.ndarray, sign: int = 1, whole: int = 0):
    label = ("quote", np.arange(len(text)) % 2 == 0)
    return unit_text("Unit 1 (c) of m", text, values, label, sign, "unit 1 (c): it is so.", whole or len(text))


def pixels(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).reshape(-1, 3)


@pytest.mark.parametrize("text", ["", "a", "ab\ncd", "ab\r\ncd\re", "\n\n", "abcdefghij" * 3 + "\nx\n", "é漢\t"])
@pytest.mark.parametrize("wide", [1, 4, 100])
def test_lines_are_the_whole_text_in_order_and_not_too_long(text: str, wide: int) -> None:
    found = Coloured(text, np.zeros(len(text))).lines(wide)
    assert "".join(text[begin:end] for begin, end in found) == text
    assert all(0 < end - begin <= wide for begin, end in found)
    if wide == 100:
        assert [text[begin:end] for begin, end in found] == io.StringIO(text, newline="").readlines()


def test_line_ends_and_tabs_are_seen() -> None:
    assert Coloured("a\tb\r\nc\n", np.zeros(7)).visible == "a→b␍↵c↵"


def test_a_unit_is_scaled_to_its_own_range_and_signed() -> None:
    values = np.linspace(-1.3, 0, 101)
    found = shades(values)
    assert (found[0], found[2], found[98], found[100]) == pytest.approx((-1, -1, 1, 1))
    assert found[50] == pytest.approx(0)
    np.testing.assert_allclose(shades(values, -1), -found)
    rare = np.where(np.arange(1000) == 7, 5.0, 0.0)  # beyond both percentiles
    assert (shades(rare)[7], shades(rare)[8]) == (1, -1)
    assert np.isnan(shades(np.full(5, 0.3))).all()
    assert shades(np.zeros(0)).shape == (0,)


def test_warm_is_on() -> None:
    text = "on" * 200
    warm, cold = (
        pixels(png_bytes(chart(text, np.arange(400.0) // 200, sign), width=600)).astype(int) for sign in (1, -1)
    )
    for found in (warm, cold):
        assert (found[:, 0] - found[:, 2] > 100).any()
        assert (found[:, 2] - found[:, 0] > 100).any()
    first = [np.flatnonzero(abs(found[:, 0] - found[:, 2]) > 100)[0] for found in (warm, cold)]
    assert warm[first[0], 2] > warm[first[0], 0]  # the first half is off
    assert cold[first[1], 0] > cold[first[1], 2]


def test_glyphs_are_light_on_dark() -> None:
    """In the dark theme the middle of the scale is nearly black and its ends are bright."""
    middle = chart("o" * 400, np.where(np.arange(400) % 40 == 0, -1.0, np.where(np.arange(400) % 40 == 1, 1.0, 0.0)))
    found = pixels(png_bytes(middle, width=1600, theme="dark"))
    assert (found > 248).all(axis=1).sum() > 500
    ends = chart("o" * 400, np.arange(400.0) // 200)
    assert (pixels(png_bytes(ends, width=1600, theme="dark")) > 248).all(axis=1).sum() == 0


def test_glyphs_stand_out_from_what_is_behind_them() -> None:
    for theme in THEMES.values():
        for colour in theme.lut("signed").astype(float):
            linear = np.where(colour <= 10.3, colour / 3294.6, ((colour / 255 + 0.055) / 1.055) ** 2.4)
            behind = float(linear @ [0.2126, 0.7152, 0.0722])
            light = float((colour / 255) ** 2.2 @ [0.2126, 0.7152, 0.0722]) < 0.179
            contrast = 1.05 / (behind + 0.05) if light else (behind + 0.05) / (0.0094 + 0.05)
            assert contrast > 3.5


def test_a_long_text_says_how_much_of_it_is_shown(tmp_path) -> None:
    made = chart("word and word\n" * 200, np.sin(np.arange(2800.0)), whole=123_456)
    export(made, tmp_path / "a.svg", width=800)
    assert (tmp_path / "a.svg").stat().st_size > 10_000
    from gradviz.paper.coloured import told

    assert told(made.panels[0], 500.0) == "the first 784 of 123 456 characters, warm is on, cold is off"
    assert told(chart("short\n", np.arange(6.0)).panels[0], 500.0) == "warm is on, cold is off"


@pytest.mark.parametrize("text", ["a", "\n", "漢字 é 🙂 \ud800", " " * 50, "x" * 20_000])
def test_every_text_can_be_drawn(text: str) -> None:
    assert len(png_bytes(chart(text, np.arange(float(len(text)))), width=400)) > 1000
    assert len(png_bytes(chart(text, np.zeros(len(text))), width=400, theme="dark")) > 1000


def test_the_table_has_a_row_a_character() -> None:
    text = '",\na#'
    found = "\n".join(lines(chart(text, np.array([0.5, 1, np.nan, -1, 0]))))
    assert found.splitlines()[0] == "# Unit 1 (c) of m"
    assert found.endswith('t,character,value,quote\n1,"""",0.5,1\n2,",",1.0,0\n3,"\n",,1\n4,a,-1.0,0\n5,#,0.0,1')
