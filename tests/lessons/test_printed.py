"""What a scene whose field glides is on paper: the value that it speaks of, and the others beside it."""

from __future__ import annotations

from decimal import Decimal

from gradviz.experiment import Experiment
from gradviz.lessons import Claim, Scene, find_lesson, open_lesson
from gradviz.lessons.glide import Glide
from gradviz.lessons.printed import still


def scene_of(lesson: str, number: int) -> Scene:
    return open_lesson(find_lesson(lesson))[0].scenes[number - 1]


def test_a_scene_in_which_nothing_moves_is_as_it_is_written() -> None:
    scene = scene_of("video", 1)
    assert still(scene) == (scene.experiments, (), "")


def test_it_stands_where_it_ends_and_passes_what_the_caption_speaks_of() -> None:
    a, b = scene_of("video", 4).experiments
    shown = still(scene_of("video", 4))
    assert shown.experiments == (a, b.replace(forget_bias=6.0))
    assert [name for name, _ in shown.beside] == ["b_f = 0", "b_f = 1", "b_f = 2"]
    assert [network.forget_bias for _, network in shown.beside] == [0.0, 1.0, 2.0]
    assert {network.cell for _, network in shown.beside} == {"lstm"}
    assert shown.sentence == "In the window b_f of B goes from 0 to 6; here it is 6."


def test_it_stands_where_a_claim_finds_it() -> None:
    shown = still(scene_of("matrix", 4))
    assert [network.spectral_radius for network in shown.experiments] == [1.0]
    assert [name for name, _ in shown.beside] == ["ρ = 0.9", "ρ = 1.1"]
    assert shown.sentence == "In the window ρ goes from 0.9 to 1.1; here it is 1."


def test_what_both_share_moves_both() -> None:
    networks = Experiment(steps=9), Experiment(cell="lstm", steps=9)
    shown = still(Scene(title="t", caption="", experiments=networks, plays=Glide("steps", 9, 3)))
    assert [network.steps for network in shown.experiments] == [3, 3]
    assert [name for name, _ in shown.beside] == ["A T = 9", "B T = 9"]
    assert shown.sentence == "In the window T goes from 9 to 3; here it is 3."


def test_a_weight_as_drawn_is_said_and_is_no_value_of_the_way() -> None:
    networks = Experiment(steps=9), Experiment(cell="lstm", steps=9)
    claims = (
        Claim(quantity="gate_mean", of="b", equals=Decimal("0.5")),
        Claim(quantity="gate_mean", of="b", changed={"forget_bias": None}, equals=Decimal("0.5")),
        Claim(quantity="gate_mean", of="b", changed={"forget_bias": 1.0}, equals=Decimal("0.7")),
    )
    glide = Glide("forget_bias", 0, 2, of="b")
    shown = still(Scene(title="t", caption="", experiments=networks, plays=glide, claims=claims))
    assert shown.experiments == networks
    assert [name for name, _ in shown.beside] == ["b_f = 0", "b_f = 1", "b_f = 2"]
    assert shown.sentence == "In the window b_f of B goes from 0 to 2; here it is as drawn."
