"""Spectral radius and largest singular value, where LAPACK alone is wrong by half."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from gradviz.engine.spectrum import connected_parts, is_nilpotent, largest_singular_value, spectral_radius


def test_small_and_degenerate():
    assert spectral_radius(np.array([[-3.0]])) == 3.0
    assert spectral_radius(np.array([[0.0]])) == 0.0
    assert spectral_radius(np.zeros((5, 5))) == 0.0
    assert spectral_radius(np.eye(7) * -2) == 2.0
    assert spectral_radius(np.array([[0.0, -2.0], [2.0, 0.0]])) == pytest.approx(2.0, rel=1e-14)
    assert largest_singular_value(np.zeros((3, 3))) == 0.0
    assert largest_singular_value(np.array([[-3.0]])) == 3.0


@pytest.mark.parametrize("size", [2, 8, 64])
def test_triangular_in_any_order_of_units(size):
    generator = np.random.default_rng(size)
    matrix = np.triu(generator.standard_normal((size, size)))
    order = generator.permutation(size)
    assert spectral_radius(matrix[np.ix_(order, order)]) == np.abs(np.diag(matrix)).max()
    strict = np.triu(matrix, 1)
    assert spectral_radius(strict[np.ix_(order, order)]) == 0.0
    jordan = np.eye(size) * 0.7 + np.eye(size, k=1)
    assert spectral_radius(jordan[np.ix_(order, order)]) == 0.7


@pytest.mark.parametrize("length", [4, 16])
def test_a_chain_of_connected_parts(length):
    """The same 2 × 2 part again and again, each feeding the next: LAPACK sees equal eigenvalues and loses them."""
    part = np.array([[0.5, -0.4], [0.3, 0.6]])
    chain = np.kron(np.eye(length), part) + np.kron(np.eye(length, k=1), np.ones((2, 2)))
    order = np.random.default_rng(0).permutation(2 * length)
    assert spectral_radius(chain[np.ix_(order, order)]) == pytest.approx(np.sqrt(0.42), rel=1e-14)


@pytest.mark.parametrize("size", [2, 3, 17, 64])
def test_nilpotent_without_a_zero(size):
    """u vᵀ with v·u = 0 exactly, and a sum of two: every unit reaches every other, and all eigenvalues are 0."""
    generator = np.random.default_rng(size)
    u = generator.integers(1, 9, size).astype(float)
    v = generator.integers(1, 9, size).astype(float)
    u[-1], v[-1] = -float(u[:-1] @ v[:-1]), 1.0
    matrix = np.outer(u, v) * 2.0**-70
    assert (matrix != 0).all()
    assert is_nilpotent(matrix)
    assert spectral_radius(matrix) == 0.0
    assert spectral_radius(matrix + 2.0**-70 * np.eye(size)) > 0


def test_strongly_connected_nilpotent_of_a_high_order():
    """A shift in an integer basis: N^63 ≠ 0, N^64 = 0, and LAPACK sees a radius near ½."""
    size = 64
    lower = np.tril(np.random.default_rng(0).integers(-1, 2, (size, size)), -1) * 1.0
    lower[4:] *= np.random.default_rng(1).random((size - 4, 1)) < 0.1
    np.fill_diagonal(lower, 1)
    inverse = np.rint(np.linalg.inv(lower))
    assert np.array_equal(lower @ inverse, np.eye(size))
    matrix = lower @ np.eye(size, k=1) @ inverse
    assert spectral_radius(matrix) == 0.0
    assert np.abs(np.linalg.eigvals(matrix)).max() > 1e-6


def test_a_nearly_nilpotent_matrix_is_not_nilpotent():
    matrix = np.array([[1.0, -1.0], [1.0, -1.0 + 2.0**-40]])
    assert not is_nilpotent(matrix)
    # λ² − 2⁻⁴⁰ λ + 2⁻⁴⁰ = 0: a complex pair with |λ|² = 2⁻⁴⁰
    assert spectral_radius(matrix) == pytest.approx(2.0**-20, abs=1e-10)


@pytest.mark.parametrize("scale", [1e-300, 1e-100, 1.0, 1e100, 1e300])
def test_both_are_homogeneous_over_the_whole_range(scale):
    matrix = np.random.default_rng(0).standard_normal((20, 20))
    assert spectral_radius(matrix * scale) == pytest.approx(np.abs(np.linalg.eigvals(matrix)).max() * scale, rel=1e-12)
    assert largest_singular_value(matrix * scale) == pytest.approx(np.linalg.norm(matrix, 2) * scale, rel=1e-13)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.integers(0, 2**32 - 1), st.floats(0.05, 0.9))
def test_parts_are_those_of_reachability(size, seed, density):
    edges = np.random.default_rng(seed).random((size, size)) < density
    reach = np.linalg.matrix_power(np.eye(size) + edges, size) > 0
    both = reach & reach.T
    wanted = {frozenset(np.flatnonzero(row).tolist()) for row in both}
    assert {frozenset(part.tolist()) for part in connected_parts(edges)} == wanted


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_sparse_integer_matrices_against_exact_powers(size, seed):
    generator = np.random.default_rng(seed)
    matrix = generator.integers(-2, 3, (size, size)) * (generator.random((size, size)) < 0.4)
    power = matrix.astype(object)
    for _ in range(size):
        power = power @ matrix.astype(object)
    assert is_nilpotent(matrix.astype(float)) == (not power.any())
    assert (spectral_radius(matrix.astype(float)) == 0) == (not power.any())


def test_a_thousand_units_in_a_second():
    matrix = np.random.default_rng(0).standard_normal((1024, 1024)) / 32
    with threadpool_limits(1):
        start = time.process_time()
        plain = np.abs(np.linalg.eigvals(matrix)).max()
        bare = time.process_time() - start
        start = time.process_time()
        assert spectral_radius(matrix) == pytest.approx(plain, rel=1e-12)
        assert time.process_time() - start < 1.3 * bare + 0.1  # LAPACK alone takes 0.8 s here
        start = time.process_time()
        assert spectral_radius(np.triu(matrix)) == np.abs(np.diag(matrix)).max()
        assert time.process_time() - start < 1.0
