"""The transport: its controls, their names and keys, and the lamps that say which pass runs."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QMainWindow

from gradviz.charts.moment import SPEEDS, Moment
from gradviz.charts.style import THEMES
from gradviz.screen.look import icons
from gradviz.screen.transport.bar import Transport, speed_name
from gradviz.screen.transport.player import Player
from tests.screen.picture import made
from tests.screen.picture.pixels import grab, like


@pytest.fixture
def transport(qtbot, look):
    session = made.session(made.pair())
    window = QMainWindow()
    player = Player(session, window, autoplay=False)
    transport = Transport(session, player, THEMES["light"])
    transport.session, transport.player = session, player
    window.setCentralWidget(transport)
    window.addActions(transport.actions())
    qtbot.addWidget(window)
    window.resize(900, 48)
    with qtbot.waitExposed(window):
        window.show()
    window.setFocus()
    yield transport
    player.pause()


def press(qtbot, transport, key):
    """Press a key wherever the keyboard is."""
    qtbot.keyClick(transport.window(), key)


def test_every_control_has_a_name_a_tooltip_and_the_keyboard(transport):
    controls = [transport.reset, transport.play, transport.back, transport.step, transport.speed]
    assert [control.accessibleName() for control in controls] == [
        "Back to the beginning of the story", "Play", "One step back", "One step on", "Speed 1×",
    ]  # fmt: skip
    assert all(control.toolTip() and control.focusPolicy() == Qt.FocusPolicy.TabFocus for control in controls)
    assert "←" in transport.back.toolTip()
    assert transport.height() == 48


def test_keys_play_step_and_change_the_speed(qtbot, transport):
    press(qtbot, transport, Qt.Key.Key_Space)
    assert transport.player.playing
    assert transport.play.accessibleName() == "Pause"
    press(qtbot, transport, Qt.Key.Key_Space)
    assert not transport.player.playing
    transport.session.move(Moment("whole", 10.0))
    for key, at in (("Right", 11), ("Left", 10), ("End", 128), ("Home", 0)):
        press(qtbot, transport, getattr(Qt.Key, f"Key_{key}"))
        assert transport.session.moment.at == at
    press(qtbot, transport, Qt.Key.Key_BracketRight)
    assert (transport.player.speed, transport.speed.text()) == (2.0, "2×")
    press(qtbot, transport, Qt.Key.Key_BracketLeft)
    assert transport.speed.accessibleName() == "Speed 1×"
    press(qtbot, transport, Qt.Key.Key_R)
    assert transport.session.moment == Moment("forward", 0.0)


def test_space_presses_the_button_that_has_the_keyboard(qtbot, transport):
    transport.session.move(Moment("whole", 10.0))
    transport.step.setFocus()
    press(qtbot, transport, Qt.Key.Key_Space)
    assert transport.session.moment.at == 11
    assert not transport.player.playing
    transport.play.setFocus()
    press(qtbot, transport, Qt.Key.Key_Space)
    assert transport.player.playing


def test_a_click_on_a_button_does_not_take_space_away_from_play(qtbot, transport):
    transport.session.move(Moment("whole", 10.0))
    qtbot.mouseClick(transport.step, Qt.MouseButton.LeftButton)
    press(qtbot, transport, Qt.Key.Key_Space)
    assert transport.player.playing


def test_buttons_do_what_the_keys_do(qtbot, transport):
    transport.session.move(Moment("whole", 10.0))
    qtbot.mouseClick(transport.back, Qt.MouseButton.LeftButton)
    assert transport.session.moment.at == 9
    qtbot.mouseClick(transport.play, Qt.MouseButton.LeftButton)
    assert transport.player.playing
    qtbot.mouseClick(transport.reset, Qt.MouseButton.LeftButton)
    assert not transport.player.playing


def test_the_menu_chooses_a_speed_and_marks_it(transport):
    choices = {action.text(): action for action in transport.speed.menu().actions()}
    assert list(choices) == ["¼×", "½×", "1×", "2×", "4×", "8×"] == [speed_name(s) for s in (0.25, 0.5, 1, 2, 4, 8)]
    choices["¼×"].trigger()
    assert transport.player.speed == 0.25
    transport.player.speed = 4.0
    assert [text for text, action in choices.items() if action.isChecked()] == ["4×"]


@pytest.mark.parametrize("phase", ["forward", "loss", "backward", "whole"])
@pytest.mark.parametrize("theme", THEMES)
def test_only_the_lamp_of_the_running_pass_glows(transport, phase, theme):
    transport.set_theme(THEMES[theme])
    transport.session.move(Moment(phase, 37.0))
    lamps = transport.lamps
    lit = like(grab(lamps), THEMES[theme].loss, 10).any(axis=0)
    columns = [index for index, on in enumerate(lit) if on]
    assert lamps.accessibleName().endswith("t = 37")
    if phase == "whole":
        assert not columns
        return
    third = {"forward": 0, "loss": 1, "backward": 2}[phase]
    left, right = lamps.places()[third : third + 2]
    assert left - 13 <= columns[0] < columns[-1] < right - 13


@pytest.mark.usefixtures("any_font")
def test_the_lamps_do_not_move_when_they_change(transport):
    seen = {}
    for phase in ("forward", "loss", "backward"):
        transport.session.move(Moment(phase, 37.0))
        seen[phase] = grab(transport.lamps)
    _, second, third, step = (round(place) for place in transport.lamps.places())
    assert step + 40 < transport.lamps.width()
    for one, other, between in (
        ("forward", "backward", (second - 13, third - 13)),
        ("loss", "backward", (0, second - 13)),
        ("forward", "loss", (third - 13, step - 13)),
    ):
        for left, right in (between, (step - 2, None)):
            assert (seen[one][:, left:right] == seen[other][:, left:right]).all(), "what does not change stands still"
    assert like(seen["loss"][:, step:], THEMES["light"].text, 60).any()


@pytest.mark.usefixtures("any_font")
def test_nothing_moves_when_the_speed_changes(transport, qtbot):
    seen = set()
    for speed in SPEEDS:
        transport.player.speed = speed
        QApplication.processEvents()
        seen.add((transport.speed.width(), transport.lamps.x()))
        assert transport.speed.sizeHint().width() <= transport.speed.width()
    assert len(seen) == 1


def test_the_play_button_shows_its_focus(qtbot, transport):
    before = grab(transport.play)
    transport.play.setFocus()
    qtbot.wait(10)
    ring = like(grab(transport.play), THEMES["light"].text, 40) & ~like(before, THEMES["light"].text, 40)
    assert ring.sum() > 40


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_drawn_in_its_colour_inside_its_square(qapp, name):
    image = icons.pixmap(name, "#0067A8", 24).toImage()
    inked = [(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 60]
    assert len(inked) > 20
    assert all(1 <= x <= 22 and 1 <= y <= 22 for x, y in inked)
    strong = [image.pixelColor(x, y) for x, y in inked if image.pixelColor(x, y).alpha() == 255]
    assert all(colour.name() == "#0067a8" for colour in strong)


def test_an_icon_is_pale_where_its_button_is_disabled(qapp):
    made_icon = icons.icon("step", THEMES["dark"])
    assert made_icon.pixmap(24, made_icon.Mode.Disabled).toImage() != made_icon.pixmap(24).toImage()
    with pytest.raises(KeyError):
        icons.icon("no such icon", THEMES["dark"])
