"""What run can't answer, it says in one sentence that names the field and what would be right."""

import re

import numpy as np
import pytest
import torch

import gradviz
from gradviz.engine import devices, memory, tape
from tests.engine.helpers import experiment

LSTM = experiment("lstm", hidden_size=64, input_size=32, layers=2)


def weights_of(**changes):
    weights = dict(torch.nn.LSTM(32, 64, num_layers=2).state_dict())
    for name, value in changes.items():
        if value is None:
            del weights[name]
        else:
            weights[name] = value
    return weights


def with_nan(shape, place=(1, 2)):
    array = np.zeros(shape)
    array[place] = np.nan
    return array


WEIGHTS = {
    "misshapen": (
        weights_of(weight_hh_l0=np.zeros((128, 32))),
        "weight_hh_l0 has shape (128, 32); cell = lstm with hidden_size = 64 needs (256, 64).",
    ),
    "misshapen input": (
        weights_of(weight_ih_l0=np.zeros((256, 7))),
        "weight_ih_l0 has shape (256, 7); cell = lstm with hidden_size = 64 and input_size = 32 needs (256, 32).",
    ),
    "missing": (
        weights_of(weight_hh_l1=None),
        "weights lacks weight_hh_l1: lstm with layers = 2 needs it, with shape (256, 64).",
    ),
    "without biases": (
        torch.nn.LSTM(32, 64, num_layers=2, bias=False).state_dict(),
        "weights lacks bias_ih_l0, bias_hh_l0, bias_ih_l1, bias_hh_l1: lstm with layers = 2 needs them, "
        "bias_ih_l0 with shape (256,); for a network without biases give zeros.",
    ),
    "too many layers": (
        torch.nn.LSTM(32, 64, num_layers=3).state_dict(),
        "weights has an entry 'weight_ih_l2' that is not expected: the Experiment has layers = 2; this entry needs 3.",
    ),
    "bidirectional": (
        torch.nn.LSTM(32, 64, num_layers=2, bidirectional=True).state_dict(),
        "weights has an entry 'weight_ih_l0_reverse' that is not expected: gradviz runs forward in time only: "
        "give the weights of a network with bidirectional=False.",
    ),
    "projection": (
        torch.nn.LSTM(32, 64, num_layers=2, proj_size=8).state_dict(),
        "weights has an entry 'weight_hr_l0' that is not expected: give the weights of a network without a projection "
        "(proj_size=0).",
    ),
    "mistyped": (
        weights_of(weight_hh_l3x=np.zeros(3)),
        "did you mean weight_hh_l",
    ),
    "unknown": (weights_of(embedding=np.zeros(3)), "'embedding' that is not expected: the names are weight_ih_l0, "),
    "not a name": ({**weights_of(), 3: np.zeros(3)}, "the names are strings such as weight_hh_l0."),
    "NaN": (weights_of(weight_hh_l0=with_nan((256, 64))), "weight_hh_l0 holds nan at [1, 2]: give finite numbers."),
    "infinite": (weights_of(bias_hh_l1=np.full(256, np.inf)), "bias_hh_l1 holds inf at [0]: give finite numbers."),
    "text": (weights_of(bias_hh_l1="abc"), "bias_hh_l1 must be an array of real numbers; you gave a str."),
    "complex": (weights_of(bias_hh_l1=np.zeros(256, complex)), "you gave a ndarray of complex128."),
    "not a mapping": (
        [1, 2],
        "weights must be a mapping of PyTorch's names to arrays, such as a state_dict; you gave a list.",
    ),
}


@pytest.mark.parametrize("case", WEIGHTS)
def test_weights(case):
    weights, sentence = WEIGHTS[case]
    refused(sentence, "weights", LSTM, weights=weights)


def test_the_wrong_cell_is_seen_by_its_shape():
    gru = torch.nn.GRU(32, 64, num_layers=2).state_dict()
    refused("weight_ih_l0 has shape (192, 32); cell = lstm", "weights", LSTM, weights=gru)
    refused(
        "weight_hh_l0 has shape (8, 8); hidden_size = 6 needs (6, 6).",
        "weights",
        experiment(),
        weights={
            "weight_ih_l0": np.zeros((6, 3)),
            "weight_hh_l0": np.zeros((8, 8)),
            "bias_ih_l0": np.zeros(6),
            "bias_hh_l0": np.zeros(6),
        },
    )


def refused(sentence, field, e, **arguments):
    with pytest.raises(gradviz.ExperimentError, match=re.escape(sentence)) as caught:
        gradviz.run(e, **arguments)
    assert caught.value.field == field
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith((".", "?"))


ARGUMENTS = [
    (
        {"inputs": np.zeros((12, 3))},
        "inputs has shape (12, 3); it must be (steps, batch_size, input_size) = (12, 1, 3).",
    ),
    ({"inputs": with_nan((12, 1, 3), (4, 0, 1))}, "inputs holds nan at [4, 0, 1]: give finite numbers."),
    ({"inputs": "hello"}, "inputs must be an array of real numbers; you gave a str."),
    ({"inputs": [[1], [2, 3]]}, "inputs must be an array of real numbers; you gave a list."),
    (
        {"initial_state": np.zeros((1, 6))},
        "initial_state has shape (1, 6); it must be (layers, batch_size, hidden_size) = (1, 1, 6).",
    ),
    ({"initial_state": np.full((1, 1, 6), -np.inf)}, "initial_state holds -inf at [0, 0, 0]: give finite numbers."),
    (
        {"initial_state": (np.zeros((1, 1, 6)), np.zeros((1, 1, 6)))},
        "initial_state holds 2 arrays; rnn_tanh takes h0 alone, without a c0.",
    ),
    (
        {"loss_gradient": np.zeros((7, 1, 6))},
        "loss_gradient has shape (7, 1, 6); it must be (batch_size, hidden_size) = (1, 6) or "
        "(steps, batch_size, hidden_size) = (12, 1, 6).",
    ),
    ({"loss_gradient": with_nan((1, 6), (0, 3))}, "loss_gradient holds nan at [0, 3]: give finite numbers."),
]


@pytest.mark.parametrize(("arguments", "sentence"), ARGUMENTS)
def test_other_arguments(arguments, sentence):
    refused(sentence, next(iter(arguments)), experiment(), **arguments)


def test_an_lstm_takes_one_state_or_two():
    refused(
        "initial_state holds 3 arrays; lstm takes h0 or (h0, c0).",
        "initial_state",
        experiment("lstm"),
        initial_state=(np.zeros((1, 1, 6)),) * 3,
    )
    h0 = np.ones((1, 1, 6))
    result = gradviz.run(experiment("lstm"), initial_state=h0)
    assert np.array_equal(result.hidden[:, 0], h0)
    assert not result.cell_state[:, 0].any()


def test_float64_numbers_that_float32_cannot_hold():
    refused(
        "inputs holds numbers beyond float32: give smaller ones, or dtype = float64.",
        "inputs",
        experiment(dtype="float32"),
        inputs=np.full((12, 1, 3), 1e200),
    )


def test_arrays_of_any_kind_are_taken():
    """float16, bfloat16, integers, lists, tensors with a gradient, negative strides."""
    wanted = gradviz.run(experiment(), inputs=np.ones((12, 1, 3))).hidden
    ones = torch.ones(12, 1, 3, requires_grad=True)
    kinds = (
        ones,
        ones.half(),
        ones.bfloat16(),
        ones.int(),
        np.ones((12, 1, 3), bool),
        np.ones((12, 1, 3)).tolist(),
        np.ones((12, 1, 3))[::-1],
        np.ones((3, 1, 12)).T,
    )
    for kind in kinds:
        assert np.array_equal(gradviz.run(experiment(), inputs=kind).hidden, wanted)


def test_the_caller_keeps_its_arrays():
    x, weights = np.ones((12, 1, 3)), {n: a.copy() for n, a in gradviz.run(experiment()).weights.items()}
    result = gradviz.run(experiment(), inputs=x, weights=weights)
    x[:] = 7
    weights["weight_hh_l0"][:] = 7
    assert (result.explicit["inputs"] == 1).all()
    assert not (result.weights["weight_hh_l0"] == 7).any()


def test_a_device_that_is_not_there(monkeypatch):
    monkeypatch.setattr(devices, "available", lambda: [("cpu", "a processor")])
    for device in ("cuda", "cuda:3", "mps"):
        refused(f"device {device} is not on this machine; present: auto, cpu.", "device", experiment(device=device))


def test_auto_takes_the_best_that_can(monkeypatch):
    monkeypatch.setattr(devices, "available", lambda: [("mps", "Apple GPU"), ("cpu", "a processor")])
    assert devices.chosen("auto", "float32").type == "mps"
    assert devices.chosen("auto", "float64").type == "cpu"
    refused(
        "device mps computes in float32 only: choose dtype = float32, or device = cpu.",
        "device",
        experiment(device="mps"),
    )
    monkeypatch.setattr(
        devices, "available", lambda: [("cuda:0", "a GPU"), ("mps", "Apple GPU"), ("cpu", "a processor")]
    )
    assert devices.chosen("auto", "float64") == torch.device("cuda:0")
    assert devices.chosen("cuda", "float64") == torch.device("cuda:0")
    refused(
        "device cuda:1 is not on this machine; present: auto, cuda:0, mps, cpu.", "device", experiment(device="cuda:1")
    )


def test_the_devices_of_this_machine():
    names = dict(devices.available())
    assert "cpu" in names
    assert all(names.values())


def test_what_cannot_fit_is_refused_before_it_is_tried(monkeypatch):
    with pytest.raises(
        gradviz.ExperimentError, match=r"needs [\d ]+\.\d GiB of memory and this machine has [\d ]+\.\d GiB free"
    ) as caught:
        gradviz.run(experiment("lstm", steps=100_000, hidden_size=4096, batch_size=64))
    assert caught.value.field == "steps"
    refused("needs more than 10^793 GiB of memory", "steps", experiment(hidden_size=10**400))
    monkeypatch.setattr(memory, "available_bytes", lambda: 2**20)
    refused("this machine has 0.0 GiB free", "steps", experiment(hidden_size=512, steps=5000))
    gradviz.run(experiment())
    monkeypatch.setattr(memory, "available_bytes", lambda: None)
    gradviz.run(experiment(hidden_size=128, steps=5000))


def failing(error, monkeypatch, device="cpu"):
    from gradviz.engine import running

    def fail(*_):
        raise error

    monkeypatch.setattr(running, "answer", fail)
    monkeypatch.setattr(running, "chosen", lambda *_: torch.device(device))
    monkeypatch.setattr(memory, "refuse_what_cannot_fit", lambda *_: None)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory"),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes"),
    ],
)
def test_memory_that_runs_out_in_the_middle(error, monkeypatch):
    gradviz.run(experiment())
    assert tape._plans
    failing(error, monkeypatch)
    refused("Memory ran out during the computation", "steps", experiment())
    assert not tape._plans, "the buffers that were kept are let go"


def test_a_gpu_whose_memory_runs_out_offers_the_cpu(monkeypatch):
    failing(torch.OutOfMemoryError("CUDA out of memory"), monkeypatch, "cuda:0")
    emptied = []
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: emptied.append(True))
    refused(
        "The memory of cuda:0 ran out during the computation: choose device = cpu, or fewer", "device", experiment()
    )
    assert emptied


def test_a_gpu_that_goes_away_is_named(monkeypatch):
    failing(RuntimeError("CUDA error: device lost.\nCUDA kernel errors might be"), monkeypatch, "cuda:0")
    refused("cuda:0 stopped answering (CUDA error: device lost): choose device = cpu", "device", experiment())
    failing(RuntimeError("CUDA error: device lost"), monkeypatch, "cpu")
    with pytest.raises(RuntimeError, match="device lost"):
        gradviz.run(experiment())


def test_other_failures_are_not_called_memory(monkeypatch):
    from gradviz.engine import running

    def fail(*_):
        raise RuntimeError("a defect")

    monkeypatch.setattr(running, "answer", fail)
    with pytest.raises(RuntimeError, match="a defect"):
        gradviz.run(experiment())


def test_available_memory_is_read():
    assert 2**27 < memory.available_bytes() < 2**50
