"""The map of many networks against single runs, its dot, its words, and everything that is odd about a question."""

from __future__ import annotations

import math

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.charts.parts import budget
from gradviz.charts.parts.phase_found import found_of
from gradviz.charts.parts.phase_rows import Rows, rows_of
from gradviz.charts.parts.phase_words import along
from gradviz.charts.phase import PLANS
from gradviz.experiment import Experiment
from tests.charts.swept import drawn, holed, one_by_one, swept

PHASE = CHARTS["phase"]
ZERO = -np.inf


def small(**fields):
    return Experiment(**{"steps": 9, "hidden_size": 4, "input_size": 3, "device": "cpu", **fields})


def column(heat, radius):
    """Return the column of ρ, from the lowest row up."""
    return heat.values[::-1, round((radius - heat.first) / heat.step)]


def fates(changes):
    """Return the shares that vanish, hold, explode and die, by hand."""
    die, vanish, explode = np.isneginf(changes), changes < -3, changes > 3
    found = [vanish & ~die, ~(vanish | explode), explode, die]
    return [kind.mean() for kind in found]


def by_hand(panels, radius, row, changes):
    assert column(panels[0].maps[0], radius)[row] == pytest.approx(np.median(changes), abs=1e-9)
    shares = [column(panel.maps[0], radius)[row] for panel in panels[1:]]
    assert shares == pytest.approx(fates(changes))


@pytest.mark.parametrize("cell", ["rnn_relu", "gru"])
@pytest.mark.parametrize("radius", [0.0, 0.5, 1.0, 2.0])
def test_time_back_is_that_of_single_runs(cell: str, radius: float) -> None:
    asked = small(cell=cell, init="torch", spectral_radius=0.7)
    panels = drawn("phase", asked).panels
    curves = one_by_one(asked, 32, spectral_radius=radius)
    for back in range(10):
        by_hand(panels, radius, back, curves[:, 9 - back] - curves[:, 9])


@pytest.mark.parametrize("radius", [0.0, 1.0, 1.9])
def test_t_is_that_of_single_runs_of_each_length(radius: float) -> None:
    asked = small(cell="rnn_linear", spectral_radius=0.7, loss_step=5)
    panels = drawn("phase", asked, over="steps").panels
    assert panels[0].y.log10
    for row in (0, 1, 3, 7):
        curves = one_by_one(asked, 8, spectral_radius=radius, loss_step=None, steps=2**row)
        by_hand(panels, radius, row, curves[:, 0] - curves[:, -1])


@pytest.mark.parametrize(("cell", "field"), [("lstm", "forget_bias"), ("gru", "update_bias")])
@pytest.mark.parametrize("radius", [0.0, 1.0, 1.9])
def test_the_bias_is_that_of_single_runs(cell: str, field: str, radius: float) -> None:
    asked = small(cell=cell, steps=30, layers=2)
    panels = drawn("phase", asked, over="bias").panels
    for row, bias in ((0, -2.0), (5, 3.0), (8, 6.0)):
        curves = one_by_one(asked, 8, spectral_radius=radius, **{field: bias})
        by_hand(panels, radius, row, curves[:, 0] - curves[:, -1])


def test_the_shares_of_every_place_are_one_together() -> None:
    panels = drawn("phase", small(cell="rnn_relu", steps=40)).panels
    assert sum(panel.maps[0].values for panel in panels[1:]) == pytest.approx(1.0)
    assert all((panel.maps[0].low, panel.maps[0].high) == (0, 1) for panel in panels[1:])


@pytest.mark.parametrize("over", ["back", "steps", "bias"])
def test_rows_columns_and_axes_fit_together(over: str) -> None:
    panel = drawn("phase", small(cell="lstm"), over=over).panels[0]
    heat = panel.maps[0]
    rows, columns = heat.values.shape
    assert panel.plane
    assert panel.x.low == pytest.approx(heat.first - heat.step / 2)
    assert panel.x.high == pytest.approx(heat.first + (columns - 0.5) * heat.step)
    high = (panel.y.high - panel.y.low) / rows
    bottom = {"back": 0, "steps": 0, "bias": -2}[over]  # k = 0, log10 of T = 1, the lowest bias
    top = {"back": 9, "steps": math.log10(1024), "bias": 6}[over]
    assert panel.y.low + high / 2 == pytest.approx(bottom)
    assert panel.y.high - high / 2 == pytest.approx(top)
    assert (heat.low, heat.high, heat.palette, heat.log10) == (-6, 6, "signed", True)
    if over == "back":
        assert heat.order == tuple(range(9, -1, -1))
        assert (heat.values[-1] == 0).all()
    if over == "steps":
        assert heat.order == tuple(2**power for power in range(10, -1, -1))
    for below in panel, *drawn("phase", small(cell="lstm"), over=over).panels[1:]:
        assert (below.y.low, below.y.high) == (panel.y.low, panel.y.high)


def test_a_long_way_has_every_second_or_third_row_and_the_whole_way_among_them() -> None:
    result = gradviz.run(small(steps=1001, hidden_size=2))
    heat = PHASE(result, sweep=swept("phase", result.experiment)).panels[0].maps[0]
    assert len(heat.order) <= 256
    assert heat.order[0] == 1001
    assert set(np.diff(heat.order)) == {-4}
    asked = small(steps=1001, hidden_size=2, spectral_radius=1.0)
    curves = one_by_one(asked, 32)
    place = heat.order.index(401)
    assert heat.values[place, 32] == pytest.approx(np.median(curves[:, 600] - curves[:, 1001]))


def test_the_dot_stands_at_the_network_and_changes_it() -> None:
    asked = small(cell="lstm", spectral_radius=1.25, forget_bias=2.5)
    back, steps, bias = (drawn("phase", asked, over=over).panels[0].handles[0] for over in ("back", "steps", "bias"))
    assert (back.slot, back.x, back.y) == ("a", 1.25, 9)
    assert back.values(0.5, 3) == {"spectral_radius": 0.5}
    assert (steps.x, steps.y) == (1.25, pytest.approx(math.log10(9)))
    assert steps.values(0.5, math.log10(100)) == {"spectral_radius": 0.5, "steps": 100}
    assert steps.values(0.5, 9.0)["steps"] == 1024
    assert (bias.x, bias.y) == (1.25, 2.5)
    assert bias.values(2.5, -1.25) == {"spectral_radius": 2.0, "forget_bias": -1.25}


@pytest.mark.parametrize(("cell", "row"), [("lstm", 1), ("gru", 1)])
def test_a_network_as_drawn_stands_at_what_was_measured(cell: str, row: int) -> None:
    asked = small(cell=cell, spectral_radius=None, init="torch", layers=2)
    result = gradviz.run(asked)
    handle = drawn("phase", asked, over="bias").panels[0].handles[0]
    assert handle.x == result.spectral_radius[1, 0]
    both = result.weights["bias_ih_l1"] + result.weights["bias_hh_l1"]
    assert handle.y == pytest.approx(both.reshape(-1, 4)[row].mean())


def test_a_network_beyond_the_map_stands_at_its_edge_and_says_so() -> None:
    (handle,) = drawn("phase", small(cell="gru", spectral_radius=40.0, update_bias=9.0), over="bias").panels[0].handles
    assert (handle.x, handle.y, handle.label) == (2.0, 6.0, "this network, outside: ρ = 40, b_z = 9")


@pytest.mark.parametrize("over", ["back", "steps", "bias"])
def test_the_sweep_is_the_same_wherever_the_dot_is(over: str) -> None:
    first = small(cell="lstm", spectral_radius=0.3, forget_bias=1.0)
    moved = {"spectral_radius": 1.7, "seed": 5, "batch_size": 8, "clip": "norm", "clip_threshold": 2.0}
    moved |= {"bias": {"forget_bias": -1.0}, "steps": {"steps": 700, "loss_step": 3}}.get(over, {})
    assert PHASE.asks(first, over=over) == PHASE.asks(first.replace(**moved), over=over)
    assert PHASE.asks(first, over=over) != PHASE.asks(first.replace(input_scale=2.0), over=over)


def test_what_comes_after_the_loss_is_not_computed() -> None:
    late, early = small(steps=6), small(steps=9, loss_step=6)
    assert PHASE.asks(late) == PHASE.asks(early)
    a, b = (drawn("phase", each).panels[0] for each in (late, early))
    np.testing.assert_array_equal(a.maps[0].values, b.maps[0].values)
    assert b.handles[0].y == 6


def test_nothing_is_known_at_first_and_no_panel_jumps() -> None:
    result = gradviz.run(small())
    chart, whole = PHASE(result), PHASE(result, sweep=swept("phase", result.experiment))
    assert chart.panels[0].empty == "The sweep is being computed…"
    assert [panel.name for panel in chart.panels] == [panel.name for panel in whole.panels]
    assert [(panel.beside, panel.height) for panel in chart.panels] == [(p.beside, p.height) for p in whole.panels]
    assert [panel.beside for panel in chart.panels] == [False, False, True, True, True]
    assert all(panel.empty and not panel.maps for panel in chart.panels)
    assert chart.sentences[0][1] == "The sweep is being computed: 65 values of ρ × 32 draws."


def test_what_is_not_computed_yet_is_blank(recwarn) -> None:
    result = gradviz.run(small(cell="rnn_linear"))
    sweep = swept("phase", result.experiment)
    known = np.zeros((65, 32), bool)
    known[::16] = True
    known[16, 5:] = False
    chart = PHASE(result, sweep=holed(sweep, known))
    values = chart.panels[0].maps[0].values
    assert (np.isnan(values).all(0) == ~known.any(1)).all()
    curves = sweep.log10_grad_hidden[16, :5]
    assert values[0, 16] == pytest.approx(np.median(curves[:, 0] - curves[:, -1]))
    share = known.mean() * 100
    assert chart.sentences[0][1].endswith(f"{share:.3g}\u00a0% of the sweep is there.")
    nothing = PHASE(result, sweep=holed(sweep, np.zeros((65, 32), bool)))
    assert np.isnan(nothing.panels[0].maps[0].values).all()
    assert nothing.sentences[0][1].startswith("Nothing 9 steps back is known yet.")
    assert not recwarn.list


def test_a_sweep_over_t_that_has_not_come_to_a_length() -> None:
    result = gradviz.run(small())
    sweep = swept("phase", result.experiment, over="steps")
    known = np.ones((21, 11, 8), bool)
    known[:, 3] = False  # T = 8 is the row at the dot
    chart = PHASE(result, sweep=holed(sweep, known), over="steps")
    assert np.isnan(column(chart.panels[0].maps[0], 1.0)).tolist() == [row == 3 for row in range(11)]
    assert chart.sentences[0][1].startswith("Nothing at T = 8 is known yet.")


def test_a_cell_without_such_a_gate_says_so() -> None:
    result = gradviz.run(small())
    assert PHASE.asks(result.experiment, over="bias") is None
    (panel,) = PHASE(result, over="bias").panels
    assert "The tanh RNN has no gate that keeps its state" in panel.empty


def test_the_network_that_is_asked_for_is_swept() -> None:
    a, b = small(), small(cell="gru")
    assert PHASE.asks(a, b, network="b") == PHASE.asks(b)
    assert PHASE.asks(a, b) == PHASE.asks(a) == PHASE.asks(a, network="b")
    chart = drawn("phase", a, b, network="b")
    assert chart.panels[0].maps[0].role == "b"
    assert (chart.panels[0].handles[0].slot, chart.panels[0].handles[0].label) == ("b", "B")
    assert [role for role, _ in chart.sentences] == ["a", "b"]
    assert chart.sentences[1][1].startswith("Median of 32 draws 9 steps back")


def test_given_weights_are_not_those_of_the_draws() -> None:
    asked = small()
    weights = {name: 0.5 * array for name, array in gradviz.run(asked).weights.items()}
    result = gradviz.run(asked, weights=weights, inputs=np.ones((9, 1, 3)))
    panel = PHASE(result, sweep=swept("phase", asked)).panels[0]
    assert "freshly drawn networks without the weights and input that this run was given" in panel.subtitle
    assert not panel.handles
    assert panel.points[0].shape == "ring"
    assert panel.points[0].x == pytest.approx([0.45])


def test_what_the_draws_have_is_said() -> None:
    panel = drawn("phase", small(batch_size=256, layers=8)).panels[0]
    for words in ("median of 32 draws at 65 values of ρ", "own weights, input and loss", "one sequence each (this run "
                  "has 256)", "layer 8 of 8", "10^{−6} and 10^{6}"):  # fmt: skip
        assert words in panel.subtitle
    text = drawn("phase", small(input="text", text="what is read"), over="steps").panels[0]
    assert "each with its own weights and loss, on the same text" in text.subtitle
    assert max(text.maps[0].order) == 12


@pytest.mark.parametrize("length", range(1, 40))
def test_every_t_is_one_of_its_own_and_none_is_longer_than_the_text(length: int) -> None:
    experiment = small(input="text", text="x" * length, steps=1)
    (_, values) = dict(PHASE.asks(experiment, over="steps").fields).values()
    assert list(values) == sorted(set(values))
    assert (values[0], values[-1]) == (1, length)


EDGES = {
    "one step": {"steps": 1}, "one unit": {"hidden_size": 1}, "ρ = 0": {"spectral_radius": 0.0},
    "all dead": {"truncation": 1}, "a batch": {"batch_size": 256}, "layers": {"layers": 8, "cell": "lstm"},
    "every": {"loss": "every"}, "as drawn": {"spectral_radius": None, "init": "normal"},
    "zeros": {"input": "zeros", "cell": "rnn_relu"}, "float32": {"dtype": "float32", "cell": "gru"},
    "identity": {"init": "identity"}, "first step": {"loss_step": 1},
}  # fmt: skip

SLOW = ("identity", "float32")
"""Over T, with four units: most leave the plain floats and are run one by one."""


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("over", ["back", "steps", "bias"])
def test_no_question_is_too_odd(edge: str, over: str, recwarn) -> None:
    asked = small(**EDGES[edge])
    if PHASE.asks(asked, over=over) is None or (over == "steps" and edge in SLOW):
        return
    chart = drawn("phase", asked, asked.replace(spectral_radius=1.5), over=over)
    for panel in chart.panels:
        assert panel.y.low < panel.y.high
        assert not np.isnan(panel.maps[0].values).any()
        assert panel.handles[0].x <= 2
        assert panel.y.low <= panel.handles[0].y <= panel.y.high
    assert all("nan" not in words and len(words) < 400 for _, words in chart.sentences)
    assert not recwarn.list


def test_all_dead_is_said() -> None:
    chart = drawn("phase", small(truncation=1))
    words = chart.sentences[0][1]
    assert "exactly zero at every ρ from 0 to 2. 100\u00a0% of all networks with ρ > 0 die" in words
    assert np.isneginf(chart.panels[0].maps[0].values[:-1]).all()
    assert (chart.panels[4].maps[0].values[:-1] == 1).all()


def test_what_a_sweep_says_is_worked_out_once_for_the_same_rows() -> None:
    sweep, rows = swept("phase", small()), rows_of(small(), "back")
    found = found_of(sweep, rows)
    assert found_of(sweep, rows_of(small(seed=3), "back")) is found
    fewer = Rows("", (0, 9), rows.axis)
    np.testing.assert_array_equal(found_of(sweep, fewer).median, found.median[:, [0, 9]])


def test_how_many_die_is_counted_where_they_need_not() -> None:
    assert " die" not in drawn("phase", small()).sentences[0][1]  # at ρ = 0 every tanh RNN does
    asked = small(cell="rnn_relu", init="normal", input="impulse")
    share = 100 * np.isneginf(swept("phase", asked).log10_grad_hidden[1:, :, 0]).mean()
    words = drawn("phase", asked).sentences[0][1]
    assert 0 < share < 100
    assert f" {share:.3g}\u00a0% of all networks with ρ > 0 die: exactly zero." in words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ([-5, -4, 0, 4], "below 1/1000 of its start up to ρ = 0.5; it holds at ρ = 1; above 1000 times its start "
                         "from ρ = 1.5 on"),
        ([ZERO, -4, -4, 0], "exactly zero at ρ = 0; below 1/1000 of its start up to ρ = 1; it holds from ρ = 1.5 on"),
        ([0, 0, 0, 0], "it holds at every ρ from 0 to 1.5"),
        ([-5, np.nan, np.nan, 5], "below 1/1000 of its start at ρ = 0; above 1000 times its start from ρ = 1.5 on"),
        ([-3, 3, 3.1, 3.1], "it holds up to ρ = 0.5; above 1000 times its start from ρ = 1 on"),
        ([-5, 0, -5, 0, -5, 0, 0], "below 1/1000 of its start at 3 of 7 values of ρ; it holds at 4 of 7 values of ρ"),
    ],
)  # fmt: skip
def test_what_lies_along_rho(change: list[float], words: str) -> None:
    assert along(np.array(change, float), 0.5 * np.arange(len(change))) == words


def test_a_linear_network_has_its_edge_at_one() -> None:
    words = drawn("phase", small(cell="rnn_linear", steps=400, hidden_size=8)).sentences[0][1]
    assert "below 1/1000 of its start up to ρ = 0.969; it holds at ρ = 1; above 1000 times its start from ρ = 1.0" in (
        words.replace("up to ρ = 1;", "at ρ = 1;")
    )


LARGE = [
    {"cell": "lstm", "steps": 4096, "hidden_size": 256}, {"steps": 100_000, "hidden_size": 1},
    {"cell": "gru", "hidden_size": 512, "layers": 8}, {"cell": "lstm", "steps": 100_000, "hidden_size": 8},
    {"cell": "lstm", "hidden_size": 512, "steps": 100_000},
    {"hidden_size": 512, "steps": 1, "layers": 8},
]  # fmt: skip


@pytest.mark.parametrize("fields", LARGE)
@pytest.mark.parametrize("over", ["back", "steps", "bias"])
def test_a_large_network_has_fewer_draws_and_then_fewer_radii(fields: dict, over: str) -> None:
    grid = PHASE.asks(Experiment(**fields), over=over)
    if grid is None:
        return
    plan = len(grid.fields[0][1]), grid.seeds
    assert plan in PLANS[over][1:]
    steps = max(dict(grid.fields).get("steps", (grid.experiment.steps,)))
    networks = math.prod(len(values) for _, values in grid.fields) * grid.seeds
    if plan != PLANS[over][-1]:
        assert networks * (steps + 1) * 8 * (1 + (grid.experiment.cell == "lstm")) <= budget.MEMORY
    assert 1.0 in grid.fields[0][1]


def test_no_sweep_has_more_networks_than_about_two_thousand() -> None:
    for over in PLANS:
        grid = PHASE.asks(small(cell="lstm"), over=over)
        assert (len(grid.fields[0][1]), grid.seeds) == PLANS[over][0]
        assert math.prod(len(values) for _, values in grid.fields) * grid.seeds <= 2080
