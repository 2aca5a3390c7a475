"""The picture of one unit over a text: what is drawn where, and the numbers in its sentences."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

import numpy as np
import pytest

from gradviz.charts.markup import to_plain
from gradviz.charts.style import THEMES
from gradviz.charts.texts.over_text import text_axis
from gradviz.charts.texts.unit_story import unit_story
from gradviz.charts.ticks import ticks
from gradviz.paper import export, png_bytes
from gradviz.paper.figure import figure
from gradviz.paper.table import lines
from tests.charts.windows import TEXT, flow, inside, window

LSTM = ("input", "forget", "cell", "output")


def panel(chart, name):
    return next(each for each in chart.panels if each.name == name)


def names(chart):
    return [each.name for each in chart.panels]


def curve(chart, column):
    return next(each for shown in chart.panels for each in shown.curves if each.column == column)


def said(chart):
    return " ".join(words for _, words in chart.sentences)


def rows(chart):
    found = [line for line in lines(chart) if not line.startswith("# ")]
    return list(csv.DictReader(found))


def reached(norms):
    """The largest k for which the gradient k steps back is not below 1/255 of its start, step by step."""
    return max(k for k in range(len(norms)) if 10 ** (norms[-1 - k] - norms[-1]) * 255 > 1 - 1e-8)


def test_a_character_stands_at_the_step_that_reads_it() -> None:
    made = unit_story(window(first=40))
    shown = curve(made, "value")
    np.testing.assert_array_equal(shown.x, 41 + np.arange(len(TEXT)))
    np.testing.assert_array_equal(shown.y, window(first=40).values)
    characters = panel(made, "text").characters
    assert (characters.first, characters.text) == (41, TEXT.replace("\n", "↵").replace("\t", "→"))
    assert all((each.x.low, each.x.high) == (40.5, 40.5 + len(TEXT)) for each in made.panels)
    assert made.experiments == ()
    assert made.time.label == "character"


def test_the_range_holds_the_unit_and_the_ground() -> None:
    values = np.linspace(2.0, 5.0, len(TEXT))
    axis = panel(unit_story(window(values=values)), "unit").y
    assert axis.low < 0 < 5 < axis.high
    assert panel(unit_story(window(values=0 * values)), "unit").y.high > 0


def test_where_the_label_holds_is_shaded_from_edge_to_edge() -> None:
    shown = panel(unit_story(window('a "bc" d')), "unit")
    (band,) = shown.filled
    # after the third character the quote is open, and after the sixth it is not
    for x, low, high in zip(band.x, band.low, band.high, strict=True):
        if 2.5 < x < 5.5:
            assert (low, high) == (shown.y.low, shown.y.high)
    filled = band.x[np.isfinite(band.high)]
    assert (filled.min(), filled.max()) == (2.5, 5.5)
    assert shown.subtitle == "on inside, grey: the quote"


def test_a_quantity_is_shaded_as_tall_as_it_is() -> None:
    label = np.array([np.nan, 2.0, 4.0, 6.0])
    shown = panel(unit_story(window("abcd", label=("the place", label))), "unit")
    (band,) = shown.filled
    share = (band.high - shown.y.low) / (shown.y.high - shown.y.low)
    np.testing.assert_allclose(share[1::2], [np.nan, np.nan, 0.5, 1.0], atol=1e-12)
    constant = panel(unit_story(window("abcd", label=("the place", np.full(4, 3.0)))), "unit")
    assert not np.isfinite(constant.filled[0].high).any()


def test_the_sentence_of_a_unit_has_its_means() -> None:
    found = window()
    means = [found.values[inside(TEXT)].mean(), found.values[~inside(TEXT)].mean()]
    first, second = re.findall(r"−?[\d.]+\d", said(unit_story(found)))
    assert float(first) == pytest.approx(means[0], abs=0.006)
    assert float(second.replace("−", "-")) == pytest.approx(means[1], abs=0.006)
    unread = found.values.copy()
    unread[9:] = np.nan
    means = [found.values[:9][holds].mean() for holds in (inside(TEXT)[:9], ~inside(TEXT)[:9])]
    words = said(unit_story(window(values=unread)))
    assert words == f"c_t is {means[0]:.2f} on average at the quote, −{-means[1]:.2f} elsewhere."


def test_the_sentence_of_a_quantity_has_its_correlation() -> None:
    label = np.where(np.arange(len(TEXT)) == 3, np.nan, np.arange(len(TEXT)) % 7.0)
    found = window(label=("the place", label))
    known = np.isfinite(label)
    x, y = label[known] - label[known].mean(), found.values[known] - found.values[known].mean()
    expected = (x * y).sum() / np.sqrt((x * x).sum() * (y * y).sum())
    words = said(unit_story(found))
    assert words.startswith("c_t goes with the place here: correlation ")
    assert float(words.split()[-1].rstrip(".").replace("−", "-")) == pytest.approx(expected, abs=0.006)
    assert said(unit_story(window(label=("the place", np.full(len(TEXT), 2.0))))) == ""


def test_nothing_is_compared_where_the_label_holds_nowhere() -> None:
    found = window("abc def")
    assert said(unit_story(found)) == f"c_t is −{-found.values.mean():.2f} on average here."
    assert said(unit_story(window(label=()))) == ""


def test_gates_stand_between_shut_and_open_and_new_values_around_zero() -> None:
    made = unit_story(window(gates=LSTM))
    assert names(made) == ["unit", "gates", "new", "text"]
    gates, new = panel(made, "gates"), panel(made, "new")
    assert gates.y.low < 0 < 1 < gates.y.high
    assert new.y.low < -1 < 1 < new.y.high
    assert [each.label for each in gates.curves] == ["input i_t", "forget f_t", "output o_t"]
    assert [each.label for each in new.curves] == ["g_t"]
    assert len({each.dash for each in gates.curves}) == 3
    np.testing.assert_array_equal(curve(made, "forget_gate").y, window(gates=LSTM).gates["forget"])
    gru = unit_story(window(gates=("reset", "update", "new")))
    assert [each.symbol for name in ("gates", "new") for each in panel(gru, name).curves] == ["r_t", "z_t", "n_t"]
    assert names(unit_story(window(gates=("update",)))) == ["unit", "gates", "text"]
    assert names(unit_story(window())) == ["unit", "text"]


def test_the_gradient_stands_at_its_own_steps() -> None:
    back = flow(at=17, first=5)
    made = unit_story(window(gradient=back))
    hidden, inputs = curve(made, "log10_grad_hidden"), curve(made, "log10_grad_input")
    np.testing.assert_array_equal(hidden.x, np.arange(5, 18))
    np.testing.assert_array_equal(inputs.x, np.arange(6, 18))
    np.testing.assert_array_equal(hidden.y, back.hidden)
    np.testing.assert_array_equal(inputs.y, back.inputs)
    np.testing.assert_array_equal(curve(made, "log10_grad_cell").y, back.cell)
    assert curve(made, "log10_grad_hidden_untrained").role == "neutral"
    (mark,) = panel(made, "backflow").marks
    assert (mark.x, mark.label) == (18, '“"”')
    without = unit_story(window(gradient=flow(cell=False, untrained=None)))
    assert len(panel(without, "backflow").curves) == 2


def test_only_what_is_in_the_window_is_drawn() -> None:
    made = unit_story(window(TEXT[10:16], 10, gradient=flow(at=17)))
    assert curve(made, "log10_grad_hidden").x.tolist() == [11, 12, 13, 14, 15, 16]
    assert panel(made, "backflow").marks == ()
    assert {row["t"] for row in rows(made)} == {"11", "12", "13", "14", "15", "16"}


def test_the_loss_and_the_reach_are_said() -> None:
    back = flow(at=20)
    far, untrained = reached(back.hidden), reached(back.untrained)
    assert 0 < untrained < far < 20
    assert said(unit_story(window(label=(), gradient=back))) == (
        'Predicting “"” costs 0.30 nats (p = 0.74). '
        f"Its gradient reaches back {far} characters above 1/255 of its start; in an untrained network {untrained}."
    )
    assert "untrained" not in said(unit_story(window(label=(), gradient=flow(untrained=None))))


def test_a_gradient_that_was_not_followed_to_its_end_says_so() -> None:
    words = said(unit_story(window(label=(), gradient=flow(at=17, first=12, slope=0.01))))
    assert "reaches back at least 5 characters, as far as it was followed, above 1/255" in words
    words = said(unit_story(window(label=(), gradient=flow(at=17, slope=0.01))))
    assert "reaches back 17 characters, to the beginning of the text, above 1/255" in words
    slow = flow(at=17, first=15, slope=1.5)
    assert said(unit_story(window(label=(), gradient=slow))).endswith("in an untrained network at least 2.")


def test_a_gradient_that_dips_reaches_as_far_as_it_comes_back() -> None:
    hidden = np.array([-9.0, -1.0, -9.0, -9.0, 0.0])
    made = replace(flow(at=4), hidden=hidden, cell=None, inputs=hidden[1:], untrained=None)
    assert "reaches back 3 characters above" in said(unit_story(window(gradient=made)))


def test_true_zeros_are_holes_and_are_said() -> None:
    back = flow(at=17)
    back.hidden[:6] = -np.inf
    made = unit_story(window(gradient=back))
    assert said(made).endswith("Up to step 5 it is exactly zero.")
    assert np.isfinite([panel(made, "backflow").y.low, panel(made, "backflow").y.high]).all()
    assert [row["log10_grad_hidden [log10]"] for row in rows(made)[:6]] == ["-inf"] * 5 + [repr(float(back.hidden[6]))]


def test_no_gradient_at_all_is_said() -> None:
    nothing = np.full(18, -np.inf)
    back = replace(flow(), hidden=nothing, cell=nothing, inputs=nothing[1:], untrained=nothing)
    for relative in (False, True):
        made = unit_story(window(gradient=back), relative=relative)
        assert said(made).endswith("Its gradient is exactly zero.")
        assert panel(made, "backflow").empty == "The gradient is exactly zero at every step: there is nothing to draw."
        png_bytes(made, width=400)


def test_the_first_character_has_nothing_before_it() -> None:
    made = unit_story(window(label=(), gradient=flow(at=0)))
    assert "reaches back 0 characters" in said(made)
    assert panel(made, "backflow").empty == 'The gradient of “"”, character 1, lies outside these characters.'


def test_a_gradient_elsewhere_is_not_drawn() -> None:
    made = unit_story(window(first=500, gradient=flow(at=17)))
    assert panel(made, "backflow").empty == 'The gradient of “"”, character 18, lies outside these characters.'
    assert panel(made, "backflow").curves == ()


def test_relative_gradients_begin_at_one() -> None:
    back = flow(at=17)
    made = unit_story(window(gradient=back), relative=True)
    start = back.hidden[-1]
    np.testing.assert_allclose(curve(made, "log10_grad_hidden_relative").y, back.hidden[1:] - start)
    np.testing.assert_allclose(curve(made, "log10_grad_input_relative").y, back.inputs - start)
    own = curve(made, "log10_grad_hidden_untrained_relative").y
    np.testing.assert_allclose(own, back.untrained[1:] - back.untrained[-1])
    shown = panel(made, "backflow")
    assert [level.y for level in shown.levels] == [pytest.approx(-np.log10(255))]
    assert "relative" in shown.subtitle
    assert said(made) == said(unit_story(window(gradient=back)))


def test_thresholds_are_drawn_where_they_are() -> None:
    shown = panel(unit_story(window(gradient=flow(at=17))), "backflow")
    assert [level.y for level in shown.levels] == [pytest.approx(flow(at=17).hidden[-1] - np.log10(255))]
    deep = panel(unit_story(window(gradient=flow(at=17, slope=5.0))), "backflow")
    assert [level.y for level in deep.levels][1] == pytest.approx(-149 * np.log10(2))


def test_the_untrained_network_does_not_flatten_the_trained_one() -> None:
    back = flow(at=17, untrained=np.linspace(-300.0, -1.0, 18))
    axis = panel(unit_story(window(gradient=back)), "backflow").y
    assert back.hidden.min() - 2 < axis.low + 2
    assert axis.low > -30


@pytest.mark.parametrize(("sign", "shown"), [(" ", "␣"), ("\n", "↵"), ("\t", "→"), ("_", "_"), ("$", "$"), ("{", "{")])
def test_every_sign_can_be_predicted(sign: str, shown: str) -> None:
    made = unit_story(window(gradient=flow(sign=sign)))
    assert to_plain(panel(made, "backflow").title) == f"How much each character matters to “{shown}”"
    assert f"Predicting “{shown}” costs" in to_plain(said(made))
    assert len(png_bytes(made, width=500)) > 1000


def test_what_is_not_read_yet_is_a_hole() -> None:
    values = window().values.copy()
    values[5:] = np.nan
    made = unit_story(window(values=values))
    assert [row["value"] for row in rows(made)[5:]] == [""] * (len(TEXT) - 5)
    nothing = unit_story(window(values=np.full(len(TEXT), np.nan), gradient=flow()))
    assert panel(nothing, "unit").empty == "Nothing has been read yet."
    assert names(nothing) == ["unit", "backflow", "text"]


def test_a_window_may_be_empty(tmp_path) -> None:
    made = unit_story(window("", 3, gates=LSTM))
    assert names(made) == ["unit"]
    assert panel(made, "unit").empty == "Nothing has been read yet."
    assert made.sentences == ()
    for suffix in ("png", "svg", "pdf", "csv"):
        assert export(made, tmp_path / f"a.{suffix}").stat().st_size > 20


def test_the_table_has_everything() -> None:
    found = window(first=2, gates=LSTM, gradient=flow())
    made = rows(unit_story(found))
    assert list(made[0]) == [
        "t", "value", "label", "input_gate", "forget_gate", "output_gate", "cell_gate", "log10_grad_input [log10]",
        "log10_grad_hidden [log10]", "log10_grad_cell [log10]", "log10_grad_hidden_untrained [log10]", "character",
    ]  # fmt: skip
    assert [row["t"] for row in made] == [str(3 + i) for i in range(len(TEXT))]
    assert [float(row["value"]) for row in made] == found.values.tolist()
    assert [float(row["label"]) for row in made] == inside(TEXT).astype(float).tolist()
    assert "".join(row["character"] for row in made) == TEXT.replace("\n", "↵").replace("\t", "→")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_it_is_printed(suffix: str, theme: str, tmp_path) -> None:
    made = unit_story(window(TEXT * 12, 300, gates=LSTM, gradient=flow(at=420, first=310)))
    assert export(made, tmp_path / f"a.{suffix}", theme=theme).stat().st_size > 5000


@pytest.mark.parametrize(
    ("first", "length", "most", "expected"),
    [
        (1083, 110, 6, [1084, 1100, 1120, 1140, 1160, 1180, 1193]),
        (95, 11, 4, [96, 100, 106]),
        (98, 40, 5, [99, 110, 120, 130, 138]),
        (0, 9, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (7, 1, 5, [8, 9]),
    ],
)
def test_the_numbers_between_the_ends_of_a_window_are_round(first, length, most, expected) -> None:
    assert [tick.at for tick in ticks(text_axis(first, length), most)] == expected


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_only_unit_is_drawn_solid_on_paper(name: str) -> None:
    theme = THEMES[name]
    drawn = figure(unit_story(window(gates=LSTM)), 576.0, theme)
    solid = [line for axes in drawn.axes for line in axes.lines if line.get_color() == theme.b]
    assert [line.get_linestyle() for line in solid] == ["-", "-", "-"]  # it, its first gate, the new value
