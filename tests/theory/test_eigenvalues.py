"""Eigenvalues and singular values: against torch's own Jacobians, exact triangles, and the spectral radius."""

import mpmath
import numpy as np
import pytest

from gradviz.cells import CELLS
from gradviz.theory import TheoryError, block_eigenvalues, block_singular_values, jacobian_eigenvalues
from tests.theory.helpers import CELL_NAMES, GATED, PLAIN, assert_close, autograd_jacobian, plain_weights, ran


def assert_same_set(got, wanted, tolerance):
    """Compare two sets of complex numbers, each with its nearest, the largest first."""
    got, left = np.asarray(got), list(np.asarray(wanted))
    assert got.dtype == np.complex128
    assert len(got) == len(left)
    assert (np.diff(np.abs(got)) <= 1e-12).all()
    for value in got:
        nearest = int(np.argmin(np.abs(np.array(left) - value)))
        assert abs(left.pop(nearest) - value) <= tolerance


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_a_steps_eigenvalues_are_those_of_autograds_jacobian(cell):
    result = ran(cell, layers=2, batch_size=3, truncation=4)
    for step, layer in ((1, 0), (5, 1), (12, -1)):
        jacobian = autograd_jacobian(result, step, layer % 2, 0)
        with mpmath.workdps(40):
            wanted = mpmath.eig(mpmath.matrix(jacobian.tolist()), left=False, right=False)
        found = jacobian_eigenvalues(result, step, layer)
        assert_same_set(found, np.array([complex(value) for value in wanted]), 1e-10)
    assert len(found) == (12 if cell == "lstm" else 6)


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize(
    "fields", [{}, {"init": "orthogonal"}, {"init": "identity"}, {"init": "torch", "layers": 2}, {"hidden_size": 1}]
)
def test_the_largest_of_a_block_is_its_spectral_radius(cell, fields):
    result = ran(cell, **({"hidden_size": 20} | fields))
    names = CELLS[cell].gates or ("W_hh",)
    for layer in range(result.experiment.layers):
        eigen, singular = block_eigenvalues(result, layer), block_singular_values(result, layer)
        assert tuple(eigen) == tuple(singular) == names
        blocks = np.split(result.weights[f"weight_hh_l{layer}"], len(names))
        for index, (name, block) in enumerate(zip(names, blocks, strict=True)):
            assert abs(np.abs(eigen[name]).max() / result.spectral_radius[layer, index] - 1) < 1e-8
            assert abs(singular[name][0] / result.largest_singular_value[layer, index] - 1) < 1e-8
            assert abs(eigen[name].sum() - np.trace(block)) < 1e-12
            assert (np.diff(np.abs(eigen[name])) <= 1e-12).all()
            assert (np.diff(singular[name]) <= 0).all()
            assert abs((singular[name] ** 2).sum() - (block**2).sum()) < 1e-10


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("shuffled", [False, True])
def test_a_triangular_matrix_has_exactly_its_diagonal(cell, shuffled):
    generator, weights = np.random.default_rng(0), dict(ran(cell, hidden_size=60).weights)
    order = generator.permutation(60) if shuffled else np.arange(60)
    diagonal = np.repeat([0.5, -0.25, 0.0], 20)
    block = (np.triu(generator.standard_normal((60, 60)), 1) + np.diag(diagonal))[np.ix_(order, order)]
    weights["weight_hh_l0"] = np.concatenate([block] * CELLS[cell].blocks)
    result = ran(cell, {"weights": weights}, hidden_size=60)
    for found in block_eigenvalues(result).values():
        assert np.array_equal(found, [0.5] * 20 + [-0.25] * 20 + [0] * 20)
        assert np.abs(found).max() <= result.spectral_radius.max() * (1 + 1e-8)
    if cell == "rnn_linear":
        assert_same_set(jacobian_eigenvalues(result, 3), diagonal, 1e-15)


def test_equal_eigenvalues_of_parts_that_feed_each_other_are_not_smeared():
    """Thirty rotations in a chain: numpy alone moves their thirty equal eigenvalues by a tenth."""
    generator, turn = np.random.default_rng(0), 0.5 * np.array([[0.6, -0.8], [0.8, 0.6]])
    block = np.kron(np.eye(30), turn) + np.triu(generator.standard_normal((60, 60)), 2) * np.kron(
        np.triu(np.ones((30, 30)), 1), np.ones((2, 2))
    )
    order = generator.permutation(60)
    block = block[np.ix_(order, order)]
    result = ran("rnn_linear", {"weights": plain_weights(block)}, hidden_size=60, input_size=1)
    assert np.abs(np.linalg.eigvals(block)).max() > 0.55
    wanted = np.repeat([0.3 + 0.4j, 0.3 - 0.4j], 30)
    assert_same_set(block_eigenvalues(result)["W_hh"], wanted, 1e-14)
    assert_same_set(jacobian_eigenvalues(result, 3), wanted, 1e-14)
    assert abs(result.spectral_radius[0, 0] - 0.5) < 1e-14


def test_a_connected_nilpotent_matrix_has_only_zeros():
    block = np.array([[1.0, -1.0], [1.0, -1.0]])
    result = ran("rnn_linear", {"weights": plain_weights(block)}, hidden_size=2, input_size=1)
    assert not block_eigenvalues(result)["W_hh"].any()
    assert_close(block_singular_values(result)["W_hh"], [2.0, 0.0], 1e-15)
    assert not jacobian_eigenvalues(result, 1).any()


@pytest.mark.parametrize("scale", [1e-250, 1e250])
def test_neither_size_is_lost(scale):
    block = np.array([[0.0, 2.0], [-8.0, 0.0]])
    result = ran("rnn_tanh", {"weights": plain_weights(block * scale)}, hidden_size=2, input_size=1)
    assert_close(block_eigenvalues(result)["W_hh"].imag / scale, [4.0, -4.0], 1e-14)
    assert_close(block_singular_values(result)["W_hh"] / scale, [8.0, 2.0], 1e-14)


def test_nothing_and_one_step():
    for cell in CELL_NAMES:
        result = ran(cell, spectral_radius=0.0, steps=1)
        assert all(not values.any() for values in block_eigenvalues(result).values())
        assert all(not values.any() for values in block_singular_values(result).values())
        found = jacobian_eigenvalues(result, 1)
        gate = {"lstm": "forget", "gru": "update"}.get(cell)
        if gate is None:
            assert not found.any()
        else:  # without W_hh the gate alone carries the state
            wanted = np.r_[result.gates[gate][0, 0, 0], np.zeros(len(found) - 6)]
            assert_same_set(found, wanted, 1e-15)


def test_dead_units_and_refusals():
    weights = plain_weights(np.eye(2), bias=-1.0)
    result = ran("rnn_relu", {"weights": weights}, hidden_size=2, input_size=1)
    assert not jacobian_eigenvalues(result, 5).any()
    assert np.array_equal(block_eigenvalues(result)["W_hh"], [1, 1])
    with pytest.raises(TheoryError, match="1 to 12"):
        jacobian_eigenvalues(result, 13)
    for cell in (PLAIN[0], GATED[0]):
        for ask in (block_eigenvalues, block_singular_values):
            with pytest.raises(TheoryError, match="no layer 1"):
                ask(ran(cell), 1)
