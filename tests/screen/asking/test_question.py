from dataclasses import replace

import pytest

from gradviz import FIELDS, ExperimentError
from gradviz.screen.asking.question import Question

SHARED = {"steps": 50, "input": "zeros", "input_scale": 2.0, "input_size": 7, "batch_size": 3, "loss": "every",
          "seed": 9, "dtype": "float32", "device": "cpu"}  # fmt: skip
OWN = {"cell": "gru", "spectral_radius": 1.5, "hidden_size": 9, "layers": 2, "init": "orthogonal", "truncation": 4,
       "clip": "norm", "clip_threshold": 2.0}  # fmt: skip


def test_the_lecture_opens_with_an_rnn_against_an_lstm_whose_forget_gate_is_open():
    question = Question.default()
    assert (question.a.cell, question.b.cell, question.b.forget_bias) == ("rnn_tanh", "lstm", 3.0)
    assert question.a.steps == question.b.steps == 128


@pytest.mark.parametrize(("field", "value"), OWN.items())
def test_an_own_field_of_one_network_leaves_the_other_alone(field, value):
    question = Question.default()
    assert question.edited("a", **{field: value})[0].b == question.b
    assert question.edited("b", **{field: value})[0].a == question.a


@pytest.mark.parametrize("slot", ["a", "b"])
@pytest.mark.parametrize(("field", "value"), SHARED.items())
def test_a_shared_field_changes_both_networks_and_nothing_else(slot, field, value):
    before = Question.default()
    after, _ = before.edited(slot, **{field: value})
    assert getattr(after.a, field) == getattr(after.b, field) == value
    pairs = zip(before.experiments(), after.experiments(), strict=True)
    assert {name for old, new in pairs for name in FIELDS if getattr(old, name) != getattr(new, name)} == {field}


def test_every_shared_field_is_tried_above():
    assert {name for name, field in FIELDS.items() if field.shared} == {*SHARED, "text", "loss_step"}


def test_a_wrong_value_is_refused():
    with pytest.raises(ExperimentError, match="steps must be"):
        Question.default().edited("b", steps=0)


def test_a_shorter_text_shortens_both_and_says_so_once():
    question, _ = Question.default().edited("a", text="hello world", input="text")
    assert (question.a.steps, question.b.steps, question.b.input) == (11, 11, "text")
    _, notes = Question.default().edited("a", text="hello world", input="text")
    assert notes == ("T was set to 11, the length of the text",)


def test_a_question_without_b_is_only_a():
    alone = Question(Question.default().a)
    assert alone.experiments() == (alone.a,)
    assert alone.edited("a", steps=9)[0].b is None
    assert alone.get("b") is alone.a


def test_pictures_and_options_of_another_version_are_no_reason_to_forget_the_rest():
    options = (("gone", "x", 1), ("gradient", "scale", "cubic"), ("gradient", "relative", True))
    left = replace(Question.default(), pictures=("gone", "why", "why", "gradient"), options=options).known()
    assert left.pictures == ("why", "gradient")
    assert left.options == (("gradient", "relative", True),)
    assert replace(left, pictures=("gone",)).known().pictures == Question.default().pictures
