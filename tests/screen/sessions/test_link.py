"""The question as one line of text."""

import base64
import json
import time
import zlib

import pytest
from hypothesis import given, settings

from gradviz.charts.moment import Moment
from gradviz.experiment import Experiment
from gradviz.screen.asking.question import Question
from gradviz.screen.sessions.link import LARGEST, from_link, is_link, link_of
from gradviz.screen.sessions.parts import SessionError
from tests.screen.sessions.test_state import laboratories


def packed(values):
    """Return the link to any JSON."""
    raw = zlib.compress(json.dumps(values).encode())
    return f"gradviz:1:{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"


def unpacked(line):
    letters = line.split(":")[2]
    return json.loads(zlib.decompress(base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))))


@settings(max_examples=100, deadline=None)
@given(laboratories())
def test_any_question_and_moment_come_back(lab):
    line, left = link_of(lab.question, lab.moment)
    opened = from_link(line)
    found = opened.state.laboratory
    assert (found.question, found.moment, left, opened.notes) == (lab.question, lab.moment, (), ())
    assert line.startswith("gradviz:1:")
    assert not set(line) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:")


def test_the_first_question_fits_into_a_chat():
    line, _ = link_of(Question.default(), Moment())
    assert len(line) < 600
    broken = "\n  ".join(line[begin : begin + 60] for begin in range(0, len(line), 60))
    assert from_link(f"  {broken}\n").state.laboratory.question == Question.default()


def test_nothing_but_the_question_is_in_it():
    line, _ = link_of(Question.default(), Moment())
    assert set(unpacked(line)["laboratory"]) == {"a", "b", "pictures", "options", "pins", "moment"}
    values = unpacked(line)
    values["laboratory"] |= {
        "desk": [{"names": ["why"], "rect": [0, 0, 1, 1], "floating": False}],
        "zoom": [1, 2],
        "folded": [True, True],
    }
    values |= {"look": {"theme": "dark"}, "cells": {"text": "abc"}, "unknown": 1}
    state = from_link(packed(values)).state
    assert (state.laboratory.desk, state.laboratory.zoom, state.laboratory.folded) == ((), None, (False, False))
    assert (state.mode, state.cells, state.unknown) == ("system", None, {})


def test_a_text_of_2000_characters_is_in_it_and_a_longer_one_is_not():
    short = Question(Experiment(input="text", text="ab" * 1000, steps=50))
    line, left = link_of(short, Moment())
    assert left == ()
    assert from_link(line).state.laboratory.question == short
    long = Question(Experiment(input="text", text="ab" * 1001, steps=50), None, pins=(short.a,))
    line, left = link_of(long, Moment())
    assert "2 002 characters is too long for a link" in left[0]
    opened = from_link(line)
    assert opened.notes == left
    question = opened.state.laboratory.question
    assert (question.a.input, question.a.text, question.a.steps) == ("noise", "", 50)
    assert question.pins == short.experiments()


@pytest.mark.parametrize("share", range(50))
def test_a_link_that_is_cut_short_anywhere_is_refused(share):
    line, _ = link_of(Question.default(), Moment())
    with pytest.raises(SessionError) as caught:
        from_link(line[: len(line) * share // 50])
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_letter_that_was_changed_is_noticed():
    line, _ = link_of(Question.default(), Moment())
    for place in range(12, len(line), 7):
        other = "A" if line[place] != "A" else "B"
        with pytest.raises(SessionError, match="damaged or cut short"):
            from_link(line[:place] + other + line[place + 1 :])


@pytest.mark.parametrize(("line", "words"), [
    ("", "no link"),
    ("https://example.org/", "no link"),
    ("gradviz", "no link"),
    ("gradviz:", "no link"),
    ("gradviz:x:AAAA", "no link"),
    ("gradviz:²:AAAA", "no link"),
    ("gradviz:2:AAAA", "version 2"),
    ("gradviz:1:", "damaged or cut short"),
    ("gradviz:1:AAAA", "damaged or cut short"),
    ("gradviz:1:A", "damaged or cut short"),
    ("gradviz:1:äöü", "damaged or cut short"),
    ("gradviz:1:" + "A" * 6_000_000, "too long"),
    (packed([1, 2]), "holds no experiment"),
    (packed({"version": 1}), "holds no experiment"),
    (packed({"laboratory": {}}), "version"),
])  # fmt: skip
def test_what_is_no_link_is_refused_in_one_sentence(line, words):
    with pytest.raises(SessionError) as caught:
        from_link(line)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 120


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = zlib.compress(b" " * 1_000_000_000, 9)
    line = f"gradviz:1:{base64.urlsafe_b64encode(bomb).decode()}"
    began = time.perf_counter()
    with pytest.raises(SessionError, match="more than 10 MB"):
        from_link(line)
    assert time.perf_counter() - began < 0.5
    assert LARGEST == 10_000_000


def test_what_is_appended_is_noticed():
    raw = zlib.compress(b"{}") + b"more"
    with pytest.raises(SessionError, match="damaged"):
        from_link(f"gradviz:1:{base64.urlsafe_b64encode(raw).decode()}")


def test_a_link_reaches_for_no_file(monkeypatch, model_file):
    path = model_file()
    with_model = Question(Experiment(model=path, steps=5))
    line, left = link_of(with_model, Moment())
    assert "model" in left[0]
    assert path not in json.dumps(unpacked(line))
    values = unpacked(link_of(Question.default(), Moment())[0])
    values["laboratory"]["a"]["model"] = path
    values["laboratory"]["pins"] = [{"model": path}]
    import gradviz.models.known as known

    monkeypatch.setattr(known, "arrays_of", lambda path: pytest.fail(f"{path} was read"))
    opened = from_link(packed(values))
    assert opened.state.laboratory.question.a.model is None
    assert "cannot be in a link" in opened.notes[0]


def test_a_bundled_model_is_in_it():
    asked = Question(Experiment(model="prose", input="text", text="a" * 9, steps=9))
    assert from_link(link_of(asked, Moment())[0]).state.laboratory.question == asked


def test_is_link():
    assert is_link("  gradviz:1:AAAA")
    assert not is_link("gradviz.session")
