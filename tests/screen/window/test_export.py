import errno
import threading

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QMimeData, Qt, QTimer, QUrl
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

import gradviz
from gradviz import files
from gradviz.control import Control
from gradviz.paper.movie import writable_movies
from gradviz.screen.controls.text_dialog import EDITABLE, TextDialog
from gradviz.screen.export.dialog import ExportDialog
from gradviz.screen.export.exhibit import Exhibit
from gradviz.screen.export.kinds import KINDS
from gradviz.screen.export.order import Order
from gradviz.screen.export.press import Press
from tests.screen.fakes import answer_to, small

ANSWER = answer_to(small())


@pytest.fixture
def window(open_window, tmp_path):
    window = open_window()
    window.outlet.folder = str(tmp_path)
    return window


@pytest.fixture
def dialog(window, qtbot):
    dialog = window.outlet.open(window._exhibit(window.session.answer))
    qtbot.waitUntil(lambda: dialog.preview._image is not None)
    return dialog


def choose(dialog, name):
    dialog.form.format.show_value(name.removeprefix("."))
    dialog.form.format.chosen.emit(name.removeprefix("."))


def kind_of(name):
    (found,) = [kind for kind in KINDS if kind.name == name]
    return found


def wait_for(qtbot, dialog):
    with qtbot.waitSignal(dialog.written, timeout=20_000) as said:
        dialog.write()
    return said.args[0]


def test_the_dialog_suggests_a_png_in_the_last_folder(dialog, tmp_path):
    assert dialog.form.path() == tmp_path / "tanh-rnn-lstm.png"
    assert (dialog.form.width_px(), dialog.form.dpi()) == (1920, 200)
    assert [kind.name for kind in dialog.form.kinds] == [
        "png", "svg", "pdf", "csv", "gif", "mp4", "npz", "script torch", "script gradviz", "handout",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".csv"])
def test_each_format_is_written_and_said(window, dialog, qtbot, suffix):
    choose(dialog, suffix)
    (path,) = wait_for(qtbot, dialog)
    begins = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF", ".csv": b"# "}
    assert path.read_bytes().startswith(begins[suffix])
    said = window.status.note.text()
    assert f"wrote tanh-rnn-lstm{suffix}" in said
    assert "kB" in said
    assert "open folder" in said


def test_a_png_has_the_chosen_width(dialog, qtbot):
    dialog.form.width_box.setText("640")
    (path,) = wait_for(qtbot, dialog)
    assert QImage(str(path)).width() == 640


@pytest.mark.parametrize("typed", ["inf", "-inf", "nan", "1e999", "wide"])
def test_what_is_no_finite_number_is_refused_where_it_is_typed(dialog, typed):
    for box, field in ((dialog.form.width_box, "width"), (dialog.form.dpi_box, "dpi")):
        before = box.text()
        box.setText(typed)
        dialog._change()
        assert dialog.error.text().startswith(f"{field} must be a number of pixels")
        assert typed in dialog.error.text()
        box.setText(before)


def test_the_run_of_both_networks_makes_two_files_that_open_again(dialog, qtbot):
    choose(dialog, ".npz")
    paths = wait_for(qtbot, dialog)
    assert [path.name for path in paths] == ["tanh-rnn-lstm-a.npz", "tanh-rnn-lstm-b.npz"]
    assert [gradviz.load(path).experiment for path in paths] == list(small().experiments())


def test_one_network_alone_makes_one_file(dialog, qtbot):
    choose(dialog, ".npz")
    dialog.form.networks.show_value("b")
    (path,) = wait_for(qtbot, dialog)
    assert path.name == "tanh-rnn-lstm.npz"
    assert gradviz.load(path).experiment.cell == "lstm"


def test_only_what_a_format_needs_is_asked(dialog):
    form = dialog.form
    for suffix, shown in (
        (".png", "width_box dpi_box colours"),
        (".pdf", "colours"),
        (".csv", ""),
        (".gif", "size_box seconds_box speed_box fps_box colours"),
        (".npz", "networks"),
        ("script torch", "networks"),
        ("handout", "colours"),
    ):
        choose(dialog, suffix)
        names = ("width_box", "dpi_box", "size_box", "seconds_box", "speed_box", "fps_box", "colours", "networks")
        controls = {name: getattr(form, name) for name in names}
        assert {name for name, control in controls.items() if not control.isHidden()} == set(shown.split())


def test_the_preview_shows_what_will_be_written(dialog, qtbot):
    preview = dialog.preview
    assert abs(preview._image.width() - preview.pixels()) <= 1
    light = preview._image.pixelColor(2, 2)
    dialog.form.colours.show_value("dark")
    dialog.form.colours.chosen.emit("dark")
    qtbot.waitUntil(lambda: preview._image.pixelColor(2, 2) != light)
    choose(dialog, ".csv")
    qtbot.waitUntil(lambda: "log10_grad_hidden_a" in preview._text)
    choose(dialog, ".npz")
    qtbot.waitUntil(lambda: "tanh-rnn-lstm-b.npz" in preview._text)


def test_an_existing_file_is_replaced_only_after_asking(dialog, qtbot, tmp_path):
    path = tmp_path / "tanh-rnn-lstm.png"
    path.write_text("mine")
    dialog.write()
    assert "exists already" in dialog.error.text()
    assert path.read_text() == "mine"
    wait_for(qtbot, dialog)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_another_name_forgets_the_question(dialog, tmp_path):
    (tmp_path / "tanh-rnn-lstm.png").write_text("mine")
    dialog.write()
    assert dialog.write_button.text() == "Replace"
    dialog.form.put_path(tmp_path / "other.png")
    assert dialog.write_button.text() == "Write"
    assert dialog.error.isHidden()


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(dialog, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "tanh-rnn-lstm.png"
    path.write_text("mine")
    dialog.write()

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.tempfile, "mkstemp", full)
    dialog.write()
    qtbot.waitUntil(lambda: "the disk is full" in dialog.error.text())
    assert path.read_text() == "mine"
    assert dialog.isVisible()
    assert dialog.write_button.isEnabled()
    assert [found.name for found in tmp_path.iterdir()] == ["tanh-rnn-lstm.png"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "folder"),
        ("missing/a.png", "There is no folder"),
        ("a.bmp", "endings .png"),
        ("a", "endings"),
    ],
)
def test_a_place_that_cannot_be_is_refused_at_once(dialog, tmp_path, name, words):
    dialog.form.file.setText(str(tmp_path / name))
    dialog.write()
    assert words in dialog.error.text()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("box", "text"), [("width_box", "5"), ("width_box", "w"), ("dpi_box", "0"), ("width_box", "")])
def test_a_wrong_size_is_refused_at_its_box(dialog, box, text):
    wrong = getattr(dialog.form, box)
    wrong.setText(text)
    wrong.textEdited.emit(text)
    assert wrong.property("wrong")
    assert box.removesuffix("_box") in dialog.error.text()
    wrong.setText("300")
    wrong.textEdited.emit("300")
    assert not wrong.property("wrong")
    assert dialog.error.isHidden()


def film(dialog, suffix=".gif", size="320x180", seconds="1", fps="10"):
    choose(dialog, suffix)
    for box, text in (("size_box", size), ("seconds_box", seconds), ("fps_box", fps)):
        getattr(dialog.form, box).setText(text)
        getattr(dialog.form, box).textEdited.emit(text)


@pytest.mark.parametrize("suffix", writable_movies())
def test_a_movie_is_written_with_its_progress_shown(window, dialog, qtbot, suffix):
    film(dialog, suffix)
    shares = []
    dialog.advanced.connect(shares.append)
    with qtbot.waitSignal(dialog.written, timeout=60_000) as said:
        dialog.write()
        assert not dialog.progress.isHidden()
        assert not dialog.write_button.isEnabled()
    (path,) = said.args[0]
    assert path.read_bytes()[:12].endswith({".gif": b"@\x01\xb4\x00\xf7\x00", ".mp4": b"isom"}[suffix])
    assert shares == sorted(shares)
    assert len(shares) > 5
    assert f"wrote tanh-rnn-lstm{suffix}" in window.status.note.text()


def test_a_movie_has_a_preview(dialog, qtbot):
    film(dialog)
    assert dialog.preview._text == "drawing…"
    preview = dialog.preview
    qtbot.waitUntil(lambda: preview._image is not None and preview._image.width() == 320, timeout=20_000)


def test_cancel_stops_a_movie_and_the_dialog_stays(window, dialog, qtbot, tmp_path):
    film(dialog, seconds="300", fps="50")
    with qtbot.waitSignal(dialog.advanced, timeout=20_000, check_params_cb=lambda share: share > 0):
        dialog.write()
    dialog.reject()
    qtbot.waitUntil(lambda: "Stopped" in dialog.error.text(), timeout=20_000)
    assert dialog.isVisible()
    assert dialog.progress.isHidden()
    assert dialog.write_button.isEnabled()
    assert dialog.form.isEnabled()
    assert list(tmp_path.iterdir()) == []
    dialog.reject()
    assert not dialog.isVisible()


def test_the_window_goes_on_while_a_movie_is_written(window, dialog, qtbot):
    film(dialog, seconds="300", fps="50")
    turns, clock = [], QTimer(dialog)
    clock.timeout.connect(lambda: turns.append(1))
    with qtbot.waitSignal(dialog.advanced, timeout=20_000, check_params_cb=lambda share: share > 0):
        dialog.write()
    clock.start(10)
    qtbot.waitUntil(lambda: len(turns) > 20, timeout=20_000)
    assert dialog._hand is not None
    dialog.reject()
    qtbot.waitUntil(lambda: "Stopped" in dialog.error.text(), timeout=20_000)


def test_a_press_that_closes_stops_what_has_a_hand_on_it(qapp):
    press, begun = Press(), threading.Event()
    hand = Control(lambda _: begun.set())

    def work():
        while True:
            hand.advance(0.0)

    press.do("write", work, hand)
    assert begun.wait(10)
    press.close()
    assert hand.cancelled
    assert not press._thread.is_alive()


@pytest.mark.parametrize(("box", "text"), [("size_box", "10x"), ("seconds_box", "0"), ("fps_box", "1000")])
def test_a_wrong_movie_is_refused_at_its_box(dialog, box, text):
    film(dialog, **{box.removesuffix("_box"): text})
    assert getattr(dialog.form, box).property("wrong")
    assert box.removesuffix("_box") in dialog.error.text()
    film(dialog)
    assert dialog.error.isHidden()


def test_the_picture_goes_to_the_clipboard(window, qtbot):
    window.commands.copy.trigger()
    qtbot.waitUntil(lambda: "copied the picture" in window.status.note.text(), timeout=20_000)
    assert QApplication.clipboard().image().width() == 1920


def test_a_picture_that_cannot_be_copied_is_a_banner(window, qtbot, monkeypatch):
    from gradviz.screen.export import outlet

    def broken(*_args, **_kwargs):
        raise MemoryError

    monkeypatch.setattr(outlet, "png_bytes", broken)
    window.copy_picture()
    qtbot.waitUntil(window.banner.isVisible)
    assert "memory" in window.banner._words.text()


def test_control_e_opens_the_dialog(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(ExportDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_the_press_drops_a_preview_that_a_newer_one_replaces(qapp, qtbot):
    press, gate, made = Press(), threading.Event(), []
    press.do("first", gate.wait)
    for i in range(5):
        press.do("preview", lambda i=i: made.append(i))
    with qtbot.waitSignal(press.done, check_params_cb=lambda name, _: name == "preview"):
        gate.set()
    press.close()
    assert made == [4]


def test_an_order_without_b_needs_no_letters(tmp_path):
    alone = Exhibit(ANSWER.charts, ANSWER.stem, ANSWER.results[:1])
    assert Order(alone, kind_of("npz"), tmp_path / "x.npz").targets() == [tmp_path / "x.npz"]


@pytest.fixture
def editor(look):
    made = TextDialog("abc", None)
    made.show()
    yield made
    if not sip.isdeleted(made):
        made.close()


def test_the_text_editor_counts_and_refuses_the_empty_text(editor):
    assert editor.count.text() == "3 characters, 3 different"
    editor.editor.setPlainText("")
    assert not editor._accept.isEnabled()


def test_a_file_is_opened_dropped_or_pasted_or_refused_in_place(editor, tmp_path):
    path, wrong = tmp_path / "a.txt", tmp_path / "b.bin"
    path.write_text("from a file")
    wrong.write_bytes(b"\0\1")
    editor.open_file(str(wrong))
    assert "not text" in editor.error.text()
    assert editor.text() == "abc"
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert editor.editor.canInsertFromMimeData(mime)
    editor.editor.insertFromMimeData(mime)
    assert editor.text() == "from a file"
    assert editor.error.isHidden()


def test_a_text_of_megabytes_is_shown_by_its_beginning_and_used_whole(editor, qtbot):
    long = "abcdefghi\n" * (EDITABLE // 5)
    editor.put(long)
    assert editor.editor.isReadOnly()
    assert len(editor.editor.toPlainText()) < len(long)
    with qtbot.waitSignal(editor.chosen) as said:
        editor._accept.click()
    assert said.args[0] == long
