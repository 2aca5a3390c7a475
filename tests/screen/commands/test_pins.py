"""Pins: a network stays, is told from the others in words, comes back, and goes."""

from PyQt6.QtCore import Qt

from gradviz.experiment import Experiment
from gradviz.screen.commands.pins import words_of

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def lines(window):
    return [line.text() for line in window.commands.pins.menu.actions() if line.menu() is not None]


def trigger(window, line, words):
    menu = [found for found in window.commands.pins.menu.actions() if found.menu() is not None][line].menu()
    next(made for made in menu.actions() if made.text().startswith(words)).trigger()


def test_a_and_b_are_pinned_by_their_keys_and_said(open_window, qtbot):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL)
    assert window.session.question.pins == (window.session.question.a,)
    assert window.status.note.text() == "pinned A: tanh RNN, ρ = 0.9, T = 12"
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)
    assert window.session.question.pins[-1] == window.session.question.b
    assert [line.split(",")[0] for line in lines(window)] == ["tanh RNN", "LSTM"]


def test_a_pin_is_recalled_and_removed(open_window):
    window = open_window()
    session = window.session
    session.pin("a")
    pinned = session.question.a
    session.edit("a", "spectral_radius", 1.5)
    session.pin("a")
    trigger(window, 0, "Recall")
    assert session.question.a == pinned
    trigger(window, 0, "Remove")
    assert [pin.spectral_radius for pin in session.question.pins] == [1.5]
    window.commands.pins.remove_all.trigger()
    assert session.question.pins == ()
    assert not window.commands.pins.menu.isEnabled()
    session.history.undo()
    assert len(lines(window)) == 1


def test_without_b_there_is_none_to_pin(open_window):
    window = open_window()
    window.session.compare(None)
    assert not window.commands.pins.pin["b"].isEnabled()


def test_the_seventh_pin_says_that_the_first_one_went(open_window):
    window = open_window()
    for radius in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        window.session.edit("a", "spectral_radius", radius)
        window.commands.pins.pin["a"].trigger()
        assert "gave way" not in window.status.note.text()
    window.session.edit("a", "spectral_radius", 0.7)
    window.commands.pins.pin["a"].trigger()
    assert "the oldest of 6 pins gave way" in window.status.note.text()


def test_the_words_of_a_pin_say_what_tells_it_from_the_others():
    one = Experiment(cell="rnn_tanh", spectral_radius=0.9)
    other = one.replace(seed=3)
    assert words_of(one) == "tanh RNN, ρ = 0.9, T = 128"
    assert words_of(other, (one, other)) == "tanh RNN, ρ = 0.9, T = 128, seed 3"
    gated = Experiment(cell="lstm", forget_bias=3.0)
    assert words_of(gated, (one, gated)).startswith("LSTM, ρ = ")
    assert "3" in words_of(gated, (one, gated))
    assert "forget" not in words_of(one, (one, gated))
