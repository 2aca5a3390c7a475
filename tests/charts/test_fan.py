"""Many draws at once: each line is a single run's, each draw is counted once, under its own fate."""

from __future__ import annotations

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.experiment import Experiment
from tests.charts.swept import drawn, holed, one_by_one, swept

FAN = CHARTS["fan"]


def numpy_lines(**fields):
    """Return the fifty lines of numpy that a lecture draws many times: an unscaled ReLU network, one impulse."""
    return Experiment(**{"cell": "rnn_relu", "steps": 51, "hidden_size": 5, "init": "normal", "spectral_radius": None,
                         "input": "impulse", "input_size": 3, "device": "cpu", **fields})  # fmt: skip


def fans(chart):
    return {fan.column.removeprefix("log10_change_"): fan for fan in chart.panels[0].fans}


@pytest.mark.parametrize("fields", [{}, {"loss": "every"}, {"loss_step": 20}, {"cell": "lstm", "layers": 2}])
def test_every_line_is_a_single_run_under_its_own_seed_and_fate(fields: dict) -> None:
    asked = numpy_lines(**fields)
    chart, last = drawn("fan", asked), asked.loss_step or 51
    curves = one_by_one(asked, 64)[:, : last + 1]
    changes = curves - curves[:, last:]
    end = changes[:, 0]
    wanted = {"dies": np.isneginf(end), "vanishes": (end < -3) & np.isfinite(end), "explodes": end > 3}
    wanted["holds"] = ~(wanted["dies"] | wanted["vanishes"] | wanted["explodes"])
    found = fans(chart)
    assert list(found) == [name for name in ("explodes", "vanishes", "dies", "holds") if wanted[name].any()]
    for name, fan in found.items():
        seeds = np.flatnonzero(wanted[name])
        assert fan.numbers == tuple(seeds)
        np.testing.assert_allclose(fan.y, changes[seeds], atol=1e-9)
        np.testing.assert_array_equal(fan.x, np.arange(last + 1))
        assert fan.label.startswith(f"{len(seeds)} ")
        assert fan.role == ("neutral" if name == "dies" else "a")
    counts = [int(wanted[name].sum()) for name in ("explodes", "vanishes", "dies", "holds")]
    said = zip(counts, ("explode", "vanish", "die", "hold"), strict=True)
    words = ", ".join(f"{count} {name}{'s' if count == 1 else ''}" for count, name in said)
    assert chart.sentences == (("a", f"Of 64 draws {words}."),)


def test_lines_of_one_colour_have_tones_of_their_own() -> None:
    found = fans(drawn("fan", numpy_lines()))
    assert len(found) == 4
    assert len({fan.tone for name, fan in found.items() if name != "dies"}) == 3


@pytest.mark.parametrize("batch", [1, 256])
def test_the_run_itself_is_bold_among_them_and_begins_where_they_do(batch: int) -> None:
    asked = numpy_lines(batch_size=batch, seed=1)
    chart = drawn("fan", asked)
    (own,) = chart.panels[0].curves
    median = np.median(gradviz.run(asked).log10_grad_hidden[-1], axis=1)
    np.testing.assert_array_equal(own.y, median - median[-1])
    assert ("one sequence each (this run has 256)" in chart.panels[0].subtitle) == (batch == 256)
    if batch == 1:
        line = next(fan.y[fan.numbers.index(1)] for fan in fans(chart).values() if 1 in fan.numbers)
        np.testing.assert_allclose(own.y, line, atol=1e-9)


def test_all_of_it_lies_within_the_axes_and_the_thresholds_are_named() -> None:
    panel = drawn("fan", numpy_lines()).panels[0]
    heights = np.concatenate([fan.y[np.isfinite(fan.y)] for fan in panel.fans])
    assert panel.y.low < heights.min() < heights.max() < panel.y.high
    assert [level.y for level in panel.levels] == [-3, 3]
    assert (panel.x.low, panel.x.high) == (-0.5, 51.5)
    assert panel.over_time


def test_before_any_draw_is_known_the_run_is_there_alone() -> None:
    chart = FAN(gradviz.run(numpy_lines(cell="lstm")))
    assert chart.panels[0].curves
    assert not chart.panels[0].fans
    assert not chart.panels[0].empty
    assert chart.sentences == (("a", "The draws are being computed…"),)


def test_a_part_of_the_draws_counts_for_itself(recwarn) -> None:
    result = gradviz.run(numpy_lines())
    sweep = swept("fan", result.experiment)
    known = np.arange(64) % 4 == 1
    chart = FAN(result, sweep=holed(sweep, known))
    seeds = sorted(seed for fan in chart.panels[0].fans for seed in fan.numbers)
    assert seeds == list(range(1, 64, 4))
    assert [int(fan.label.split()[0]) for fan in chart.panels[0].fans] == [
        len(fan.numbers) for fan in chart.panels[0].fans
    ]
    assert chart.sentences[0][1].startswith("Of 16 draws ")
    assert chart.sentences[0][1].endswith(" 25\u00a0% of the sweep is there.")
    none = FAN(result, sweep=holed(sweep, np.zeros(64, bool)))
    assert none.sentences[0][1].startswith("No draw is known yet.")
    assert not none.panels[0].fans
    assert not recwarn.list


@pytest.mark.parametrize("seeds", ["16", "64", "256"])
def test_as_many_as_are_asked_for(seeds: str) -> None:
    chart = drawn("fan", numpy_lines(), seeds=seeds)
    assert sum(len(fan.y) for fan in chart.panels[0].fans) == int(seeds)
    assert f"{seeds} draws, each with its own weights, input and loss" in chart.panels[0].subtitle


def test_a_large_network_has_fewer_and_says_so() -> None:
    asked = numpy_lines(steps=2000, hidden_size=128, init="gaussian")
    grid = FAN.asks(asked, seeds="256")
    assert 1 < grid.seeds < 256
    result = gradviz.run(numpy_lines())
    few = gradviz.sweep(result.experiment, seeds=range(8))
    assert "8 draws instead of 64, which would take long" in FAN(result, sweep=few).panels[0].subtitle
    assert FAN.asks(numpy_lines(hidden_size=4096, steps=100_000)).seeds == 1


def test_the_sweep_does_not_depend_on_the_seed_nor_on_what_changes_no_gradient() -> None:
    moved = {"seed": 7, "batch_size": 3, "clip": "value", "clip_threshold": 0.1}
    assert FAN.asks(numpy_lines()) == FAN.asks(numpy_lines(**moved))
    assert FAN.asks(numpy_lines()) != FAN.asks(numpy_lines(hidden_size=6))


def test_the_network_that_is_asked_for() -> None:
    a, b = numpy_lines(), numpy_lines(cell="gru")
    chart = drawn("fan", a, b, network="b")
    assert {fan.role for fan in chart.panels[0].fans} == {"b"}
    assert (chart.panels[0].curves[0].role, chart.panels[0].curves[0].label) == ("b", "B GRU")
    assert chart.sentences[1][1].startswith("Of 64 draws ")
    assert FAN.asks(a, b) == FAN.asks(a, network="b") == FAN.asks(a)


def test_given_weights_are_not_those_of_the_draws() -> None:
    asked = numpy_lines()
    result = gradviz.run(asked, weights=dict(gradviz.run(asked).weights))
    words = FAN(result, sweep=swept("fan", asked)).panels[0].subtitle
    assert "freshly drawn networks without the weights that this run was given" in words


EDGES = {
    "one step": {"steps": 1}, "one unit": {"hidden_size": 1}, "all dead": {"truncation": 1},
    "ρ = 0": {"spectral_radius": 0.0}, "exploding": {"cell": "rnn_linear", "spectral_radius": 60.0, "steps": 400},
    "nothing read": {"input": "zeros"}, "float32": {"dtype": "float32"}, "text": {"input": "text", "text": "x" * 51},
    "first step": {"loss_step": 1}, "layers": {"layers": 8, "cell": "lstm"},
}  # fmt: skip


@pytest.mark.parametrize("edge", EDGES)
def test_no_question_is_too_odd(edge: str, recwarn) -> None:
    asked = numpy_lines(**EDGES[edge])
    chart = drawn("fan", asked, asked.replace(cell="gru"), network="b")
    alone = drawn("fan", asked)
    for panel in (*chart.panels, *alone.panels):
        assert np.isfinite([panel.y.low, panel.y.high]).all()
        assert sum(len(fan.y) for fan in panel.fans) == 64
    assert "nan" not in chart.sentences[1][1]
    assert not recwarn.list
