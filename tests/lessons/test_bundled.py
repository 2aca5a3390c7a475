"""The lessons that come with gradviz: every claim holds, every number is proven, every caption is two sentences."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from gradviz.charts.markup import runs
from gradviz.lessons import checked, heading, lessons, open_lesson, unproven
from gradviz.lessons.tabled import table_of
from gradviz.lessons.writing import written
from gradviz.models import load_checkpoint

NAMES = ["number", "matrix", "draws", "video", "singular", "saturation", "relu", "clipping", "truncation",
         "orthogonal", "gru", "depth", "cells"]  # fmt: skip


def opened(name):
    lesson, notes = open_lesson(lessons()[name])
    assert notes == ()
    return lesson


def test_they_are_thirteen_in_the_order_in_which_they_are_taught():
    assert list(lessons()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_menu_reads_the_heading_alone(name):
    lesson = opened(name)
    assert heading(lessons()[name]) == (lesson.title, lesson.about)


def test_scenes_are_nothing_to_a_heading(tmp_path):
    (tmp_path / "l.toml").write_text('version = 1\ntitle = "T"\n\n[[scene]]\nno TOML, and no scene')
    assert heading(tmp_path / "l.toml") == ("T", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_holds(name):
    outcomes = list(checked(opened(name)))
    assert [str(outcome) for outcome in outcomes if not outcome.holds] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_proven(name):
    assert [str(each) for each in unproven(opened(name))] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_words_are_as_they_should_be(name):
    lesson = opened(name)
    assert lesson.about.endswith(".")
    assert 3 <= len(lesson.scenes) <= 6
    for scene in lesson.scenes:
        said = re.sub(r"\d\.\d|nn\.", "", scene.caption)
        assert said.endswith(".")
        assert len(re.findall(r"[.!?](?:\s|$)", said)) == 2, scene.caption
        assert "!" not in f"{scene.title}{scene.caption}{scene.question}{scene.notes}"
        assert scene.question.endswith("?") or not scene.question
        assert len(scene.caption) <= 260
        typeset = "".join(piece for piece, script in runs(scene.caption) if not script)
        assert not re.search(r"[_^{}\\]", typeset)  # no formula is left as it is typed


@pytest.mark.parametrize("name", NAMES)
def test_a_scene_with_claims_names_draws_where_it_may(name):
    """At least one scene of each lesson says how other draws do: a lecturer may press New draw."""
    assert any(
        claim.seeds >= 20 or claim.quantity == "draws_that" for scene in opened(name).scenes for claim in scene.claims
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_prediction_has_a_picture_of_the_gradient(name):
    for scene in opened(name).scenes:
        assert not scene.predict_first or (scene.question and scene.pictures[0] in ("gradient", "lecture"))


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_the_lesson_and_back(name, tmp_path):
    path = lessons()[name]
    lesson = opened(name)
    lesson.save(tmp_path / "again.toml")
    again, notes = open_lesson(tmp_path / "again.toml")
    assert again == lesson
    assert [scene.claims for scene in again.scenes] == [scene.claims for scene in lesson.scenes]
    assert notes == ()
    assert (tmp_path / "again.toml").read_text(encoding="utf-8") == written(table_of(again, Path(path).parent))
    assert tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["version"] == 1


def test_what_the_reading_network_is_said_to_have_begun_with_is_what_its_file_says():
    """The cells' last scene sets B as the training of A began: its forget bias is that of the recipe."""
    last = opened("cells").scenes[-1]
    trained, begun = last.experiments
    recipe = dict(entry.split("=") for entry in load_checkpoint(trained.model).about["recipe"].split(", "))
    assert float(recipe["forget_bias"]) == begun.forget_bias == 2.0
    assert (begun.model_weights, begun.init, begun.spectral_radius) == ("untrained", "torch", None)
    opening, closing = (place for place, letter in enumerate(trained.text) if letter == '"' and place > 20)
    assert (closing, closing - opening - 1) == (trained.steps, 100)
