"""What a unit remembers and what it does, in numbers and in words, of the latch of which all is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gradviz.control import Control
from gradviz.errors import Cancelled, ExperimentError
from gradviz.language.interventions import Effect
from gradviz.language.labels import LABELS
from gradviz.language.proofs import HELD, Proof, hold_sentence, proof_sentence, remembered, used
from gradviz.language.replaying import Clamp
from gradviz.language.scores import Score, scores
from gradviz.language.unit import Unit
from tests.language.latch import LATCH, latch, page

PAGE = page(200)
UNIT = Unit(0, LATCH, "cell")


@pytest.fixture(scope="module")
def score() -> Score:
    return scores(latch(extra=2), PAGE, [LABELS["quote"]])[0]


def test_a_latch_remembers_and_is_used(score: Score) -> None:
    held = remembered(latch(extra=2), PAGE, score)
    assert held is not None
    assert (held.unit, held.marked, held.unmarked) == (UNIT, (1.0,) * 6, (0.0,) * 6)
    found = used(latch(extra=2), PAGE, score)
    assert found is not None
    assert found.effect.clamp == Clamp(UNIT, -1.0)
    assert len(found.cuts) == 2
    assert found.others == pytest.approx(1)


def test_what_has_no_unit_no_mark_or_no_yes_and_no_is_passed_over(score: Score) -> None:
    assert remembered(latch(), PAGE, replace(score, unit=None)) is None
    assert remembered(latch(), PAGE, replace(score, label=LABELS["digit"])) is None
    assert used(latch(), PAGE, replace(score, unit=None)) is None
    assert used(latch(), PAGE, replace(score, label=LABELS["line_position"])) is None


def test_what_cannot_be_held_is_one_sentence_that_names_the_label(score: Score) -> None:
    late = "abc abc\n" * (HELD // 8 + 1) + PAGE
    with pytest.raises(ExperimentError, match=r"^quote: the label neither begins nor ends here"):
        used(latch(), late, score)
    with pytest.raises(ExperimentError, match=r"^quote: latch has no read-out"):
        used(latch(readout=False), PAGE, score)


def test_sentences(score: Score) -> None:
    held = remembered(latch(extra=2), PAGE, score)
    assert held is not None
    told = hold_sentence(
        replace(held, marked=(1.0, 1.0, 1.0, 0.97, 0.9, 0.5), unmarked=(0.0, 0.0, 0.0, 0.02, 0.04, 1.0))
    )
    assert told == (
        "unit 0 (c) is on in 97 % of 100 cases 100 characters after an opening mark, and in 90 % after 250; "
        "without the mark, in 2 % and 4 %."
    )
    effect = Effect(Clamp(UNIT, -1.0), (0.5, 0.1), (1.0, 1.0), (1.0, 1.0))
    assert proof_sentence(Proof(effect, (0.5, 0.9, 1.0)), score, "off") == (
        "held off, unit 0 (c) makes the character that ends the quote 5.00 times less likely (0.5 → 0.1); "
        "of 3 other units, the median 1.11 times more likely."
    )
    assert proof_sentence(Proof(replace(effect, closing=(0.5, 0.0)), ()), score, "on") == (
        "held on, unit 0 (c) makes the character that ends the quote impossible (0.5 → 0)."
    )


@pytest.mark.parametrize("measure", [remembered, used])
@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_stop_is_heard(score: Score, measure: Callable[..., object], share: float) -> None:
    control = Control(lambda told: control.cancel() if told > share else None)
    with pytest.raises(Cancelled):
        measure(latch(extra=2), PAGE, score, control=control)
