"""``gradviz --open``: a session or a link, read before any window opens."""

import pytest

from gradviz.charts.moment import Moment
from gradviz.cli import main
from gradviz.cli import window as cli_window
from gradviz.experiment import Experiment
from gradviz.screen.asking.question import Question
from gradviz.screen.sessions.file import save
from gradviz.screen.sessions.laboratory import Laboratory
from gradviz.screen.sessions.link import link_of
from gradviz.screen.sessions.state import State

QUESTION = Question(Experiment(steps=9, hidden_size=4))


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_link_and_a_file_reach_the_window(kind, tmp_path, monkeypatch):
    path = tmp_path / "one.gradviz"
    save(State(laboratory=Laboratory(QUESTION)), path)
    named = link_of(QUESTION, Moment())[0] if kind == "link" else str(path)
    from gradviz.screen import app

    opened = []
    monkeypatch.setattr(cli_window, "obstacle", lambda: "")
    monkeypatch.setattr(app, "main", lambda given: opened.append(given) or 0)
    assert main(["--open", named]) == 0
    assert opened[0].opened.state.laboratory.question == QUESTION
    assert opened[0].path == ("" if kind == "link" else str(path))


@pytest.mark.parametrize(("named", "words"), [
    ("gone.gradviz", "there is no such file"),
    ("gradviz:1:AAAA", "damaged or cut short"),
    ("gradviz:9:AAAA", "version 9"),
    (".", "it is a folder"),
])  # fmt: skip
def test_what_cannot_be_opened_is_one_sentence_and_no_window(named, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli_window, "obstacle", lambda: pytest.fail("it went on"))
    assert main(["--open", named]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_without_a_display_the_picture_of_those_networks_is_drawn(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli_window, "obstacle", lambda: "there is no display.")
    assert main(["--open", link_of(QUESTION, Moment())[0]]) == 0
    assert "the picture of its networks" in capsys.readouterr().err
    assert (tmp_path / "gradviz.csv").read_text().count("\n") > 9
    assert '"steps": 9' in (tmp_path / "gradviz.csv").read_text()
