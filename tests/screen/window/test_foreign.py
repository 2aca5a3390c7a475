"""What others wrote (lessons, sessions, models, names of files, texts) is shown as it is written: it is never HTML."""

import html
import json

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QDesktopServices
from PyQt6.QtWidgets import QLabel, QMenu, QWidget

from gradviz.errors import FileError
from gradviz.lessons import Lesson, Scene
from gradviz.screen.explaining.declared import explained_by
from gradviz.screen.guiding.editor import Editor
from gradviz.screen.messages.details import Details
from gradviz.screen.reading.header import Header
from gradviz.screen.reading.parts.allowing import allow, describe
from gradviz.screen.reading.parts.name_button import NameButton
from gradviz.screen.reading.side.next_part import NextPart
from gradviz.screen.sessions.asking import ask_before
from gradviz.screen.sessions.state import State
from tests.screen.fakes import small

LINK = "<a href='file:///usr/bin/xeyes'>go</a>"


def is_live(words, form=Qt.TextFormat.AutoText):
    """Whether Qt makes a link of it."""
    return form in (Qt.TextFormat.RichText, Qt.TextFormat.AutoText) and LINK in words


def live(root):
    """The labels and tooltips in which it is a link."""
    widgets = [root, *root.findChildren(QWidget)]
    labels = [each.text() for each in widgets if isinstance(each, QLabel) and is_live(each.text(), each.textFormat())]
    tips = [each.toolTip() for each in (*widgets, *root.findChildren(QAction)) if is_live(each.toolTip())]
    return labels + tips


def shown(root):
    """All that labels, tooltips and names say, as it was written."""
    widgets = [root, *root.findChildren(QWidget)]
    words = [each.text() for each in widgets if isinstance(each, QLabel)]
    words += [each.toolTip() for each in (*widgets, *root.findChildren(QAction))]
    return html.unescape(" ".join(words))


@pytest.fixture
def window(open_window):
    return open_window()


def test_a_lesson_is_shown_as_it_is_written(window, tmp_path):
    file = tmp_path / "l.toml"
    scene = Scene(title=LINK, caption=LINK, question=LINK, notes=LINK, experiments=(small().a,))
    Lesson(title=LINK, scenes=(scene, scene)).save(file)
    file.write_text(f'"{LINK}" = 3\n{file.read_text(encoding="utf-8")}', encoding="utf-8")
    window.lecture.commands.begin(str(file))
    window.lecture.presenter.follow()
    assert LINK in html.unescape(window.status.note.text())
    assert LINK in html.unescape(window.lecture.bar.toolTip())
    assert live(window) == []
    editor = Editor(window.lecture.guide, window)
    editor.error.setText(f"no {LINK}")
    assert live(editor) == []


def test_the_explaining_pointer_says_it_as_it_is_written(look, qtbot):
    held = QWidget()
    qtbot.addWidget(held)
    held.setProperty("explained_by", "part/window")
    button = NameButton(QMenu(held), "Which text")
    button.setParent(held)
    button.say(LINK)
    assert explained_by(button).spot.words == f"Which text: {LINK}"


def test_a_session_is_said_as_it_is_written(window, tmp_path):
    text = json.dumps({"kind": "gradviz session", "version": 1, "laboratory": {LINK: 3, "a": {LINK: 1}}})
    window.commands.sessions.tell((*State.from_json(text).notes, LINK))
    window.keeper.said.emit(f"{LINK} cannot read")
    window.session.noted.emit(LINK)
    window.report(FileError(f"{LINK} is no session"))
    path = _written(tmp_path / "<img src='x'>" / "s.gradviz")
    window.keeper.recent = (str(path),)
    window.commands.sessions.recent.aboutToShow.emit()
    (listed,) = window.commands.sessions.recent.actions()
    assert html.unescape(listed.toolTip()) == f"<p style='white-space:pre-wrap'>{path}</p>"
    assert LINK in html.unescape(window.status.note.text())
    assert LINK in shown(window.banner)
    assert LINK in window.commands.sessions.offer.words
    assert live(window) == []


def test_a_failure_is_said_as_it_is_written(window):
    details = Details(f"inside gradviz ({LINK})", LINK, window)
    assert live(details) == []
    details.close()


def test_a_question_names_a_file_as_it_is_called(window):
    box = ask_before(window, f"“{LINK}”", lambda: None, lambda: None)
    assert not is_live(box.text(), Qt.TextFormat.RichText)
    assert LINK in html.unescape(box.text())
    box.close()


def test_a_text_and_a_model_are_called_as_they_are(look, qtbot):
    header, held = Header(look), QWidget()
    for made in (header, held):
        qtbot.addWidget(made)
    header.say(LINK, LINK)
    header.key(LINK, LINK, LINK)
    header.show_held(LINK)
    header.show_part(LINK, True, True)
    header.show_strange(LINK)
    assert LINK in shown(header)
    assert live(header) == []
    describe(held, "name", LINK)
    assert not is_live(held.toolTip())
    assert held.accessibleDescription() == LINK
    allow(held, False, LINK)
    assert not is_live(held.toolTip())


def test_what_came_before_is_quoted_as_it_is(look, qtbot):
    part = NextPart(look)
    qtbot.addWidget(part)
    part._after = LINK
    part._fit()
    assert LINK in shown(part)
    assert live(part) == []


def test_only_what_was_written_here_is_a_link(window, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window.outlet._report([_written(tmp_path / "<b>&amp;<b>" / "a.png")])
    note = window.status.note
    assert note.textFormat() == Qt.TextFormat.RichText
    assert "wrote a.png" in note.text()
    note.linkActivated.emit("file:///usr/bin/xeyes")
    assert opened == [str(tmp_path / "<b>&amp;<b>")]
    window.session.noted.emit(LINK)
    assert live(window.status) == []
    assert "open folder" in note.text()
    window.status.say(LINK)
    assert live(window.status) == []
    assert "open folder" not in note.text()


def _written(path):
    path.parent.mkdir()
    path.write_bytes(b"")
    return path
