"""The steps of a page: bounded, named, restored by the owners of its parts, now or when what they wait for has come."""

import numpy as np
import pytest

from gradviz.screen.undoing import history as module
from gradviz.screen.undoing.changes import Was
from gradviz.screen.undoing.history import History


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


class Page:
    """Two parts, each a value; the part "late" comes only when it is told to."""

    def __init__(self):
        self.history, self.values, self.there = History(), {"a": 0, "b": 0, "late": 0}, True
        for part in self.values:
            self.history.owns(part, lambda value, part=part: self._restore(part, value), lambda value: (value,))

    def _restore(self, part, value):
        if part == "late" and not self.there:
            return self.values[part] == value
        self.values[part] = value
        return True

    def do(self, part, value, words="", **joins):
        change = Was(part, self.values[part], value)
        self.values[part] = value
        self.history.note(words or part, change, **joins)


@pytest.fixture
def page(qapp):
    return Page()


def test_undo_and_redo_are_named_and_lead_there(page):
    assert (page.history.undoes, page.history.can_undo) == ("", False)
    page.do("a", 1, "hold unit 37")
    page.do("b", 2, "ρ of A")
    assert (page.history.undoes, page.history.redoes) == ("ρ of A", "")
    page.history.undo()
    assert (page.values["b"], page.history.undoes, page.history.redoes) == (0, "hold unit 37", "ρ of A")
    page.history.redo()
    page.history.redo()
    assert page.values["b"] == 2


def test_what_goes_on_is_one_step_until_there_is_a_pause(page, clock):
    for value in (1, 2, 3):
        clock[0] += 0.5
        page.do("a", value, joins="slider")
    clock[0] += module.MERGE_SECONDS + 0.1
    page.do("a", 4, joins="slider")
    page.history.undo()
    assert page.values["a"] == 3
    page.history.undo()
    assert page.values["a"] == 0
    assert not page.history.can_undo


def test_there_and_back_again_is_no_step(page, clock):
    page.do("b", 1)
    page.do("a", 1, joins="slider")
    page.do("a", 0, joins="slider")
    assert page.history.undoes == "b"
    page.do("a", 0)
    assert page.history.undoes == "b"


def test_all_that_is_done_meanwhile_is_one_step_and_what_follows_can_be_folded_into_it(page):
    with page.history.one("scene 2"):
        page.do("a", 5)
        with page.history.one("within"):
            page.do("b", 6)
        page.do("a", 7)
    page.history.fold(Was("late", 0, 1))
    page.values["late"] = 1
    assert page.history.undoes == "scene 2"
    page.history.undo()
    assert page.values == {"a": 0, "b": 0, "late": 0}
    page.history.redo()
    assert page.values == {"a": 7, "b": 6, "late": 1}


def test_a_step_that_has_to_wait_is_taken_back_when_it_has_come_and_the_next_one_behind_it(page):
    page.do("a", 1)
    page.do("late", 1)
    page.there = False
    page.history.undo()
    page.history.undo()
    assert page.values == {"a": 1, "b": 0, "late": 1}
    assert page.history.restoring
    page.there = True
    page.history.resume()
    assert page.values == {"a": 0, "b": 0, "late": 0}
    assert page.history.redoes == "a"


def test_what_a_hand_does_while_a_step_waits_goes_first(page):
    page.do("late", 1)
    page.there = False
    page.history.undo()
    page.do("a", 3)
    assert not page.history.restoring
    assert page.history.undoes == "a"
    page.there = True
    page.history.undo()
    page.history.undo()
    assert page.values == {"a": 0, "b": 0, "late": 0}


def test_what_never_comes_is_not_waited_for_twice(page):
    page.do("late", 1)
    page.there = False
    page.history.undo()
    page.history.resume()
    assert not page.history.restoring
    assert page.history.undoes == "late"


def test_steps_are_bounded_in_number_and_in_memory(page, monkeypatch):
    monkeypatch.setattr(module, "STEPS", 10)
    for value in range(30):
        page.do("a", value + 1)
    for _ in range(30):
        page.history.undo()
    assert page.values["a"] == 20
    monkeypatch.setattr(module, "BYTES", 10_000_000)
    texts = ["x" * 3_000_000 + str(number) for number in range(6)]
    for text in texts:
        page.do("b", text)
    for _ in texts:
        page.history.undo()
    assert page.values["b"] == texts[3]


def test_what_steps_share_is_counted_once(page, monkeypatch):
    monkeypatch.setattr(module, "BYTES", 5_000_000)
    large = np.zeros(500_000)
    page.history.owns("b", lambda value: page._restore("b", value), lambda value: (large,))
    for value in range(20):
        page.do("b", value + 1)
    for _ in range(20):
        page.history.undo()
    assert page.values["b"] == 0


def test_a_history_can_be_kept_and_come_back_to(page):
    page.do("a", 1)
    kept = page.history.kept()
    page.do("a", 2)
    page.do("a", 1)
    page.history.keep(kept)
    page.history.undo()
    assert page.values["a"] == 0
    assert not page.history.can_undo


def test_a_part_that_cannot_be_restored_leaves_the_step_to_be_tried_again(page):
    page.do("a", 1)
    page.do("b", 2)

    def refuse(value):
        raise OSError(value)

    page.history.owns("b", refuse)
    with pytest.raises(OSError, match="0"):
        page.history.undo()
    assert (page.history.undoes, page.history.restoring) == ("b", False)
    page.history.owns("b", lambda value: page._restore("b", value))
    page.history.undo()
    page.history.undo()
    assert (page.values["a"], page.values["b"], page.history.can_undo) == (0, 0, False)
