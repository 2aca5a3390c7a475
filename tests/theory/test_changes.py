"""Where the gradient went: the terms against autograd's vectors, and their sum against the measured curve."""

import numpy as np
import pytest

from gradviz.engine.asked import asked_of
from gradviz.theory import TheoryError, step_changes
from tests.engine.helpers import loss_rows
from tests.reference.autograd import reference
from tests.theory.helpers import CELL_NAMES, GATED, PLAIN, assert_close, autograd_jacobian, plain_weights, ran

STATES = [(cell, "hidden") for cell in CELL_NAMES] + [("lstm", "cell")]
FIELDS = [
    {},
    {"loss": "every", "batch_size": 3},
    {"loss": "every", "truncation": 5},
    {"truncation": 5, "loss_step": 9},
    {"layers": 3, "batch_size": 2, "loss": "every"},
    {"dtype": "float32"},
    {"steps": 1500, "spectral_radius": 0.2, "hidden_size": 3},
    {"steps": 600, "spectral_radius": 3.0, "init": "identity", "input": "zeros", "hidden_size": 3},
]


def norms(result, of, layer):
    return (result.log10_grad_hidden if of == "hidden" else result.log10_grad_cell)[layer]


def slow(result):
    """Return torch's gradients of every state: (L, T + 1, B, H)."""
    e, asked = result.experiment, asked_of(result)
    found = reference(e.cell, result.weights, asked.inputs, loss_rows(e), asked.hidden, asked.cell, e.truncation)
    return found, {"hidden": found.grad_hidden.numpy(), "cell": getattr(found.grad_cell, "numpy", lambda: None)()}


def decades(after, before):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log10(np.linalg.norm(after, axis=-1) / np.linalg.norm(before, axis=-1))


@pytest.mark.parametrize(("cell", "of"), STATES)
@pytest.mark.parametrize("fields", FIELDS)
def test_the_terms_add_up_to_the_measured_change(cell, of, fields):
    if fields.get("spectral_radius") == 3.0 and cell == "rnn_relu":
        fields = {**fields, "input": "noise", "steps": 60}
    result = ran(cell, **fields)
    for layer in range(len(result.hidden)):
        found = step_changes(result, layer=layer, of=of)
        measured = norms(result, of, layer)
        with np.errstate(invalid="ignore"):
            change = measured[:-1] - measured[1:]
        assert_close(found.total, change, 1e-4 if "dtype" in fields else 1e-9)
        alive = np.isfinite(change)
        total = sum(term[alive] for term in found.terms.values())
        assert_close(total, found.total[alive], 1e-12)
        if fields.get("loss") != "every" and layer == len(result.hidden) - 1:
            assert not found.terms["loss"][np.isfinite(change)].any()
        for terms in (found.terms, found.paths):
            assert all(term.shape == change.shape for term in terms.values())


@pytest.mark.parametrize("cell", PLAIN)
@pytest.mark.parametrize("fields", [{}, {"loss": "every", "batch_size": 2}, {"layers": 2}])
def test_plain_terms_are_the_ratios_of_autograds_vectors(cell, fields):
    result = ran(cell, **fields)
    _, gradient = slow(result)
    top, found = len(result.hidden) - 1, step_changes(result)
    for t in range(1, 13):
        for b in range(result.hidden.shape[2]):
            g, transposed = gradient["hidden"][top, t, b], autograd_jacobian(result, t, top, b).T
            handed = transposed @ g
            delta = np.linalg.solve(result.weights[f"weight_hh_l{top}"].T, handed)
            wanted = [decades(delta, g), decades(handed, delta), decades(gradient["hidden"][top, t - 1, b], handed)]
            got = [found.terms[name][t - 1, b] for name in ("activation", "recurrent", "loss")]
            if np.isfinite(wanted).all():
                assert_close(got, wanted, 1e-11)


def test_gru_terms_and_paths_are_those_of_autograds_vectors():
    result = ran("gru", loss="every", batch_size=2)
    made, gradient = slow(result)
    found, width = step_changes(result), 6
    w = result.weights["weight_hh_l0"]
    gates = {name: values.numpy()[0] for name, values in made.gates.items()}
    g, before = gradient["hidden"][0, 1:], result.hidden[0, :-1]
    fresh = g * (1 - gates["update"]) * (1 - gates["new"] ** 2)
    inner = before @ w[2 * width :].T + result.weights["bias_hh_l0"][2 * width :]
    paths = {
        "carried": g * gates["update"],
        "reset": (fresh * inner * gates["reset"] * (1 - gates["reset"])) @ w[:width],
        "update": (g * (before - gates["new"]) * gates["update"] * (1 - gates["update"])) @ w[width : 2 * width],
        "new": (fresh * gates["reset"]) @ w[2 * width :],
    }
    assert set(found.paths) == set(paths)
    for name, path in paths.items():
        assert_close(found.paths[name], decades(path, g), 1e-11)
    handed = sum(paths.values())
    assert_close(found.terms["carried"], decades(paths["carried"], g), 1e-12)
    assert_close(found.terms["recurrent"], decades(handed, paths["carried"]), 1e-11)
    assert_close(found.terms["loss"], decades(gradient["hidden"][0, :-1], handed), 1e-11)


def lstm_deltas(result, made, gradient):
    gates = {name: values.numpy()[0] for name, values in made.gates.items()}
    c, before = made.cell_state.numpy()[0, 1:], made.cell_state.numpy()[0, :-1]
    i, f, g, o = (gates[name] for name in ("input", "forget", "cell", "output"))
    dc, dh = gradient["cell"][0, 1:], gradient["hidden"][0, 1:]
    delta = [dc * g * i * (1 - i), dc * before * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    opening = np.concatenate([np.zeros_like(c[:1]), (o * (1 - np.tanh(c) ** 2))[:-1]])
    return delta, opening, f


@pytest.mark.parametrize("fields", [{}, {"loss": "every", "batch_size": 2}])
def test_lstm_terms_and_paths_are_those_of_autograds_vectors(fields):
    result = ran("lstm", **fields)
    made, gradient = slow(result)
    delta, opening, forget = lstm_deltas(result, made, gradient)
    w = result.weights["weight_hh_l0"]
    handed = np.concatenate(delta, -1) @ w
    hidden = step_changes(result)
    assert_close(hidden.terms["gates"], decades(np.concatenate(delta, -1), gradient["hidden"][0, 1:]), 1e-11)
    assert_close(hidden.terms["recurrent"], decades(handed, np.concatenate(delta, -1)), 1e-11)
    cell, carried = step_changes(result, of="cell"), forget * gradient["cell"][0, 1:]
    assert_close(cell.terms["carried"], decades(carried, gradient["cell"][0, 1:]), 1e-12)
    assert_close(cell.terms["recurrent"], decades(carried + opening * handed, carried), 1e-11)
    assert_close(cell.terms["loss"], decades(gradient["cell"][0, :-1], carried + opening * handed), 1e-11)
    for block, name in enumerate(("input", "forget", "cell", "output")):
        path = delta[block] @ w[block * 6 : block * 6 + 6]
        assert_close(hidden.paths[name], decades(path, gradient["hidden"][0, 1:]), 1e-10)
        assert_close(cell.paths[name], decades(path * opening, gradient["cell"][0, 1:]), 1e-10)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_a_cut_is_its_own_term(cell):
    found = step_changes(ran(cell, truncation=4, loss="every", spectral_radius=1.1))
    uncut = step_changes(ran(cell, truncation=4, spectral_radius=1.1))
    for entry in (4, 8):
        assert np.isfinite(found.terms["truncation"][entry, 0])
        assert found.terms["truncation"][entry, 0] != 0
    assert np.isneginf(uncut.terms["truncation"][8, 0])
    assert np.isneginf(uncut.total[8, 0])
    assert uncut.terms["loss"][8, 0] == 0
    assert np.isnan(uncut.total[:8]).all()
    assert np.isnan([term[:8] for term in uncut.terms.values()]).all()
    assert not np.delete(found.terms["truncation"][:, 0], [0, 4, 8]).any()


def test_dead_units_and_a_loss_that_begins():
    """ReLU: off at step 6, so the activation takes all; the loss at step 3 starts anew."""
    weights = plain_weights(0.5 * np.eye(2), bias=1.0)
    weights["weight_ih_l0"][:] = 1.0
    x, loss = np.zeros((9, 1, 1)), np.zeros((9, 1, 2))
    x[5], loss[8], loss[2] = -50.0, 1.0, 2.0
    given = {"weights": weights, "inputs": x, "loss_gradient": loss}
    found = step_changes(ran("rnn_relu", given, steps=9, hidden_size=2, input_size=1))
    assert np.isneginf(found.terms["activation"][5, 0])
    assert found.terms["recurrent"][5, 0] == 0
    assert np.isneginf(found.total[5, 0])
    assert np.isnan(found.total[4, 0])
    assert np.isposinf(found.total[3, 0])
    assert np.isposinf(found.terms["loss"][3, 0])
    assert np.isnan(found.terms["activation"][3, 0])


def test_saturation_beyond_floats():
    weights = plain_weights([[0.5, 0.2], [-0.3, 0.4]])
    weights["weight_ih_l0"][:] = [[500.0], [-700.0]]
    result = ran(given={"weights": weights, "inputs": np.ones((6, 1, 1))}, hidden_size=2, input_size=1, steps=6)
    found, measured = step_changes(result), result.log10_grad_hidden[0]
    assert found.terms["activation"].max() < -400
    assert_close(found.total, measured[:-1] - measured[1:], 1e-9)


def test_refusals():
    for cell in (*PLAIN, "gru"):
        with pytest.raises(TheoryError, match="no cell state"):
            step_changes(ran(cell), of="cell")
    for cell in GATED:
        with pytest.raises(TheoryError, match="saturated beyond 300"):
            step_changes(ran(cell, input_scale=2000.0))


def test_parts_too_far_apart_are_refused():
    """Shut gates and a tiny W_hh: ∂L/∂h is 1e-337 of ∂L/∂c, and both are asked for."""
    weights = dict(ran("lstm").weights)
    weights["weight_hh_l0"] = weights["weight_hh_l0"] * 1e-250
    assert np.isfinite(step_changes(ran("lstm", {"weights": weights}), of="cell").total).all()
    weights["bias_ih_l0"] = np.repeat([-200.0, 200.0, 0.0, 0.0], 6)
    with pytest.raises(TheoryError, match="further apart than floats"):
        step_changes(ran("lstm", {"weights": weights}))
