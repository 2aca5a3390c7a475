"""Colours that mean something are told apart by every kind of eye, as `tests.palettes` simulates them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from gradviz.charts.style import THEMES, Theme
from tests.palettes import (
    SIGHTS,
    WITH_HUE,
    called,
    contrast,
    distance,
    main,
    meanings,
    nearest,
    oklab,
    seen,
    table,
    themes,
)

APART = 0.05
"""The least distance of two meanings in OKLab: two and a half times what can just be seen."""

every_theme = pytest.mark.parametrize("theme", themes(), ids=called)
every_sight = pytest.mark.parametrize("sight", SIGHTS)


@every_sight
def test_the_simulation_leaves_grey_grey_and_takes_the_hue_it_should(sight: str) -> None:
    grey = seen(np.array([120, 120, 120]), sight)
    np.testing.assert_allclose(grey, seen(np.array([120, 120, 120]), "every colour"), atol=1e-5)
    confused = {"protanopia": "#827D00", "deuteranopia": "#9E7000", "tritanopia": "#00908F"}
    if sight in confused:  # what an eye of this kind mixes up, another one does not
        red = "#D02020" if sight != "tritanopia" else "#2090B0"
        assert distance(red, confused[sight], sight) < 0.75 * distance(red, confused[sight], "every colour")


@every_theme
@pytest.mark.parametrize("sight", WITH_HUE)
def test_meanings_are_told_apart(theme: Theme, sight: str) -> None:
    far, one, other = nearest(theme, sight)
    assert far >= APART, f"{one} and {other}"
    assert distance(theme.a, theme.b, sight) >= 4 * APART


@every_theme
@every_sight
def test_curves_stand_out_from_the_ground(theme: Theme, sight: str) -> None:
    for colour, ground in itertools.product(meanings(theme).values(), (theme.window, theme.panel, theme.raised)):
        assert contrast(colour, ground, sight) >= 3


@every_theme
def test_words_in_a_colour_can_be_read_wherever_they_stand(theme: Theme) -> None:
    for colour, ground in itertools.product(meanings(theme).values(), (theme.window, theme.panel, theme.raised)):
        assert contrast(colour, ground) >= 4.5


@every_sight
def test_magnitudes_grow_lighter_in_even_steps(sight: str) -> None:
    for theme in THEMES.values():
        light = oklab(theme.lut("magnitude"), sight)[:, 0]
        assert (np.diff(light) > -1e-3).all()
        steps = np.diff(light[np.linspace(0, 255, 11).round().astype(int)])
        assert steps.min() > 0.04
        assert steps.max() < 2 * steps.min()


@pytest.mark.parametrize("name", THEMES)
@every_sight
def test_activations_have_two_arms_that_differ_in_hue_and_grow_alike(name: str, sight: str) -> None:
    """Who sees no colour reads the size alone; the sign is under the mouse and in the table."""
    scale = oklab(THEMES[name].lut("signed"), sight)
    cold, warm = scale[127::-1], scale[128:]
    for arm in (cold, warm):
        away = np.abs(arm[:, 0] - scale[127, 0])
        assert (np.diff(away[2:]) > 0).all()
        assert away[-1] > 0.3
    apart = np.linalg.norm(cold - warm, axis=1)
    if sight in WITH_HUE:
        assert (apart[[16, 32, 64, 127]] >= [0.04, 0.08, 0.15, 0.2]).all()
    else:
        assert apart.max() < 0.03


def test_the_table_and_the_picture_are_made_by_one_command(monkeypatch, tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    from PIL import Image

    source, target = tmp_path / "red.png", tmp_path / "seen.png"
    Image.new("RGB", (4, 2), "#D02020").save(source)
    monkeypatch.setattr("sys.argv", ["palettes", str(source), "-o", str(target)])
    main()
    assert capsys.readouterr().out.startswith("\n".join(table()))
    with Image.open(target) as picture:
        assert picture.size == (4 * len(SIGHTS), 2)
        assert len({picture.getpixel((4 * column, 0)) for column in range(len(SIGHTS))}) == len(SIGHTS)
