"""What a GPU captures and replays, with a stand-in for the driver: the same work, done again on the CPU."""

from types import SimpleNamespace

import numpy as np
import pytest

import gradviz
from gradviz.cells import CELLS
from gradviz.engine import graphs, tape
from gradviz.engine.loops import TorchLoop
from tests.engine.helpers import experiment


@pytest.fixture
def device(monkeypatch):
    """A device that captures: it counts what it was asked for, and refuses when ``error`` is set."""
    asked = SimpleNamespace(captured=0, replayed=0, error=None)

    def capture(work):
        work()
        if asked.error:
            raise graphs.CaptureError(asked.error)
        asked.captured += 1

        def replay():
            asked.replayed += 1
            work()

        return replay

    monkeypatch.setattr(tape, "loop_for", TorchLoop)
    monkeypatch.setattr(tape, "_plans", type(tape._plans)())
    monkeypatch.setattr(graphs, "capture", capture)
    monkeypatch.setattr(graphs, "capturable", lambda plan: not plan.note)
    return asked


def assert_same(got, wanted, tolerance=1e-11):
    for name in ("log10_grad_hidden", "log10_grad_cell", "log10_grad_recurrent", "log10_grad_input"):
        if getattr(wanted, name) is not None:
            there = np.isfinite(getattr(wanted, name))
            assert np.array_equal(np.isfinite(getattr(got, name)), there), name
            assert np.abs(getattr(got, name)[there] - getattr(wanted, name)[there]).max() < tolerance, name
    assert np.abs(got.hidden - wanted.hidden).max() <= tolerance * np.abs(wanted.hidden).max()
    for name, gradient in wanted.parameter_gradients.items():
        assert np.abs(got.parameter_gradients[name] - gradient).max() <= tolerance * np.abs(gradient).max(), name


QUESTIONS = [
    {},
    {"layers": 2, "batch_size": 3},
    {"loss": "every"},
    {"truncation": 7},
    {"loss_step": 20},
    {"spectral_radius": 0.2, "steps": 400},
]


@pytest.mark.parametrize("fields", QUESTIONS, ids=str)
@pytest.mark.parametrize("cell", CELLS)
def test_replays_give_what_the_steps_give(cell, fields, request):
    first = experiment(cell, **{"steps": 70, "hidden_size": 16, **fields})
    second = first.replace(spectral_radius=0.8, seed=4)
    wanted = [gradviz.run(first), gradviz.run(second)]
    device = request.getfixturevalue("device")
    assert_same(gradviz.run(first), wanted[0])
    captured = device.captured
    assert captured >= first.layers
    assert_same(gradviz.run(second), wanted[1])
    assert_same(gradviz.run(first), wanted[0])
    assert device.captured == captured, "a slider's move captures nothing new"
    assert device.replayed >= 2 * first.layers


def test_a_device_that_cannot_capture_takes_the_steps_one_by_one_and_says_so(request):
    e = experiment("lstm", steps=70)
    wanted = gradviz.run(e)
    assert wanted.note == ""
    device = request.getfixturevalue("device")
    device.error = "operation not permitted when stream is capturing\nmore of it"
    result = gradviz.run(e)
    assert_same(result, wanted)
    assert "operation not permitted when stream is capturing" in result.note
    assert "\n" not in result.note
    assert gradviz.run(e).note == result.note


def test_capturing_may_fail_on_the_way_back_only(request, monkeypatch):
    e = experiment("lstm", steps=70)
    wanted = gradviz.run(e)
    request.getfixturevalue("device")
    monkeypatch.setattr(graphs.Recording, "scaled", lambda *_: (_ for _ in ()).throw(graphs.CaptureError("")))
    result = gradviz.run(e)
    assert_same(result, wanted)
    assert "no reason given" in result.note


def test_digits_that_are_lost_between_two_places_are_noticed(request):
    """e^−60 a step: four of them take the adjoint further down than digits can be followed."""
    e = experiment("lstm", steps=30, forget_bias=-60.0)
    wanted = gradviz.run(e)
    request.getfixturevalue("device")
    assert_same(gradviz.run(e), wanted, 1e-9)


def test_a_walk_in_very_many_pieces_is_not_captured_for_ever(request, monkeypatch):
    monkeypatch.setattr(graphs, "_MOST", 3)
    e = experiment("gru", steps=200, truncation=20)
    wanted = gradviz.run(e)
    device = request.getfixturevalue("device")
    assert_same(gradviz.run(e), wanted)
    assert device.captured <= 6
