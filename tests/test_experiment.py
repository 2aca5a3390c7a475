"""The question: its defaults, its refusals and how contradictions are resolved."""

from __future__ import annotations

import json
import math
import pickle
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

import gradviz
from gradviz import FIELDS, Experiment, ExperimentError
from tests.models.made import ALPHABET, TEXT, made, written

DEFAULTS = {
    "cell": "rnn_tanh", "model": None, "model_weights": "trained",
    "steps": 128, "hidden_size": 64, "input_size": 32, "layers": 1, "batch_size": 1,
    "init": "gaussian", "spectral_radius": 0.9, "forget_bias": None, "update_bias": None, "input": "noise",
    "input_scale": 1.0, "text": "", "loss": "last", "loss_step": None, "truncation": None, "clip": "none",
    "clip_threshold": 5.0, "seed": 0, "dtype": "float64", "device": "auto",
}  # fmt: skip


def test_the_fields_and_their_defaults_are_those_of_the_public_face() -> None:
    assert Experiment().to_dict() == DEFAULTS


def test_every_field_says_what_it_is() -> None:
    for name, field in FIELDS.items():
        assert field.name == name
        assert field.label
        assert field.help.endswith("."), name
        assert field.kind != "choice" or all(choice.label and choice.help for choice in field.choices)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"hiden_size": 3}, "hiden_size", "did you mean hidden_size?"),
        ({"zzz": 3}, "zzz", "the fields are cell,"),
        ({"cell": "lstn"}, "cell", "did you mean lstm?"),
        ({"cell": 3}, "cell", "one of rnn_tanh"),
        ({"cell": None}, "cell", "you gave None"),
        ({"steps": 0}, "steps", "between 1 and 100 000; you gave 0"),
        ({"steps": 100_001}, "steps", "between 1 and 100 000"),
        ({"steps": 1.5}, "steps", "whole number"),
        ({"steps": "12"}, "steps", "whole number; you gave '12'"),
        ({"steps": True}, "steps", "whole number"),
        ({"steps": None}, "steps", "whole number"),
        ({"hidden_size": -1}, "hidden_size", "1 or more"),
        ({"batch_size": 0}, "batch_size", "1 or more"),
        ({"layers": 0}, "layers", "1 or more"),
        ({"input_size": 0}, "input_size", "1 or more"),
        ({"spectral_radius": math.nan}, "spectral_radius", "finite number, or None (as drawn)"),
        ({"spectral_radius": math.inf}, "spectral_radius", "finite number"),
        ({"spectral_radius": -0.1}, "spectral_radius", "0 or more, or None (as drawn); you gave -0.1"),
        ({"spectral_radius": "big"}, "spectral_radius", "a number"),
        ({"spectral_radius": [0.9]}, "spectral_radius", "a number"),
        ({"spectral_radius": 1j}, "spectral_radius", "a number"),
        ({"spectral_radius": 10**400}, "spectral_radius", "a number"),
        ({"spectral_radius": np.ones(3)}, "spectral_radius", "a number"),
        ({"input_scale": -1}, "input_scale", "0 or more"),
        ({"clip_threshold": 0}, "clip_threshold", "more than 0"),
        ({"truncation": 0}, "truncation", "1 or more, or None (off)"),
        ({"seed": -1}, "seed", "0 and"),
        ({"seed": 2**63}, "seed", "between 0 and 9 223 372 036 854 775 807"),
        ({"dtype": "float16"}, "dtype", "float64, float32"),
        ({"device": "gpu"}, "device", "auto, cpu, cuda, cuda:N or mps"),
        ({"device": 0}, "device", "auto, cpu"),
        ({"text": 3}, "text", "must be text"),
        ({"text": "\ud800"}, "text", "surrogate"),
        ({"forget_bias": 1.0}, "forget_bias", "belongs to a cell with a forget gate (lstm)"),
        ({"cell": "lstm", "update_bias": 1.0}, "update_bias", "belongs to a cell with an update gate (gru)"),
        ({"loss_step": 200}, "loss_step", "between 1 and steps = 128; you gave 200"),
        ({"loss_step": 0}, "loss_step", "1 or more"),
        ({"loss": "every", "loss_step": 3}, "loss_step", "loss='every' uses them all"),
        ({"input": "text"}, "text", "text is empty"),
        ({"input": "text", "text": "short"}, "text", "has 5 characters"),
    ],
)  # fmt: skip
def test_a_wrong_value_names_its_field_and_what_would_be_right(values: dict, field: str, words: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        Experiment(**values)
    assert caught.value.field == field
    assert words in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert "\n" not in str(caught.value)


def test_a_long_wrong_value_is_shortened_in_the_sentence() -> None:
    with pytest.raises(ExperimentError, match="…") as caught:
        Experiment(cell="x" * 10_000)
    assert len(str(caught.value)) < 200


def test_numpy_numbers_become_plain_ones() -> None:
    experiment = Experiment(steps=np.int64(5), spectral_radius=np.float32(0.5), input_scale=2)
    assert type(experiment.steps) is int
    assert type(experiment.spectral_radius) is float
    assert type(experiment.input_scale) is float


def test_it_is_frozen_and_hashable() -> None:
    experiment = Experiment(steps=5)
    with pytest.raises(AttributeError):
        experiment.steps = 6  # type: ignore[misc]
    assert {experiment: 1}[Experiment(steps=5)] == 1
    assert experiment != Experiment(steps=6)


def test_text_decides_the_input_size() -> None:
    experiment = Experiment(input="text", text="hello world", steps=11, input_size=99)
    assert experiment.alphabet == tuple(" dehlorw")
    assert experiment.input_size == 8


@given(
    st.builds(
        Experiment,
        steps=st.integers(1, 100_000),
        hidden_size=st.integers(1, 10_000),
        spectral_radius=st.none() | st.floats(0, 1e300),
        seed=st.integers(0, 2**63 - 1),
        text=st.text(st.characters(exclude_categories=["Cs"])),
        truncation=st.none() | st.integers(1, 10**6),
        device=st.sampled_from(["auto", "cpu", "cuda:3", "mps"]),
    )
)
def test_json_brings_back_the_same_experiment(experiment: Experiment) -> None:
    text = experiment.to_json()
    assert Experiment.from_json(text) == experiment
    assert "\n" not in text


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", "null", '{"steps": 0}', '{"step": 3}', "NaN", "[" * 100_000, '{"steps": 1e400}']
)
def test_broken_json_is_one_sentence(text: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        Experiment.from_json(text)
    assert "\n" not in str(caught.value)


def test_absent_json_fields_take_their_defaults() -> None:
    assert Experiment.from_json('{"steps": 7}') == Experiment(steps=7)


def test_replace_refuses_what_does_not_fit() -> None:
    lstm = Experiment(cell="lstm", forget_bias=3)
    assert lstm.replace(steps=9).forget_bias == 3
    with pytest.raises(ExperimentError, match="forget gate"):
        lstm.replace(cell="gru")


@pytest.mark.parametrize(
    ("start", "change", "outcome", "note"),
    [
        ({"cell": "lstm", "forget_bias": 3}, {"cell": "gru"}, {"forget_bias": None}, "the forget bias was dropped"),
        ({"loss_step": 100}, {"steps": 50}, {"loss_step": None}, "the loss moved to the last step, 50"),
        ({"loss_step": 100}, {"loss": "every"}, {"loss_step": None}, "every step"),
        ({"text": "abc" * 10}, {"input": "text"}, {"steps": 30}, "T was set to 30"),
        ({}, {"input": "text"}, {"input": "noise"}, "until there is a text"),
        ({"input": "text", "text": "abcd", "steps": 4}, {"input": "zeros"}, {"input_size": 32}, ""),
    ],
)  # fmt: skip
def test_adapt_lets_the_other_field_give_way_and_says_so(start: dict, change: dict, outcome: dict, note: str) -> None:
    adapted, notes = Experiment(**start).adapt(**change)
    values = adapted.to_dict()
    assert {name: values[name] for name in outcome} == outcome
    assert note in "; ".join(notes)
    assert bool(note) == bool(notes)


def test_adapt_still_refuses_a_wrong_value() -> None:
    with pytest.raises(ExperimentError, match="between 1"):
        Experiment().adapt(steps=0)
    with pytest.raises(ExperimentError, match="did you mean"):
        Experiment().adapt(stepz=3)


def test_the_json_is_one_object_of_all_fields() -> None:
    assert json.loads(Experiment().to_json()) == DEFAULTS


@pytest.fixture
def model(tmp_path: Path) -> str:
    """Return the path of a GRU of 2 × 6 units with a read-out."""
    return written(tmp_path / "mine.safetensors", "gru", *made("gru", 2))


def test_a_model_says_its_cell_its_sizes_and_its_alphabet(model: str) -> None:
    asked = Experiment(model=model, cell="lstm", hidden_size=99, input_size=3, layers=5)
    assert (asked.cell, asked.hidden_size, asked.input_size, asked.layers) == ("gru", 6, len(ALPHABET), 2)
    assert (asked.alphabet, asked.has_readout, asked.is_trained) == (ALPHABET, True, True)
    assert not asked.replace(model_weights="untrained").is_trained
    assert asked.replace(input="text", text="é?", steps=2).input_size == len(ALPHABET)
    for same in (Experiment.from_json(asked.to_json()), pickle.loads(pickle.dumps(asked)), asked.kept()):
        assert same == asked
        assert hash(same) == hash(asked)
        assert same.alphabet == ALPHABET
    assert Experiment(model=Path(model)) == asked
    kept = asked.kept()
    written(Path(model), "gru", *made("gru", 2, 7))
    assert kept.replace(seed=1).hidden_size == kept.adapt(seed=1)[0].hidden_size == 6
    assert kept.replace(model=model).hidden_size == kept.adapt(model=model)[0].hidden_size == 7
    assert asked.replace(seed=1).hidden_size == asked.adapt(seed=1)[0].hidden_size == 7
    assert Experiment().header is None
    with pytest.raises(ExperimentError, match="forget_bias belongs to a cell with a forget gate"):
        Experiment(model=model, forget_bias=1.0)


PREDICTS = {"input": "text", "text": TEXT, "steps": 20, "loss": "next_char"}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"model": None}, "model", "choose a model with a read-out"),
        ({"input": "noise"}, "input", "choose input='text'"),
        ({"text": TEXT[:20]}, "text", "text has 20 characters, and loss='next_char' predicts the one after steps = 20"),
        ({"text": TEXT[:20], "loss_step": 20}, "text", "after loss_step = 20: give at least 21, or a smaller"),
        ({"loss_step": 21}, "loss_step", "between 1 and steps = 20"),
        ({"model": "prosa"}, "model", "there is no model prosa; did you mean prose"),
        ({"model": "gone.safetensors"}, "model", "no such file"),
        ({"model": ""}, "model", "the name of a bundled model or the path of a file, or None"),
        ({"model": 3}, "model", "the name of a bundled model"),
        ({"model_weights": "fresh"}, "model_weights", "one of trained, untrained"),
    ],
)
def test_what_a_prediction_lacks_is_refused_where_it_is_missing(
    model: str, fields: dict[str, Any], field: str, words: str
) -> None:
    Experiment(**{"model": model, **PREDICTS, "loss_step": 20})
    with pytest.raises(ExperimentError, match=re.escape(words)) as caught:
        Experiment(**{"model": model, **PREDICTS, **fields})
    assert caught.value.field == field


def test_a_model_without_alphabet_or_read_out_is_good_for_what_it_has(tmp_path: Path) -> None:
    network, _ = made("lstm")
    silent = written(tmp_path / "silent.safetensors", "lstm", network, None)
    assert Experiment(model=silent, input="text", text=TEXT, steps=5).alphabet == ALPHABET
    with pytest.raises(ExperimentError, match="this one has no read-out") as caught:
        Experiment(model=silent, **PREDICTS)
    assert caught.value.field == "model"
    for name in ("foreign.safetensors", "foreign.pt"):
        if name.endswith("pt"):
            torch.save(network.state_dict(), tmp_path / name)
        else:
            save_file({key: tensor.numpy() for key, tensor in network.state_dict().items()}, tmp_path / name)
        foreign = Experiment(model=tmp_path / name, steps=3)
        assert (foreign.cell, foreign.input_size, foreign.alphabet) == ("lstm", len(ALPHABET), ())
        for kind in ("noise", "zeros", "impulse"):
            expected = network.weight_hh_l0.detach().numpy()
            np.testing.assert_array_equal(gradviz.run(foreign.replace(input=kind)).weights["weight_hh_l0"], expected)
        with pytest.raises(ExperimentError, match="needs the model's alphabet") as caught:
            foreign.replace(input="text", text=TEXT)
        assert caught.value.field == "input"
        assert foreign.adapt(input="text", text=TEXT)[0].input == "noise"


def test_what_gives_way_to_an_edit_of_a_model(model: str) -> None:
    asked = Experiment(model=model, **PREDICTS)
    for fields in (
        {"model": None},
        {"input": "noise"},
        {"text": ""},
        {"cell": "lstm"},
        {"hidden_size": 3},
        {"layers": 1},
    ):
        changed, notes = asked.adapt(**fields)
        assert changed.loss == "last"
        assert notes
        assert changed.model == (model if "input" in fields or "text" in fields else None)
    assert asked.adapt(input_size=7, cell="gru", hidden_size=6)[0] == asked
    assert asked.adapt(steps=len(TEXT))[0].steps == len(TEXT) - 1
    whole = Experiment(model=model, input="text", text=TEXT, steps=len(TEXT))
    assert whole.adapt(loss="next_char")[0].steps == len(TEXT) - 1
    assert whole.adapt(loss="next_char", loss_step=len(TEXT))[0].loss_step == len(TEXT) - 1
    fresh, _ = asked.adapt(model=None, input="noise")
    assert (fresh.cell, fresh.hidden_size, fresh.input_size) == ("gru", 6, 32)
