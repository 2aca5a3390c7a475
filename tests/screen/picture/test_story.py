"""What is seen in each phase of the story, and how a hand moves it."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication

from gradviz.charts.moment import Moment
from gradviz.charts.style import THEMES
from gradviz.screen.desk.view import PATIENCE_MILLISECONDS
from tests.screen.picture import made
from tests.screen.picture.pixels import grab, like

LIGHT = THEMES["light"]


def strength(stack, colour, left, right):
    """How many pixels between two steps of the curves' panel have the full colour of a curve."""
    plot, scale = stack.canvas.panels[0].place.plot, stack.canvas.scale_
    x0, x1 = round(scale.px(left)) + 8, round(scale.px(right)) - 8
    seen = grab(stack.canvas)[plot.top() : plot.bottom(), x0:x1]
    for label in stack.canvas.panels[0].names.labels:
        box = label.box.toAlignedRect().translated(-x0, -plot.top())
        seen[max(0, box.top()) : box.bottom() + 1, max(0, box.left()) : max(0, box.right() + 1)] = 0
    return int(like(seen, colour, 40).any(axis=0).sum()) / (x1 - x0)


def test_forward_covers_the_maps_right_of_the_step_and_keeps_the_curves_faint(shown):
    stack = shown(made.pair())
    stack._session.move(Moment("forward", 64.4))
    panel = stack.canvas.panels[1]
    edge = stack.canvas.scale_.px(64.5)
    assert panel.covered_from(64.4) == pytest.approx(edge)
    plot = panel.place.plot
    row = grab(stack.canvas)[plot.center().y()]
    covered = like(row, LIGHT.window, 2)
    assert covered[round(edge) + 3 : plot.right() - 2].all()
    assert covered[plot.left() + 10 : round(edge) - 3].mean() < 0.2
    assert strength(stack, LIGHT.a, 0, 128) < 0.05


def test_backward_is_bright_from_the_loss_to_the_cursor_and_faint_before_it(shown):
    stack = shown(made.pair())
    stack._session.move(Moment("backward", 64.0))
    assert strength(stack, LIGHT.a, 64, 128) > 0.8
    assert strength(stack, LIGHT.a, 0, 64) < 0.05
    plot, scale = stack.canvas.panels[0].place.plot, stack.canvas.scale_
    row = grab(stack.canvas)[plot.bottom() - 12]
    window = np.array(like(row, LIGHT.window, 2))
    assert not window[round(scale.px(70)) : round(scale.px(120))].any(), "the tint of the backward pass"
    assert window[round(scale.px(10)) : round(scale.px(55))].mean() > 0.9


def test_the_whole_picture_is_bright_everywhere(shown):
    stack = shown(made.pair())
    stack._session.move(Moment("whole", 5.0))
    assert strength(stack, LIGHT.a, 5, 128) > 0.8


def test_dots_ride_on_the_drawn_curves(shown):
    stack = shown(made.pair())
    stack._session.move(Moment("backward", 40.5))
    seen, panel = grab(stack.canvas), stack.canvas.panels[0]
    for curve, colour in zip(panel.panel.curves, (LIGHT.a, LIGHT.b), strict=False):
        x, y = round(panel.scale.px(40.5)), round(panel.px((curve.y[40] + curve.y[41]) / 2))
        assert like(seen[y - 1 : y + 2, x - 1 : x + 2], colour).all()


def test_the_loss_pulses_once_and_the_mark_glows(shown):
    stack = shown(made.pair())
    glow = []
    for pulse in (0.0, 0.5, 1.0):
        stack._session.move(Moment("loss", 128.0, pulse))
        plot, x = stack.canvas.panels[0].place.plot, round(stack.canvas.scale_.px(128))
        glow.append(int(255 * 3 - grab(stack.canvas)[plot.center().y(), x + 5].sum()))
    assert glow[1] > glow[0] + 60
    assert abs(glow[2] - glow[0]) < 15


def test_a_loss_inside_the_time_axis_starts_the_bright_part_there(shown):
    experiment = made.pair(loss_step=80).results[0].experiment
    curve = np.concatenate([np.linspace(-12, 0, 81), np.full(48, -np.inf)])
    stack = shown(made.answer(made.result(experiment, curve)))
    stack._session.move(Moment("backward", 40.0))
    plot, scale = stack.canvas.panels[0].place.plot, stack.canvas.scale_
    row = grab(stack.canvas)[plot.top() + 40]
    tinted = ~like(row, LIGHT.window, 2)
    assert tinted[round(scale.px(45)) : round(scale.px(75))].all()
    assert not tinted[round(scale.px(100)) : round(scale.px(125))].any()


def test_a_click_and_a_drag_move_the_cursor(shown, click, qtbot):
    stack = shown(made.pair())
    stack._session.move(Moment("whole", 3.0))
    plot, scale = stack.canvas.panels[2].place.plot, stack.canvas.scale_
    click(stack, scale.px(50) + 1, plot.center().y())
    assert stack._session.moment == Moment("whole", 50.0)
    view = stack.canvas.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(round(scale.px(20)), plot.center().y()))
    _drag(view, scale.px(-30), plot.center().y())
    assert stack._session.moment.step == 0.0
    _drag(view, scale.px(500), plot.center().y())
    assert stack._session.moment.step == 128.0


def _drag(view, x, y):
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(x, y)
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), left, left, none)
    QApplication.sendEvent(view, event)


def test_a_click_on_the_colour_bar_moves_nothing(shown, click):
    stack = shown(made.pair())
    stack._session.move(Moment("whole", 3.0))
    click(stack, stack.canvas.scale_.right + 42, stack.canvas.panels[1].place.plot.center().y())
    assert stack._session.moment.step == 3.0


def test_the_scrubber_follows_the_mouse_and_the_keys(shown, qtbot):
    stack = shown(made.pair())
    stack._session.move(Moment("whole", 3.0))
    scrubber = stack.scrubber
    qtbot.mouseClick(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(round(scrubber.scale_.px(100)), 16))
    assert stack._session.moment.at == 100
    for key, at in (("Left", 99), ("PageUp", 89), ("Home", 0), ("Left", 0), ("End", 128), ("Right", 128)):
        qtbot.keyClick(scrubber, getattr(Qt.Key, f"Key_{key}"))
        assert stack._session.moment.at == at
    assert scrubber.accessibleName() == "Time: step 128 of 128"


def test_the_wheel_zooms_all_panels_and_the_scrubber_together(shown, qtbot):
    stack = shown(made.pair())
    scale, view = stack.canvas.scale_, stack.canvas.viewport()
    place = QPointF(scale.px(64), 300)
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, 600), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    zoomed = stack.canvas.scale_
    assert zoomed.high - zoomed.low == pytest.approx(129 * 0.8**5)
    assert zoomed.px(64) == pytest.approx(scale.px(64), abs=1.5)
    assert stack.scrubber.scale_ == zoomed
    low, high = stack.canvas.panels[0].box.viewRange()[0]
    assert (low, high) == pytest.approx((zoomed.low, zoomed.high))
    assert all(zoomed.low <= step <= zoomed.high for step in stack.scrubber.ticks())
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    assert stack.canvas.scale_ == scale


def test_a_zoomed_picture_turns_the_page_with_the_cursor(shown):
    stack = shown(made.pair())
    stack._session.move(Moment("backward", 100.0))
    stack.canvas.zoom(0.25, 100.0)
    low, high = stack.canvas.scale_.low, stack.canvas.scale_.high
    assert low > 60
    assert all(step % 5 == 0 or step % 4 == 0 for step in stack.scrubber.ticks())
    for step in np.arange(100.0, -0.5, -0.5):
        stack._session.move(Moment("backward", step))
        scale = stack.canvas.scale_
        assert scale.low <= step <= scale.high
        assert scale.high - scale.low == pytest.approx(high - low)
        assert scale.low >= -0.5
    assert stack.scrubber.scale_ == stack.canvas.scale_


def test_a_long_computation_dims_the_old_picture_and_the_answer_brightens_it(shown, qtbot):
    stack = shown(made.pair())
    runner = stack._session.runner
    bright = grab(stack.canvas)
    runner.busy_changed.emit(True)
    assert not stack.canvas.dimmed
    qtbot.waitUntil(lambda: stack.canvas.dimmed, timeout=PATIENCE_MILLISECONDS + 2000)
    dim = grab(stack.canvas)
    window = np.array([int(LIGHT.window[i : i + 2], 16) for i in (1, 3, 5)])
    assert 0.35 < np.abs(dim - window).sum() / np.abs(bright - window).sum() < 0.8
    runner.answered.emit(made.pair(seed=1))
    assert not stack.canvas.dimmed
    runner.busy_changed.emit(False)


def test_before_the_first_answer_there_is_a_calm_word(shown, qtbot):
    stack = shown(None)
    assert stack.canvas.message == ""
    assert not stack.scrubber.isEnabled()
    qtbot.waitUntil(lambda: stack.canvas.message != "", timeout=PATIENCE_MILLISECONDS + 2000)
    assert stack.canvas.message == "computing the first picture…"
    stack._session.runner.answered.emit(made.pair())
    stack._session.runner.busy_changed.emit(False)
    assert stack.canvas.message == ""
    assert len(stack.canvas.panels) == 3
    assert stack.scrubber.isEnabled()


def test_an_answer_of_the_same_kind_is_drawn_in_place_and_another_one_anew(shown):
    stack = shown(made.pair())
    panels, items = list(stack.canvas.panels), len(stack.canvas.scene().items())
    stack._session.runner.answered.emit(made.pair(spectral_radius=0.7, seed=4))
    assert stack.canvas.panels == panels
    assert len(stack.canvas.scene().items()) == items
    stack._session.runner.answered.emit(made.answer(made.pair().results[0]))
    assert len(stack.canvas.panels) == 2
    stack._session.runner.answered.emit(made.pair())
    assert len(stack.canvas.scene().items()) == items


def test_a_cell_without_a_theory_curve_takes_it_out_of_the_scene(shown):
    stack = shown(made.pair())
    assert len(stack.canvas.panels[0].lines) == 3
    items = len(stack.canvas.scene().items())
    lstm = made.pair().results[1]
    stack._session.runner.answered.emit(made.answer(lstm, lstm))
    assert len(stack.canvas.panels[0].lines) == 2
    assert len(stack.canvas.scene().items()) == items - 3
    grab(stack)


def test_the_picture_says_in_words_what_it_shows(shown):
    stack = shown(made.pair())
    assert "How much of the gradient is left?" in stack.canvas.accessibleName()
    assert "Vanishes" in stack.canvas.accessibleDescription()
