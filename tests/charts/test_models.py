"""Every picture takes a trained model and its prediction, and none says of its weights what the fields say."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.charts.parts.names import names_of
from gradviz.charts.question import question
from gradviz.paper import Look, png_bytes
from gradviz.paper.formats import FORMATS
from tests.models.made import KINDS, TEXT, made, written


def prepared(model: str, **fields: object) -> gradviz.Experiment:
    first = gradviz.Experiment(model=model, input="text", text=TEXT, steps=10)
    return first.adapt(**fields)[0]


def some_question(number: int, folder: Path) -> list[gradviz.Result]:
    """Return one or two Results of a model, the loss mostly a prediction, with the edges of what a form can ask."""
    pick = random.Random(number).choice
    cell, layers = pick(list(KINDS)), pick([1, 1, 2, 3])
    scale = pick([0.0, 1.0, 1.0, 50.0, 4000.0])
    model = written(folder / "some.safetensors", cell, *made(cell, layers, pick([1, 2, 7]), scale, number))
    fields = {
        "steps": pick([1, 2, 5, 40]), "loss": pick(["next_char", "next_char", "last", "every"]),
        "model_weights": pick(["trained", "untrained"]), "batch_size": pick([1, 1, 3]),
        "truncation": pick([None, 1, 7]), "clip": pick(["none", "norm", "value"]),
        "dtype": pick(["float64", "float32"]),
        "spectral_radius": pick([None, 0.0, 2.5]), "init": pick(["gaussian", "identity"]), "seed": number,
        "text": pick([TEXT, "é" * 50, "a" * 60]), "input": pick(["text", "text", "noise"]),
    }  # fmt: skip
    a = prepared(model, **fields)
    if a.loss != "every":
        a = a.adapt(loss_step=pick([None, 1]))[0]
    b, _ = a.adapt(**pick([{"model_weights": "untrained"}, {"model": None}, {"cell": "gru"}]))
    return [gradviz.run(e) for e in pick([(a,), (a, b)])]


@pytest.mark.parametrize("number", range(14))
def test_no_model_is_too_odd(number: int, tmp_path: Path) -> None:
    results = some_question(number, tmp_path)
    for kind in CHARTS.values():
        assert kind.asks(*(result.experiment for result in results[:1])) is None or not results[0].experiment.model
        chart = kind(*results)
        for panel in chart.panels:
            drawn = panel.curves or panel.maps or panel.bars or panel.bands or panel.characters
            drawn = drawn or panel.points or panel.fans or panel.slices or panel.lines
            assert drawn or panel.empty, (kind.name, panel.name)
        FORMATS[".csv"].write(chart, io.BytesIO(), Look())
        if number % 8 == 0:
            assert png_bytes(chart, width=500)
    for result in results:
        assert gradviz.check(result).agrees


def said(*results: gradviz.Result) -> str:
    """Return all words of all pictures."""
    return "\n".join(repr(kind(*results)) for kind in CHARTS.values() if kind.name not in ("units",))


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn_tanh"])
def test_no_picture_names_fields_that_did_nothing(cell: str, tmp_path: Path) -> None:
    model = written(tmp_path / "mine.safetensors", cell, *made(cell))
    bias = {"lstm": {"forget_bias": 4.321}, "gru": {"update_bias": 4.321}}.get(cell, {})
    asked = prepared(model, spectral_radius=1.2345, init="orthogonal", loss="next_char", steps=20, **bias)
    trained, untrained = gradviz.run(asked), gradviz.run(asked.replace(model_weights="untrained"))
    words = said(trained).replace(repr(trained.experiment), "")
    for wrong in ("1.2345", "1.23 ", "4.321", "4.32 ", "orthogonal"):
        assert wrong not in words, (wrong, words[words.index(wrong) - 200 : words.index(wrong) + 50])
    assert "ρ = 1.2345" in question(untrained)
    assert "mine trained" in names_of(trained, untrained)[0]
    assert "mine untrained" in names_of(trained, untrained)[1]
    assert "model mine" in question(trained)
    radius = float(trained.spectral_radius[0, 0])
    assert f"{radius:.3g}" in repr(CHARTS["spectrum"](trained))
    assert not any(panel.handles for panel in CHARTS["spectrum"](trained).panels)
    assert any(panel.handles for panel in CHARTS["spectrum"](untrained).panels)


@pytest.mark.parametrize("name", ["phase", "fan"])
def test_pictures_of_many_draws_say_why_there_are_none(name: str, tmp_path: Path) -> None:
    model = written(tmp_path / "mine.safetensors", "lstm", *made("lstm"))
    for weights, words in (
        ("trained", "weights of the model mine"),
        ("untrained", "read-out of the model mine"),
    ):
        result = gradviz.run(prepared(model, model_weights=weights))
        assert CHARTS[name].asks(result.experiment) is None
        chart = CHARTS[name](result)
        assert words in chart.panels[0].empty
        assert words in chart.sentences[0][1]


def test_a_model_does_not_sweep(tmp_path: Path) -> None:
    model = written(tmp_path / "mine.safetensors", "lstm", *made("lstm"))
    for weights in ("trained", "untrained"):
        with pytest.raises(gradviz.ExperimentError, match="A sweep draws fresh networks") as caught:
            gradviz.sweep(prepared(model, model_weights=weights), spectral_radius=[0.5, 1.0])
        assert caught.value.field == "model"


def test_the_equations_begin_with_the_prediction(tmp_path: Path) -> None:
    model = written(tmp_path / "mine.safetensors", "gru", *made("gru"))
    result = gradviz.run(prepared(model, loss="next_char", text="abba cafe", steps=8, loss_step=4))

    def back(at: int) -> list[str]:
        return [line.equation for line in CHARTS["equations"](result, at=at).panels[1].lines]

    first = CHARTS["equations"](result).panels[1].lines[0]
    assert (first.equation, first.about) == (
        "∂L/∂h_t = W_y^{⊤} (p − 1_y)",
        "p is the prediction, y the next character: the space",
    )
    assert [first.equation in back(at) for at in (0, 3, 4, 5)] == [False, False, True, False]


def test_what_was_predicted_is_said(tmp_path: Path) -> None:
    model = written(tmp_path / "mine.safetensors", "lstm", *made("lstm"))
    result = gradviz.run(prepared(model, loss="next_char", text="abba cafe", steps=4))
    chance = float(np.exp(-result.loss))
    words = CHARTS["gradient"](result).sentences[0][1]
    assert f"It expects the space with probability {chance:.3f}" in words
    assert "predicting the space after step 4" in repr(CHARTS["gradient"](result).panels[0])
    strange = gradviz.run(prepared(model, loss="next_char", text="abbaéf", steps=4))
    assert "It expects “?”" in CHARTS["gradient"](strange).sentences[0][1]
    text = CHARTS["text"](gradviz.run(prepared(model, text="abéa", steps=3))).panels[0]
    assert text.subtitle == "1 character (“é”) is not in the model's alphabet: it reads ? there"
