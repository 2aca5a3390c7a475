"""Sessions in the real window: keys, title and dot, opening, asking, links, drops, recent ones."""

import dataclasses

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QFileDialog

from gradviz.charts.moment import Moment
from gradviz.screen.reading.scoring import Row
from gradviz.screen.sessions.file import load, save
from gradviz.screen.sessions.laboratory import Laboratory
from gradviz.screen.sessions.link import link_of
from gradviz.screen.sessions.state import State
from gradviz.screen.settings import Settings
from tests.screen.fakes import small
from tests.screen.sessions.conftest import written

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def other():
    """A session that differs in everything the laboratory has."""
    question, _ = small().edited("a", spectral_radius=1.7)
    question = dataclasses.replace(question.pinning("b"), pictures=("gradient", "why"))
    question = question.choosing("gradient", "rate", not question.options_of("gradient").get("rate", False)) \
        if "rate" in {o.name for o in _options("gradient")} else question  # fmt: skip
    lab = Laboratory(question, Moment("backward", 7.0), (), (3.0, 9.0), (True, False))
    return State(laboratory=lab, mode="dark", scale=1.15)


def _options(name):
    from gradviz.charts import CHARTS

    return CHARTS[name].options


def session_file(folder, state=None, name="lecture"):
    path = folder / f"{name}.gradviz"
    save(state or other(), path)
    return path


def answered(window, qtbot):
    window.session.runner.answer()
    qtbot.waitUntil(lambda: window.desk.turns.idle)


def drop(widget, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    flags = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter, event = QDragEnterEvent(QPoint(20, 20), *flags), QDropEvent(QPointF(20, 20), *flags)
    QApplication.sendEvent(widget, enter)
    QApplication.sendEvent(widget, event)
    return enter.isAccepted() and event.isAccepted()


def test_saving_opening_and_saving_again_by_keys(open_window, qtbot, tmp_path, choosing):
    window = open_window()
    assert window.windowTitle() == "gradviz"
    window.session.edit("a", "spectral_radius", 1.3)
    assert window.windowTitle() == "• gradviz"
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    choosing(window, tmp_path / "first")
    assert window.windowTitle() == "first – gradviz"
    assert window.status.note.text() == "saved first.gradviz"
    assert written(tmp_path / "first.gradviz").laboratory.question == window.session.question
    window.session.edit("a", "spectral_radius", 1.4)
    assert window.windowTitle() == "• first – gradviz"
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert window.windowTitle() == "first – gradviz"
    assert written(tmp_path / "first.gradviz").laboratory.question.a.spectral_radius == 1.4
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL | SHIFT)
    choosing(window, tmp_path / "second.gradviz")
    assert window.windowTitle() == "second – gradviz"
    qtbot.keyClick(window, Qt.Key.Key_O, CONTROL | SHIFT)
    choosing(window, tmp_path / "first.gradviz")
    assert window.windowTitle() == "first – gradviz"
    assert [path.rsplit("/", 1)[1] for path in window.keeper.recent] == ["first.gradviz", "second.gradviz"]


def test_the_dot_goes_when_the_change_is_taken_back(open_window, tmp_path):
    window = open_window()
    window.keeper.save(tmp_path / "here.gradviz")
    window.session.edit("a", "spectral_radius", 1.3)
    window.session.history.undo()
    assert window.windowTitle() == "here – gradviz"
    for look_only in (lambda: window.look.choose("dark"), window.fold_question, lambda: window.player.step(1)):
        look_only()
        assert window.windowTitle() == "here – gradviz"


def test_all_of_a_session_is_there_when_it_is_opened(open_window, qtbot, tmp_path):
    window, state = open_window(), other()
    window.commands.sessions.open(str(session_file(tmp_path, state)))
    answered(window, qtbot)
    found = window.keeper.state()
    assert found.laboratory.question == state.laboratory.question
    assert found.laboratory.moment == state.laboratory.moment
    assert found.laboratory.zoom == pytest.approx(state.laboratory.zoom)
    assert found.laboratory.folded == (True, False)
    assert (found.mode, found.scale) == ("dark", 1.15)
    assert not window.player.playing
    assert window.windowTitle() == "lecture – gradviz"


def test_opening_is_one_step_of_undo_and_the_look_does_not_disturb_it(open_window, qtbot, tmp_path):
    window = open_window()
    before = window.session.question
    window.session.edit("a", "spectral_radius", 1.1)
    middle = window.session.question
    window.keeper.save(tmp_path / "middle.gradviz")
    window.commands.sessions.open(str(session_file(tmp_path)))
    answered(window, qtbot)
    opened = window.session.question
    window.look.choose("light")
    window.show_page("cells")
    window.show_page("lab")
    window.fold_answer()
    window.reset_arrangement()
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.session.question == middle
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.session.question == before
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert window.session.question == opened


def test_how_several_pictures_stand_comes_back(open_window, qtbot, tmp_path):
    window = open_window()
    window.session.choose_pictures("gradient", "why")
    answered(window, qtbot)
    view, whole = window.desk.views[1], window.desk.docks
    whole.splitDockWidget(window.desk.views[0], view, Qt.Orientation.Horizontal)
    qtbot.wait(20)
    path = tmp_path / "beside.gradviz"
    window.keeper.save(path)
    assert abs(window.desk.views[0].y() - view.y()) < 3
    window.reset_arrangement()
    qtbot.wait(20)
    assert abs(window.desk.views[0].y() - view.y()) > 100
    window.commands.sessions.open(str(path))  # while the same pictures are shown
    qtbot.wait(20)
    assert abs(window.desk.views[0].y() - view.y()) < 3
    window.reset_arrangement()
    window.session.choose_pictures("lecture")
    answered(window, qtbot)
    window.commands.sessions.before(lambda: None)
    window.keeper.take(load(path), str(path))  # while others are
    answered(window, qtbot)
    qtbot.wait(20)
    assert abs(window.desk.views[0].y() - window.desk.views[1].y()) < 3


def test_an_untouched_or_saved_session_gives_way_unasked(open_window, tmp_path, is_asked):
    window = open_window()
    window.commands.sessions.open(str(session_file(tmp_path)))
    assert not is_asked(window)
    window.commands.sessions.open(str(session_file(tmp_path, State(), "plain")))
    assert not is_asked(window)
    assert window.windowTitle() == "plain – gradviz"


def test_changes_are_asked_about_and_cancel_does_nothing(open_window, qtbot, tmp_path, asked, is_asked):
    window, path = open_window(), session_file(tmp_path)
    window.session.edit("a", "spectral_radius", 1.3)
    window.commands.sessions.open(str(path))
    assert is_asked(window)
    asked(window, "Cancel")
    assert window.session.question.a.spectral_radius == 1.3
    window.commands.sessions.open(str(path))
    asked(window, "Don’t save")
    assert window.windowTitle() == "lecture – gradviz"
    window.session.edit("a", "spectral_radius", 0.4)
    window.commands.sessions.open(str(session_file(tmp_path, State(), "plain")))
    asked(window, "Save")
    assert written(path).laboratory.question.a.spectral_radius == 0.4
    assert window.windowTitle() == "plain – gradviz"


def test_save_of_a_session_without_a_name_asks_for_it_first(open_window, tmp_path, asked, choosing):
    window, path = open_window(), session_file(tmp_path)
    window.session.edit("a", "spectral_radius", 1.3)
    window.commands.sessions.open(str(path))
    asked(window, "Save")
    choosing(window, tmp_path / "mine")
    assert written(tmp_path / "mine.gradviz").laboratory.question.a.spectral_radius == 1.3
    assert window.windowTitle() == "lecture – gradviz"


def test_closing_asks_only_about_a_named_session_that_was_changed(open_window, tmp_path, asked, is_asked):
    window = open_window()
    window.keeper.save(tmp_path / "here.gradviz")
    window.session.edit("a", "spectral_radius", 1.3)
    assert not window.close()
    asked(window, "Cancel")
    assert window.isVisible()
    assert not window.close()
    asked(window, "Save")
    assert not window.isVisible()
    assert written(tmp_path / "here.gradviz").laboratory.question.a.spectral_radius == 1.3
    second = open_window()
    second.session.edit("a", "spectral_radius", 1.3)
    assert second.close()


def test_a_session_that_opens_in_part_is_said_and_written_over_by_nothing(open_window, qtbot, tmp_path, choosing):
    window, path = open_window(), session_file(tmp_path)
    text = path.read_text().replace('"theme": "dark"', '"theme": "pink"')
    path.write_text(text)
    window.commands.sessions.open(str(path))
    offer = window.commands.sessions.offer
    assert "“look ▸ theme” (line " in offer.words
    assert offer.isVisible()
    assert not offer.taking.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert window.findChildren(QFileDialog)
    choosing(window, tmp_path / "whole")
    assert path.read_text() == text
    qtbot.mouseClick(offer.dismissing, Qt.MouseButton.LeftButton)
    assert not offer.isVisible()
    window.commands.sessions.open(str(path))
    assert offer.isVisible()
    window.commands.sessions.open(str(tmp_path / "whole.gradviz"))
    assert not offer.isVisible()  # it was about the one before
    window.commands.sessions.open(str(path))
    window.commands.sessions.open(str(tmp_path / "nowhere.gradviz"))
    assert not offer.isVisible()  # only why that one was not opened is said


def test_what_cannot_be_opened_or_saved_is_said_and_everything_stays(open_window, tmp_path):
    window = open_window()
    question = window.session.question
    (tmp_path / "bad.gradviz").write_bytes(b"\0\1\2")
    window.commands.sessions.open(str(tmp_path / "bad.gradviz"))
    assert "bad.gradviz cannot be opened" in window.banner._words.text()
    window.commands.sessions._write(str(tmp_path / "no" / "where"), lambda: pytest.fail("it went on"))
    assert "cannot be written" in window.banner._words.text()
    assert (window.session.question, window.windowTitle(), window.keeper.path) == (question, "gradviz", "")


def test_unknown_keys_are_written_again(open_window, tmp_path):
    window = open_window()
    path = session_file(tmp_path, dataclasses.replace(other(), unknown={"lesson": 3, "look": {"spot": True}}))
    window.commands.sessions.open(str(path))
    window.session.edit("a", "spectral_radius", 0.2)
    window.keeper.save(path)
    assert written(path).unknown == {"lesson": 3, "look": {"spot": True}}


def test_a_session_is_dropped_on_the_window(open_window, tmp_path):
    window, path = open_window(), session_file(tmp_path)
    assert drop(window, path)
    assert window.windowTitle() == "lecture – gradviz"


def test_a_session_is_dropped_on_the_page_of_cells(open_window, tmp_path, settled):
    window, path = open_window(), session_file(tmp_path)
    window.show_page("cells")
    settled(window.cells.session)
    for widget in (window.cells.page, window.cells.page.text.pane):
        window.show_page("cells")
        text = window.cells.session.document.text
        assert drop(widget, path)
        assert not window.on_text
        assert window.cells.session.document.text == text
    window.show_page("cells")
    (tmp_path / "bad.gradviz").write_text("no session")
    assert drop(window.cells.page, tmp_path / "bad.gradviz")
    assert "bad.gradviz cannot be opened" in window.cells.page.banner._words.text()
    path.write_text(path.read_text().replace('"theme": "dark"', '"theme": "pink"').replace('"lab"', '"cells"'))
    assert drop(window.cells.page, path)
    assert window.commands.sessions.offer.isVisible()
    window.close()


def test_recent_sessions_are_listed_newest_first_without_those_that_are_gone(open_window, tmp_path):
    paths = [session_file(tmp_path, None, f"s{i}") for i in range(10)]
    window = open_window(Settings(recent=tuple(map(str, paths[:9]))))
    window.keeper.save(paths[9])
    paths[0].unlink()
    menu = window.commands.sessions.recent
    menu.aboutToShow.emit()
    assert [line.text() for line in menu.actions()] == ["s9", *(f"s{i}" for i in range(1, 7))]
    assert len(window.settings().recent) == 8
    menu.actions()[2].trigger()
    assert window.windowTitle() == "s2 – gradviz"


def test_a_link_is_copied_and_pasted_by_keys(open_window, qtbot):
    window = open_window()
    window.session.edit("a", "spectral_radius", 1.6)
    answered(window, qtbot)
    window.player.end()
    asked = window.session.question
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL | SHIFT)
    line = QApplication.clipboard().text()
    assert line.startswith("gradviz:1:")
    assert "copied a link" in window.status.note.text()
    window.session.edit("a", "spectral_radius", 0.1)
    window.player.home()
    answered(window, qtbot)
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_V, CONTROL)
    assert window.session.question == asked
    answered(window, qtbot)
    assert window.session.moment.step == 12.0
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.session.question.a.spectral_radius == 0.1


def test_a_field_that_has_the_focus_takes_what_is_pasted_itself(open_window, qtbot):
    window = open_window()
    QApplication.clipboard().setText(link_of(other().laboratory.question, Moment())[0])
    question = window.session.question
    box = window.form.cards["a"].rows["spectral_radius"].controls()[0]
    from PyQt6.QtWidgets import QLineEdit

    edit = box if isinstance(box, QLineEdit) else window.form.findChildren(QLineEdit)[0]
    window.activateWindow()
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_V, CONTROL)
    assert window.session.question == question
    assert "gradviz:1:" in edit.text()
    edit.setText("0.9")


def test_what_is_pasted_and_is_no_link_is_refused_in_a_sentence(open_window, qtbot):
    window = open_window()
    question = window.session.question
    window.setFocus()
    QApplication.clipboard().setText("some words")
    qtbot.keyClick(window, Qt.Key.Key_V, CONTROL)
    assert "no link" in window.status.note.text()
    QApplication.clipboard().setText(link_of(question, Moment())[0][:80])
    qtbot.keyClick(window, Qt.Key.Key_V, CONTROL)
    assert "damaged or cut short" in window.banner._words.text()
    assert window.session.question == question
    QApplication.clipboard().clear()


def test_the_link_says_that_a_long_text_is_not_in_it(open_window, qtbot):
    window = open_window()
    window.session.edit("a", "text", "ab" * 1500, input="text")
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL | SHIFT)
    assert "3 000 characters is too long for a link" in window.status.note.text()
    QApplication.clipboard().clear()


def test_the_page_of_cells_comes_back_as_it_was(open_window, qtbot, tmp_path, model_file, settled):
    window, path = open_window(), tmp_path / "cells.gradviz"
    window.show_page("cells")
    page = window.cells
    settled(page.session)
    assert window.windowTitle() == "gradviz"
    page.session.document.take_text('abba cafe?\nhead bed\nfeed "a bad cafe" had\n' * 9, "feed", model_file())
    qtbot.waitUntil(lambda: page.session.document.name == "feed")
    settled(page.session)
    session = page.session
    session.choose(Row(session.watching.units()[5], -1))
    session.watching.show_quantity("h")
    session.watching.show_raw(True)
    session.scoring.paint(3, 9, True)
    session.scoring.paint(20, 30, True)
    session.scoring.sort("label", "painted")
    session.author.set_temperature(1.25)
    session.author.set_greedy(True)
    session.document.move(40)
    settled(session)
    window.fold_question()
    wanted = window.keeper.state()
    assert wanted.cells.painted == ((3, 9), (20, 30))
    assert window.windowTitle() == "• gradviz"
    window.keeper.save(path)
    session.document.splice(0, 0, "x")
    assert window.windowTitle() == "• cells – gradviz"
    window.keeper.save(tmp_path / "x.gradviz")
    window.commands.sessions.open(str(path))
    qtbot.waitUntil(lambda: window.keeper._reader._awaited is None)
    settled(session)
    assert window.keeper.state() == wanted
    assert window.windowTitle() == "cells – gradviz"
    window.close()
    second = open_window()
    second.commands.sessions.open(str(path))
    qtbot.waitUntil(lambda: second.keeper._reader._awaited is None)
    settled(second.cells.session)
    assert second.on_text
    assert second.keeper.state().cells == wanted.cells
    assert second.windowTitle() == "cells – gradviz"
    second.close()


def test_cells_of_a_session_wait_until_their_page_is_made(open_window, qtbot, tmp_path, settled):
    from gradviz.screen.sessions.cells import Cells

    window = open_window()
    cells = Cells("prose", '"Well," she said, "yes."\n' * 500, "said", (0, 3), "h", at=9000, temperature=0.5)
    window.commands.sessions.open(str(session_file(tmp_path, dataclasses.replace(other(), cells=cells))))
    assert "cells" not in vars(window)
    assert window.keeper.state().cells == cells
    window.show_page("cells")
    qtbot.waitUntil(lambda: window.keeper._reader._awaited is None, timeout=20_000)
    found = window.keeper.state().cells
    assert (found.text, found.at, found.unit, found.temperature) == (cells.text, 9000, (0, 3), 0.5)
    assert window.windowTitle() == "lecture – gradviz"
    settled(window.cells.session)
    window.close()


def test_without_its_model_the_text_is_read_by_another(open_window, qtbot, tmp_path, settled):
    from gradviz.screen.sessions.cells import Cells

    window = open_window()
    gone = Cells(str(tmp_path / "gone.safetensors"), "a text of some words\n" * 9, "words", (0, 3), at=12)
    window.commands.sessions.open(str(session_file(tmp_path, dataclasses.replace(other(), page="cells", cells=gone))))
    qtbot.waitUntil(lambda: window.keeper._reader._awaited is None, timeout=20_000)
    assert "gone.safetensors cannot read" in window.status.note.text()
    found = window.keeper.state().cells
    assert (found.text, found.at) == (gone.text, 12)
    settled(window.cells.session)
    window.close()


def test_a_session_keeps_how_the_window_stands_when_nothing_is_presented(open_window, qtbot, tmp_path):
    window = open_window(size=(1600, 900))
    window.fold_answer()
    window.show_page("cells")
    window.cells.page.right.hide()
    qtbot.waitUntil(lambda: window.keeper.state().cells is not None)
    qtbot.waitUntil(lambda: not window.cells.session.quick.busy and not window.cells.session.slow.busy)
    before = window.keeper.state()
    window.commands.present.trigger()
    assert (window.look.scale, window.question.isHidden()) != (before.scale, before.laboratory.folded[0])
    window.keeper.save(tmp_path / "hall.gradviz")
    kept = written(tmp_path / "hall.gradviz")
    assert (kept.scale, kept.laboratory.folded, kept.cells.folded) == (1.0, (False, True), (False, True))
    window.commands.present.trigger()
    assert window.keeper.state() == before
    window.close()
