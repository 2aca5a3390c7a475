"""No caption carries a number that nothing proves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gradviz import Experiment
from gradviz.lessons import Claim, Glide, Lesson, Scene, unproven
from gradviz.lessons.numbers import stated


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("after 12 steps", ["12"]),
        ("0.9^{50} = 0.0052", ["0.9", "50", "0.0052"]),
        ("below 10^{−30}, or 3·10^{13}", ["1e-30", "3e13"]),
        ("1/1000 of it", ["0.001"]),
        ("31 % of 20 draws", ["0.31", "20"]),
        ("100\u00a0000 steps", ["100000"]),
        ("fifty times, twice, half a million", ["50", "2", "0.5", "1000000"]),
        ("b_f = −2 and (−1)", ["-2", "-1"]),
        ("h_0 and c_{128}", ["0", "128"]),
        ("h_{t−1}, t+1, float32, CS231n", []),
        ("T128, rnn2, T−20, three layers", ["128", "2", "20", "3"]),
        ("often, a halfway house, content", []),
        ("", []),
    ],
)
def test_numbers_are_found(text, values):
    assert [number.value for number in stated(text)] == [Decimal(value) for value in values]


def test_a_number_in_another_script_is_never_proven():
    assert loose("10⁻⁵ and ½", Claim(quantity="norm", equals=10)) == ["⁵", "½"]
    assert loose("٣", Claim(quantity="norm", equals=3)) == []


def scene(caption, *claims, **more):
    experiments = (Experiment(steps=128, hidden_size=64), Experiment(steps=128, cell="lstm", forget_bias=3.0))
    return Scene(title="One", caption=caption, experiments=experiments, claims=claims, **more)


def loose(caption, *claims, **more):
    return [each.words for each in unproven(Lesson(title="Small", scenes=(scene(caption, *claims, **more),)))]


TWELVE = Claim(quantity="steps_until", arguments={"share": Decimal("0.001")}, equals=12)
ABOUT = Claim(quantity="norm", equals=40, within=2, seeds=20, at_least=18)


@pytest.mark.parametrize(
    "caption",
    [
        "T = 128, ρ = 0.9, b_f = 3 and 64 hidden units over 128 steps",
        "below 1/1000 after 12 steps",
        "about 40, in at least 18 of 20 draws",
        "from ρ = 0.5 to 1.5",
        "not a number",
    ],
)
def test_what_is_claimed_or_asked_is_proven(caption):
    assert loose(caption, TWELVE, ABOUT, plays=Glide("spectral_radius", 0.5, 1.5)) == []


BEHIND = Claim(quantity="gradient_left", of="b", arguments={"back": 7}, changed={"forget_bias": 5.0}, below=1e-15)
HELD = Claim(quantity="gradient_left", arguments={"at": 3, "layer": 1}, above=0.25, seeds=30, at_least=25)
DRAWN = Claim(quantity="draws_that", arguments={"draws": 48}, equals=11)


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("less than 10^{−15} of it 7 steps back, at b_f = 5", []),
        ("on the 7th step back, 7 characters on, w^{7}", []),
        ("at t = 3 more than 0.25 in layer 1, in at least 25 of 30 draws", []),
        ("of 48 draws 11, drawn 48 times", []),
        ("it grows 7-fold, to 7 times its start, 7 of them", ["7", "7", "7"]),
        ("a bias of 5", ["5"]),
        ("3 of 30 units, 25 times", ["3", "30", "25"]),
        ("t − 3 of 1, and 48 of them", ["3", "1", "48"]),
    ],
)
def test_what_a_claim_takes_proves_a_number_only_beside_its_own_words(caption, words):
    assert loose(caption, BEHIND, HELD, DRAWN) == words


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("after 64 steps", ["64"]),  # it is the number of units
        ("ρ = 128", ["128"]),
        ("0.9 of it", ["0.9"]),  # whose value it is, is not said
        ("after 13 steps", ["13"]),
        ("after 12.0 steps", ["12.0"]),  # a digit more than is claimed
        ("in 40 cases", ["40"]),  # claimed within 2
        ("half of it", ["half"]),
        ("10^{−4} of it", ["10^{−4}"]),
    ],
)
def test_what_is_neither_is_found(caption, words):
    assert loose(caption, TWELVE, ABOUT) == words


def test_every_text_is_looked_at():
    found = unproven(Lesson(title="The 7", about="8", scenes=(scene("1", question="2?", notes="5"),)))
    assert [(each.scene, each.text, each.words) for each in found] == [
        (None, "title", "7"), (None, "about", "8"), (0, "caption", "1"), (0, "question", "2"), (0, "notes", "5"),
    ]  # fmt: skip
    assert str(found[0]) == "nothing proves the 7 of the title: add a claim, or leave the number out."
