"""The tour is offered once, at the very first start, and never where something else is opened or offered."""

import pytest

from gradviz.screen.app import Opening, _begin
from gradviz.screen.settings import Settings
from gradviz.screen.touring.invitation import OFFER, invite
from tests.screen.fakes import small


@pytest.fixture
def first(open_window):
    """A window at its first start, before the first answer."""
    window = open_window(answered=False)
    invite(window)
    return window


def offered(window):
    offer = window.commands.sessions.offer
    return offer.isVisible() and offer.words == OFFER


def test_it_comes_with_the_first_answer_and_not_before(first):
    assert not offered(first)
    first.session.runner.answer()
    assert offered(first)
    assert first.commands.sessions.offer.dismissing.text() == "Not now"


def test_not_now_is_for_ever(first, open_window):
    first.session.runner.answer()
    first.commands.sessions.offer.dismissing.click()
    assert not offered(first)
    assert first.settings().toured
    again = open_window(first.settings(), answered=False)
    invite(again)
    again.session.runner.answer()
    assert not offered(again)


def test_it_is_taken(first):
    first.session.runner.answer()
    first.commands.sessions.offer.taking.click()
    assert first.tour.on
    assert first.settings().toured
    assert not offered(first)
    first.tour.end()


def test_what_stands_still_is_asked_again_at_the_next_start(first):
    first.session.runner.answer()
    assert not first.settings().toured


def test_it_goes_when_the_tour_is_begun_from_the_menu(first):
    first.session.runner.answer()
    first.commands.tour.trigger()
    assert not offered(first)
    first.tour.end()


def test_after_a_crash_that_is_offered_and_the_tour_another_time(first):
    offer = first.commands.sessions.offer
    offer.offer("gradviz ended unexpectedly.", "Bring back", lambda: None, lambda: None)
    first.session.runner.answer()
    assert offer.words == "gradviz ended unexpectedly."
    assert offer.dismissing.text() == "Dismiss"
    assert not first.settings().toured


@pytest.mark.parametrize("lesson", [None, "video"])
def test_a_lesson_on_the_command_line_goes_first(open_window, lesson):
    class Nothing:
        def begin(self):
            pass

    window = open_window(Settings(), question=small(), answered=False)
    _begin(window, Nothing(), Opening(None, lesson))
    window.session.runner.answer()
    window.player.pause()
    assert offered(window) == (lesson is None)
