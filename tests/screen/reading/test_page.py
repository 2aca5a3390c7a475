"""The whole page, driven by keys and the mouse: what a hand does reaches the session, and what it knows is shown."""

from threading import current_thread

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication

from gradviz.screen.reading.session import ReadingSession
from tests.screen.reading.conftest import TEXT

KEYS = Qt.Key


@pytest.fixture
def session(page) -> ReadingSession:
    return page.session


def test_the_text_is_coloured_by_the_unit(page, session):
    assert page.text.content.text == TEXT
    assert np.allclose(page.text.content.shade, session.watching.shade(), atol=1e-6)


def test_arrows_leaf_through_the_cells_and_the_text(page, session, settled, qtbot):
    before = session.watching.watched.unit
    qtbot.keyClick(page, KEYS.Key_Down)
    assert session.watching.watched.unit != before
    qtbot.keyClick(page, KEYS.Key_Up)
    assert session.watching.watched.unit == before
    qtbot.keyClick(page, KEYS.Key_Right)
    qtbot.keyClick(page, KEYS.Key_Right)
    qtbot.keyClick(page, KEYS.Key_Left)
    assert session.document.at == page.text.at == 1


def test_a_letter_begins_to_type_and_escape_ends_it(page, session, settled, qtbot):
    session.document.move(5)
    qtbot.keyClick(page, "x")
    assert session.document.text == TEXT[:5] + "x" + TEXT[5:]
    assert page.text.hasFocus()
    qtbot.keyClicks(page.text, "y z")
    assert session.document.text == TEXT[:5] + "xy z" + TEXT[5:]
    assert page.text.content.text == session.document.text
    qtbot.keyClick(page.text, KEYS.Key_Escape)
    assert page.hasFocus()
    settled(session)
    assert np.allclose(page.text.content.shade, session.watching.shade(), atol=1e-6)


def test_a_command_key_types_nothing(page, session, qtbot):
    qtbot.keyClick(page, KEYS.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert session.document.text == TEXT


def test_a_click_runs_the_loss_back(page, session, settled, qtbot):
    place = page.text.box(40).center().toPoint()
    qtbot.mouseClick(page.text.pane, Qt.MouseButton.LeftButton, pos=place)
    settled(session)
    assert session.document.at == 40
    assert session.tracing.backflow.at == 40
    assert page.text.content.under is not None
    assert page.header._matters_words.text() == f"matters to “{TEXT[40]}”, character 41"


def test_the_prediction_is_that_of_the_network(page, session):
    session.document.move(40)
    shares = session.document.passage.expected(40)
    rows = page.side.next.bars.rows
    assert [row.share for row in rows[:5]] == pytest.approx(sorted(shares, reverse=True)[:5])
    assert sum(row.follows for row in rows) == 1
    followed = next(row for row in rows if row.follows)
    assert followed.sign == TEXT[40].replace(" ", "␣")


def test_a_held_unit_shows_both_predictions(page, session, settled):
    session.document.move(40)
    session.causes.hold("on", (0, 0))
    settled(session)
    free, held = session.document.free.expected(40), session.document.passage.expected(40)
    rows = page.side.next.bars.rows
    assert [row.share for row in rows[:5]] == pytest.approx(sorted(free, reverse=True)[:5])
    alphabet = session.document.passage.checkpoint.alphabet
    first = int(np.argmax(free))
    assert rows[0].sign == alphabet[first].replace(" ", "␣").replace("\n", "↵")
    assert rows[0].held == pytest.approx(held[first])


def test_a_file_that_is_no_text_is_refused_in_one_sentence(page, session, settled, tmp_path):
    (tmp_path / "picture.bin").write_bytes(b"\0\1\2")
    page.binding.take_file(str(tmp_path / "picture.bin"))
    settled(session)
    assert page.banner.isVisible()
    assert "holds binary data, not text" in page.banner._words.text()
    assert session.document.text == TEXT


def test_what_is_read_live_is_coloured_up_to_the_cursor(page, session, qtbot):
    session.pace.set_speed(1000)
    session.pace.toggle()
    qtbot.waitUntil(lambda: session.document.at > 20)
    session.pace.toggle()
    assert page.text.content.horizon == session.document.at
    qtbot.mouseClick(page.text.pane, Qt.MouseButton.LeftButton, pos=page.text.box(3).center().toPoint())
    assert page.text.content.horizon is None


def exhibited(page, settled, times=1):
    """The pictures, as they come to each who asks."""
    found = []
    for _ in range(times):
        page.session.exhibiting.ask(page.text.visible, found.append)
    assert not found
    settled(page.session)
    return found


def test_pictures_that_leave_are_drawn_by_the_thread_that_reads_and_come_to_all_who_asked(page, settled, monkeypatch):
    from gradviz.readings import stories

    threads = []
    for name in ("coloured", "drawn"):
        own = getattr(stories, name)
        monkeypatch.setattr(stories, name, lambda *args, own=own: threads.append(current_thread()) or own(*args))
    first, second = exhibited(page, settled, 2)
    assert first is second
    assert {thread.name for thread in threads} == {"gradviz-read"}


def test_pictures_that_cannot_be_drawn_are_said(page, settled, monkeypatch):
    from gradviz.readings import stories

    def refuse(*_):
        raise MemoryError

    monkeypatch.setattr(stories, "coloured", refuse)
    assert exhibited(page, settled) == []
    assert page.banner.isVisible()
    monkeypatch.undo()
    assert len(exhibited(page, settled)) == 1  # who was refused gets nothing later


def test_what_is_seen_can_leave_the_window(page, session, settled, tmp_path):
    from gradviz.paper import export

    session.document.move(40)
    session.tracing.trace(40)
    settled(session)
    (charts,) = exhibited(page, settled)
    assert list(charts) == ["text", "unit", "all_cells"]
    first, last = page.text.visible
    assert charts["text"].panels[0].coloured.text == TEXT[first : last + 1]
    assert charts["text"].panels[0].coloured.focus == 40 - first
    for name, chart in charts.items():
        for suffix in (".png", ".csv", ".svg"):
            export(chart, tmp_path / f"{name}{suffix}")


def test_a_long_text_is_leafed_through(page, session, settled, monkeypatch):
    monkeypatch.setattr("gradviz.language.following.LONGEST", 512)
    session.document.take_text(TEXT * 4, "long")
    settled(session)
    assert page.header.part.text() == "characters 1 – 512 of 2544"
    assert (page.header.earlier.isEnabled(), page.header.later.isEnabled()) == (False, True)
    page.header.later.click()
    settled(session)
    assert session.document.part == (256, 768)
    assert page.header.earlier.isEnabled()


def test_export_and_copy_take_the_pictures_when_they_are_drawn(open_window, settled, monkeypatch):
    from gradviz.screen.export.outlet import Outlet

    window, taken = open_window(), []
    for name in ("open", "copy"):
        monkeypatch.setattr(Outlet, name, lambda _, exhibit, name=name: taken.append((name, *exhibit.pictures)))
    window.show_page("cells")
    window.copy_picture()
    assert not taken  # nothing was read yet
    settled(window.cells.session, 60_000)
    window.copy_picture()
    window.open_export()
    settled(window.cells.session)
    assert taken == [(name, "text", "unit", "all_cells", "together") for name in ("copy", "open")]
    window.close()


def test_text_and_model_are_chosen_by_name(open_window, settled):
    window = open_window()
    window.show_page("cells")
    session = window.cells.session
    settled(session, 60_000)
    assert window.cells.bar.model.text().startswith(session.document.model)
    assert session.scoring.record
    assert window.on_text
    window.turn_page()
    assert not window.on_text
    window.close()


def test_their_names_are_whole_where_there_is_room_and_cut_where_there_is_none(open_window, look):
    look.resize(1.8)
    window = open_window(size=(1920, 1080))
    window.show_page("cells")
    bar = window.cells.bar
    QApplication.processEvents()
    assert bar.text.toolTip() == "The text that is read: Dialogue, lines of 40"
    assert bar.text.text() == "Dialogue, lines of 40 ▾"
    assert bar.model.text() == "prose ▾"
    window.resize(1024, 700)
    QApplication.processEvents()
    cut = bar.text.text()
    assert cut.startswith("Dia")
    assert cut.endswith("… ▾")
    assert len(cut) < 20


def test_what_is_held_is_said_over_the_text_where_a_lecture_sees_it(page, session, settled):
    assert page.header.held.isHidden()
    session.causes.hold("off", (0, 0))
    unit = session.watching.watched.unit.index
    assert page.header.held.isVisible()
    assert page.header.held.text() == f"unit {unit} held off"
    session.causes.hold("on", (3, 9))
    settled(session)
    assert page.header.held.text() == f"unit {unit} held on in a part of the text"
    session.causes.hold(None, (0, 0))
    assert page.header.held.isHidden()


def test_symbols_are_typeset_and_never_ascii(page, session):
    assert "cₜ" in page.header._subtitle.toolTip()
    assert [page.side.unit.shown.itemText(at) for at in range(2)] == ["cₜ", "hₜ"]
    assert "\ncₜ = " in page.binding._said.tip(3)


@pytest.mark.parametrize("letter", "EKLNPDU")
def test_the_windows_commands_are_not_the_texts(page, session, qtbot, letter):
    session.document.move(3)
    page.text.setFocus()
    qtbot.keyClick(page.text, getattr(KEYS, f"Key_{letter}"), Qt.KeyboardModifier.ControlModifier)
    assert (session.document.at, session.document.text) == (3, TEXT)
