"""Scores of a network made by hand, whose units follow what they follow exactly, and of one that follows nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gradviz.control import Control
from gradviz.errors import Cancelled, ExperimentError
from gradviz.language.halving import Halved, halves
from gradviz.language.labels import LABELS
from gradviz.language.model import untrained
from gradviz.language.probes import fitted
from gradviz.language.ranking import metric
from gradviz.language.reading import read
from gradviz.language.scores import MOST, scores
from gradviz.language.unit import Unit, units_of
from gradviz.language.units import followed, values_of, watched
from gradviz.language.verdicts import named, sentence, verdict
from tests.language.latch import COUNTER, LATCH, latch, page
from tests.language.made import TEXT, small
from tests.language.test_ranking import auc_by_pairs

PAGE = page()


@pytest.fixture(scope="module")
def found():
    return {score.label.name: score for score in scores(latch(extra=5), PAGE)}


def test_the_latch_follows_the_quote(found) -> None:
    quote = found["quote"]
    assert (quote.unit, quote.sign) == (Unit(0, LATCH, "cell"), 1)
    assert quote.score == pytest.approx(1, abs=1e-12)
    assert quote.shuffled < 0.7
    assert quote.untrained < 0.95
    assert verdict(quote) == "found"
    assert sentence(quote).startswith("unit 0 (c) follows the quote: AUC 1.00; chance finds 0.")


def test_the_counter_follows_the_position_in_the_line(found) -> None:
    position = found["line_position"]
    assert (position.unit, position.metric) == (Unit(0, COUNTER, "cell"), "spearman")
    assert position.score == pytest.approx(1, abs=1e-9)
    assert verdict(position) == "found"


def test_what_the_text_lacks_has_no_score(found) -> None:
    for name in ("digit", "uppercase", "condition"):
        assert (found[name].unit, found[name].score, found[name].share) == (None, None, 0.0)
        assert verdict(found[name]) == "not found"
        assert "no character of this text has it" in sentence(found[name])
    assert "the same all over" in sentence(found["bracket_depth"])


def test_the_sign_turns_a_unit_round() -> None:
    model = latch()
    upside = {name: array.copy() for name, array in model.weights.items()}
    upside["bias_ih_l0"].reshape(4, -1)[2, LATCH] *= -1  # the fresh value: −1 from the first mark on
    turned = scores(replace(model, weights=upside), PAGE, [LABELS["quote"]])[0]
    assert (turned.unit, turned.sign) == (Unit(0, LATCH, "cell"), -1)
    assert turned.score == pytest.approx(1, abs=1e-12)


def test_a_score_is_that_of_the_other_half() -> None:
    model, label = small(hidden=6), LABELS["word_start"]
    text = TEXT * 15
    score = scores(model, text, [label])[0]
    choose, other = halves(len(text))
    states, holds = watched(model, text), label.of(text)
    known = np.array([metric(row[choose], holds[choose]) for row in states.values])
    second = values_of(read(model, text), score.unit)[other]
    assert abs(known[states.names.index(score.unit)] - 0.5) >= abs(known - 0.5).max() - 0.002
    assert score.score == pytest.approx(auc_by_pairs(score.sign * second, holds[other]), abs=1e-9)


def test_halves_are_blocks_that_do_not_overlap() -> None:
    for size in (1, 2, 7, 100, 5000, 100_000):
        first, second = halves(size)
        assert sorted([*first, *second]) == [*range(size)]
    first, second = halves(10_000)
    assert second[0] == 1250  # an eighth of a short text
    first, second = halves(100_000)
    assert (np.diff(first) > 1).sum() == 24
    assert second[:2000].tolist() == [*range(2000, 4000)]


def test_shifted_labels_keep_their_values_and_halves_hold_only_defined_ones() -> None:
    label = np.where(np.arange(1000) % 10 == 0, np.nan, np.arange(1000) % 7)
    halved = Halved.of(label, 3)
    assert halved.rows.shape == (4, 900)
    for row in halved.rows[1:]:
        np.testing.assert_array_equal(np.sort(row), np.sort(halved.rows[0]))
        assert not (row == halved.rows[0]).all()
    for places, rows in zip(halved.places, halved.labels, strict=True):
        np.testing.assert_array_equal(rows[0], label[places])


def test_chance_is_what_shifted_labels_reach() -> None:
    quote = scores(untrained(latch(extra=20), 3), PAGE, [LABELS["quote"]])[0]
    assert 0.5 < quote.shuffled < 0.62
    assert verdict(quote) == "not found"


def test_what_an_untrained_network_does_too_is_not_found() -> None:
    score = scores(latch(extra=5), PAGE, [LABELS["quote"]])[0]
    assert verdict(replace(score, score=0.95, untrained=0.91)) == "not found"
    assert "beyond what an untrained network does" in sentence(replace(score, score=0.95, untrained=0.91))
    assert verdict(replace(score, score=0.95, untrained=0.89)) == "found"
    assert verdict(replace(score, score=0.79, untrained=0.5)) == "not found"
    assert verdict(replace(score, score=0.95, untrained=0.5, shuffled=0.86)) == "not found"


def test_one_unit_alone_is_said_to_follow_or_not() -> None:
    alone = scores(latch(extra=2), PAGE, [LABELS["quote"]], among=[Unit(0, COUNTER, "hidden")])[0]
    assert alone.unit == Unit(0, COUNTER, "hidden")
    assert sentence(alone).startswith("unit 1 (h) does not follow the quote here: AUC 0.")
    assert named(Unit(2, 7, "hidden")) == "unit 7 of layer 2 (h)"


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn_tanh"])
def test_every_unit_of_every_layer_is_watched(cell: str) -> None:
    model, text = small(cell, layers=2), TEXT * 200
    states, whole = watched(model, text), read(model, text)
    assert states.names == units_of(model)
    assert len(states.names) == 2 * 7 * (2 if cell == "lstm" else 1)
    for row, unit in enumerate(states.names):
        np.testing.assert_allclose(states.values[row], values_of(whole, unit), atol=1e-6)
    np.testing.assert_allclose(followed(model, text, states.names[-1]), states.values[-1], atol=1e-6)


def test_the_probe_is_ridge_regression() -> None:
    draw = np.random.default_rng(0)
    values = draw.normal(size=(4, 300))
    wanted = (values.T @ draw.normal(size=(4, 2))) + 3
    weights, bias = fitted(values, np.arange(300), wanted)
    scaled = (values - values.mean(1, keepdims=True)) / values.std(1, keepdims=True)
    gram = scaled @ scaled.T + 1e-3 * 300 * np.eye(4)
    by_hand = np.linalg.inv(gram) @ scaled @ (wanted - wanted.mean(0)) / values.std(1)[:, None]
    np.testing.assert_allclose(weights, by_hand, rtol=1e-9)
    np.testing.assert_allclose(values.T @ weights + bias, wanted, atol=0.05)


def test_the_probe_sees_what_many_units_keep(found) -> None:
    assert found["quote"].probe == pytest.approx(1)


def test_progress_rises_and_a_stop_is_heard() -> None:
    shares: list[float] = []
    scores(latch(), PAGE, control=Control(shares.append))
    assert shares == sorted(shares)
    assert shares[0] < 0.1
    assert len(shares) >= 5
    control = Control(lambda share: control.cancel() if share > 0.3 else None)
    with pytest.raises(Cancelled):
        scores(latch(), PAGE, control=control)


def test_too_short_and_too_long() -> None:
    with pytest.raises(ExperimentError, match="100 characters or more; this text has 99"):
        scores(latch(), PAGE[:99])
    assert scores(latch(), PAGE[:100], [LABELS["quote"]])[0].characters == 100
    assert scores(latch(), "ab\n" * 50_000, [LABELS["word_start"]])[0].characters == MOST
