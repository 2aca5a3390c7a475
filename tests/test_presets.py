"""Every preset is a question that can be asked, and shows what its sentence says."""

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.fates import Fate, fate
from gradviz.presets import PRESETS


def below(result):
    """Return after how many steps back the gradient is below 1/1000 of its start for the first time."""
    back = result.log10_grad_hidden[-1, ::-1, 0]
    return int(np.argmax(back - back[0] < -3))


def fates_of(name, picture, **options):
    grid = CHARTS[picture].asks(*PRESETS[name].experiments(), **options)
    return grid, fate(gradviz.sweep(grid.experiment, seeds=range(grid.seeds), **dict(grid.fields)).log10_grad_hidden)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_asked(name):
    preset = PRESETS[name]
    assert 1 <= len(preset.experiments()) <= 2
    assert preset.words.endswith(".")
    assert preset.pictures
    assert set(preset.pictures) <= set(CHARTS)
    for picture, option, value in preset.options:
        assert picture in preset.pictures
        assert CHARTS[picture].chosen({option: value})[option] == value


def test_the_lectures_default_is_the_windows_own():
    from gradviz.screen.asking.question import Question

    preset, question = PRESETS["The lecture’s default"], Question.default()
    assert preset.experiments() == question.experiments()
    assert preset.pictures == question.pictures
    a, b = (gradviz.run(experiment) for experiment in preset.experiments())
    assert below(a) <= 12
    assert b.log10_grad_hidden[-1, 0, 0] - b.log10_grad_hidden[-1, -1, 0] > -3


def test_at_pytorchs_defaults_both_vanish_about_as_fast():
    a, b = (gradviz.run(each) for each in PRESETS["RNN against LSTM at PyTorch’s defaults"].experiments())
    assert 8 <= below(a) <= 14
    assert 8 <= below(b) <= 14
    assert a.weights["weight_hh_l0"].std() == pytest.approx(1 / np.sqrt(3 * 128), rel=0.02)


def test_the_fifty_lines_explode_vanish_and_die():
    _, found = fates_of("Fifty lines of numpy", "fan")
    assert found.shape == (64,)
    assert all((found == kind).sum() >= 5 for kind in (Fate.EXPLODES, Fate.VANISHES, Fate.DIES))
    (experiment,) = PRESETS["Fifty lines of numpy"].experiments()
    assert fate(gradviz.run(experiment).log10_grad_hidden[-1, :, 0]) == Fate.EXPLODES


def test_the_edge_of_the_linear_network_is_at_one():
    grid, found = fates_of("A sharp edge at ρ = 1", "phase")
    radii = np.array(grid.fields[0][1])
    assert set(found[(radii > 0) & (radii < 0.9)].ravel()) == {Fate.VANISHES}
    assert set(found[radii > 1.1].ravel()) == {Fate.EXPLODES}


def test_a_forget_bias_of_three_holds():
    grid, found = fates_of("How far open must a forget gate be?", "phase", over="bias")
    biases = grid.fields[1][1]
    assert (found[1:, biases.index(0.0)] == Fate.VANISHES).all()
    radii = np.array(grid.fields[0][1])
    assert (found[radii >= 0.5, biases.index(3.0)] == Fate.HOLDS).mean() > 0.9
