"""What a sweep shows while it is computed: all of its plane thinly, then more of it, never what changes later."""

import itertools
import time

import numpy as np
import pytest

import gradviz
from gradviz.engine.devices import chosen
from gradviz.engine.sweeping import groups, parts, running
from gradviz.engine.sweeping.grid import asked
from tests.engine.helpers import CELL_NAMES
from tests.engine.test_sweep import experiment

RADII = [float(radius) for radius in np.linspace(0, 2, 16)]


@pytest.fixture
def no_pause(monkeypatch):
    monkeypatch.setattr(running, "PAUSE", 0.0)


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(groups, "NUMBERS", 16 * 5)


def seen(question, **asked_for):
    """Return every partial answer with a copy made when it came, and the whole answer."""
    looks = []
    whole = gradviz.sweep(question, found=lambda part: looks.append((part, part.log10_grad_hidden.copy())), **asked_for)
    return looks, whole


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_parts_of_the_whole_that_never_change(cell, no_pause, small_blocks):
    looks, whole = seen(experiment(cell), spectral_radius=RADII, steps=[37, 9, 20], seeds=range(3))
    assert len(looks) > 6
    shares = [part.done for part, _ in looks]
    assert shares == sorted(set(shares))
    assert shares[0] > 0
    assert shares[-1] < 1 == whole.done
    for part, copy in looks:
        assert (part.experiment, dict(part.axes)) == (whole.experiment, dict(whole.axes))
        np.testing.assert_array_equal(part.log10_grad_hidden, copy)
        for name in ("log10_grad_hidden", "log10_grad_cell"):
            got, wanted = getattr(part, name), getattr(whole, name)
            assert (got is None) == (wanted is None)
            if got is not None:
                np.testing.assert_array_equal(got[part.known], wanted[part.known])
                assert np.isnan(got[~part.known]).all()


def test_who_does_not_ask_gets_the_same():
    fields = {"spectral_radius": RADII, "steps": [37, 9], "seeds": range(3)}
    looks, whole = seen(experiment("gru"), **fields)
    assert not [part for part, _ in looks if part.done == 1]
    np.testing.assert_array_equal(gradviz.sweep(experiment("gru"), **fields).log10_grad_hidden, whole.log10_grad_hidden)


def test_a_pause_between_two_looks(small_blocks, monkeypatch):
    """Counted from the end of the last look: a slow one does not eat the computation's time."""
    monkeypatch.setattr(running, "PAUSE", 0.02)
    begun, ended, started = [], [], time.perf_counter()

    def look(_):
        begun.append(time.perf_counter())
        time.sleep(0.01)
        ended.append(time.perf_counter())

    gradviz.sweep(experiment(), spectral_radius=RADII, seeds=range(60), found=look)  # a part takes less than the pause
    assert len(begun) > 2
    assert min(b - e for b, e in zip(begun, [started, *ended], strict=False)) >= 0.02


def test_a_look_may_stop_it(no_pause, small_blocks):
    control, looks = gradviz.Control(), []

    def look(part):
        looks.append(part)
        control.cancel()

    with pytest.raises(gradviz.Cancelled):
        gradviz.sweep(experiment(steps=300), spectral_radius=RADII, seeds=range(5), found=look, control=control)
    assert len(looks) == 1


def first_places(question, count, seeds=None, **fields):
    """Return which of the grid's configurations the first parts hold."""
    grid = asked(question, fields, seeds)
    known = np.zeros(grid.shape, bool)
    for part in itertools.islice(parts.parts(grid, chosen("cpu", "float64"), None), count):
        known.reshape(-1)[part.places] = True
    return known


def test_radii_come_all_over_before_seeds():
    known = first_places(experiment(hidden_size=64), 1, range(32), spectral_radius=np.linspace(0, 2, 64))
    assert known.any(1).all()
    assert known.mean() <= 1 / 8


@pytest.mark.parametrize(("name", "cell"), [("steps", "gru"), ("truncation", "gru"), ("forget_bias", "lstm")])
def test_every_part_of_a_plane_comes_first(name, cell, small_blocks):
    """The first eighth of 16 × 32 values lies in each of the 4 × 4 parts of the plane."""
    other = np.linspace(-2, 6, 32) if name == "forget_bias" else range(1, 33)
    known = first_places(experiment(cell, steps=32), 4, spectral_radius=RADII, **{name: other})
    assert known.mean() == 1 / 8
    assert known.reshape(4, 4, 4, 8).any((1, 3)).all()


def test_every_structure_comes_before_the_second_block_of_one(small_blocks):
    sizes, radii = [5, 7, 9, 11, 2], [*RADII, None]
    known = first_places(experiment(), 2 * len(sizes), range(20), hidden_size=sizes, spectral_radius=radii)
    assert known[:, ::8].any(2).all()
    assert known.mean() < 1 / 4
    known = first_places(experiment(), 4, range(20), hidden_size=sizes, spectral_radius=radii)
    assert known.any((1, 2)).tolist() == [True, False, False, False, True]


@pytest.mark.parametrize(("seeds", "thin"), [(range(8), (16, 2)), (None, (groups._FEW, 1))])
def test_a_first_block_that_would_take_long_is_thin(seeds, thin, monkeypatch):
    question = experiment("lstm", steps=100)
    (group,) = groups.groups(asked(question, {"spectral_radius": [*RADII, *(r + 3 for r in RADII)][:16]}, seeds))
    flops = 2 * 4 * 25 * 200  # of one configuration, both ways
    monkeypatch.setattr(groups, "GLANCE", flops * 16 * 2 if seeds else 1)
    if seeds is None:
        (group,) = groups.groups(asked(question, {"spectral_radius": np.linspace(0, 2, 50)}, seeds))
    blocks = group.blocks(chosen("cpu", "float64"))
    assert len(blocks) == 2
    assert (len(blocks[0].rows), len(blocks[0].seeds)) == thin
    assert np.array_equal(np.sort(np.concatenate([b.places.ravel() for b in blocks])), np.sort(group.places.ravel()))
    monkeypatch.setattr(groups, "GLANCE", 10**15)
    assert len(group.blocks(chosen("cpu", "float64"))) == 1
