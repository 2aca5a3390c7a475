"""What a check is: its sentence, its words, its progress."""

import dataclasses
import math
import subprocess
import sys

import pytest
import torch

import gradviz
from gradviz.cells import CELLS
from gradviz.checking.textbook import TEXTBOOK
from tests.engine.helpers import experiment


@pytest.mark.parametrize(
    ("difference", "fields", "words"),
    [
        (3.1e-15, {}, "checked against autograd: 3e-15"),
        (0.0, {}, "checked against autograd: 0"),
        (3e-15, {"left_out": ("loss",)}, "partly checked against autograd: 3e-15"),
        (2e-6, {"agrees": False, "worst": "loss"}, "autograd disagrees by 2e-6: loss"),
        (math.inf, {"agrees": False, "worst": "loss"}, "autograd disagrees on whether loss is zero or a number"),
        (math.nan, {"left_out": ("everything",)}, "nothing could be checked against autograd"),
    ],
)
def test_the_sentence(difference, fields, words):
    found = gradviz.Check(method="autograd, float64", max_relative_difference=difference, covered=(), **fields)
    assert found.sentence == words


def test_a_check_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        gradviz.check(gradviz.run(experiment())).method = "by eye"


def test_what_was_covered_is_said_completely():
    found = gradviz.check(gradviz.run(experiment("lstm", steps=12, layers=2)))
    assert found.covered == (
        "hidden, cell_state, log10_grad_hidden, log10_grad_cell: t = 0 … 12",
        "gates[input], gates[forget], gates[cell], gates[output], log10_grad_recurrent, log10_grad_input: t = 1 … 12",
        "loss",
        "log10_grad_parameters, parameter_gradients, clipped_gradients: "
        + ", ".join(f"{kind}_l{k}" for k in range(2) for kind in KINDS),
        "2 layers, 1 sequence, computed in float64",
    )


KINDS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def test_every_cell_has_its_textbook():
    assert set(TEXTBOOK) == set(CELLS)


def test_a_cell_without_a_textbook_is_said_to_be_unchecked(monkeypatch):
    monkeypatch.setattr("gradviz.checking.running.TEXTBOOK", {})
    found = gradviz.check(gradviz.run(experiment()))
    assert math.isnan(found.max_relative_difference)
    assert found.covered == ()
    assert "rnn_tanh" in found.left_out[0]


def test_importing_its_room_leaves_check_the_function():
    code = "import gradviz, gradviz.checking.running, gradviz.checked; print(gradviz.check.__name__)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "check\n"


def test_progress_goes_up_to_the_end():
    shares = []
    gradviz.check(gradviz.run(experiment(steps=300, layers=2)), gradviz.Control(shares.append))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 5


def test_it_stops_when_asked():
    control = gradviz.Control(lambda share: control.cancel())
    with pytest.raises(gradviz.Cancelled):
        gradviz.check(gradviz.run(experiment(steps=300)), control)


def test_it_gives_the_same_twice_and_leaves_torch_as_it_was():
    result = gradviz.run(experiment("gru", layers=2))
    threads, state = torch.get_num_threads(), torch.random.get_rng_state()
    assert gradviz.check(result) == gradviz.check(result)
    with torch.no_grad():
        assert gradviz.check(result).agrees
        assert not torch.is_grad_enabled()
    assert torch.get_num_threads() == threads
    assert torch.equal(torch.random.get_rng_state(), state)
