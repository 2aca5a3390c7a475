"""The bar of a view: options that ask, buttons that do, and the view that commands are about."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QAbstractButton, QApplication, QFrame

from gradviz.charts import CHARTS
from gradviz.charts.kind import Option
from gradviz.screen.desk.options import Options
from gradviz.screen.export.dialog import ExportDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of what pops up, offscreen

OPTIONS = (
    Option("flag", "a switch", "What it switches.", False),
    Option("kind", "a list", "What it chooses.", "x", (("x", "ex"), ("y", "why"))),
    Option("count", "a number", "What it counts.", 0),
)


@pytest.fixture
def chosen():
    """Give the picture "why" a switch, a list and a number; return what it was last drawn with."""
    kind, seen, before = CHARTS["why"], {}, {"options": CHARTS["why"].options, "draw": CHARTS["why"].draw}

    def drawn(*results, **options):
        seen.update(options)
        return before["draw"](*results)

    for name, value in (("options", OPTIONS), ("draw", drawn)):
        object.__setattr__(kind, name, value)
    yield seen
    for name, value in before.items():
        object.__setattr__(kind, name, value)


def click(qtbot, view):
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_every_kind_of_option_asks_and_is_drawn(open_window, show, chosen, qtbot):
    window = open_window(size=(1920, 1080))
    show(window, "why")
    (view,) = window.desk.views
    controls = view.bar.options.controls
    assert view.bar.options.isVisible()
    assert view.bar.height() == 28
    assert chosen == {"flag": False, "kind": "x", "count": 0}
    controls["flag"].click()
    controls["kind"].chosen.emit("y")
    controls["count"].setValue(7)
    window.session.runner.answer()
    assert chosen == {"flag": True, "kind": "y", "count": 7}
    assert window.session.question.options_of("why") == chosen
    window.session.history.undo()
    assert controls["count"].text() == "none"
    assert controls["flag"].isChecked()


def test_every_option_has_its_words(open_window, show, chosen):
    window = open_window(size=(1920, 1080))
    show(window, "why")
    for option, control in zip(OPTIONS, window.desk.views[0].bar.options.controls.values(), strict=True):
        assert control.accessibleName() == option.label
        assert control.toolTip() == option.help


def test_options_that_find_no_room_open_below_a_button(open_window, show, qtbot):
    window = open_window(size=(1280, 720))
    show(window, "gradient", "why")
    bar = window.desk.views[0].bar
    assert not bar.options.isVisible()
    bar.more.click()
    (popup,) = (frame for frame in bar.findChildren(QFrame, "options") if frame.isVisible())
    (inner,) = popup.findChildren(Options)
    inner.controls["relative"].click()
    assert window.session.question.options_of("gradient") == {"relative": True}
    assert bar.options.controls["relative"].isChecked()
    popup.close()
    qtbot.wait(1)
    assert bar.findChildren(QFrame, "options") == []


def test_a_bar_is_whole_and_its_buttons_are_named_and_reached(open_window, show):
    window = open_window(size=(1280, 720))
    show(window, "gradient", "phase")
    for view in window.desk.views:
        for button in view.bar.findChildren(QAbstractButton):
            assert button.accessibleName()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert not button.isVisible() or view.bar.rect().contains(button.geometry())
        assert view.bar.name.width() >= view.bar.name.sizeHint().width()


def test_the_export_is_of_the_picture_that_was_clicked_last(open_window, show, qtbot, tmp_path):
    window = open_window()
    window.outlet.folder = str(tmp_path)
    show(window, "gradient", "why")
    first, second = window.desk.views
    assert first.bar.name.property("active")
    click(qtbot, second)
    assert (first.bar.name.property("active"), second.bar.name.property("active")) == (False, True)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(ExportDialog)
    assert dialog.order().chart is window.session.answer.charts["why"]
    assert dialog.form.path() == tmp_path / "tanh-rnn-lstm-why.png"
    assert [dialog.form.picture.itemData(row) for row in range(3)] == ["gradient", "why", "together"]
    dialog.form.picture.show_value("gradient")
    dialog.form.picture.chosen.emit("gradient")
    assert dialog.order().chart is window.session.answer.chart
    assert dialog.form.path() == tmp_path / "tanh-rnn-lstm-gradient.png"
    dialog.form.put_path(tmp_path / "mine.png")
    dialog.form.picture.chosen.emit("why")
    assert dialog.form.path() == tmp_path / "mine.png"
    dialog.reject()


def test_the_button_exports_the_picture_under_its_bar_and_copying_takes_the_clicked_one(
    open_window, show, qtbot, monkeypatch
):
    window = open_window()
    show(window, "gradient", "why")
    opened, copied = [], []
    monkeypatch.setattr(window.outlet, "open", lambda *asked: opened.append(asked))
    monkeypatch.setattr(window.outlet, "copy", lambda *asked: copied.append(asked))
    window.desk.views[1].bar.buttons["export"].click()
    window.copy_picture()
    click(qtbot, window.desk.views[1])
    window.copy_picture()
    assert [picture for _, picture in opened] == ["why"]
    assert [picture for _, picture in copied] == ["gradient", "why"]
    assert {exhibit.charts["why"] for exhibit, _ in opened + copied} == {window.session.answer.charts["why"]}


def test_one_picture_is_exported_without_being_asked_for(open_window):
    window = open_window()
    window.open_export()
    dialog = window.findChild(ExportDialog)
    assert dialog.form.picture.isHidden()
    dialog.reject()


def test_the_help_is_that_of_the_picture_under_the_bar(open_window, show):
    window = open_window()
    show(window, "gradient", "why")
    window.desk.views[1].bar.buttons["help"].click()
    assert CHARTS["why"].title in window.popover._words.text()
    window.desk.views[0].bar.buttons["help"].click()
    assert window.popover.isVisible()
    assert CHARTS["why"].title not in window.popover._words.text()
    window.desk.views[0].bar.buttons["help"].click()
    assert not window.popover.isVisible()


def test_a_bar_brightens_under_the_mouse(open_window, show, qtbot):
    window = open_window()
    show(window, "gradient", "why")
    bar = window.desk.views[0].bar
    quiet = bar.buttons["help"].icon().cacheKey()
    QApplication.sendEvent(bar, _enter())
    assert bar.buttons["help"].icon().cacheKey() != quiet


def _enter():
    from PyQt6.QtCore import QPointF
    from PyQt6.QtGui import QEnterEvent

    return QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5))
