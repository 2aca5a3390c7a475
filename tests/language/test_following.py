"""Reading as one looks on equals reading at once, whatever was read before, edited, or held."""

from __future__ import annotations

import numpy as np
import pytest

from gradviz.control import Control
from gradviz.errors import Cancelled
from gradviz.language.following import PAGE, WARM, advanced, edited, held, looked_at, opened, room
from gradviz.language.passage import Held, Passage
from gradviz.language.reading import read
from gradviz.language.replaying import Clamp, replayed
from gradviz.language.unit import Unit, units_of
from gradviz.language.units import watched
from gradviz.models import Checkpoint, encode
from tests.language.made import TEXT as PAGE_OF_TEXT
from tests.language.made import small

TEXT = PAGE_OF_TEXT * 13
CLOSE = 2e-5


def whole(passage: Passage, stretch: int = 10_000) -> Passage:
    """Read all of it."""
    while not passage.done:
        passage = advanced(passage, stretch)
    return passage


@pytest.fixture(params=["lstm", "gru", "rnn_tanh"])
def model(request):
    """Return a small model of two layers, drawn."""
    return small(request.param, layers=2)


@pytest.mark.parametrize("stretch", [1, 100, PAGE, 4 * PAGE])
def test_what_is_read_bit_by_bit_is_what_is_read_at_once(model: Checkpoint, stretch):
    text = TEXT[:60] if stretch == 1 else TEXT
    passage, expected = whole(opened(model, text), stretch), watched(model, text)
    assert passage.names == expected.names
    assert np.allclose(passage.block(0, len(text)), expected.values, atol=CLOSE)
    for unit in (passage.names[0], passage.names[-1], passage.names[9]):
        assert np.array_equal(passage.of(unit), passage.block(0, len(text))[passage.row(unit)])
        assert np.array_equal(passage.stretch(unit, 5, 700), passage.of(unit)[5:700])


def test_what_is_known_of_each_character_is_the_prediction_before_it(model: Checkpoint):
    passage, reading = whole(opened(model, TEXT), 333), read(model, TEXT)
    said = reading.log_probabilities
    following = said[np.arange(len(TEXT) - 1), reading.indices[1:]]
    assert np.allclose(passage.known()[1:], following, atol=1e-4)
    assert passage.known_at(17) == passage.known()[17]
    assert np.allclose(passage.expected(40), np.exp(said[39]), atol=1e-5)


def test_the_state_at_a_place_is_the_one_that_reading_goes_on_from(model: Checkpoint):
    passage = whole(opened(model, TEXT))
    on = read(model, TEXT[600:700], state=passage.state(600))
    assert np.allclose(on.hidden[:, 1:], read(model, TEXT[:700]).hidden[:, 601:], atol=CLOSE)
    gates = looked_at(passage, 600, 700).gates
    expected = read(model, TEXT[:700]).gates
    assert all(np.allclose(gates[name], expected[name][:, 600:], atol=CLOSE) for name in expected)


@pytest.mark.parametrize(("place", "removed", "inserted"), [(0, 0, "No. "), (700, 3, ""), (PAGE, 1, '"'), (10, 9, "xé")])
def test_after_an_edit_it_is_as_if_the_new_text_had_been_read(model: Checkpoint, place, removed, inserted):
    before = whole(opened(model, TEXT))
    after = edited(before, place, removed, inserted)
    assert after.count == place
    assert after.text == TEXT[:place] + inserted + TEXT[place + removed :]
    assert np.allclose(whole(after, 450).block(0, 10**6), watched(model, after.text).values, atol=CLOSE)
    assert before.text == TEXT and before.done


def test_typing_leaves_no_page_for_every_key(model: Checkpoint):
    passage = whole(opened(model, TEXT[:600]))
    for place in range(100, 160):
        passage = advanced(edited(passage, place, 0, "a"), 50)
    assert len(whole(passage).pages) <= 3


def test_a_text_that_is_too_long_is_read_around_the_view(monkeypatch):
    model = small("lstm", hidden=5)
    monkeypatch.setattr("gradviz.language.following.LONGEST", 2000)
    text = TEXT * 12
    assert room(model) == 2000 < len(text)
    middle = opened(model, text, 9000)
    assert (middle.first, middle.exact, middle.text) == (8000, False, text[8000:10_000])
    begun = read(model, text[8000 - WARM : 8000]).state
    assert np.allclose(middle.start.hidden, begun.hidden, atol=CLOSE)
    near = opened(model, text, 3000)
    assert (near.first, near.exact) == (2000, True)
    assert np.allclose(near.start.hidden, read(model, text[:2000]).state.hidden, atol=CLOSE)
    assert opened(model, text, 10**9).first == len(text) - 2000


@pytest.mark.parametrize("state", ["cell", "hidden"])
def test_a_unit_that_is_held_changes_the_predictions_as_a_replay_does(state):
    model = small("lstm", hidden=6)
    what = Held(Unit(0, 3, state), 0.7, 100, 300)
    passage = whole(held(whole(opened(model, TEXT[:400])), what), 37)
    indices = encode(model, TEXT[:400]).indices
    said = replayed(model, indices, [Clamp(what.unit, what.value, 100, 300)])[0]
    following = said[np.arange(399), indices[1:]]
    assert np.allclose(passage.known()[1:], following, atol=1e-4)
    assert np.all(passage.of(what.unit)[100:300] == np.float32(0.7))
    assert not np.any(passage.of(what.unit)[:100] == np.float32(0.7))


def test_letting_go_reads_as_it_was_and_keeps_what_lies_before():
    model = small("lstm", hidden=6)
    free = whole(opened(model, TEXT))
    what = Held(Unit(0, 3, "cell"), 2.0, 700)
    assert held(free, what).count == 700
    assert np.allclose(whole(held(whole(held(free, what)), None)).block(0, 10**6), free.block(0, 10**6), atol=CLOSE)


@pytest.mark.parametrize(
    ("splice", "stretch"),
    [((10, 0, 5), (105, 205)), ((150, 20, 0), (100, 180)), ((300, 5, 9), (100, 200)), ((90, 30, 2), (92, 172))],
)
def test_the_stretch_moves_with_the_text(splice, stretch):
    assert Held(Unit(0, 0, "cell"), 1.0, 100, 200).spliced(*splice)[2:] == stretch


def test_a_stop_is_heard(model: Checkpoint):
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        advanced(opened(model, TEXT), 1000, control)


def test_units_are_found_by_their_row(model: Checkpoint):
    passage = opened(model, TEXT)
    assert [passage.row(unit) for unit in units_of(model)] == list(range(len(passage.names)))
    with pytest.raises(ValueError, match="has no"):
        passage.row(Unit(5, 0, "hidden"))
    with pytest.raises(IndexError):
        passage.state(3)
