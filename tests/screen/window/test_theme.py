import itertools
import re

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QPalette
from PyQt6.QtWidgets import QApplication

from gradviz.charts.style import THEMES
from gradviz.screen.look.stylesheet import stylesheet
from gradviz.screen.look.theme import Look, label, palette


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme):
    for ground in (theme.panel, theme.raised):
        for ink in (theme.text, theme.secondary, theme.a, theme.b, theme.loss, theme.wrong):
            assert contrast(ink, ground) >= 4.5
    assert contrast(theme.text, theme.window) >= 4.5
    assert contrast(theme.secondary, theme.window) >= 4.5
    for badge in (theme.a, theme.b, theme.text):
        assert contrast(theme.panel, badge) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_palette_and_the_sheet_hold_only_declared_colours(theme):
    declared = {value.upper() for value in vars(theme).values() if isinstance(value, str)}
    used = {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(theme))}
    assert used <= declared
    assert palette(theme).color(QPalette.ColorRole.Text).name().upper() == theme.text.upper()
    assert "$" not in stylesheet(theme)


def test_lines_stay_thin_and_type_grows_with_the_scale():
    normal, large = stylesheet(THEMES["light"]), stylesheet(THEMES["light"], 1.5)
    assert "font-size: 24px" in normal
    assert "font-size: 36px" in large
    assert large.count("1px solid") == normal.count("1px solid")


def test_the_mode_is_light_dark_or_the_system_s(qapp, look, monkeypatch):
    seen = []
    look.changed.connect(lambda theme: seen.append(theme.name))
    look.choose("dark")
    assert look.theme is THEMES["dark"]
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().upper() == THEMES["dark"].panel
    monkeypatch.setattr(look, "_system_name", lambda: "dark")
    look.choose("light")
    look._follow(Qt.ColorScheme.Dark)
    assert look.theme.name == "light"
    look.choose("system")
    assert look.theme.name == "dark"
    assert seen == ["dark", "light", "dark"]


def test_the_system_is_followed_while_it_decides(qapp, monkeypatch):
    look = Look(qapp, "system")
    monkeypatch.setattr(look, "_system_name", lambda: "dark")
    look._follow(Qt.ColorScheme.Dark)
    assert look.theme.name == "dark"
    look.deleteLater()


def test_the_button_always_changes_what_is_seen(look):
    names = [look.theme.name]
    for _ in range(4):
        look.cycle()
        names.append(look.theme.name)
    assert all(one != other for one, other in itertools.pairwise(names))


def test_figures_are_tabular_and_sizes_are_those_of_the_house(qtbot, look):
    sizes = {"title": 14, "body": 13, "caption": 12, "big": 24}
    for name, size in sizes.items():
        made = label("1111", name)
        qtbot.addWidget(made)
        made.ensurePolished()
        assert made.font().pixelSize() == size
        if hasattr(QFont, "setFeature"):
            assert made.fontMetrics().horizontalAdvance("1111") == made.fontMetrics().horizontalAdvance("8888")
