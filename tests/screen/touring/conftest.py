import pytest

from gradviz.screen.touring.stops import STOPS


def settle(window, qtbot):
    """Answer what is asked until nothing more is, and let the layouts come to rest."""
    session = window.session
    for _ in range(3):
        if session.answer is None or session.answer.question != session.question:
            session.runner.answer()
        qtbot.wait(1)


def go(window, qtbot, place):
    """Begin the tour at the menu, and go to a stop."""
    window.commands.tour.trigger()
    if place:
        window.tour.step(place)
    settle(window, qtbot)
    assert window.tour.stop is STOPS[place]
    return window.tour


@pytest.fixture
def window(open_window, look):
    """A window in which nothing glides, small as a projector's."""
    look.reduced_motion = True
    return open_window(size=(1280, 720))
