"""What is drawn, and that what is drawn for one purpose doesn't depend on another."""

import numpy as np
import pytest

import gradviz
from gradviz.engine.inputs import inputs_of, loss_of
from gradviz.engine.spectrum import spectral_radius
from gradviz.engine.weights import _factors, drawn, scaled_blocks, shapes
from tests.engine.helpers import CELL_NAMES, experiment


@pytest.mark.parametrize("radius", [1e-200, 0.0, 0.3, 1.0, 1.7, 1e200])
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_every_block_of_every_layer_has_the_radius(cell, radius):
    e = experiment(cell, layers=2, spectral_radius=radius, hidden_size=16)
    network = drawn(e)
    for layer in range(2):
        blocks = network.weights[f"weight_hh_l{layer}"].reshape(-1, 16, 16)
        measured = [spectral_radius(block) for block in blocks]
        assert measured == pytest.approx([radius] * len(blocks), rel=1e-10)
        assert network.spectral_radius[layer] == pytest.approx(measured, rel=1e-10)
        singular = [np.linalg.svd(block / max(radius, 1e-300), compute_uv=False)[0] * radius for block in blocks]
        assert network.largest_singular_value[layer] == pytest.approx(singular, rel=1e-10)


def test_none_leaves_what_was_drawn():
    network = drawn(experiment("lstm", spectral_radius=None))
    blocks = network.weights["weight_hh_l0"].reshape(-1, 6, 6)
    assert network.spectral_radius[0] == pytest.approx([np.abs(np.linalg.eigvals(b)).max() for b in blocks], rel=1e-12)
    scaled = drawn(experiment("lstm", spectral_radius=0.5)).weights["weight_hh_l0"].reshape(-1, 6, 6)
    for block, other, radius in zip(blocks, scaled, network.spectral_radius[0], strict=True):
        assert other == pytest.approx(block * 0.5 / radius, rel=1e-14)


def test_what_cannot_be_scaled_is_refused_and_zero_is_allowed():
    with pytest.raises(gradviz.ExperimentError, match="nilpotent") as caught:
        _factors(np.array([0.5, 0.0]), 0.9)
    assert caught.value.field == "spectral_radius"
    assert _factors(np.array([0.5, 0.0]), 0.0).tolist() == [0.0, 0.0]
    assert _factors(np.array([0.5, 0.0]), None).tolist() == [1.0, 1.0]
    assert not scaled_blocks(np.ones((4, 2)), np.zeros(2)).any()


def test_initialisations():
    size = {"hidden_size": 60, "input_size": 40, "spectral_radius": None}
    gaussian = drawn(experiment("gru", **size)).weights
    assert gaussian["weight_hh_l0"].std() == pytest.approx(1 / np.sqrt(60), rel=0.03)
    assert gaussian["weight_ih_l0"].std() == pytest.approx(1 / np.sqrt(40), rel=0.03)
    assert not gaussian["bias_ih_l0"].any()
    for block in drawn(experiment("gru", init="orthogonal", **size)).weights["weight_hh_l0"].reshape(3, 60, 60):
        assert block @ block.T == pytest.approx(np.eye(60), abs=1e-13)
    identity = drawn(experiment("gru", init="identity", **size)).weights["weight_hh_l0"].reshape(3, 60, 60)
    assert np.array_equal(identity, np.stack([np.eye(60)] * 3))
    for init, bound in (("torch", 1 / np.sqrt(60)), ("uniform", 0.08)):
        for array in drawn(experiment("gru", init=init, **size)).weights.values():
            assert 0.9 * bound < np.abs(array).max() < bound
    second = drawn(experiment("gru", layers=2, **size)).weights
    assert second["weight_ih_l1"].shape == (180, 60)
    assert second["weight_ih_l1"].std() == pytest.approx(1 / np.sqrt(60), rel=0.03)


def test_orthogonal_is_uniform_over_rotations():
    """Haar: the mean trace is 0; QR without its signs gives a clearly negative one."""
    blocks = [
        drawn(experiment("lstm", init="orthogonal", hidden_size=3, seed=s)).weights["weight_hh_l0"] for s in range(150)
    ]
    traces = [np.trace(block) / 0.9 for array in blocks for block in array.reshape(4, 3, 3)]
    assert abs(np.mean(traces)) < 4 / np.sqrt(len(traces))


@pytest.mark.parametrize(("cell", "field", "gate"), [("lstm", "forget_bias", 1), ("gru", "update_bias", 1)])
@pytest.mark.parametrize("init", ["gaussian", "torch"])
def test_gate_bias_is_the_total(cell, field, gate, init):
    plain = drawn(experiment(cell, init=init)).weights
    network = drawn(experiment(cell, init=init, layers=2, **{field: 2.5})).weights
    for layer in range(2):
        total = network[f"bias_ih_l{layer}"] + network[f"bias_hh_l{layer}"]
        assert total[6 * gate : 6 * gate + 6].tolist() == [2.5] * 6
    others = np.delete(np.arange(len(plain["bias_ih_l0"])), np.arange(6 * gate, 6 * gate + 6))
    for name in ("bias_ih_l0", "bias_hh_l0"):
        assert np.array_equal(network[name][others], plain[name][others])


def test_one_seed_is_one_world():
    """Cells share inputs and loss; dtypes share the network; a longer noise begins with the shorter."""
    first, second = experiment("rnn_tanh"), experiment("lstm", forget_bias=3.0)
    assert np.array_equal(inputs_of(first), inputs_of(second))
    assert np.array_equal(loss_of(first).gradients, loss_of(second).gradients)
    assert np.array_equal(inputs_of(first.replace(steps=30))[:12], inputs_of(first))
    assert np.array_equal(loss_of(first.replace(steps=30, loss="every")).gradients, loss_of(first).gradients)
    low, high = drawn(first.replace(dtype="float32")).weights, drawn(first).weights
    for name in high:
        assert np.array_equal(low[name], high[name].astype("f4"))
    assert not np.array_equal(drawn(first.replace(seed=1)).weights["weight_hh_l0"], high["weight_hh_l0"])
    assert np.array_equal(drawn(first.replace(layers=3)).weights["weight_hh_l0"], high["weight_hh_l0"])
    assert not np.array_equal(
        drawn(first.replace(layers=2)).weights["weight_hh_l1"], drawn(first.replace(layers=2)).weights["weight_hh_l0"]
    )


def test_inputs():
    e = experiment(steps=6, batch_size=2, input_size=4, input_scale=3.0)
    noise, unit = inputs_of(e), inputs_of(e.replace(input_scale=1.0))
    assert noise == pytest.approx(3 * unit)
    impulse = inputs_of(e.replace(input="impulse"))
    assert np.array_equal(impulse[0], noise[0])
    assert not impulse[1:].any()
    assert not inputs_of(e.replace(input="zeros")).any()
    text = inputs_of(e.replace(input="text", text="hello world"))
    assert text.shape == (6, 2, 8)
    assert (text.sum(-1) == 1).all()
    alphabet = sorted(set("hello world"))
    assert [alphabet[i] for i in text[:, 1].argmax(-1)] == list("hello ")


def test_loss_rows():
    e = experiment(steps=6)
    assert loss_of(e).row.tolist() == [-1] * 6 + [0]
    assert loss_of(e.replace(loss_step=2)).row.tolist() == [-1, -1, 0, -1, -1, -1, -1]
    assert loss_of(e.replace(loss="every")).row.tolist() == [-1] + [0] * 6


def test_shapes_are_pytorchs():
    import torch

    module = torch.nn.LSTM(3, 6, num_layers=2)
    assert shapes(experiment("lstm", layers=2)) == {n: tuple(p.shape) for n, p in module.state_dict().items()}


def test_weights_that_leave_the_dtype_are_refused():
    low = {"dtype": "float32"}
    for fields in ({"spectral_radius": 1e-45, **low}, {"spectral_radius": 1e45, **low}, {"spectral_radius": 1.7e308}):
        with pytest.raises(gradviz.ExperimentError, match="leave the range of float") as caught:
            drawn(experiment(**fields))
        assert caught.value.field == "spectral_radius"
