"""A walk through every picture in the real window, with the mouse: nothing raises, nothing is refused."""

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication

from gradviz.charts import CHARTS
from gradviz.screen.asking.session import Session
from gradviz.screen.settings import Settings
from gradviz.screen.window import Window
from tests.screen.fakes import small


@pytest.fixture
def walk(look, qtbot, live):
    """A window with the real thread behind it, and a function that waits for a picture."""
    window = Window(Session(live.runner, small()), look, Settings())
    qtbot.addWidget(window)
    window.show()
    window.resize(1366, 768)
    window.begin()
    window.player.pause()

    def come(*pictures):
        def there():
            answer, views = window.session.answer, window.desk.views if window.desk is not None else []
            return (
                answer is not None
                and answer.question == window.session.question
                and {view.name for view in views if view.canvas.chart is not None} >= set(pictures)
                and live.runner._control is None
            )

        qtbot.waitUntil(there, timeout=30_000)
        return window

    come("lecture")
    yield come
    window.player.pause()


def touch(qtbot, canvas):
    """Hover, click, drag, turn the wheel and click twice on every panel."""
    viewport = canvas.viewport()
    for index in range(len(canvas.panels)):
        middle = canvas.panels[index].place.plot.center()
        qtbot.mouseMove(viewport, middle)
        canvas.hover_words()
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
        canvas._drag(QPointF(middle + QPoint(9, 5)))
        none, place = Qt.KeyboardModifier.NoModifier, QPointF(middle)
        for notches in (120, -120):
            wheel = QWheelEvent(place, place, QPoint(), QPoint(0, notches), Qt.MouseButton.NoButton, none,
                                Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
            QApplication.sendEvent(viewport, wheel)
        qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=middle)


@pytest.mark.parametrize("name", CHARTS)
def test_every_picture_is_visited_by_hand(walk, qtbot, name):
    window = walk("lecture")
    (action,) = [action for action in window.commands.pictures.actions if action.data() == name]
    action.trigger()
    walk(name)
    touch(qtbot, window.desk.canvas)
    walk(name)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(window, key)
    walk(name)
    window.commands.help.trigger()
    assert CHARTS[name].title in window.popover._words.text()
    for option in CHARTS[name].options:
        values = [value for value, _ in option.choices] or ([True, False] if isinstance(option.default, bool) else [2])
        for value in values:
            window.session.choose_option(name, option.name, value)
            walk(name)
    assert not window.banner.isVisible()
    assert window.desk.canvas.chart.name == name
