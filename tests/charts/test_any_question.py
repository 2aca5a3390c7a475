"""Every picture takes any question: it is drawn, or says in words why there is nothing to draw."""

import random

import pytest

import gradviz
from gradviz.charts import CHARTS


def some_question(number):
    """Return one or two Results of a question with the edges of every field."""
    pick = random.Random(number).choice
    fields = {
        "steps": pick([1, 2, 5, 40]), "hidden_size": pick([1, 2, 7, 20]), "layers": pick([1, 1, 2, 8]),
        "batch_size": pick([1, 1, 3, 17]), "spectral_radius": pick([None, 0.0, 0.3, 1.0, 2.5, 40.0]),
        "loss": pick(["last", "every"]), "truncation": pick([None, 1, 7]), "clip": pick(["none", "norm", "value"]),
        "input": pick(["noise", "impulse"]), "input_scale": pick([1.0, 0.0, 100.0, 1e-9]), "seed": number,
        "dtype": pick(["float64", "float32"]), "init": pick(["gaussian", "identity", "torch"]),
    }  # fmt: skip
    a, _ = gradviz.Experiment(cell=pick(["rnn_tanh", "rnn_relu", "rnn_linear", "lstm", "gru"])).adapt(**fields)
    b, _ = a.adapt(cell=pick(["rnn_relu", "lstm", "gru"]))
    return [gradviz.run(e) for e in pick([(a,), (a, b)])]


@pytest.mark.parametrize("number", range(60))
def test_no_question_is_too_odd(number):
    results = some_question(number)
    for kind in CHARTS.values():
        chart = kind(*results)
        for panel in chart.panels:
            drawn = panel.curves or panel.maps or panel.bars or panel.bands or panel.characters
            drawn = drawn or panel.points or panel.fans or panel.slices or panel.lines
            assert drawn or panel.empty, (kind.name, panel.name)
