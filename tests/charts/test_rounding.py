"""What rounding leaves is no measurement: no sentence and no name in a picture gives it as a number."""

import dataclasses
import re

import pytest

import gradviz
from gradviz import Experiment
from gradviz.charts import CHARTS

SMALL = {"steps": 24, "hidden_size": 6, "input_size": 4, "spectral_radius": 1.0}
KEEPING = {
    "an orthogonal W keeps lengths, tanh′ does not": {"cell": "rnn_tanh", "init": "orthogonal"},
    "ReLU's mask does not": {"cell": "rnn_relu", "init": "orthogonal"},
    "one unit": {"cell": "rnn_tanh", "hidden_size": 1, "input_size": 1},
    "nothing happens at all": {"cell": "rnn_linear", "init": "orthogonal"},
    "float32": {"cell": "rnn_linear", "init": "orthogonal", "dtype": "float32"},
    "identity": {"cell": "rnn_linear", "init": "identity"},
    "no input": {"cell": "lstm", "init": "orthogonal", "input": "zeros"},
    "a loss at every step": {"cell": "rnn_tanh", "init": "orthogonal", "loss": "every", "truncation": 5},
    "zero": {"cell": "gru", "spectral_radius": 0.0},
}
REMAINDER = re.compile(r"10\^\{−(?:9|1\d)\}|e-(?:09|1\d)")


def said(thing):
    """Return every word in a chart."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from said(part)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from said(getattr(thing, field.name))


@pytest.fixture(scope="module", params=KEEPING)
def result(request):
    return gradviz.run(Experiment(**{**SMALL, **KEEPING[request.param]}))


def test_no_picture_says_what_rounding_leaves(result):
    for name, kind in CHARTS.items():
        if kind.grid is None:
            wrong = [words for words in said(kind(result, at=10)) if REMAINDER.search(words)]
            assert not wrong, name


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"cell": "rnn_tanh", "init": "orthogonal"}, "W_{hh} changes nothing"),
        ({"cell": "rnn_relu", "init": "identity"}, "W_{hh} changes nothing"),
        ({"cell": "rnn_linear", "init": "orthogonal"}, "no step changes its norm"),
        ({"cell": "rnn_linear", "init": "orthogonal", "dtype": "float32"}, "no step changes its norm"),
        ({"cell": "rnn_tanh", "init": "orthogonal", "spectral_radius": 1.001}, "W_{hh} gives 4.34·10^{−4}"),
    ],
)
def test_why_says_what_a_matrix_that_keeps_lengths_does(fields, words):
    (sentence,) = (words for _, words in CHARTS["why"](gradviz.run(Experiment(**{**SMALL, **fields}))).sentences)
    assert words in sentence


def test_an_eigenvalue_that_is_rounding_is_zero_and_a_small_one_is_not():
    quarter = [[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1e-9]]
    fields = {"cell": "rnn_linear", "steps": 3, "hidden_size": 3, "input_size": 1, "spectral_radius": None}
    weights = {"weight_hh_l0": quarter, "weight_ih_l0": [[1.0]] * 3, "bias_ih_l0": [0.0] * 3, "bias_hh_l0": [0.0] * 3}
    found = gradviz.run(Experiment(**fields), weights=weights)
    names = [
        name for panel in CHARTS["spectrum"](found, at=1).panels for points in panel.points for name in points.names
    ]
    assert "λ = 0 + 1i, |λ| = 1" in names
    assert "λ = 10^{−9}" in names
