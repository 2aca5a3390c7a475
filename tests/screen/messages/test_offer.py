"""What is offered has room of its own: it lies over nothing, on neither page, and not over a lecture."""

import pytest
from PyQt6.QtCore import QPoint, QRect

from gradviz.screen.touring.invitation import LATER, OFFER, TAKE


def offered(window):
    window.commands.sessions.offer.offer(OFFER, TAKE, lambda: None, lambda: None, LATER)
    return window.commands.sessions.offer


def place_of(widget):
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("page", ["lab", "cells"])
def test_it_covers_nothing_and_nothing_covers_it(open_window, look, qtbot, page, scale):
    window = open_window(size=(1280, 720))
    look.resize(scale)
    window.show_page(page)
    offer, pages, line = offered(window), window.pages, window.status
    qtbot.waitUntil(lambda: offer.height() > 0 and place_of(pages).bottom() < place_of(offer).top())
    assert place_of(offer).bottom() < place_of(line).top()
    assert offer.width() == window.width()
    assert offer.height() >= offer.heightForWidth(offer.width())
    buttons = (offer.taking, offer.dismissing)
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in buttons))


def test_it_waits_while_one_presents(open_window):
    window = open_window()
    offer, presenter = offered(window), window.lecture.presenter
    presenter.toggle()
    assert not offer.isVisible()
    offer.offer("Something else.", TAKE, lambda: None, lambda: None)
    assert not offer.isVisible()
    presenter.toggle()
    assert offer.isVisible()
    offer.dismissing.click()
    presenter.toggle()
    presenter.toggle()
    assert not offer.isVisible()


def test_the_first_one_while_one_presents_waits_too(open_window):
    window = open_window()
    window.lecture.presenter.toggle()
    offer = offered(window)
    assert not offer.isVisible()
    window.lecture.presenter.toggle()
    assert offer.isVisible()
