"""The reference in the window: opened, searched, read and closed with the keyboard alone."""

from urllib.parse import quote

import pytest
from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtTest import QTest

from gradviz.screen.settings import Settings

Key, Alt, Shift = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window):
    return open_window()


def opened(window, qtbot):
    qtbot.keyClick(window, Key.Key_F1, Shift)
    return window.explaining.panel


def test_it_opens_beside_the_pictures_to_search(window, qtbot):
    centre = window.centre.width()
    panel = opened(window, qtbot)
    assert panel.isVisible()
    assert panel.trail.here == "picture/lecture"
    assert panel.field.hasFocus()
    assert not window.answer.isVisible()
    qtbot.waitUntil(lambda: window.centre.width() > 0.75 * centre)
    right = window.centre.mapTo(window, window.centre.rect().topRight())
    assert panel.mapTo(window, panel.rect().topLeft()).x() > right.x()
    qtbot.keyClick(panel.field, Key.Key_Escape)
    assert not panel.isVisible()
    assert window.answer.isVisible()
    qtbot.waitUntil(lambda: window.centre.width() == centre)
    assert window.hasFocus()


def test_what_is_typed_is_found_and_read_at_once(window, qtbot):
    panel = opened(window, qtbot)
    QTest.keyClicks(panel.field, "spectr")
    assert panel.listing.keys()[0] == "field/spectral_radius"
    assert "Spectral radius" in panel.view.toPlainText()
    qtbot.keyClick(panel.field, Key.Key_Down)
    assert panel.trail.here == panel.listing.keys()[1] == panel.listing.currentItem().data(Qt.ItemDataRole.UserRole)
    qtbot.keyClick(panel.field, Key.Key_Return)
    assert panel.view.hasFocus()
    assert panel.isVisible()


def test_what_is_mistyped_is_guessed(window, qtbot):
    panel = opened(window, qtbot)
    QTest.keyClicks(panel.field, "spectal radius")
    assert panel.listing.item(0).text().endswith("Did you mean")
    assert panel.listing.keys() == ["field/spectral_radius"]
    panel.field.setText("zzzz")
    assert panel.listing.keys() == []


def test_links_lead_on_and_back_again(window, qtbot):
    panel = opened(window, qtbot)
    panel.open("cell/lstm")
    assert panel.trail.here == "cell/lstm"
    panel.view.anchorClicked.emit(QUrl("term/forget-gate"))
    assert "Forget gate" in panel.view.toPlainText()
    assert 'href="cell/lstm"' in panel.view.toHtml()  # a link back
    qtbot.keyClick(panel.field, Key.Key_Left, Alt)
    assert panel.trail.here == "cell/lstm"
    assert panel.ahead.isEnabled()
    qtbot.keyClick(panel.field, Key.Key_Right, Alt)
    assert panel.trail.here == "term/forget-gate"


def test_every_entry_can_be_read_and_its_links_lead_somewhere(window, qtbot):
    panel = opened(window, qtbot)
    known = panel._known
    for entry in list(known.entries.values())[::3]:
        panel._show(entry.key)
        said, written = panel.view.toPlainText(), panel.view.toHtml()
        assert said.count("\n") >= 2
        for other in known.also(entry):
            assert f'href="{quote(other.key)}"' in written, entry.key
            panel._follow_link(QUrl(quote(other.key)))
            assert panel.trail.here == other.key


def test_it_opens_on_the_field_that_has_the_keyboard(window, qtbot):
    window.form.cards["a"].rows["spectral_radius"].box.setFocus()
    assert opened(window, qtbot).trail.here == "field/spectral_radius"


def test_the_key_closes_it_and_so_does_the_key_of_the_right_panel(window, qtbot):
    panel = opened(window, qtbot)
    qtbot.keyClick(panel.field, Key.Key_F1, Shift)
    assert not panel.isVisible()
    opened(window, qtbot)
    qtbot.keyClick(panel.field, Key.Key_F3)
    assert not panel.isVisible()
    assert window.answer.isVisible()


def test_the_popover_leads_to_it(window, qtbot):
    qtbot.keyClick(window, Key.Key_F1)
    qtbot.mouseClick(window.popover.more, Qt.MouseButton.LeftButton)
    assert not window.popover.isVisible()
    assert window.explaining.panel.trail.here == "picture/lecture"


def test_it_follows_type_and_theme(window, qtbot):
    panel = opened(window, qtbot)
    panel.open("cell/lstm")
    before, wide = panel.view.toHtml(), panel.width()
    window.look.resize(1.5)
    assert panel.width() > wide
    window.look.choose("dark")
    assert panel.view.toHtml() != before
    window.look.adopt("light", 1.0)


def test_a_folded_right_panel_stays_folded(open_window, qtbot):
    window = open_window(Settings(answer_folded=True))
    panel = opened(window, qtbot)
    assert panel.isVisible()
    qtbot.keyClick(panel.field, Key.Key_Escape)
    assert not window.answer.isVisible()
