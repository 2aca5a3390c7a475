"""How the text follows its cursor, and says where it is."""

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QRegion

from tests.screen.reading.text.hands import CODE, Key, press


def test_a_cursor_that_is_moved_along_stays_in_the_middle_half(view):
    view.owner.put("x\n" * 400)
    high = view.pane.height()
    for at in range(0, 700, 2):
        view.set_cursor(at)
        box = view.box(at)
        assert box.top() >= 0
        assert box.bottom() <= 0.75 * high
        assert box.top() >= 0.25 * high or view.bar.value() == 0
    view.set_cursor(100)
    assert 0.25 * high - 1 <= view.box(100).top()


def test_a_cursor_moved_by_a_key_scrolls_only_when_it_must(qtbot, view):
    view.owner.put("x\n" * 400)
    rows = int((view.pane.height() - view.measure.top) / view.measure.row)
    press(qtbot, view, *[Key.Key_Down] * (rows - 1))
    assert view.bar.value() == 0
    press(qtbot, view, *[Key.Key_Down] * 3)
    assert view.bar.value() > 0
    assert view.box(view.at).bottom() <= view.pane.height()


def test_a_short_way_is_scrolled_in_steps_and_a_hand_ends_it(qtbot, view):
    view.glide.reduced = False
    view.owner.put("x\n" * 400)
    passed = []
    view.bar.valueChanged.connect(passed.append)
    view.set_cursor(20)
    goal = view.glide.destination
    assert goal > view.bar.value()
    qtbot.waitUntil(lambda: view.bar.value() == goal)
    assert len(passed) > 2
    view.set_cursor(26)
    view.bar.triggerAction(view.bar.SliderAction.SliderToMaximum)
    assert view.glide.destination == view.bar.maximum()


def test_the_position_can_be_heard(view):
    assert view.accessibleName()
    view.owner.take(15)
    assert view.accessibleDescription() == (f"15 of {len(CODE)} characters read, line 1, column 16, next is a line end")
    view.owner.take(len(CODE))
    assert view.accessibleDescription().endswith("nothing follows")


class Painted(QObject):
    """Notes what is painted of a widget."""

    def __init__(self, watched):
        super().__init__()
        self.region = QRegion()
        watched.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            self.region |= event.region()
        return False


def test_a_cursor_that_moves_is_painted_where_it_was_and_is_and_nowhere_else(qtbot, view):
    qtbot.wait(1)
    painted = Painted(view.pane)
    view.set_cursor(20)
    qtbot.waitUntil(lambda: not painted.region.isEmpty())
    for place in (0, 20):
        covered = view.box(place).adjusted(-3, -4, 2, 4).toRect()
        assert QRegion(covered).subtracted(painted.region).isEmpty()
    assert not painted.region.contains(view.box(10).center().toPoint())
