"""The picture alone, at the size it has in a window of 1366 × 768."""

import pytest
from PyQt6.QtCore import QPoint, Qt

from gradviz.screen.desk.desk import Desk
from tests.screen.picture import made


@pytest.fixture
def shown(qtbot, look):
    """Return a function that shows the picture of an answer and hands back the desk."""

    def show(answer=None, size=(852, 696), theme="light"):
        look.choose(theme)
        stack = Desk(made.session(answer), look)
        qtbot.addWidget(stack)
        stack.resize(*size)
        with qtbot.waitExposed(stack):
            stack.show()
        return stack

    return show


@pytest.fixture
def hover(qtbot):
    """Return a function that moves the mouse to a pixel of the picture, and hands back its words."""

    def move(stack, x, y):
        qtbot.mouseMove(stack.canvas.viewport(), QPoint(round(x), round(y)))
        return stack.canvas.hover_words()

    return move


@pytest.fixture
def click(qtbot):
    """Return a function that clicks a pixel of the picture."""

    def press(stack, x, y):
        place = QPoint(round(x), round(y))
        qtbot.mouseClick(stack.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)

    return press
