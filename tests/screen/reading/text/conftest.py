"""A text in a window, with an owner that does what is wished."""

import pytest
from PyQt6.QtGui import (
    QGuiApplication,
)
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from gradviz.screen.reading.text.view import TextView
from tests.screen.reading.text.hands import CODE, Owner


@pytest.fixture
def view(qtbot, look):
    window = QWidget()
    look.reduced_motion = True
    view = TextView(look, window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(view)
    qtbot.addWidget(window)
    window.resize(500, 200)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    view.setFocus()
    view.owner = Owner(view)
    view.owner.put(CODE)
    yield view
    window.close()  # until now someone must hold it


@pytest.fixture
def clipboard(qapp):
    found = QGuiApplication.clipboard()
    found.setText("")
    yield found
    found.clear()
