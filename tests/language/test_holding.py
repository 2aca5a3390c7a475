"""How long a unit stays on, where it is known: a latch for ever, a forgetful one for so many characters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gradviz.control import Control
from gradviz.errors import Cancelled, ExperimentError
from gradviz.language.holding import DISTANCES, cases, holding, threshold
from gradviz.language.prose import dialogue
from gradviz.language.unit import Unit
from gradviz.models import Checkpoint
from tests.language.latch import LATCH, latch, page

PAGE = page(200)
UNIT = Unit(0, LATCH, "cell")


def forgetful(keep: float) -> Checkpoint:
    """Return the latch with a forget gate of σ(logit(keep)) between the marks: c = keep^d after d characters."""
    weights = {name: array.copy() for name, array in latch().weights.items()}
    weights["bias_ih_l0"].reshape(4, -1)[1, LATCH] = np.log(keep / (1 - keep))
    return replace(latch(), weights=weights)


def test_a_latch_holds_for_ever_and_is_off_without_the_mark() -> None:
    found = holding(latch(), UNIT, 1, 0.5, cases(PAGE, 20))
    assert found.distances == DISTANCES
    assert found.marked == (1.0,) * 6
    assert found.unmarked == (0.0,) * 6
    assert found.cases == 20


def test_a_unit_forgets_exactly_when_its_gate_says() -> None:
    """0.9^d is above ½ for d ≤ 6."""
    plain = PAGE.replace('"', "")  # a mark it has forgotten would turn it the wrong way round
    found = holding(forgetful(0.9), UNIT, 1, 0.5, cases(plain, 10), distances=(1, 6, 7, 50))
    assert found.marked == (1.0, 1.0, 0.0, 0.0)


def test_the_sign_turns_it_round() -> None:
    found = holding(latch(), UNIT, -1, 0.5, cases(PAGE, 10), distances=(2, 100))
    assert (found.marked, found.unmarked) == ((0.0, 0.0), (1.0, 1.0))


def test_cases_begin_at_words_outside_and_hold_no_mark() -> None:
    made = cases(PAGE, 30, reach=120)
    assert len(made) == 30
    for case in made:
        assert len(case.before) >= 200
        assert len(case.after) == 120
        assert '"' not in case.after
        assert "\n" not in case.after
        assert case.before + case.after[:1] in PAGE
        assert not case.before[-1].isalnum()
        begin = PAGE.index(case.before)
        assert begin == 0 or PAGE[begin - 1] == "\n"
        assert PAGE[:begin].count('"') % 2 == case.before.count('"') % 2 == 0  # both ends are outside
    assert len({case.before for case in made}) == 30
    assert cases(PAGE, 30, seed=1) != made


def test_in_prose_a_quote_begins_with_a_sentence_and_goes_on_over_lines() -> None:
    text = dialogue(3, 20_000)
    made = cases(text, 40, reach=120, prose=True)
    assert len(made) == 40
    for case in made:
        assert case.before.rstrip()[-1] in ".!?"
        assert case.before.count('"') % 2 == 0
        assert len(case.after) == 120
        assert case.after[0].isupper()
        assert '"' not in case.after
        begin = text.index(case.before) + len(case.before)
        assert text[begin : begin + 240].replace('"', "")[:120] == case.after
    assert any("\n" in case.after for case in made)


def test_the_threshold_tells_best_on_from_off() -> None:
    draw = np.random.default_rng(0)
    label = draw.random(500) < 0.3
    values = (label + draw.normal(0, 0.4, 500)).astype(np.float32)

    def informed(at: float) -> float:
        return float((values[label] > at).mean() - (values[~label] > at).mean())

    found = threshold(values, label)
    assert informed(found) == pytest.approx(max(informed(at) for at in values))
    assert threshold(-values, label, -1) == pytest.approx(-found)
    assert threshold(np.array([0.0, 0, 1, 1]), np.array([False, False, True, True])) == 0.5


def test_refusals_and_a_stop() -> None:
    with pytest.raises(ExperimentError, match="need a longer text"):
        cases(PAGE[:300])
    with pytest.raises(ExperimentError, match="need a longer text"):
        cases("")
    with pytest.raises(ExperimentError, match="one value all over"):
        threshold(np.ones(5), np.array([True, False, True, False, True]))
    control = Control(lambda share: control.cancel() if share > 0.2 else None)
    with pytest.raises(Cancelled):
        holding(latch(), UNIT, 1, 0.5, cases(PAGE, 10), control=control)
