"""Machine code and numpy take the same steps and leave the same numbers."""

import gc
import random
import weakref

import numpy as np
import pytest
import torch

import gradviz
from gradviz.cells import CELLS
from gradviz.engine import compiled, tape, walks
from gradviz.engine.compiled.memory import traced
from gradviz.engine.compiled.trace import Base, Operation, Row, Trace
from gradviz.engine.running import run

pytestmark = pytest.mark.skipif(not compiled.available(), reason="llvmlite is not installed")


@pytest.fixture
def both(monkeypatch):
    """Return the Results of a run in machine code and of one in numpy; ``many``: with a library's products."""

    def runs(e, many=False, **given):
        found = []
        monkeypatch.setattr(walks, "has_many", lambda _: many)
        for there in (True, False):
            monkeypatch.setattr(compiled, "available", lambda there=there: there)
            monkeypatch.setattr(tape, "_plans", type(tape._plans)())
            plan = tape.Plan(tape.Shape(e.cell, 2, e.batch_size, e.hidden_size, 1, *_kind(e)))
            assert plan.compiled is there
            found.append(run(e, **given))
        return found

    return runs


def _kind(e):
    return getattr(torch, e.dtype), torch.device("cpu")


def some_experiment(number):
    pick = random.Random(number).choice
    return gradviz.Experiment(
        cell=pick(list(CELLS)), steps=pick([1, 2, 3, 17, 40, 300]), hidden_size=pick([1, 2, 3, 7, 8, 15, 16, 17, 40]),
        input_size=pick([1, 4]), batch_size=pick([1, 1, 2, 3]), layers=pick([1, 1, 2]), loss=pick(["last", "every"]),
        spectral_radius=pick([0.4, 0.9, 1.3]), truncation=pick([None, None, 1, 7]), seed=number, device="cpu",
        init=pick(["gaussian", "orthogonal"]), dtype=pick(["float64", "float64", "float32"]),
    )  # fmt: skip


@pytest.mark.parametrize("number", range(160))
def test_the_two_agree(both, number):
    e = some_experiment(number)
    fast, slow = both(e, many=number % 3 == 0)
    tolerance = 1e-11 if e.dtype == "float64" else 2e-3
    assert np.allclose(fast.hidden, slow.hidden, rtol=0, atol=tolerance * max(1.0, np.abs(slow.hidden).max())), e
    for name in ("log10_grad_hidden", "log10_grad_cell", "log10_grad_recurrent", "log10_grad_input"):
        got, wanted = getattr(fast, name), getattr(slow, name)
        if wanted is not None:
            assert np.array_equal(np.isneginf(got), np.isneginf(wanted)), (name, e)
            there = np.isfinite(wanted)
            assert np.allclose(got[there], wanted[there], rtol=0, atol=tolerance), (name, e)
    for name, wanted in slow.parameter_gradients.items():
        scale = np.abs(wanted).max()
        assert np.allclose(fast.parameter_gradients[name], wanted, rtol=0, atol=tolerance * scale), (name, e)


def test_thousands_of_steps_stay_exact(both):
    e = gradviz.Experiment(cell="rnn_tanh", steps=5000, hidden_size=9, spectral_radius=0.3, device="cpu")
    fast, slow = both(e)
    assert fast.log10_grad_hidden[0, 0, 0] < -2000
    assert np.abs(fast.log10_grad_hidden - slow.log10_grad_hidden).max() < 1e-9


def test_a_step_that_floats_cannot_hold_is_left_to_wide_numbers(both):
    """A gate saturated at −800 takes the gradient down by e^−800 in a single step."""
    e = gradviz.Experiment(cell="lstm", steps=6, hidden_size=4, forget_bias=-800.0, device="cpu")
    fast, slow = both(e)
    assert np.array_equal(np.isneginf(fast.log10_grad_cell), np.isneginf(slow.log10_grad_cell))
    there = np.isfinite(slow.log10_grad_cell)
    assert np.abs(fast.log10_grad_cell[there] - slow.log10_grad_cell[there]).max() < 1e-9


def test_operations_share_a_loop_only_where_entries_do_not_mix():
    x, y, z = (Row(Base(name), 0, 2) for name in "xyz")
    part = Row(Base("y"), 1, 1)
    together = Trace((Operation("add", (x, y), z), Operation("tanh", (z,), z)), {})
    assert [len(group) for group in together.groups()] == [2]
    other_size = Trace((Operation("add", (x, x), y), Operation("tanh", (part,), part)), {})
    assert [len(group) for group in other_size.groups()] == [1, 1]
    shifted = Row(Base("y"), 1, 2)
    mixed = Trace((Operation("add", (x, x), y), Operation("tanh", (shifted,), z)), {})
    assert [len(group) for group in mixed.groups()] == [1, 1]
    overwritten = Trace((Operation("add", (y, x), z), Operation("tanh", (x,), shifted)), {})
    assert [len(group) for group in overwritten.groups()] == [1, 1]


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_every_cell_can_be_recorded(cell):
    assert [op.name for op in traced(cell, False).operations].count("dot") == 1
    plain, injecting = (traced(cell, True, injects) for injects in (False, True))
    assert [op for part in plain.parts() for op in part.operations] == list(plain.operations)
    assert [len(part.operations) for part in plain.parts() if part.operations[0].name == "dot"] == [1]
    assert len(injecting.operations) == len(plain.operations) + 1
    assert not {base.name for base in plain.bases()} & set(cell.factors)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_a_plan_that_is_not_kept_goes_at_once(cell, many, monkeypatch):
    """Its buffers may be hundreds of megabytes: nothing in it may know itself."""
    monkeypatch.setattr(walks, "has_many", lambda _: many)
    monkeypatch.setattr(tape, "_KEPT_BYTES", 0)
    made, real = [], tape.Plan.__init__

    def remember(plan, shape):
        real(plan, shape)
        made.append(weakref.ref(plan.tapes[0].of["h"]))

    monkeypatch.setattr(tape.Plan, "__init__", remember)
    gc.disable()
    try:
        gradviz.run(gradviz.Experiment(cell=cell, steps=9, hidden_size=6, loss="every", seed=77, device="cpu"))
        assert [buffer() for buffer in made] == [None]
    finally:
        gc.enable()
