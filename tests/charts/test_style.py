"""The colours: LOOK's table, readable, and maps that are fair to both signs."""

from __future__ import annotations

import numpy as np
import pytest

from gradviz.charts.oklab import oklab
from gradviz.charts.style import THEMES


def luminance(colour: str) -> float:
    encoded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lightness(table: np.ndarray) -> np.ndarray:
    return np.array([oklab("#" + "".join(f"{channel:02X}" for channel in row))[0] for row in table])


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_and_curves_stand_out(name: str) -> None:
    theme = THEMES[name]
    for ground in (theme.window, theme.panel, theme.raised):
        for words in (theme.text, theme.secondary):
            assert contrast(words, ground) >= 4.5
        for curve in (theme.a, theme.b, theme.loss):
            assert contrast(curve, ground) >= 3


def test_a_is_blue_and_b_is_orange() -> None:
    assert (THEMES["light"].role_colour("a"), THEMES["light"].role_colour("b")) == ("#0067A8", "#BE4E00")
    assert (THEMES["dark"].role_colour("a"), THEMES["dark"].role_colour("b")) == ("#4DB3FF", "#FF9E3D")
    for theme in THEMES.values():
        assert theme.role_colour("theory") == theme.role_colour("threshold") == theme.secondary


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_signed_map_is_as_strong_for_minus_as_for_plus(name: str) -> None:
    table = THEMES[name].lut("signed")
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    assert not table.flags.writeable
    light = lightness(table)
    np.testing.assert_allclose(light, light[::-1], atol=0.01)
    assert np.ptp(table[127].astype(int)) < 12  # zero has no hue
    assert table[0, 2] > table[0, 0]
    assert table[255, 0] > table[255, 2]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("role", ["a", "b", "loss", "neutral"])
def test_bars_are_told_apart_in_black_and_white(name: str, role: str) -> None:
    theme = THEMES[name]
    for ground in (theme.window, theme.panel):
        full, pale = (theme.bar_colour(role, shade, ground) for shade in ("solid", "hatched"))
        assert full == theme.role_colour(role)
        assert theme.bar_colour(role, "crossed", ground) == pale
        assert contrast(full, pale) >= 1.8
        assert contrast(pale, ground) >= 1.3


def test_the_magnitude_map_grows_lighter_throughout() -> None:
    assert (np.diff(lightness(THEMES["light"].lut("magnitude"))) > -2e-3).all()
