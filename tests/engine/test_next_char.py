"""A trained model's cross-entropy and its gradients: as torch's autograd has them, and beyond what floats hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, one_hot

from gradviz import Experiment, ExperimentError, Result, load, run
from gradviz.engine import compiled
from gradviz.engine.answer import _Answer
from gradviz.engine.next_char import next_char
from gradviz.models import encode
from tests.models.made import ALPHABET, KINDS, TEXT, made, written
from tests.reference.autograd import reference

CELLS = tuple(KINDS)
STEPS = 24


def asked(model: str, **fields: Any) -> Experiment:
    return Experiment(**{"model": model, "input": "text", "text": TEXT, "steps": STEPS, "loss": "next_char", **fields})


def by_torch(network: Any, readout: nn.Linear, experiment: Experiment, state: Any = None) -> dict[str, Any]:
    """Return L and its gradients: PyTorch's own layers and cross_entropy; the states' from the reference loop."""
    codes = torch.from_numpy(encode(ALPHABET, experiment.text).indices)
    step = experiment.loss_step or experiment.steps
    read = one_hot(codes[:step], len(ALPHABET)).double()[:, None].repeat(1, experiment.batch_size, 1).requires_grad_()
    out, _ = network(read, state)
    out.retain_grad()
    loss = cross_entropy(readout(out[-1]), codes[step].repeat(experiment.batch_size), reduction="sum")
    named = {**dict(network.named_parameters()), "readout.weight": readout.weight, "readout.bias": readout.bias}
    for parameter in named.values():
        parameter.grad = None
    loss.backward()
    zeros = np.zeros((experiment.layers, experiment.batch_size, experiment.hidden_size))
    states = reference(
        experiment.cell,
        {name: tensor.detach().numpy() for name, tensor in network.named_parameters()},
        read.detach().numpy(),
        out.grad.numpy(),
        zeros if state is None else state.numpy(),
        zeros,
    )
    return {
        "loss": float(loss.detach()),
        "hidden": states.grad_hidden.numpy(),
        "cell": None if states.grad_cell is None else states.grad_cell.numpy(),
        "input": read.grad.numpy(),
        "parameters": {name: tensor.grad.numpy().copy() for name, tensor in named.items()},
    }


def log10_norms(rows: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log10(np.linalg.norm(rows, axis=-1))


def agrees(result: Result, found: dict[str, Any], tolerance: float) -> None:
    step = result.experiment.loss_step or result.experiment.steps
    assert result.loss == pytest.approx(found["loss"], rel=tolerance)
    compared = {"hidden": result.log10_grad_hidden[:, : step + 1], "input": result.log10_grad_input[:step][None]}
    if found["cell"] is not None:
        compared["cell"] = result.log10_grad_cell[:, : step + 1]
    for name, got in compared.items():
        np.testing.assert_allclose(got, log10_norms(found[name]).reshape(got.shape), atol=tolerance * 10, err_msg=name)
    assert (result.log10_grad_hidden[:, step + 1 :] == -np.inf).all()
    with np.errstate(divide="ignore"):
        sizes = {name: float(np.log10(np.linalg.norm(each))) for name, each in found["parameters"].items()}
    for name, gradient in found["parameters"].items():
        got = result.parameter_gradients[name]
        assert np.abs(got - gradient).max() <= tolerance * np.abs(gradient).max(), name
        norm = result.log10_grad_parameters[name]
        assert norm == pytest.approx(sizes[name], abs=tolerance * 10)


@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-11), ("float32", 1e-4)])
@pytest.mark.parametrize("loss_step", [None, 7])
@pytest.mark.parametrize(("layers", "batch"), [(1, 1), (2, 3)])
@pytest.mark.parametrize("cell", CELLS)
def test_everything_is_as_pytorch_has_it(
    cell: str, layers: int, batch: int, loss_step: int | None, dtype: str, tolerance: float, tmp_path: Path
) -> None:
    network, readout = made(cell, layers)
    model = written(tmp_path / "m.safetensors", cell, network, readout)
    experiment = asked(model, batch_size=batch, loss_step=loss_step, dtype=dtype)
    assert (experiment.cell, experiment.layers, experiment.hidden_size) == (cell, layers, 6)
    agrees(run(experiment), by_torch(network, readout, experiment), tolerance)


def test_sequences_with_states_of_their_own_have_losses_of_their_own(tmp_path: Path) -> None:
    network, readout = made("gru", 2)
    model = written(tmp_path / "m.safetensors", "gru", network, readout)
    start = np.random.default_rng(0).standard_normal((2, 3, 6))
    experiment = asked(model, batch_size=3, loss_step=5)
    found = by_torch(network, readout, experiment, torch.from_numpy(start))
    result = run(experiment, initial_state=start)
    agrees(result, found, 1e-11)
    assert len(set(np.round(result.log10_grad_hidden[-1, 5], 6))) == 3


def exactly(weight: np.ndarray, bias: np.ndarray, hidden: np.ndarray, target: int) -> tuple[Any, list[Any], list[Any]]:
    """Return L, ∂L/∂z and ∂L/∂h with 700 digits by the textbook's formula Σ p_j W_j − W_target."""
    with mpmath.workdps(1500):
        scores = [
            mpmath.fsum(mpmath.mpf(float(w)) * float(x) for w, x in zip(row, hidden, strict=True)) + float(b)
            for row, b in zip(weight, bias, strict=True)
        ]
        total = mpmath.fsum(mpmath.exp(score) for score in scores)
        p = [mpmath.exp(score) / total for score in scores]
        pull = [each - (index == target) for index, each in enumerate(p)]
        back = [mpmath.fsum(a * float(w) for a, w in zip(pull, column, strict=True)) for column in weight.T]
        return -mpmath.log(p[target]), pull, back


def log10_of(values: list[Any]) -> float:
    with mpmath.workdps(50):
        return float(mpmath.log10(mpmath.sqrt(mpmath.fsum(value * value for value in values))))


@pytest.mark.parametrize("scale", [1.0, 30.0, 400.0, 3000.0])
@pytest.mark.parametrize("wrong", [False, True])
def test_a_prediction_that_is_sure_has_its_gradient(scale: float, wrong: bool, tmp_path: Path) -> None:
    """p_target rounds to 1 from some 37 on; its complement, and every other p_j, are below each float beyond 750."""
    network, readout = made("lstm")
    model = written(tmp_path / "m.safetensors", "lstm", network, readout)
    experiment = asked(model)
    weights = {name: np.array(array) for name, array in run(experiment).weights.items()}
    hidden = run(experiment).hidden[-1, STEPS, 0]
    target = int(encode(ALPHABET, TEXT[STEPS]).indices[0])
    weights["readout.weight"][target] = (-1 if wrong else 1) * scale * hidden / (hidden @ hidden)
    result = run(experiment, weights=weights)
    loss, pull, back = exactly(weights["readout.weight"], weights["readout.bias"], hidden, target)
    assert float(mpmath.log10(loss)) == pytest.approx(np.log10(result.loss) if result.loss else -np.inf, abs=1e-9) or (
        result.loss == 0.0 and loss < 1e-300
    )
    assert result.log10_grad_hidden[-1, STEPS, 0] == pytest.approx(log10_of(back), abs=1e-9)
    assert result.log10_grad_parameters["readout.bias"] == pytest.approx(log10_of(pull), abs=1e-9)
    outer = log10_of(pull) + float(np.log10(np.linalg.norm(hidden)))
    assert result.log10_grad_parameters["readout.weight"] == pytest.approx(outer, abs=1e-9)
    assert np.isfinite(result.log10_grad_hidden).all()
    assert (result.log10_grad_hidden[-1, STEPS, 0] < -320) == (scale >= 3000 and not wrong)


def test_only_a_read_out_that_tells_nothing_apart_has_no_gradient(tmp_path: Path) -> None:
    network, readout = made("rnn_tanh")
    experiment = asked(written(tmp_path / "m.safetensors", "rnn_tanh", network, readout))
    weights = {name: np.array(array) for name, array in run(experiment).weights.items()}
    same = np.repeat(weights["readout.weight"][:1], len(ALPHABET), axis=0)
    result = run(experiment, weights={**weights, "readout.weight": same})
    assert (result.log10_grad_hidden == -np.inf).all()
    assert result.loss > 0
    assert np.isfinite(result.log10_grad_parameters["readout.bias"])
    # all but one are the target's own row, and that one has a probability below every float
    same[0] += 1.0
    bias = np.zeros(len(ALPHABET))
    bias[0] = -2000.0
    result = run(experiment, weights={**weights, "readout.weight": same, "readout.bias": bias})
    assert -900 < result.log10_grad_hidden[-1, STEPS, 0] < -850


def test_finite_differences_of_the_whole_run(tmp_path: Path) -> None:
    network, readout = made("lstm", 2, seed=3)
    experiment = asked(written(tmp_path / "m.safetensors", "lstm", network, readout), steps=9)
    first = run(experiment)
    rng = np.random.default_rng(1)
    for name, gradient in first.parameter_gradients.items():
        move = rng.standard_normal(gradient.shape)
        losses = [
            run(experiment, weights={**first.weights, name: first.weights[name] + sign * 1e-5 * move}).loss
            for sign in (1, -1)
        ]
        assert (losses[0] - losses[1]) / 2e-5 == pytest.approx(float((gradient * move).sum()), rel=1e-6, abs=1e-9)


def test_clipping_by_norm_takes_the_read_out_into_account(tmp_path: Path) -> None:
    network, readout = made("gru")
    experiment = asked(written(tmp_path / "m.safetensors", "gru", network, readout), clip="norm", clip_threshold=0.1)
    result = run(experiment)
    joint = np.sqrt(sum((gradient**2).sum() for gradient in result.parameter_gradients.values()))
    assert joint > 0.1
    assert set(result.clipped_gradients) >= {"readout.weight", "readout.bias", "weight_hh_l0"}
    for name, gradient in result.clipped_gradients.items():
        np.testing.assert_allclose(gradient, result.parameter_gradients[name] * 0.1 / joint, rtol=1e-12)
    other = run(experiment.replace(loss="last"))
    assert "readout.weight" not in other.parameter_gradients
    assert "readout.weight" in other.weights


def test_truncation_cuts_and_leaves_the_loss(tmp_path: Path) -> None:
    network, readout = made("gru")
    experiment = asked(written(tmp_path / "m.safetensors", "gru", network, readout))
    whole, cut = run(experiment), run(experiment.replace(truncation=10))
    np.testing.assert_allclose(cut.log10_grad_hidden[-1, 21:], whole.log10_grad_hidden[-1, 21:], atol=1e-12)
    assert (cut.log10_grad_hidden[-1, :21] == -np.inf).all()
    assert cut.loss == whole.loss


@pytest.mark.parametrize("way", ["numbers with their own exponents", "numpy takes the steps"])
def test_every_way_back_has_the_same_gradient(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network, readout = made("lstm", 2)
    experiment = asked(written(tmp_path / "m.safetensors", "lstm", network, readout))
    found, called = by_torch(network, readout, experiment), []
    if way.startswith("numpy"):
        monkeypatch.setattr(compiled, "available", lambda: False)
        experiment = experiment.replace(dtype="float64", batch_size=2)
        found = by_torch(network, readout, experiment)
    else:
        monkeypatch.setattr(_Answer, "_forward", lambda self, forward=_Answer._forward: forward(self) and False)
        monkeypatch.setattr(
            _Answer, "_exact", lambda self, states, way=_Answer._exact: called.append(1) or way(self, states)
        )
    agrees(run(experiment), found, 1e-11)
    assert way.startswith("numpy") or called


def test_a_state_beyond_the_floats_predicts_nothing(tmp_path: Path) -> None:
    network, readout = made("rnn_relu")
    experiment = asked(written(tmp_path / "m.safetensors", "rnn_relu", network, readout), steps=200)
    weights = {name: np.array(array) for name, array in run(experiment).weights.items()}
    grows = {**weights, "weight_hh_l0": np.full((6, 6), 20.0), "weight_ih_l0": np.ones((6, len(ALPHABET)))}
    with pytest.raises(ExperimentError, match="choose an earlier loss_step") as caught:
        run(experiment, weights=grows)
    assert caught.value.field == "loss"
    result = run(experiment.replace(loss_step=20), weights=grows)
    assert np.isfinite(result.loss)
    assert np.isinf(result.hidden).any()


def test_a_result_opens_where_the_model_is_gone(tmp_path: Path) -> None:
    network, readout = made("lstm")
    model = tmp_path / "m.safetensors"
    experiment = asked(written(model, "lstm", network, readout), truncation=10)
    result = run(experiment)
    result.save(tmp_path / "run.npz")
    model.unlink()
    opened = load(tmp_path / "run.npz")
    assert isinstance(opened, Result)
    assert opened.experiment == experiment
    assert opened.experiment.alphabet == ALPHABET
    assert opened.experiment.has_readout
    for name, array in result.weights.items():
        np.testing.assert_array_equal(opened.weights[name], array)
    again = opened.experiment.replace(truncation=None)
    assert run(again, weights=opened.weights).loss == pytest.approx(result.loss, rel=1e-12)
    with pytest.raises(ExperimentError, match=r"model cannot be used: .* no such file") as caught:
        Experiment.from_json(experiment.to_json())
    assert caught.value.field == "model"
    with pytest.raises(ExperimentError, match="model cannot be used"):
        run(experiment)


def test_a_file_that_became_another_network_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "m.safetensors"
    experiment = asked(written(model, "lstm", *made("lstm")))
    before = run(experiment)
    written(model, "lstm", *made("lstm", seed=1))
    assert run(experiment).loss != before.loss  # the same network, other weights
    written(model, "lstm", *made("lstm", hidden=7))
    with pytest.raises(ExperimentError, match="another network now than when it was chosen") as caught:
        run(experiment)
    assert caught.value.field == "model"
    assert run(experiment.replace(seed=1)).hidden.shape[-1] == 7
    assert run(before.experiment, weights=before.weights).loss == before.loss


def test_untrained_weights_are_drawn_by_the_fields(tmp_path: Path) -> None:
    model = written(tmp_path / "m.safetensors", "lstm", *made("lstm"))
    fields = {"model_weights": "untrained", "spectral_radius": 0.7, "forget_bias": 2.0}
    result, other = run(asked(model, **fields)), run(asked(model, **fields, seed=1))
    np.testing.assert_allclose(result.spectral_radius, 0.7, rtol=1e-9)
    assert (result.weights["bias_ih_l0"][6:12] == 2.0).all()
    bound = 1 / np.sqrt(6)
    for name in ("readout.weight", "readout.bias"):
        assert 0.6 * bound < np.abs(result.weights[name]).max() <= bound
        assert (result.weights[name] != other.weights[name]).all()
    plain = run(Experiment(cell="lstm", hidden_size=6, input_size=len(ALPHABET), spectral_radius=0.7, forget_bias=2.0))
    np.testing.assert_array_equal(result.weights["weight_hh_l0"], plain.weights["weight_hh_l0"])
    trained = [
        run(asked(model, **{**fields, "model_weights": "trained", "init": init})) for init in ("torch", "normal")
    ]
    np.testing.assert_array_equal(*(each.log10_grad_hidden for each in trained))


def test_unknown_characters_are_read_as_the_stand_in_and_it_is_said(tmp_path: Path) -> None:
    model = written(tmp_path / "m.safetensors", "lstm", *made("lstm"))
    strange, plain = run(asked(model, text="ab\u00e9\u00fcb" * 9)), run(asked(model, text="ab??b" * 9))
    np.testing.assert_array_equal(strange.hidden, plain.hidden)
    assert strange.note == "10 characters (“é”, “ü”) are not in the model's alphabet: it reads ? there."
    assert not plain.note


def test_the_formula_is_that_of_autograd_for_any_read_out() -> None:
    rng = np.random.default_rng(0)
    for size in (1, 2, 5):
        weight, bias, hidden = rng.standard_normal((size, 4)), rng.standard_normal(size), rng.standard_normal((2, 4))

        class Asked:
            steps, loss_step, text, alphabet = 2, None, "aaa", tuple("abcde"[:size])

        found = next_char(Asked, {"readout.weight": weight, "readout.bias": bias}, hidden)  # type: ignore[arg-type]
        leaf = torch.from_numpy(hidden).requires_grad_()
        scores: Tensor = leaf @ torch.from_numpy(weight).T + torch.from_numpy(bias)
        loss = cross_entropy(scores, torch.zeros(2, dtype=torch.long), reduction="sum")
        loss.backward()
        assert found.value == pytest.approx(float(loss.detach()), abs=1e-14)
        got = found.loss.gradients[0] * 2.0 ** found.loss.exponents[0][:, None]
        np.testing.assert_allclose(got, leaf.grad.numpy(), rtol=1e-12, atol=1e-16)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("cell", CELLS)
def test_a_gradient_below_every_float_flows_back_as_one_of_moderate_size(cell: str, dtype: str, tmp_path: Path) -> None:
    """The read-out alone says how large the gradient is: with another size it is the same one, elsewhere."""
    network, readout = made(cell, 2, seed=2)
    experiment = asked(written(tmp_path / "m.safetensors", cell, network, readout), dtype=dtype)
    weights = {name: np.array(array) for name, array in run(experiment).weights.items()}
    target = int(encode(ALPHABET, TEXT[STEPS]).indices[0])
    weights["readout.weight"][:] = 0.0
    weights["readout.weight"][0] = np.linspace(-1, 1, 6)
    found = []
    for sure in (0.0, 3000.0):
        weights["readout.bias"][:] = 0.0
        weights["readout.bias"][target] = sure
        found.append(run(experiment, weights=weights))
    near, far = (result.log10_grad_hidden for result in found)
    assert far.max() < -1300
    np.testing.assert_allclose(far - near, (far - near)[-1, -1, 0], atol=1e-9 if dtype == "float64" else 1e-3)
    for name, gradient in found[0].parameter_gradients.items():
        if gradient.any() and not name.startswith("readout"):
            apart = found[1].log10_grad_parameters[name] - found[0].log10_grad_parameters[name]
            assert apart == pytest.approx((far - near)[-1, -1, 0], abs=1e-9 if dtype == "float64" else 1e-3)
