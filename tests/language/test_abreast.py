"""Many places at once say what one reading in order says, and a network that remembers is read in order."""

from __future__ import annotations

import numpy as np
import pytest

from gradviz.control import Control
from gradviz.errors import Cancelled
from gradviz.language import abreast
from gradviz.language.abreast import watched_abreast
from gradviz.language.model import checkpoint_of, fresh, untrained
from gradviz.language.units import watched
from gradviz.models import Checkpoint
from tests.language.latch import ALPHABET, latch, page
from tests.language.made import CELLS

PAGE = page(700)[:13_001]  # no multiple of the number of places


def read_in_order(monkeypatch: pytest.MonkeyPatch) -> list[Checkpoint]:
    """Return who is read in order from now on."""
    readers: list[Checkpoint] = []
    monkeypatch.setattr(abreast, "watched", lambda *given: readers.append(given[0]) or watched(*given))
    return readers


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", CELLS)
def test_an_untrained_network_is_in_the_same_states(cell: str, layers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    model = untrained(checkpoint_of(fresh(cell, len(ALPHABET), 12, layers, 0), ALPHABET))
    readers = read_in_order(monkeypatch)
    found, known = watched_abreast(model, PAGE), watched(model, PAGE)
    assert not readers
    assert found.names == known.names
    assert found.values.shape == known.values.shape
    np.testing.assert_allclose(found.values, known.values, atol=2e-6)


def test_a_network_that_remembers_is_read_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The latch begins at 0 and never is 0 again: a place that begins without a mark would differ for ever."""
    plain = f'"{"a" * 9000}'
    readers = read_in_order(monkeypatch)
    found = watched_abreast(latch(), plain)
    assert len(readers) == 1
    np.testing.assert_array_equal(found.values, watched(latch(), plain).values)
    assert found.values[0, -1] == 1


def test_a_short_text_is_read_in_order_and_a_stop_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = read_in_order(monkeypatch)
    watched_abreast(latch(), PAGE[:8000])
    assert len(readers) == 1
    told: list[float] = []
    watched_abreast(untrained(latch()), PAGE, Control(told.append))
    assert told[0] == 0
    assert told == sorted(told)

    def stop(share: float) -> None:
        control.cancel()

    control = Control(stop)
    with pytest.raises(Cancelled):
        watched_abreast(untrained(latch()), PAGE, control)
