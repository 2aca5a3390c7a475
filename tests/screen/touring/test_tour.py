"""The tour in the whole window, by the keys: every stop, back again, and the window as it was."""

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt

from gradviz.charts.markup import to_plain
from gradviz.charts.reading import read
from gradviz.charts.words import from_log10
from gradviz.screen.sessions.given import Given
from gradviz.screen.sessions.link import from_link, link_of
from gradviz.screen.settings import Settings
from gradviz.screen.touring import hand
from gradviz.screen.touring.stops import STOPS
from tests.screen.fakes import small
from tests.screen.touring.conftest import go, settle

KEYS = Qt.Key


def standing(window):
    """Return what must be as before."""
    session = window.session
    folded = [pane.isHidden() for pane in (window.question, window.answer)]
    return (session.question, session.moment, session.history.kept(), window.on_text, folded, window.sides.open,
            window.desk.places(), window.windowTitle(), window.commands.undo.isEnabled())  # fmt: skip


def key(window, qtbot, pressed):
    qtbot.keyClick(window.focusWidget() or window, pressed)
    settle(window, qtbot)


def test_every_stop_is_reached_in_order_and_back_by_the_keys(window, qtbot):
    tour = go(window, qtbot, 0)
    for place, pressed in enumerate([KEYS.Key_Right, KEYS.Key_PageDown, KEYS.Key_Space] * 3, 1):
        assert f"{place} of {len(STOPS)}: {STOPS[place - 1].title}" in tour.card.accessibleName()
        if place < len(STOPS):
            key(window, qtbot, pressed)
    for place, pressed in zip(range(len(STOPS) - 2, -1, -1), [KEYS.Key_Left, KEYS.Key_PageUp] * 4, strict=True):
        key(window, qtbot, pressed)
        assert tour.place == place
    key(window, qtbot, KEYS.Key_Left)
    assert tour.place == 0


def test_a_story_that_ran_runs_on(window, qtbot):
    window.player.play()
    go(window, qtbot, 3)
    assert not window.player.playing
    window.tour.end()
    settle(window, qtbot)
    assert window.player.playing
    window.player.pause()


def test_the_slider_goes_where_the_words_say_and_the_curve_is_computed(window, qtbot, monkeypatch):
    monkeypatch.setattr(hand, "_SECONDS", 1.0)
    tour, session = go(window, qtbot, 0), window.session
    qtbot.waitUntil(lambda: not tour.hand._gliding.active)
    settle(window, qtbot)
    assert session.answer.results[0].experiment.spectral_radius == 0.8
    left = to_plain(from_log10(read(session.answer.results[0], 0).left))
    assert f"With ρ = 0.8, {left} of the gradient is left" in tour.card.accessibleDescription()


@pytest.mark.parametrize(("size", "scale"), [((1280, 720), 1.0), ((1366, 768), 1.0), ((1280, 720), 2.0)])
def test_the_card_is_whole_and_never_over_what_it_points_at(window, qtbot, size, scale):
    window.resize(*size)
    window.look.resize(scale)
    tour = go(window, qtbot, 0)
    for stop in STOPS:
        settle(window, qtbot)
        card, target = tour.card.geometry(), tour.veil.target
        assert not target.isEmpty(), stop.title
        assert not card.intersects(target), stop.title
        assert tour._body.rect().contains(card), stop.title
        assert tour.card.height() >= tour.card.heightForWidth(tour.card.width()), stop.title
        tour.step(1)
    assert not tour.on


def test_escape_leaves_the_window_as_it_was_at_every_stop(window, qtbot):
    session = window.session
    session.edit("a", "spectral_radius", 1.3)
    session.choose_pictures("gradient", "why")
    settle(window, qtbot)
    session.move(type(session.moment)("backward", 7.0))
    window.fold_answer()
    before = standing(window)
    for place, stop in enumerate(STOPS):
        go(window, qtbot, place)
        key(window, qtbot, KEYS.Key_Escape)
        assert not window.tour.on
        assert not window.tour.card.isVisible()
        assert not window.tour.veil.isVisible()
        assert standing(window) == before, stop.title
        assert not window.player.playing, stop.title
        assert window.lecture.guide.lesson is None


def test_the_last_stop_ends_it_too(window, qtbot):
    before = standing(window)
    go(window, qtbot, len(STOPS) - 1)
    assert window.tour.card.next.text() == "Done"
    key(window, qtbot, KEYS.Key_Space)
    assert not window.tour.on
    assert standing(window) == before


def test_one_tries_what_is_pointed_at_and_nothing_else(window, qtbot):
    tour = go(window, qtbot, 0)
    body, slider = tour._body, window.form.cards["a"].rows["spectral_radius"].slider
    inside = slider.mapTo(body, slider.rect().center())
    assert body.childAt(inside) is slider
    steps = window.form.cards["shared"].rows["steps"].slider
    assert body.childAt(steps.mapTo(body, steps.rect().center())) is tour.veil
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 20, 10))
    settle(window, qtbot)
    assert window.session.question.a.spectral_radius > 1
    assert not tour.hand._gliding.active
    assert f"ρ = {window.session.question.a.spectral_radius:g}" in tour.card.accessibleDescription()
    window.setFocus()
    key(window, qtbot, KEYS.Key_Escape)  # the keys are the tour's wherever nothing else wants them
    assert window.session.question == small()
    assert not window.commands.undo.isEnabled()


def test_tab_stays_within_the_card(window, qtbot):
    tour = go(window, qtbot, 1)
    seen = []
    for _ in range(4):
        key(window, qtbot, KEYS.Key_Tab)
        seen.append(window.focusWidget())
    assert seen == [tour.card.end, tour.card.back, tour.card.next, tour.card.end]


def test_the_number_at_the_cursor_is_said_as_it_is_dragged(window, qtbot):
    tour = go(window, qtbot, 2)
    assert f"t = {round(0.8 * 128)}," in tour.card.accessibleDescription()
    window.desk.scrubber.taken.emit(50.0)
    assert "t = 50, " in tour.card.accessibleDescription()


def test_the_check_is_made_and_said(window, qtbot):
    from gradviz.checked import Check

    tour, runner = go(window, qtbot, 5), window.session.runner
    assert len(runner.examines) == 1
    runner.find(*[Check(method="", max_relative_difference=2e-15, covered=())] * 2)
    settle(window, qtbot)
    assert "2·10⁻¹⁵" in tour.card.accessibleDescription()
    assert tour.stop.where(window) is window.status.badge


def test_a_check_waits_for_the_computing_to_end(window, qtbot):
    tour = go(window, qtbot, 4)
    window.session.runner.busy_changed.emit(True)
    tour.step(1)
    settle(window, qtbot)
    assert not window.session.runner.examines
    window.session.runner.busy_changed.emit(False)
    assert len(window.session.runner.examines) == 1


@pytest.mark.parametrize(("place", "which"), [(0, 0), (2, 1)])
def test_a_folded_panel_is_there_while_it_is_needed(window, qtbot, place, which):
    pane = (window.question, window.answer)[which]
    (window.fold_question, window.fold_answer)[which]()
    tour = go(window, qtbot, place)
    assert pane.isVisible()
    tour.step(1)
    settle(window, qtbot)
    assert pane.isVisible() == (STOPS[place + 1].left if which == 0 else STOPS[place + 1].right)
    tour.end()
    assert pane.isHidden()


def test_it_waits_for_the_first_picture(open_window, qtbot, look):
    look.reduced_motion = True
    window = open_window(answered=False)
    window.commands.tour.trigger()
    qtbot.wait(1)
    assert "being computed" in window.tour.card.accessibleDescription()
    settle(window, qtbot)
    assert "of the gradient is left" in window.tour.card.accessibleDescription()
    window.tour.end()
    settle(window, qtbot)
    assert window.session.question == small()


def test_it_follows_the_window_and_the_type(window, qtbot):
    tour = go(window, qtbot, 1)
    before = QRect(tour.veil.target)
    window.look.resize(1.3)
    window.resize(1400, 800)
    settle(window, qtbot)
    assert tour.veil.size() == tour._body.size()
    assert tour.veil.target != before
    assert not tour.card.geometry().intersects(tour.veil.target)


def test_closing_the_window_ends_it(window, qtbot):
    go(window, qtbot, 0)
    window.close()
    assert not window.tour.on
    assert window.settings().toured
    assert window.session.question == small()


def test_a_link_is_opened_in_the_window_as_it_was(window, qtbot):
    line, _ = link_of(small(steps=17), window.session.moment)
    go(window, qtbot, 4)
    window.commands.sessions.show(Given(from_link(line)))
    settle(window, qtbot)
    assert not window.tour.on
    assert window.session.question == small(steps=17)
    window.commands.undo.trigger()
    assert window.session.question == small()


def test_a_lesson_that_is_opened_ends_it_and_begins(window, qtbot):
    go(window, qtbot, 8)
    window.lecture.commands.begin("gru")
    settle(window, qtbot)
    assert not window.tour.on
    assert window.lecture.guide.lesson.path.stem.endswith("gru")
    window.commands.undo.trigger()
    settle(window, qtbot)
    assert window.session.question == small()


def test_a_lesson_that_was_open_is_open_again(window, qtbot):
    window.lecture.commands.begin("video")
    window.lecture.guide.step(1)
    settle(window, qtbot)
    before, guide = standing(window), window.lecture.guide
    lesson = guide.lesson
    go(window, qtbot, 8).end()
    settle(window, qtbot)
    assert (guide.lesson, guide.place) == (lesson, 1)
    assert standing(window) == before


def test_presenter_mode_ends_it(window, qtbot):
    go(window, qtbot, 1)
    window.commands.present.trigger()
    assert not window.tour.on
    assert window.lecture.presenter.on
    window.commands.present.trigger()
    settle(window, qtbot)
    assert window.session.question == small()
    assert window.topbar.isVisible()


def test_what_is_saved_on_the_tour_is_the_session_before_it(window, qtbot, tmp_path):
    go(window, qtbot, 0)
    assert window.keeper.state().laboratory.question == small()
    window.keeper.save(tmp_path / "kept.gradviz")
    assert not window.keeper.edited


def test_it_stands_in_the_menus_of_both_pages(window):
    tour = window.commands.tour
    assert tour in window.topbar.more.menu().actions()
    assert tour in window.cells.topbar.more.menu().actions()


def test_nothing_of_it_is_imported_before_it_is_wanted(open_window):
    window = open_window(Settings(toured=True))
    assert "tour" not in vars(window)


def test_the_reference_stands_again_behind_a_stop_that_needs_its_place(window, qtbot):
    window.explaining.open("part/window")
    panel = window.explaining.panel
    tour = go(window, qtbot, 2)
    assert tour.stop.right
    assert not panel.isVisible()
    tour.step(1)
    settle(window, qtbot)
    assert panel.isVisible()
    tour.end()
    settle(window, qtbot)
    assert panel.isVisible()
    assert window.sides.lent is panel


def test_a_lesson_of_which_a_word_was_changed_is_kept_on_the_tour_and_there_again_behind_it(window, qtbot):
    window.lecture.commands.begin("video")
    guide = window.lecture.guide
    guide.step(1)
    guide.edit(1, title="Mine")
    settle(window, qtbot)
    edited, before = guide.draft, standing(window)
    window.show_page("lab")
    tour = go(window, qtbot, len(STOPS) - 1)
    assert guide.lesson != edited.lesson
    assert guide.draft == edited
    tour.end()
    settle(window, qtbot)
    assert (guide.draft, guide.lesson, guide.place) == (edited, edited.lesson, 1)
    assert standing(window) == before
    window.commands.sessions.leave()
