"""Numbers in words, ticks, and the markup of scripts."""

from __future__ import annotations

import itertools
import math

import pytest

from gradviz.charts import markup, ticks, words
from gradviz.charts.chart import Axis


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (9.9949, "9.99"),
        (9.9951, "10.0"),
        (99.96, "100"),
        (999.6, "1000"),
        (12345.0, "1.23·10^{4}"),
        (0.1, "0.100"),
        (0.0010001, "0.00100"),
        (0.00099949, "9.99·10^{−4}"),
        (1e-300, "1.00·10^{−300}"),
    ],
)
def test_a_number_has_three_digits_and_powers_below_a_thousandth(value: float, expected: str) -> None:
    assert words.number(value) == expected
    assert words.number(-value) == "−" + expected


@pytest.mark.parametrize(
    ("log10", "expected"),
    [
        (-600.25, "5.62·10^{−601}"),
        (480.0, "1.00·10^{480}"),
        (-math.inf, "0 (exactly)"),
        (math.inf, "∞"),
        (math.nan, "—"),
        (0.0, "1.00"),
        (-3.0, "0.00100"),
    ],
)
def test_a_logarithm_is_read_far_beyond_floats(log10: float, expected: str) -> None:
    assert words.from_log10(log10) == expected


def test_counts_and_powers() -> None:
    assert words.count(1, "step") == "1 step"
    assert words.count(11, "step") == "11 steps"
    assert [words.power(n) for n in (0, 1, -5, 12)] == ["1", "10", "10^{−5}", "10^{12}"]


def test_markup_in_three_scripts() -> None:
    text = "log_{10} ‖∂L/∂h_t‖ < 10^{−5} & W_{hh}"
    assert markup.to_html(text) == (
        "log<sub>10</sub> ‖∂L/∂h<sub>t</sub>‖ &lt; 10<sup>−5</sup> &amp; W<sub>hh</sub>"
    )  # fmt: skip
    assert markup.to_plain(text) == "log₁₀ ‖∂L/∂hₜ‖ < 10⁻⁵ & Wₕₕ"
    mathtext = markup.to_mathtext("costs $5, h_t")
    assert mathtext == r"costs \$5, h$_{\mathregular{t}}$"
    assert markup.to_plain("no scripts here") == "no scripts here"


@pytest.mark.parametrize("last", [1, 2, 7, 128, 129, 255, 1000, 4096, 99_999, 100_000])
def test_whole_steps_reach_from_end_to_end(last: int) -> None:
    places = ticks.steps(0, last, 9)
    gaps = [after - before for before, after in itertools.pairwise(places)]
    assert places[0] == 0
    assert places[-1] == last
    assert 2 <= len(places) <= 10
    assert set(gaps[:-1]) <= {gaps[0]}
    assert gaps[-1] >= 0.5 * gaps[0]


def test_128_steps_are_divided_into_sixteens() -> None:
    assert ticks.steps(0, 128, 9) == list(range(0, 129, 16))


@pytest.mark.parametrize(("low", "high"), [(-35.0, 2.0), (-620.0, 3.0), (-0.4, 0.4), (-1.2, 0.5), (-2e4, 1.0)])
def test_a_logarithmic_axis_has_real_powers_inside_its_range(low: float, high: float) -> None:
    found = ticks.ticks(Axis("", low, high, log10=True), 8)
    assert 2 <= len(found) <= 10
    assert all(low <= tick.at <= high for tick in found)
    for tick in found:
        base, _, exponent = tick.label.replace("−", "-").rstrip("}").partition("^{")
        value = math.log10(float(base)) if not exponent else float(exponent)
        assert value == pytest.approx(tick.at, abs=0.01)


def test_between_two_things_that_are_counted_there_is_nothing_to_name() -> None:
    found = ticks.ticks(Axis("", 0.1, 5.9, counts=True), 12, ends=False)
    assert [tick.label for tick in found] == ["1", "2", "3", "4", "5"]
    assert [tick.label for tick in ticks.ticks(Axis("", 0.1, 64.9, counts=True), 4, ends=False)] == ["20", "40", "60"]


def test_large_steps_have_gaps_between_thousands() -> None:
    assert [tick.label for tick in ticks.ticks(Axis("", -0.5, 100_000.5), 3)][-1] == "100\u2009000"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"), (1.0, "1"), (-5.25, "−5.25"), (1e17, "10^{17}"), (-1e17, "−10^{17}"), (2e30, "2·10^{30}"),
        (-2.5e-30, "−2.5·10^{−30}"), (123.456, "123"),
    ],
)  # fmt: skip
def test_short_numbers_hold_no_digit_that_says_nothing(value, said):
    assert words.short(value) == said
