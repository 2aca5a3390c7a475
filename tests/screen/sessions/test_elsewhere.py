"""A session reads no model outside its own folder before a hand agrees to it; then it is read from then on."""

import json

import pytest

import gradviz.models
from gradviz.screen.sessions.elsewhere import MOST, is_near, models_of, with_newest
from gradviz.screen.sessions.file import load
from gradviz.screen.sessions.given import given
from gradviz.screen.settings import Settings


@pytest.fixture
def far(model_file):
    """A model in another folder than the session."""
    return model_file(name="far")


@pytest.fixture
def session_file(tmp_path):
    """Return a maker of sessions, in a folder of their own, that name a model everywhere."""
    folder = tmp_path / "theirs"
    folder.mkdir()

    def made(model):
        network = {"model": model, "input": "text", "text": "abba", "steps": 4}
        lab = {"a": network, "b": {**network, "model_weights": "untrained"}, "pins": [network]}
        cells = {"model": model, "text": "abba cafe" * 9, "name": "n"}
        path = folder / "s.gradviz"
        path.write_text(json.dumps({"kind": "gradviz session", "version": 1, "laboratory": lab, "cells": cells}))
        return path

    return made


def models(opened):
    return set(models_of(opened.state.values()))


def test_a_model_elsewhere_is_left_out_and_said_first(far, session_file, monkeypatch):
    read = []
    monkeypatch.setattr(gradviz.models, "header", read.append)
    opened = load(session_file(far))
    assert (models(opened), opened.elsewhere, read) == (set(), (far,), [])
    assert opened.notes[0] == f"The model {far} lies outside the session’s folder: it was not read."


def test_a_model_beside_the_session_or_agreed_to_or_bundled_is_read(far, session_file, model_file, tmp_path):
    near = model_file(name="theirs/near")
    for opened in (load(session_file(near)), load(session_file(far), (far,)), load(session_file("prose"))):
        assert (opened.elsewhere, opened.notes) == ((), ())
    assert models(load(session_file(near))) == {near}
    assert models(load(session_file(far), (far,))) == {far}


def test_a_way_out_of_the_folder_is_elsewhere(tmp_path, model_file):
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "link.safetensors").symlink_to(model_file())
    for model in ("link.safetensors", "../small.safetensors", "\0", str(folder.parent)):
        assert not is_near(str(folder / model), folder), model
    assert is_near(str(folder / "in" / "it.safetensors"), folder)


def test_it_is_asked_for_once(open_window, far, session_file):
    window, path = open_window(), str(session_file(far))
    window.commands.sessions.open(path)
    offer = window.commands.sessions.offer
    assert window.session.question.a.model is None
    assert window.keeper.path == ""  # saving writes over nothing
    assert far in offer.words
    assert offer.taking.text() == "Read the model"
    offer.taking.click()
    assert {each.model for each in window.session.question.experiments()} == {far}
    assert (window.keeper.path, window.keeper.models, offer.isVisible()) == (path, (far,), False)
    window.close()
    second = open_window(Settings(models=window.settings().models))
    second.commands.sessions.show(given(path))
    assert second.session.question.a.model == far
    assert "offer" not in vars(second.commands.sessions)
    second.close()


def test_it_can_be_left_out(open_window, far, session_file):
    window = open_window()
    window.commands.sessions.open(str(session_file(far)))
    window.commands.sessions.offer.dismissing.click()
    assert (window.session.question.a.model, window.keeper.models) == (None, ())
    window.close()


def test_who_saves_a_session_may_open_it_again(open_window, far, tmp_path):
    window = open_window()
    window.session.edit("a", "model", far)
    (tmp_path / "mine").mkdir()
    window.keeper.save(tmp_path / "mine" / "s.gradviz")
    window.session.edit("a", "model", None)
    window.commands.sessions._open(str(tmp_path / "mine" / "s.gradviz"))
    assert window.session.question.a.model == far
    window.close()


def test_so_many_are_remembered():
    assert with_newest(("a", "b"), ("b", "c")) == ("b", "c", "a")
    assert len(with_newest(map(str, range(500)), ())) == MOST
