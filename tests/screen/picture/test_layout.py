"""One time axis: every panel and the scrubber stand on the same pixels, and nothing is clipped."""

import itertools

import numpy as np
import pytest
from PyQt6.QtCore import QPointF

from gradviz.charts import CHARTS
from gradviz.charts.moment import Moment
from gradviz.charts.style import THEMES
from gradviz.screen.look.theme import ui_font
from gradviz.screen.painter.layout import stood, time_scale
from gradviz.screen.painter.typeset import type_of
from tests.screen.fakes import answer_to, small
from tests.screen.picture import made
from tests.screen.picture.pixels import grab, like

SIZES = {"1280x720": (776, 648), "1366x768": (862, 696), "1920x1080": (1416, 1008)}
TEXT = "The quick brown fox jumps over the lazy dog. " * 9


def places(stack):
    return [panel.place.plot for panel in stack.canvas.panels]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_all_panels_and_the_scrubber_share_their_edges_to_the_pixel(shown, size):
    stack = shown(made.pair(input="text", text=TEXT), size)
    scale = stack.scrubber.scale_
    assert len(places(stack)) == 4
    assert {(plot.left(), plot.left() + plot.width()) for plot in places(stack)} == {(scale.left, scale.right)}
    curves = stack.canvas.panels[0]
    for step in (0, 37, 128):
        x = curves.box.mapFromView(QPointF(step, 0)).x() + curves.box.pos().x()
        assert x == pytest.approx(scale.px(step), abs=0.01)


def test_maps_and_cover_have_the_edges_of_the_plot(shown):
    stack = shown(made.pair(), SIZES["1366x768"])
    stack._session.move(Moment("forward", 0.0))
    seen = grab(stack.canvas)
    theme = THEMES["light"]
    plot = places(stack)[1]
    row = seen[plot.center().y()]
    assert like(row[plot.left() - 3 : plot.left()], theme.a).all()
    assert like(row[plot.left() + 12 : plot.right() - 1], theme.window).all()
    stack._session.move(Moment("whole", 64.0))
    row = grab(stack.canvas)[plot.center().y()]
    inside = ~like(row, theme.window, 3)
    assert inside[plot.left() + 8 : plot.right() + 1].mean() > 0.9
    assert not inside[plot.right() + 3 : plot.right() + 12].any()


@pytest.mark.parametrize("step", [0, 37, 128])
def test_one_cursor_runs_through_every_panel_and_meets_the_handle(shown, step):
    stack = shown(made.pair(), SIZES["1366x768"])
    stack._session.move(Moment("whole", step))
    x = round(stack.canvas.scale_.px(step) - 0.5)
    loss = THEMES["light"].loss
    seen, below = grab(stack.canvas), grab(stack.scrubber)
    for plot in places(stack):
        column = like(seen[plot.top() + 2 : plot.bottom() - 2, x - 1 : x + 2], loss, 90).any(axis=1)
        assert column.mean() > 0.85  # a label may stand before it
    assert like(below[0:3, x - 1 : x + 2], loss, 90).any(axis=1).all()
    ring = np.flatnonzero(like(below[16], loss, 60))
    assert (ring.min() + ring.max()) / 2 == pytest.approx(stack.canvas.scale_.px(step), abs=1.5)


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("kind", ["noise", "text"])
def test_nothing_is_clipped_and_the_curves_have_the_most_room(shown, size, kind):
    fields = {"input": "text", "text": TEXT} if kind == "text" else {}
    stack = shown(made.pair(**fields), size)
    plots = places(stack)
    assert plots[-1].bottom() < stack.canvas.height()
    assert all(above.bottom() < below.top() for above, below in itertools.pairwise(plots))
    assert plots[0].height() > 1.8 * plots[1].height()
    assert plots[1].height() == plots[2].height() >= 60
    assert stack.scrubber.geometry().bottom() < stack.height()
    assert plots[0].width() >= 0.76 * stack.width()


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("radius", [0.2, 0.9, 1.6])
def test_labels_stand_inside_and_cover_neither_each_other_nor_a_mark(shown, size, radius, theme):
    stack = shown(made.pair(spectral_radius=radius), size, theme)
    panel = stack.canvas.panels[0]
    names = panel.names
    boxes = [label.box for label in names.labels] + [box for _, box in names.marks]
    assert {label.role for label in names.labels} >= {"a", "b"}
    view = stack.canvas.rect().toRectF()
    assert all(view.contains(box) for box in boxes)
    for index, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[:index])


def test_no_label_lies_on_a_measured_curve(shown):
    stack = shown(made.pair(), SIZES["1366x768"])
    panel = stack.canvas.panels[0]
    for curve in panel.panel.curves:
        points = [(panel.scale.px(x), panel.px(y)) for x, y in zip(curve.x, curve.y, strict=True) if np.isfinite(y)]
        assert not [p for p in points for label in panel.names.labels if label.box.contains(*p)]


def test_a_label_keeps_its_place_while_the_curve_moves_a_little(shown):
    stack = shown(made.pair(spectral_radius=0.9))
    before = {label.role: label.box for label in stack.canvas.panels[0].names.labels}
    stack._session.runner.answered.emit(made.pair(spectral_radius=0.91))
    after = {label.role: label.box for label in stack.canvas.panels[0].names.labels}
    for role in ("a", "b"):
        assert after[role].center().x() == pytest.approx(before[role].center().x(), abs=4)


def test_larger_type_still_fits(shown, look):
    look.resize(1.8)
    stack = shown(made.pair(), (1400, 900))
    plots = places(stack)
    assert plots[0].left() > 120
    assert plots[-1].bottom() < stack.canvas.height()
    assert stack.scrubber.height() > 100


def test_two_planes_that_would_be_slim_stand_below_each_other(qapp):
    chart = CHARTS["spectrum"](*answer_to(small()).results[:1], at=0)
    plain = type_of(ui_font(13))
    assert [len(stood(chart, time_scale(chart.time, wide, plain), plain)) for wide in (700, 400)] == [1, 2]
