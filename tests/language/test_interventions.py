"""What holding a unit does, where it is known: the network made by hand whose latch alone expects the closing mark."""

from __future__ import annotations

import numpy as np
import pytest

from gradviz.control import Control
from gradviz.errors import Cancelled, ExperimentError
from gradviz.language.interventions import controls, effects, held_at
from gradviz.language.labels import LABELS
from gradviz.language.reading import read
from gradviz.language.replaying import Clamp, held, replayed
from gradviz.language.sampling import writing
from gradviz.language.unit import Unit
from gradviz.language.units import watched
from tests.language.latch import ALPHABET, COUNTER, LATCH, LETTER, latch, page
from tests.language.made import CELLS, TEXT, small

PAGE = page(60)
QUOTE = LABELS["quote"]
UNIT = Unit(0, LATCH, "cell")


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", CELLS)
def test_a_replay_without_clamps_is_a_reading(cell: str, layers: int) -> None:
    model = small(cell, layers)
    reading = read(model, TEXT)
    found = replayed(model, reading.indices, [None, None])
    for row in found:
        np.testing.assert_allclose(row, reading.log_probabilities, atol=2e-5)


def test_a_clamp_changes_nothing_before_it_begins() -> None:
    model, indices = small(), read(small(), TEXT).indices
    free, some = replayed(model, indices, [None, Clamp(Unit(0, 2, "cell"), 3.0, 40, 60)])
    np.testing.assert_array_equal(some[:40], free[:40])
    assert (abs(some[40:60] - free[40:60]).max(axis=1) > 1e-3).all()
    clamp = Clamp(Unit(0, 2, "cell"), 3.0, 40, 60)
    assert [place for place in range(100) if clamp.holds(place)] == [*range(40, 60)]


def test_a_held_cell_state_is_what_the_network_then_has() -> None:
    """The one whose latch is held at 2 says a mark comes with probability e^x / (e^x + 5), x = 4 tanh 2."""
    model, indices = latch(), read(latch(), PAGE).indices
    said = replayed(model, indices, [Clamp(UNIT, 2.0)])[0]
    wanted = np.exp(4 * np.tanh(2)) / (np.exp(4 * np.tanh(2)) + 5)
    np.testing.assert_allclose(np.exp(said[:, ALPHABET.index('"')]), wanted, rtol=1e-5)


def expected(cell: float) -> float:
    return float(np.exp(4 * np.tanh(cell)) / (np.exp(4 * np.tanh(cell)) + 5))


def test_the_latch_off_cuts_the_closing_mark_by_what_its_readout_says() -> None:
    (effect,) = effects(latch(), PAGE, QUOTE, [UNIT])
    assert effect.clamp.value == -1.0
    assert effect.closing == pytest.approx((expected(1), expected(-1)), rel=1e-5)
    assert effect.cut == pytest.approx(expected(1) / expected(-1), rel=1e-5)
    assert effect.outside[0] == pytest.approx(effect.outside[1], abs=0.02)  # only the first line knew no mark yet


def test_the_latch_on_changes_the_loss_outside_only() -> None:
    (effect,) = effects(latch(), PAGE, QUOTE, [UNIT], "on")
    assert effect.inside[1] == pytest.approx(effect.inside[0], rel=1e-5)
    assert effect.outside[1] > effect.outside[0] + 0.5


def test_losses_are_means_of_bits_where_the_label_holds_and_where_not() -> None:
    (effect,) = effects(latch(), PAGE, QUOTE, [Unit(0, COUNTER, "cell")])
    reading, holds = read(latch(), PAGE), QUOTE.of(PAGE)
    bits = [-reading.log_probabilities[t, reading.indices[t + 1]] / np.log(2) for t in range(len(PAGE) - 1)]
    assert effect.inside[0] == pytest.approx(np.mean([b for b, h in zip(bits, holds, strict=False) if h]), rel=1e-5)
    assert effect.outside[0] == pytest.approx(
        np.mean([b for b, h in zip(bits, holds, strict=False) if not h]), rel=1e-5
    )


def test_control_units_do_nothing() -> None:
    units = watched(latch(extra=4), PAGE)
    live = controls(units, [UNIT], 10)
    assert set(live) == {Unit(0, COUNTER, "cell"), Unit(0, LETTER, "cell")}  # those that never move are not alive
    for effect in effects(latch(extra=4), PAGE, QUOTE, live):
        assert effect.cut == pytest.approx(1)
    assert controls(units, [UNIT], 1) == controls(units, [UNIT], 1)


def test_a_stretch_is_all_that_is_compared() -> None:
    whole, part = (effects(latch(), PAGE, QUOTE, [UNIT], stretch=each)[0] for each in ((0, None), (50, 200)))
    assert (part.clamp.first, part.clamp.last) == (50, 200)
    assert part.inside[0] != whole.inside[0]
    with pytest.raises(ExperimentError, match="neither begins nor ends"):
        effects(latch(), PAGE, QUOTE, [UNIT], stretch=(0, 1))


def test_levels_are_medians() -> None:
    units, holds = watched(latch(), PAGE), QUOTE.of(PAGE)
    assert held_at(units, UNIT, holds, "on") == 1.0
    assert held_at(units, UNIT, holds, "off") == -1.0


def test_a_hand_on_the_writer_holds_the_unit_at_once() -> None:
    writer = writing(latch(), '"a', greedy=True, change=held(UNIT, 0.3))
    state = [next(writer) for _ in range(20)][-1][1]
    assert state.cell_state[0, LATCH] == pytest.approx(0.3)
    assert state.hidden[0, LATCH] == pytest.approx(np.tanh(0.3))
    hidden = held(Unit(0, LETTER, "hidden"), 0.5)(state)
    assert hidden.hidden[0, LETTER] == 0.5
    assert hidden.cell_state[0, LATCH] == state.cell_state[0, LATCH]
    assert state.hidden[0, LETTER] != 0.5  # the state that was given is left alone


def test_without_a_readout_and_with_a_stop() -> None:
    with pytest.raises(ExperimentError, match="has no read-out"):
        effects(latch(readout=False), PAGE, QUOTE, [UNIT])
    control = Control(lambda share: control.cancel() if share > 0.1 else None)
    with pytest.raises(Cancelled):
        effects(latch(), PAGE, QUOTE, [UNIT], control=control)
