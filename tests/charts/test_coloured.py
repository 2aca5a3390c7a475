"""A text coloured by a unit: its lines, its shades, and what paper and table make of it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from gradviz.charts.coloured import Coloured, shades
from gradviz.charts.style import THEMES
from gradviz.charts.texts.unit_text import unit_text
from gradviz.paper import export, png_bytes
from gradviz.paper.table import lines


def chart(text: str, values: np.ndarray, sign: int = 1, whole: int = 0, **around):
    label = ("quote", np.arange(len(text)) % 2 == 0)
    return unit_text(
        "Unit 1 (c) of m", text, values, label, sign, "unit 1 (c): it is so.", whole or len(text), **around
    )


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
    last = [np.flatnonzero(abs(found[:, 0] - found[:, 2]) > 100)[-1] for found in (warm, cold)]  # the key is above
    assert warm[last[0], 0] > warm[last[0], 2]  # the second half is on
    assert cold[last[1], 2] > cold[last[1], 0]


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

    assert told(made.panels[0], 500.0) == "the first 784 of 123 456 characters"
    assert told(chart("short\n", np.arange(6.0)).panels[0], 500.0) == ""


@pytest.mark.parametrize("text", ["a", "\n", "漢字 é 🙂 \ud800", " " * 50, "x" * 20_000])
def test_every_text_can_be_drawn(text: str) -> None:
    assert len(png_bytes(chart(text, np.arange(float(len(text)))), width=400)) > 1000
    assert len(png_bytes(chart(text, np.zeros(len(text))), width=400, theme="dark")) > 1000


def test_the_table_has_a_row_a_character() -> None:
    text = '",\na#'
    found = "\n".join(lines(chart(text, np.array([0.5, 1, np.nan, -1, 0]))))
    assert found.splitlines()[0] == "# Unit 1 (c) of m"
    assert found.endswith('t,character,value,quote\n1,"""",0.5,1\n2,",",1.0,0\n3,"\n",,1\n4,a,-1.0,0\n5,#,0.0,1')


WORDS = "one two three\nfour five six\n"
PLAIN = np.full(len(WORDS), 0.5)
PLAIN[0], PLAIN[-1] = 0.0, 1.0  # a unit that does not move has no colours


def image(theme: str = "light", width: int = 1600, **around) -> np.ndarray:
    picture = Image.open(io.BytesIO(png_bytes(chart(WORDS, PLAIN, **around), width=width, theme=theme)))
    return np.asarray(picture.convert("RGB")).astype(int)


def near(picture: np.ndarray, colour: str, within: int = 25) -> np.ndarray:
    return (abs(picture - [int(colour[i : i + 2], 16) for i in (1, 3, 5)]) < within).all(axis=-1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_matters_is_under_its_character(theme: str) -> None:
    loss = THEMES[theme].loss
    assert not near(image(theme), loss).any()
    found = []
    for place in (4, 5, 18):  # of the lines "one two three" and "four five six"
        under = np.zeros(len(WORDS))
        under[place] = 1.0
        bar = image(theme, under=under)
        assert near(bar, loss).any()
        down, across = np.nonzero((bar != image(theme, under=0 * under)).any(axis=2))
        found.append((across.min(), across.max() + 1, down.min(), down.max() + 1))
    (left, right, top, bottom), following, below = found
    advance = 7.2 * 0.60205 * 1600 / 576
    assert right - left == pytest.approx(advance, abs=3)
    assert bottom - top == pytest.approx(0.26 * 7.2 * 1600 / 576, abs=2)
    assert following[0] - left == pytest.approx(advance, abs=2)
    assert (following[2], below[0]) == (top, pytest.approx(left, abs=2))
    assert below[2] - top == pytest.approx(1.8 * 7.2 * 1600 / 576, abs=2)


def test_how_much_it_matters_is_how_strong_the_colour_is() -> None:
    from gradviz.paper.around import mattering

    theme = THEMES["light"]
    found = mattering(np.array([0.0, 0.5, 1.0, 2.0, np.nan]), theme).astype(float)
    ground, full = ([int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (theme.panel, theme.loss))
    np.testing.assert_array_equal(found[[0, 4]], [ground, ground])
    np.testing.assert_array_equal(found[[2, 3]], [full, full])
    np.testing.assert_allclose(found[1], np.add(ground, full) / 2, atol=1)


def test_a_frame_is_around_one_character() -> None:
    loss = THEMES["light"].loss
    down, across = np.nonzero(near(image(focus=18), loss))
    around = 2 * 1.1 + 1.3
    assert across.max() - across.min() == pytest.approx((7.2 * 0.60205 + around) * 1600 / 576, abs=3)
    assert down.max() - down.min() == pytest.approx((7.2 * 1.42 + around) * 1600 / 576, abs=3)
    assert not near(image(focus=len(WORDS) + 3), loss).any()


def test_a_line_is_above_what_is_marked() -> None:
    marks = np.zeros(len(WORDS), bool)
    marks[4:7] = True
    found = image(marks=marks)
    line = (found != image(marks=~marks & False)).any(axis=2)
    assert near(found[line], THEMES["light"].text).mean() > 0.5
    down, across = np.nonzero(line)
    assert across.max() - across.min() == pytest.approx(3 * 7.2 * 0.60205 * 1600 / 576, abs=4)
    assert down.max() - down.min() < 5


def test_the_key_says_what_is_drawn() -> None:
    from gradviz.paper.around import key_entries

    def words(**around) -> list[str]:
        found = chart(WORDS, PLAIN, **around).panels[0].coloured
        return [f"{entry.before}|{entry.after}" for entry in key_entries(found, THEMES["light"])]

    under, marks = np.zeros(len(WORDS)), np.zeros(len(WORDS), bool)
    assert words() == ["off|on"]
    assert words(under=under) == ["off|on", "|matters"]
    assert words(under=under, focus=3)[1] == "|matters to the character in the frame"
    assert words(marks=marks) == ["off|on", "|where it should be on"]


def test_the_key_takes_the_lines_that_it_needs() -> None:
    from gradviz.paper.around import key_height

    found = chart(WORDS, PLAIN, under=PLAIN, focus=1, marks=PLAIN > 1).panels[0].coloured
    assert key_height(found, 150.0) > key_height(found, 300.0) > key_height(found, 600.0)


def test_the_table_has_what_is_drawn_around_the_characters() -> None:
    under = np.array([0.25, np.nan, 1.0])
    made = chart("abc", np.arange(3.0), under=under, focus=1, marks=np.array([True, False, True]))
    assert "\n".join(lines(made)).endswith(
        "t,character,value,quote,matters,focus,marked\n1,a,0.0,1,0.25,0,1\n2,b,1.0,0,,1,0\n3,c,2.0,1,1.0,0,1"
    )
