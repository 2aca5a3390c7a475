"""AUC and Spearman against their definitions: pairs counted one by one, ranks averaged one by one."""

from __future__ import annotations

import numpy as np
import pytest

from gradviz.language.ranking import Targets, binned_ranks, centred_ranks, metric


def auc_by_pairs(values: np.ndarray, label: np.ndarray) -> float:
    pairs = [(a > b) + 0.5 * (a == b) for a in values[label] for b in values[~label]]
    return float(np.mean(pairs))


def rank(values: np.ndarray) -> np.ndarray:
    return np.array([(values < each).sum() + ((values == each).sum() + 1) / 2 for each in values])


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_auc_counts_pairs(ties: bool, seed: int) -> None:
    draw = np.random.default_rng(seed)
    values = draw.integers(0, 4, 60).astype(np.float32) if ties else draw.normal(size=60).astype(np.float32)
    label = draw.random(60) < 0.3
    assert metric(values, label) == pytest.approx(auc_by_pairs(values, label), abs=1e-12)


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_spearman_correlates_ranks(ties: bool, seed: int) -> None:
    draw = np.random.default_rng(seed)
    values = draw.integers(0, 5, 60).astype(float) if ties else draw.normal(size=60)
    label = np.round(values + draw.normal(size=60), 0)
    assert metric(values, label) == pytest.approx(np.corrcoef(rank(values), rank(label))[0, 1], abs=1e-12)


def test_perfect_reversed_and_knowing_nothing() -> None:
    label = np.array([False, True, False, True])
    assert metric(label.astype(float), label) == 1
    assert metric(-label.astype(float), label) == 0
    assert metric(np.zeros(4), label) == 0.5
    assert metric(np.arange(4.0), np.arange(4.0) ** 3) == pytest.approx(1)
    assert metric(np.arange(4.0), -np.arange(4.0)) == pytest.approx(-1)
    assert metric(np.zeros(4), np.arange(4.0)) == 0
    assert metric(np.arange(4.0), np.zeros(4, bool)) == 0.5  # a label that never holds


def test_many_units_and_labels_at_once() -> None:
    draw = np.random.default_rng(0)
    values, labels = draw.normal(size=(5, 80)), [draw.random(80) < 0.5, draw.normal(size=80), draw.random(80) < 0.1]
    found = Targets.of(labels).ranked(np.stack([centred_ranks(row) for row in values]))
    np.testing.assert_allclose(found, [[metric(row, label) for label in labels] for row in values], atol=1e-12)


def test_ranks_without_a_sort_are_nearly_those_with_one() -> None:
    draw = np.random.default_rng(0)
    for values in (draw.normal(size=5000), draw.integers(0, 9, 5000), np.zeros(50), np.zeros(0)):
        row = values.astype(np.float32)
        np.testing.assert_allclose(binned_ranks(row), centred_ranks(row), atol=3 if len(row) > 50 else 0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_whole_numbers_are_ranked_without_a_sort_and_exactly(dtype: type) -> None:
    draw = np.random.default_rng(1)
    for low, high in ((0, 2), (-7, 90), (5, 6), (0, 2**20)):
        values = draw.integers(low, high, 400).astype(dtype)
        np.testing.assert_array_equal(centred_ranks(values), rank(values) - 200.5)
    halves = draw.integers(0, 9, 400).astype(dtype) / 2  # not whole: nothing may be rounded away
    np.testing.assert_array_equal(centred_ranks(halves), rank(halves) - 200.5)
