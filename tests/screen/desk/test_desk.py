"""Several pictures at once: one cursor, one zoom, one scrubber, and each view bright while it is true."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QApplication

from gradviz.charts.chart import Handle
from gradviz.charts.plane import Hold
from gradviz.screen.asking.answers import Answer
from gradviz.screen.desk.view import PATIENCE_MILLISECONDS, View
from gradviz.screen.look.icons import tinted
from tests.screen.fakes import answer_to

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # of what floats, offscreen


def names(window):
    return [view.name for view in window.desk.views]


def press(qtbot, view, x, y):
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


def inside(window):
    return [view.name for view in window.findChildren(View) if view.inside]


def test_one_picture_without_options_has_no_bar_and_all_of_the_room(open_window):
    window = open_window()
    (view,) = window.desk.views
    assert view.bar.height() == 0
    assert view.canvas.mapTo(window.centre, QPoint()) == QPoint()
    assert view.canvas.width() == window.centre.width()
    assert view.canvas.height() + window.desk.scrubber.height() == window.centre.height()
    assert view.features() == View.DockWidgetFeature.NoDockWidgetFeatures


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_pictures_below_each_other_stand_on_one_scale_to_the_pixel(open_window, show, size):
    window = open_window(size=size)
    show(window, "gradient", "why")
    assert (window.width(), window.height()) == size
    scrubber = window.desk.scrubber.scale_
    for view in window.desk.views:
        left = view.canvas.mapTo(window.desk, QPoint()).x()
        assert (view.canvas.scale_.left + left, view.canvas.scale_.right + left) == (scrubber.left, scrubber.right)
    above, below = window.desk.views
    assert above.geometry().bottom() < below.geometry().top()
    assert abs(above.height() - below.height()) <= 4
    assert all(view.bar.height() == 28 for view in window.desk.views)


def test_the_scrubber_stands_under_the_first_picture_over_time(open_window, show):
    window = open_window(size=(1920, 1080))
    show(window, "slices", "gradient", "units", "why")
    slices, gradient = window.desk.views[:2]
    left = gradient.canvas.mapTo(window.desk, QPoint()).x()
    assert left > slices.width() - 10
    assert window.desk.scrubber.scale_.left == gradient.canvas.scale_.left + left
    gradient.bar.buttons["float"].click()
    assert window.desk.scrubber.scale_.right > window.desk.width() / 2


def test_a_click_in_any_picture_moves_the_one_cursor(open_window, show, qtbot):
    window = open_window()
    show(window, "gradient", "why")
    view = window.desk.views[1]
    press(qtbot, view, view.canvas.scale_.px(4), view.canvas.panels[1].place.plot.center().y())
    assert window.session.moment.at == 4
    assert all(view.canvas._story.moment.at == 4 for view in window.desk.views)


def test_zoom_is_one_for_all_pictures_over_time_and_for_those_that_come(open_window, show, qtbot):
    window = open_window()
    show(window, "gradient", "why", "spectrum")
    first, second, plane = window.desk.views
    second.canvas.zoom(0.5, 6.0)
    zoomed = second.canvas.scale_
    assert (zoomed.low, zoomed.high) != (-0.5, 12.5)
    for scale in (first.canvas.scale_, window.desk.scrubber.scale_):
        assert (scale.low, scale.high) == (zoomed.low, zoomed.high)
    assert not plane.over_time
    show(window, "gradient", "why", "spectrum", "activations")
    joined = window.desk.views[-1].canvas.scale_
    assert (joined.low, joined.high) == (zoomed.low, zoomed.high)
    plot = first.canvas.panels[0].place.plot.center()
    qtbot.mouseDClick(first.canvas.viewport(), Qt.MouseButton.LeftButton, pos=plot)
    assert all((view.canvas.scale_.low, view.canvas.scale_.high) == (-0.5, 12.5) for view in (first, second))


def test_the_views_change_with_the_answer_and_without_it_after_a_while(open_window, qtbot):
    window = open_window()
    window.session.choose_pictures("gradient", "why")
    assert names(window) == ["lecture"]
    assert not window.desk.canvas.dimmed
    qtbot.waitUntil(lambda: names(window) == ["gradient", "why"], timeout=PATIENCE_MILLISECONDS + 2000)
    runner = window.session.runner
    runner.busy_changed.emit(True)
    qtbot.waitUntil(lambda: all(view.canvas.message.startswith("computing") for view in window.desk.views))
    runner.answer()
    qtbot.waitUntil(lambda: all(view.canvas.chart is not None for view in window.desk.views))
    assert [view.canvas.message for view in window.desk.views] == ["", ""]


def test_a_slow_picture_dims_while_the_others_are_bright_and_comes_later(open_window, show, qtbot):
    window = open_window()
    show(window, "gradient", "why")
    session, runner = window.session, window.session.runner
    main, slow = window.desk.views
    session.edit("a", "spectral_radius", 0.5)
    runner.busy_changed.emit(True)
    whole = answer_to(session.question)
    runner.answered.emit(replace(whole, charts={"gradient": whole.charts["gradient"]}))
    old = slow.canvas.chart
    qtbot.waitUntil(lambda: slow.canvas.dimmed, timeout=PATIENCE_MILLISECONDS + 2000)
    assert not main.canvas.dimmed
    assert slow.canvas.chart is old
    runner.answered.emit(whole)
    qtbot.waitUntil(lambda: slow.canvas.chart is whole.charts["why"])
    runner.busy_changed.emit(False)
    assert not slow.canvas.dimmed


def test_a_picture_that_could_not_be_drawn_says_so(open_window, qtbot):
    window = open_window()
    window.session.choose_pictures("gradient", "why")
    whole = answer_to(window.session.question)
    window.session.runner.answered.emit(Answer(whole.question, whole.results, {"gradient": whole.chart}, 0.1))
    window.session.runner.busy_changed.emit(False)
    assert "not drawn" in window.desk.views[1].canvas.message


def test_the_same_chart_is_not_drawn_again(open_window, show, monkeypatch):
    window = open_window()
    show(window, "gradient", "why")
    drawn = []
    for view in window.desk.views:
        monkeypatch.setattr(view.canvas, "show_chart", lambda *args: drawn.append(args))
    window.session.redrawn.emit(window.session.answer)
    QApplication.processEvents()
    assert drawn == []


def test_a_view_is_made_once_and_kept(open_window, show):
    window = open_window()
    show(window, "gradient", "why")
    kept = {view.name: view for view in window.desk.views}
    for _ in range(3):
        show(window, "lecture")
        show(window, "gradient", "why")
        show(window, "why", "gradient", "theory")
    assert kept["why"] in window.desk.views
    assert len(window.findChildren(View)) == 4
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sorted(inside(window)) == sorted(names(window))


def test_a_view_is_closed_and_undo_brings_it_back(open_window, show):
    window = open_window()
    show(window, "gradient", "why")
    window.desk.views[1].bar.buttons["close"].click()
    window.session.runner.answer()
    assert names(window) == inside(window) == ["gradient"]
    assert window.desk.views[0].bar.buttons["close"].isHidden()
    window.session.history.undo()
    window.session.runner.answer()
    assert names(window) == ["gradient", "why"]
    assert sorted(inside(window)) == ["gradient", "why"]


def test_a_floating_window_that_is_closed_takes_its_picture_out_of_the_question(open_window, show):
    window = open_window()
    show(window, "gradient", "why")
    view = window.desk.views[1]
    view.bar.buttons["float"].click()
    assert view.isFloating()
    assert view.bar.buttons["float"].toolTip() == "Put back into the window"
    QApplication.sendEvent(view, QCloseEvent())
    assert window.session.question.pictures == ("gradient",)


def test_what_floats_follows_the_theme_and_goes_with_the_window(open_window, show, look):
    window = open_window()
    show(window, "gradient", "why")
    view = window.desk.views[1]
    view.bar.buttons["float"].click()
    look.choose("dark")
    assert view.canvas._theme is look.theme
    assert (
        view.bar.buttons["help"].icon().cacheKey()
        == tinted("help", look.theme.secondary, look.theme.hairline).cacheKey()
    )
    window.close()
    assert not view.isVisible()
    assert window.settings().desk


def test_a_hand_that_drags_a_network_through_a_plane_asks_about_it(open_window, show):
    window = open_window()
    show(window, "gradient", "spectrum")
    handle = Handle("b", 0.0, 0.0, "B", (Hold("spectral_radius", "x", 0.0, 2.0),))
    window.desk.views[1].canvas.moved.emit(handle, {"spectral_radius": 1.25, "forget_bias": 1.0})
    assert (window.session.question.b.spectral_radius, window.session.question.b.forget_bias) == (1.25, 1.0)
    window.session.history.undo()
    assert window.session.question.b.spectral_radius == 0.9


def test_the_wheel_zooms_where_the_mouse_is(open_window, show):
    window = open_window()
    show(window, "gradient", "why")
    first, second = window.desk.views
    place = QPointF(first.canvas.panels[0].place.plot.center())
    first.canvas._scroll(1.0, place)
    assert first.canvas.scale_.low == second.canvas.scale_.low > -0.5
