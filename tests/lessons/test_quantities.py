"""Every quantity against a number known otherwise; a claim of it that is wrong is found."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest

import gradviz
from gradviz import Experiment
from gradviz.errors import LessonError
from gradviz.lessons import Claim, Lesson, Scene, checked
from gradviz.lessons.quantities import QUANTITIES

ONE = {"cell": "rnn_linear", "hidden_size": 1, "steps": 50, "input": "zeros", "spectral_radius": 0.9}
TURN = {"cell": "rnn_linear", "hidden_size": 4, "steps": 8, "init": "orthogonal", "spectral_radius": 0.5}
TANH = {"hidden_size": 4, "steps": 8}
RELU = {"cell": "rnn_relu", "hidden_size": 5, "steps": 51, "init": "normal", "spectral_radius": None,
        "input": "impulse", "seed": 4}  # fmt: skip
LSTM = {"cell": "lstm", "hidden_size": 4, "steps": 8, "forget_bias": 2.0}
CLIPPED = {**TANH, "clip": "norm", "clip_threshold": 0.25}
CUT = {**LSTM, "truncation": 3}
MODEL = {"model": "prose", "steps": 2}


def flat(gradients):
    return np.concatenate([np.ravel(gradients[name]) for name in sorted(gradients)])


def angle(one, other):
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    return math.degrees(math.acos(min(1.0, cosine)))


def uncut(result):
    return gradviz.run(result.experiment.replace(truncation=None))


CASES = [
    ("gradient_left", {"back": 50}, ONE, lambda r: 0.9**50),
    ("gradient_left", {"at": 3}, ONE, lambda r: 0.9**47),
    ("gradient_left", {"back": 2, "layer": 1}, {**TANH, "layers": 2},
     lambda r: 10 ** (r.log10_grad_hidden[0, 6, 0] - r.log10_grad_hidden[1, 8, 0])),
    ("cell_gradient_left", {"at": 2}, LSTM,
     lambda r: 10 ** (r.log10_grad_cell[-1, 2, 0] - r.log10_grad_cell[-1, 8, 0])),
    ("steps_until", {"share": Decimal("0.001")}, ONE, lambda r: math.inf),
    ("steps_until", {"share": Decimal("0.001")}, {**ONE, "steps": 100}, lambda r: 66),
    ("steps_until", {"share": Decimal("0.5")}, ONE, lambda r: 7),
    ("largest_growth", {}, {**ONE, "spectral_radius": 1.1}, lambda r: 1.1**50),
    ("largest_after", {}, {**ONE, "spectral_radius": 1.1}, lambda r: 50),
    ("factor_per_step", {"back": 20, "after": 5}, TURN | {"steps": 30}, lambda r: 0.5),
    ("reaches_back_to", {}, CUT, lambda r: 7),
    ("taught_left", {"back": 1}, TANH, lambda r: 10 ** (r.log10_grad_recurrent[-1, 6] - r.log10_grad_recurrent[-1, 7])),
    ("spectral_radius", {}, TANH, lambda r: np.abs(np.linalg.eigvals(r.weights["weight_hh_l0"])).max()),
    ("largest_singular_value", {}, TANH, lambda r: np.linalg.norm(r.weights["weight_hh_l0"], 2)),
    ("smallest_singular_value", {}, TURN, lambda r: 0.5),
    ("gate_mean", {"gate": "forget"}, LSTM, lambda r: r.gates["forget"].mean()),
    ("gate_open", {"gate": "forget"}, LSTM, lambda r: (r.gates["forget"] > 0.9).mean()),
    ("gate_closed", {"gate": "output"}, LSTM, lambda r: (r.gates["output"] < 0.1).mean()),
    ("saturated", {}, TANH, lambda r: (np.abs(r.hidden[0, 1:]) > 0.9).mean()),
    ("tanh_slope", {}, {**TANH, "input": "zeros"}, lambda r: 1),
    ("off", {}, RELU, lambda r: 1),
    ("dead_units", {}, RELU, lambda r: 5),
    ("norm", {}, TANH, lambda r: np.linalg.norm(flat(r.parameter_gradients))),
    ("clipped_norm", {}, CLIPPED, lambda r: 0.25),
    ("turned_by_clipping", {}, {**CLIPPED, "clip": "value"},
     lambda r: angle(flat(r.parameter_gradients), np.clip(flat(r.parameter_gradients), -0.25, 0.25))),
    ("kept_by_truncation", {}, CUT, lambda r: np.linalg.norm(flat(r.parameter_gradients))
     / np.linalg.norm(flat(uncut(r).parameter_gradients))),
    ("turned_by_truncation", {}, CUT,
     lambda r: angle(flat(r.parameter_gradients), flat(uncut(r).parameter_gradients))),
    ("draws_that", {"do": "vanish", "draws": 5}, {**ONE, "steps": 100}, lambda r: 5),
    ("unit_score", {"label": "line_position"}, MODEL, lambda r: 0.98),
]  # fmt: skip


def scene_of(fields, *claims):
    return Scene(title="One", caption="", experiments=(Experiment(**fields),), claims=claims)


def outcomes(fields, *claims):
    return list(checked(Lesson(title="Small", scenes=(scene_of(fields, *claims),))))


def test_every_quantity_is_tried():
    """Those of a reading are tried where its scenes are."""
    assert {name for name, *_ in CASES} == {name for name, found in QUANTITIES.items() if found.about != "reading"}


@pytest.mark.parametrize(("name", "arguments", "fields", "known"), CASES)
def test_a_true_claim_holds_and_a_wrong_one_is_found(name, arguments, fields, known):
    value = float(known(gradviz.run(Experiment(**fields))))
    if name == "unit_score":
        near = {"equals": Decimal(str(value)), "within": Decimal("0.01")}
    elif math.isinf(value):
        near = {"above": Decimal(1000)}
    else:
        near = {
            "above": Decimal(value - abs(value) * 1e-6 - 1e-12),
            "below": Decimal(value + abs(value) * 1e-6 + 1e-12),
        }
    claim = Claim(quantity=name, arguments=arguments, **near)
    wrong = [
        Claim(
            quantity=name, arguments=arguments, below=Decimal(value if math.isfinite(value) else 1) - Decimal("0.05")
        ),
        Claim(quantity=name, arguments=arguments, equals=Decimal("12345.678")),
    ]
    assert [each.holds for each in outcomes(fields, claim, *wrong)] == [True, False, False]


REFUSALS = [
    ("gradient_left", {"at": 9}, TANH, "there is no step 9"),
    ("gradient_left", {"layer": 2}, TANH, "layer must be between 1 and 1"),
    ("cell_gradient_left", {}, TANH, "no cell state"),
    ("factor_per_step", {"back": 0}, TANH, "no step to flow back"),
    ("gate_mean", {"gate": "forget"}, TANH, "no forget gate"),
    ("tanh_slope", {}, LSTM, "a number of a tanh RNN"),
    ("unit_score", {}, TANH, "from no model"),
    ("unit_score", {"label": "indent"}, MODEL, "records no score for indent"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "fields", "words"), REFUSALS)
def test_what_cannot_be_computed_is_said(name, arguments, fields, words):
    (found,) = outcomes(fields, Claim(quantity=name, arguments=arguments, equals=1))
    assert words in found.why_not
    assert not found.holds
    assert found.found.is_nan()


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"quantity": "gradient_let"}, "did you mean gradient_left?"),
        ({"quantity": 3}, "there is no quantity 3"),
        ({"quantity": "norm", "arguments": {"at": 3}}, "norm does not take at"),
        ({"quantity": "gradient_left", "arguments": {"at": -1}}, "at must be a whole number of at least 0, not -1"),
        ({"quantity": "gradient_left", "arguments": {"at": 1.5}}, "at must be a whole number"),
        ({"quantity": "steps_until", "arguments": {"share": 0}}, "share must be a number above 0"),
        ({"quantity": "draws_that", "arguments": {"draws": 10**9}}, "at most 256"),
        ({"quantity": "gate_mean", "arguments": {"gate": "forgt"}}, "gate must be one of"),
        ({"quantity": "norm", "of": "c"}, "of must be"),
        ({"quantity": "norm", "changed": {"step": 3}}, "no field named step"),
        ({"quantity": "norm", "changed": {"steps": 0}}, "steps must be between 1 and 100 000"),
        ({"quantity": "norm", "equals": None}, "says what is wanted"),
        ({"quantity": "norm", "equals": "3"}, "is must be a number"),
        ({"quantity": "norm", "equals": Decimal("NaN")}, "is must be a number"),
        ({"quantity": "norm", "equals": None, "below": 1, "within": 1}, "within is how far"),
        ({"quantity": "norm", "seeds": 0}, "seeds must be a whole number between 1 and 256"),
        ({"quantity": "norm", "seeds": 10**9}, "seeds must be a whole number between 1 and 256"),
        ({"quantity": "norm", "seeds": 5, "at_least": 6}, "at_least must be"),
    ],
)
def test_a_claim_that_cannot_be_is_refused(claim, words):
    with pytest.raises(LessonError, match=words):
        Claim(**{"equals": 1, **claim})


def test_a_number_of_any_size_is_no_trouble():
    far = [Claim(quantity="norm", **{name: value}) for name in ("equals", "below") for value in (10**4000, -(10**4000))]
    far += [
        Claim(quantity="norm", equals=10**4000, within=1),
        Claim(quantity="norm", equals=Decimal("1e-99999"), within=1),
    ]
    assert [each.holds for each in outcomes(TANH, *far)] == [False, False, True, False, False, False]
    with pytest.raises(LessonError, match="is must be a number"):
        Claim(quantity="norm", equals=Decimal("1e100001"))


def test_is_means_rounds_to_it_with_the_digits_that_are_written():
    def is_(wanted, found, **more):
        return Claim(quantity="norm", equals=Decimal(wanted), **more).holds(Decimal(found))

    assert is_("0.31", "0.3149")
    assert not is_("0.31", "0.3151")
    assert not is_("0.310", "0.3149")
    assert is_("1.5e8", "154999999")
    assert is_("2e-600", "1.9e-600")
    assert is_("9", "9")
    assert not is_("9", "10")
    assert is_("0", "0")
    assert not is_("0", "1e-300")
    assert is_("9", "10", within=Decimal(1))
    assert not is_("1e-300", "1e300")
    assert is_("Infinity", "Infinity")
    assert not is_("1", "NaN")


def test_a_claim_over_seeds_counts_them_and_asks_the_scene_itself():
    loose = Claim(quantity="spectral_radius", equals=Decimal("0.90"), seeds=4, at_least=4)
    one = Claim(quantity="largest_singular_value", below=Decimal("1.3"), seeds=12, at_least=2)
    many = Claim(quantity="largest_singular_value", below=Decimal("1.3"), seeds=12, at_least=12)
    found = outcomes(TANH, loose, one, many)
    sigma = [float(gradviz.run(Experiment(**TANH, seed=seed)).largest_singular_value.max()) for seed in range(12)]
    assert [each.holding for each in found] == [4, sum(s < 1.3 for s in sigma), sum(s < 1.3 for s in sigma)]
    assert 2 <= found[1].holding < 12
    assert [each.holds for each in found] == [True, sigma[0] < 1.3, False]


def test_a_claim_can_move_a_slider():
    claim = Claim(quantity="gradient_left", arguments={"back": 50}, changed={"spectral_radius": 1.1}, equals=117)
    assert [each.holds for each in outcomes(ONE, claim)] == [True]
