"""A lesson that is saved is the lesson that is opened again, with all that this gradviz cannot read."""

from __future__ import annotations

import datetime
import shutil
import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz import Experiment
from gradviz.errors import FileError, LessonError
from gradviz.lessons import Claim, Glide, Lesson, Scene, open_lesson
from gradviz.lessons.places import places
from gradviz.lessons.writing import written
from gradviz.resources import resource
from tests.lessons.made import HEAD, SCENE, lesson_file

A = Experiment(cell="lstm", steps=20, forget_bias=3.0, spectral_radius=None, seed=5)
FULL = Scene(
    title="A “title” with \\ and \"quotes\"", caption="First sentence with W_{hh}. " * 8, experiments=(A, A.replace(
        cell="gru", forget_bias=None, update_bias=1.0, spectral_radius=0.5)),
    pictures=("gradient", "why"), options=(("gradient", "relative", True), ("gradient", "scale", "linear")),
    plays=Glide("forget_bias", -1.0, 4.0, "a", 12.5), shows=("steps", "forget_bias"), question="How far?",
    predict_first=True, notes="Several\nlines,\n\n\ttabs and \"\"\" quotes\\",
    claims=(Claim(quantity="steps_until", of="b", arguments={"share": Decimal("1e-600")}, changed={"truncation": 4},
                  equals=9, within=Decimal("1.50"), seeds=20, at_least=18),
            Claim(quantity="norm", above=Decimal("1e-30"), below=1e5)),
)  # fmt: skip


def test_everything_comes_back(tmp_path):
    lesson = Lesson(title="All of it", about="An about.", scenes=(FULL, FULL))
    lesson.save(tmp_path / "all.toml")
    again, notes = open_lesson(tmp_path / "all.toml")
    assert notes == ()
    assert again == lesson
    for one, other in zip(again.scenes[0].claims, FULL.claims, strict=True):
        assert (one.arguments, one.changed, one.extra) == (other.arguments, other.changed, other.extra)
    assert str(again.scenes[0].claims[0].within) == "1.50"


def test_a_file_is_short_and_always_the_same(tmp_path):
    scene = Scene(title="One", caption="", experiments=(Experiment(),))
    for name in ("one.toml", "two.toml"):
        Lesson(title="Small", scenes=(scene,)).save(tmp_path / name)
    text = (tmp_path / "one.toml").read_text(encoding="utf-8")
    assert text == 'version = 1\ntitle = "Small"\n\n[[scene]]\ntitle = "One"\npictures = ["lecture"]\na = {}\n'
    assert text == (tmp_path / "two.toml").read_text(encoding="utf-8")


def test_what_is_unknown_is_kept(tmp_path):
    head = HEAD.replace("1", "7") + 'colour = "red"\nwhen = 2026-01-02T03:04:05Z\n[deep]\n"odd key" = [1, {x = inf}]\n'
    claims = 'claims = [\n {quantity = "norm", above = 0, hue = 1.50},\n {quantity = "newer", is = 1},\n]'
    broken = SCENE.replace("One", "Bad").replace("hidden_size", "hiddn")
    path = lesson_file(tmp_path, "sound = [[1], [2]]", claims, broken, SCENE.replace("One", "Last"), head=head)
    lesson, _ = open_lesson(path)
    lesson.save(path)
    before = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert (before["version"], before["colour"], before["deep"]) == (7, "red", {"odd key": [1, {"x": Decimal("inf")}]})
    assert before["when"] == datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert [scene["title"] for scene in before["scene"]] == ["One", "Bad", "Last"]
    assert before["scene"][0]["sound"] == [[1], [2]]
    assert [str(claim.get("hue")) for claim in before["scene"][0]["claims"]] == ["1.50", "None"]
    assert before["scene"][0]["claims"][1]["quantity"] == "newer"
    assert before["scene"][1]["a"] == {"steps": 4, "hiddn": 2}
    assert open_lesson(path)[0] == lesson


def test_a_model_beside_the_lesson_goes_with_it(tmp_path):
    (tmp_path / "here").mkdir()
    shutil.copy(resource("checkpoints/prose.safetensors"), tmp_path / "here" / "mine.safetensors")
    scene = Scene(title="One", caption="", experiments=(Experiment(model=tmp_path / "here/mine.safetensors", steps=4),))
    lesson = Lesson(title="Mine", scenes=(scene,))
    lesson.save(tmp_path / "lesson.toml")
    assert 'a = {model = "here/mine.safetensors", steps = 4}' in (tmp_path / "lesson.toml").read_text(encoding="utf-8")
    assert open_lesson(tmp_path / "lesson.toml")[0].scenes[0].experiments[0].hidden_size == 128
    (tmp_path / "away").mkdir()
    with pytest.raises(LessonError, match="copy it there"):
        lesson.save(tmp_path / "away" / "lesson.toml")
    assert not list((tmp_path / "away").iterdir())


def test_a_model_of_a_claim_goes_with_it_too(tmp_path):
    shutil.copy(resource("checkpoints/prose.safetensors"), tmp_path / "mine.safetensors")
    claim = Claim(quantity="norm", changed={"model": str(tmp_path / "mine.safetensors")}, above=0)
    scene = Scene(title="One", caption="", experiments=(Experiment(steps=4),), claims=(claim,))
    Lesson(title="Mine", scenes=(scene,)).save(tmp_path / "lesson.toml")
    assert 'with = {model = "mine.safetensors"}' in (tmp_path / "lesson.toml").read_text(encoding="utf-8")
    (again,) = open_lesson(tmp_path / "lesson.toml")[0].scenes[0].claims
    assert again.changed == claim.changed


def test_a_bundled_model_and_a_text(tmp_path):
    asked = Experiment(model="prose", input="text", text="a\nquote: “x”", steps=8, loss="next_char")
    Lesson(title="Text", scenes=(Scene(title="One", caption="", experiments=(asked,)),)).save(tmp_path / "text.toml")
    assert open_lesson(tmp_path / "text.toml")[0].scenes[0].experiments == (asked,)
    plain = Experiment(input="text", text="abc", steps=3)
    Lesson(title="Text", scenes=(Scene(title="One", caption="", experiments=(plain,)),)).save(tmp_path / "text.toml")
    assert "input_size" not in (tmp_path / "text.toml").read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_leaves_the_old_file(tmp_path):
    path = lesson_file(tmp_path)
    lesson, _ = open_lesson(path)
    with pytest.raises(FileError, match="cannot be written"):
        lesson.save(tmp_path / "none" / "small.toml")
    with pytest.raises(FileError, match="it is a folder"):
        lesson.save(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["small.toml"]


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.decimals(allow_nan=False, places=3)
    | st.floats(allow_nan=False) | st.dates() | st.times() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(WORDS, VALUES, max_size=5))
def test_any_table_is_written_as_toml(table):
    assert _decimals(tomllib.loads(written(table), parse_float=Decimal)) == _decimals(table)


def _decimals(value):
    """Return the same with decimals for floats, and without the texts whose lines are folded."""
    if isinstance(value, dict):
        folded = {key for key in ("caption", "question", "about") if isinstance(value.get(key), str)}
        return {key: _decimals(each) for key, each in value.items() if key not in folded}
    if isinstance(value, list):
        return [_decimals(each) for each in value]
    return Decimal(str(value)) if isinstance(value, float) else value


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text("ab\"' =#[]{}", min_size=1, max_size=6), VALUES, max_size=5))
def test_every_key_has_its_line(table):
    text = written(table)
    found = places(text)
    for line in {found[path] for path in found}:
        assert 1 <= line <= text.count("\n")
    assert len([path for path in found if len(path) == 1]) >= len(
        [key for key, value in table.items() if not (isinstance(value, list) and value and all(
            isinstance(each, dict) for each in value))]
    )  # fmt: skip


def test_lines_are_found_behind_texts_of_several_lines():
    text = (
        'a = """\n[[scene]]\nb = 1\n"""\n[[scene]]\nx = [\n  {y = 1},\n  {y = "]"}, # ]\n]\nz.w = 1\n'
        "[scene.\"q r\"]\nv = '''\n'''\n[[scene]]\n[[scene.claims]]\n[[scene.claims]]\nu = 1\n"
    )
    tomllib.loads(text)
    assert places(text) == {
        ("a",): 1, ("scene", 0): 5, ("scene", 0, "x"): 6, ("scene", 0, "x", 0): 7, ("scene", 0, "x", 1): 8,
        ("scene", 0, "z", "w"): 10, ("scene", 0, "q r"): 11, ("scene", 0, "q r", "v"): 12, ("scene", 1): 14,
        ("scene", 1, "claims", 0): 15, ("scene", 1, "claims", 1): 16, ("scene", 1, "claims", 1, "u"): 17,
    }  # fmt: skip
