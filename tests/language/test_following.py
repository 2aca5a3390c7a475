"""Reading as one looks on equals reading at once, whatever was read before, edited, or held."""

from __future__ import annotations

import numpy as np
import pytest

from gradviz.control import Control
from gradviz.errors import Cancelled
from gradviz.language.following import PAGE, WARM, advanced, edited, freed, gates, held, opened, room
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
    found, expected = gates(passage, 600, 700), read(model, TEXT[:700]).gates
    assert list(found) == list(expected)
    assert all(np.allclose(found[name], expected[name][:, 600:], atol=CLOSE) for name in expected)


@pytest.mark.parametrize(
    ("place", "removed", "inserted"), [(0, 0, "No. "), (700, 3, ""), (PAGE, 1, '"'), (10, 9, "xé")]
)
def test_after_an_edit_it_is_as_if_the_new_text_had_been_read(model: Checkpoint, place, removed, inserted):
    before = whole(opened(model, TEXT))
    after = edited(before, place, removed, inserted)
    assert after.count == place
    assert after.text == TEXT[:place] + inserted + TEXT[place + removed :]
    assert np.allclose(whole(after, 450).block(0, 10**6), watched(model, after.text).values, atol=CLOSE)
    assert before.text == TEXT
    assert before.done


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


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("state", ["cell", "hidden"])
def test_in_two_layers_a_held_unit_is_held_before_the_next_layer_reads_it(layer, state):
    model, text = small("lstm", layers=2, hidden=6), TEXT[:300]
    what = Held(Unit(layer, 3, state), 0.9, 50, 250)
    passage = whole(held(whole(opened(model, text)), what), 37)
    indices = encode(model, text).indices
    said = replayed(model, indices, [Clamp(what.unit, what.value, 50, 250)])[0]
    assert np.allclose(passage.known()[1:], said[np.arange(299), indices[1:]], atol=1e-4)


def held_by_hand(model: Checkpoint, text: str, what: Held) -> dict[str, np.ndarray]:
    """The gates of an LSTM, (layers, T, H), that reads a text from its beginning, in float64, gate by gate."""
    hidden, cells = np.zeros((2, model.layers, model.hidden_size))
    found = {name: np.zeros((model.layers, len(text), model.hidden_size)) for name in ("input", "forget", "output")}
    for t, index in enumerate(encode(model, text).indices):
        below = np.eye(model.input_size)[index]
        for layer in range(model.layers):
            own = (f"{kind}_l{layer}" for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
            w_ih, w_hh, b_ih, b_hh = (model.weights[name].astype(float) for name in own)
            i, f, g, o = np.split(w_ih @ below + b_ih + w_hh @ hidden[layer] + b_hh, 4)
            i, f, o = (1 / (1 + np.exp(-each)) for each in (i, f, o))
            for name, gate in (("input", i), ("forget", f), ("output", o)):
                found[name][layer, t] = gate
            cells[layer] = f * cells[layer] + i * np.tanh(g)
            is_held = what.first <= t < what.last and what.unit.layer == layer
            if is_held and what.unit.state == "cell":
                cells[layer, what.unit.index] = what.value
            hidden[layer] = o * np.tanh(cells[layer])
            if is_held and what.unit.state == "hidden":
                hidden[layer, what.unit.index] = what.value
            below = hidden[layer]
    return found


@pytest.mark.parametrize("state", ["cell", "hidden"])
def test_gates_are_those_of_the_network_with_its_unit_held_wherever_one_looks(state):
    model, text = small("lstm", layers=2, hidden=6), TEXT[:300]
    what = Held(Unit(0, 3, state), 2.0, 100, 200)
    passage = whole(held(whole(opened(model, text)), what), 61)
    expected, free = held_by_hand(model, text, what), read(model, text).gates
    assert np.abs(expected["forget"] - free["forget"]).max() > 0.05  # it matters what is held
    for first, last in ((0, 300), (90, 210), (100, 160), (150, 250), (199, 201), (260, 300)):
        found = gates(passage, first, last)
        for name, gate in expected.items():
            assert np.allclose(found[name], gate[:, first:last], atol=CLOSE)


def test_the_network_as_it_is_can_be_had_from_one_with_a_unit_held():
    model = small("lstm", hidden=6)
    free = whole(opened(model, TEXT[:600]))
    other = whole(held(free, Held(Unit(0, 3, "cell"), 2.0, 100, 300)))
    found = freed(other, 450)
    assert (found.held, found.count) == (None, 450)
    assert np.allclose(found.block(0, 450), free.block(0, 450), atol=CLOSE)
    assert freed(free, 450) is free


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


def test_every_few_characters_are_looked_at_over_all_pages(model: Checkpoint):
    passage = whole(opened(model, TEXT), 333)
    block = passage.block(0, len(TEXT))
    assert np.array_equal(passage.sampled(10**6), block)
    for most in (5, 100, len(TEXT) - 1):
        step = -(-len(TEXT) // most)
        assert np.array_equal(passage.sampled(most), block[:, ::step])
        assert passage.sampled(most).shape[1] <= most


def test_a_part_knows_the_whole_text(monkeypatch):
    model = small("lstm", hidden=5)
    monkeypatch.setattr("gradviz.language.following.LONGEST", 2000)
    text = TEXT * 12
    passage = opened(model, text, 3000)
    assert (passage.text, passage.whole) == (text[2000:4000], text)
    assert edited(passage, 5, 2, "new").whole == text[:2005] + "new" + text[2007:]


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
