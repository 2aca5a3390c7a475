"""Presenter mode shows the picture alone, and gives back what was there before."""

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QCursor, QHoverEvent
from PyQt6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from gradviz.charts.style import THEMES, standing_out
from gradviz.screen.presenting.presenter import SCALE, Presenter


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(800, 500)
    return made


@pytest.fixture
def parts(window, look):
    """Return two controls, the second one folded, beside a picture, and the presenter."""
    body = QWidget()
    column = QVBoxLayout(body)
    bar, side, picture = QLabel("bar"), QLabel("side"), QLabel("picture")
    for part in (bar, side, picture):
        column.addWidget(part)
    side.hide()
    window.setCentralWidget(body)
    presenter = Presenter(window, look, lambda: {"bar": bar, "side": side}, lambda: "A vanishes.")
    column.addWidget(presenter.caption)
    window.show()
    return presenter, bar, side


def test_the_picture_stands_alone_and_all_comes_back(window, parts, look):
    presenter, bar, side = parts
    look.resize(1.15)
    plain = look.theme
    presenter.toggle()
    assert presenter.on
    assert window.isFullScreen()
    assert (bar.isHidden(), side.isHidden()) == (True, True)
    assert look.scale == min(SCALE, window.screen().size().height() / 480)
    assert look.theme == standing_out(plain)
    assert presenter.caption.isVisible()
    assert presenter.caption.words == "A vanishes."
    presenter.toggle()
    assert not window.isFullScreen()
    assert (bar.isHidden(), side.isHidden()) == (False, True)
    assert (look.scale, look.theme) == (1.15, plain)
    assert not presenter.caption.isVisible()
    assert not presenter.spot.isVisible()


def test_the_controls_come_back_with_one_key(parts):
    presenter, bar, side = parts
    folds = []
    presenter.folded.connect(folds.append)
    presenter.toggle()
    presenter.turn_controls()
    assert (bar.isHidden(), side.isHidden()) == (False, False)
    presenter.turn_controls()
    assert (bar.isHidden(), side.isHidden()) == (True, True)
    presenter.toggle()
    assert (bar.isHidden(), side.isHidden()) == (False, True)
    assert folds == [True, False, True, False]


def test_what_a_hand_folded_while_the_controls_are_there_goes_with_the_rest(parts):
    presenter, bar, side = parts
    presenter.toggle()
    presenter.turn_controls()
    side.hide()
    presenter.turn_controls()
    assert (bar.isHidden(), side.isHidden()) == (True, True)
    presenter.toggle()


def test_the_spot_is_nowhere_until_the_mouse_moves(parts, window, monkeypatch):
    presenter, *_ = parts
    presenter.toggle()
    moved = QHoverEvent(QEvent.Type.HoverMove, QPointF(), QPointF(), QPointF())
    presenter.spot.eventFilter(window, moved)  # Qt says so, too, when something moves under a mouse that rests
    assert presenter.spot.at.x() < 0
    monkeypatch.setattr(QCursor, "pos", lambda: window.mapToGlobal(QPoint(90, 70)))
    presenter.spot.eventFilter(window, moved)
    assert presenter.spot.at == QPointF(90, 70)
    presenter.spot.rest()
    presenter.spot.eventFilter(window, moved)
    assert presenter.spot.at.x() < 0
    presenter.toggle()


def test_the_screen_is_black_or_white_only_while_presenting(parts, qtbot):
    presenter, *_ = parts
    assert not presenter.blank_for(Qt.Key.Key_B)
    presenter.toggle()
    assert presenter.blank_for(Qt.Key.Key_B)
    assert presenter.blank.grab().toImage().pixelColor(10, 10) == QColor("#000000")
    assert presenter.blank_for(Qt.Key.Key_W)
    assert presenter.blank.grab().toImage().pixelColor(10, 10) == QColor("#FFFFFF")
    qtbot.keyClick(presenter.blank, Qt.Key.Key_Right)
    assert not presenter.blank.isVisible()
    assert not presenter.blank_for(Qt.Key.Key_X)
    presenter.toggle()


def test_the_spot_lights_what_is_under_the_mouse_and_lets_clicks_through(parts, window):
    presenter, *_ = parts
    presenter.toggle()
    spot = presenter.spot
    assert spot.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    spot._move(QPointF(300, 200))
    shown = spot.grab().toImage()
    radius = round(spot._radius() * 0.8)
    assert shown.pixelColor(QPoint(300 + radius, 200)).alpha() > 0
    assert shown.pixelColor(QPoint(300 + 4 * radius, 200)) == shown.pixelColor(QPoint(5, 5))
    presenter.toggle()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_contrast_is_as_strong_as_it_can_be(name):
    strong = standing_out(THEMES[name])
    assert {strong.window, strong.text} == {"#FFFFFF", "#000000"}
    assert strong.name == name
    assert _contrast(strong.secondary, strong.window) > 10
    assert _contrast(THEMES[name].secondary, THEMES[name].window) < 10


def _contrast(one, other):
    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
