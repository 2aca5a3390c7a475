"""Every number that the tour says is that of the answer that is shown."""

import pytest

import gradviz
from gradviz.charts.markup import to_plain
from gradviz.charts.reading import read
from gradviz.charts.words import from_log10
from gradviz.checked import Check
from gradviz.lessons import lessons
from gradviz.screen.asking.question import Question
from gradviz.screen.touring import words
from gradviz.screen.touring.stops import STOPS
from gradviz.screen.touring.words import Seen


@pytest.fixture(scope="module")
def results():
    a, b = Question.default().experiments()
    return gradviz.run(a.replace(steps=12, spectral_radius=0.8)), gradviz.run(b.replace(steps=12))


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.title)
def test_it_says_two_short_sentences_before_and_after_the_answer(stop, results):
    for seen in (Seen(), Seen(results[:1], 12), Seen(results, 4)):
        said = to_plain(stop.words(seen))
        assert said.endswith(".")
        assert len(said) < 220
        assert "!" not in said


def test_the_tour_is_read_in_about_a_minute(results):
    said = " ".join(f"{stop.title} {stop.words(Seen(results, 4))}" for stop in STOPS)
    assert 200 < len(said.split()) < 330


def test_what_is_left_is_read_from_the_answer(results):
    left = from_log10(read(results[0], 0).left)
    assert f"ρ = 0.8, {left} of the gradient is left 12 steps back" in words.slider(Seen(results[:1]))
    assert f"{from_log10(read(results[0], 4).left)} of the gradient is left, 8 steps back" in words.cursor(
        Seen(results, 4)
    )
    both = words.second(Seen(results))
    assert left in both
    assert from_log10(read(results[1], 0).left) in both


def test_where_the_loss_is_nothing_is_lost(results):
    assert "At t = 12, the gradient begins." in words.cursor(Seen(results, 12))


def test_a_check_is_said_as_it_came_out():
    def check(agrees):
        return Check(method="", max_relative_difference=3e-15, covered=(), agrees=agrees)

    assert "3·10^{−15}" in words.check(Seen(checks=(check(True),)))
    assert "do not agree" in words.check(Seen(checks=(check(True), check(False))))
    assert "will stand here" in words.check(Seen())


def test_lessons_and_formats_are_counted():
    assert f"One of {len(lessons())} lessons" in words.lessons(Seen())
    assert "PNG, SVG, PDF" in words.export(Seen())
