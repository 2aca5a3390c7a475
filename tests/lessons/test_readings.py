"""A scene of a network that reads: opened, refused with its line, written again, and its claims computed."""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest

from gradviz.errors import LessonError
from gradviz.language.following import advanced, opened
from gradviz.language.interventions import effects
from gradviz.language.labels import LABELS
from gradviz.language.prose import dialogue
from gradviz.language.scores import scores
from gradviz.lessons import Claim, Glide, Lesson, Scene, checked, open_lesson
from gradviz.models import load_checkpoint
from gradviz.readings.watch import Watch
from gradviz.resources import resource
from tests.lessons.made import lesson_file

TEXT = dialogue(5, 1200)[:1500]
QUOTE = Watch(text=TEXT, unit="quote")
HEAD = '\n[[scene]]\ntitle = "One"\ncaption = "Two sentences. Here."\n'


def scene_of(watch=QUOTE, **fields):
    return Scene(title="One", caption="", reading=watch, pictures=(), **fields)


def file_of(folder, *lines):
    return lesson_file(folder, *lines, scene=HEAD)


def test_a_reading_opens_with_its_defaults(tmp_path):
    lesson, notes = open_lesson(file_of(tmp_path, 'plays = "story"', 'reading = {sample = "dialogue"}'))
    scene = lesson.scenes[0]
    assert notes == ()
    assert (scene.reading, scene.plays) == (Watch(sample="dialogue"), "story")
    assert (scene.experiments, scene.pictures) == ((), ())


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (["reading = 3"], 7, "reading must be a table"),
        (['reading = {sample = "dialogue", model = "prosa"}'], 7, "there is no model"),
        (['reading = {sample = "dialogue", model = "/etc/passwd"}'], 7, "a file in the lesson's own folder"),
        (['reading = {sample = "dialogue", model = "../prose.safetensors"}'], 7, "a file in the lesson's own folder"),
        (['reading = {sample = "dialogue", model = "untrained ../x.pt"}'], 7, "a file in the lesson's own folder"),
        (['reading = {sample = "dialogue", unit = 500}'], 7, "unit must be a whole number between 0 and 127"),
        (['reading = {sample = "dialogue", unti = 5}'], 7, "a reading has no unti; did you mean unit?"),
        ([f'reading = {{text = "{"x" * 20_001}"}}'], 7, "text has 20001 characters"),
        (['reading = {sample = "dialogue"}', "a = {}"], 8, "networks or a reading, not both"),
        (['reading = {sample = "dialogue"}', 'pictures = ["lecture"]'], 8, "pictures belong to networks"),
        (['reading = {sample = "dialogue"}', "predict_first = true"], 8, "a reading has none"),
        (['reading = {sample = "dialogue"}', 'plays = {field = "steps", from = 1, to = 9}'], 8, "no field that could"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_with_its_line_and_the_rest_opens(tmp_path, lines, line, words):
    path = file_of(tmp_path, *lines)
    path.write_text(path.read_text() + HEAD + "a = {steps = 4, hidden_size = 2}\n")
    lesson, (note,) = open_lesson(path)
    assert [len(scene.experiments) for scene in lesson.scenes] == [1]
    assert (note.line, words in note.words) == (line, True), str(note)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"quantity": "gradient_left"}, "is about a network of the laboratory"),
        ({"quantity": "unit_number", "of": "b"}, "a claim about a reading has no of"),
        ({"quantity": "unit_number", "seeds": 5}, "a claim about a reading has no seeds"),
        ({"quantity": "unit_number", "changed": {"steps": 3}}, "a claim about a reading has no with"),
    ],
)
def test_a_claim_belongs_to_what_the_scene_shows(claim, words):
    with pytest.raises(LessonError, match=words):
        scene_of(claims=(Claim(equals=1, **claim),))


def test_a_scene_of_networks_has_no_claim_about_a_reading(tmp_path):
    path = lesson_file(tmp_path, "claims = [{quantity = 'unit_number', is = 1}]")
    _, (note,) = open_lesson(path)
    assert "unit_number is about a reading, and the scene has none" in note.words


def test_it_is_written_and_read_again_with_what_is_unknown(tmp_path):
    shutil.copy(resource("checkpoints/prose.safetensors"), tmp_path / "mine.safetensors")
    own = str(tmp_path / "mine.safetensors")
    scenes = (
        scene_of(Watch(text='He said, "so\\be it."\n\tYes.', unit=7, shows="forget", held="on", at=9, speed=300)),
        scene_of(Watch(model=f"untrained {own}", sample="python", unit="indent", extra={"somewhat": 3})),
    )
    Lesson(title="Small", scenes=scenes).save(tmp_path / "again.toml")
    lesson, notes = open_lesson(tmp_path / "again.toml")
    assert lesson.scenes == scenes
    assert lesson.scenes[1].reading.extra == {"somewhat": 3}
    assert [note.words for note in notes] == ["this gradviz knows no somewhat of a reading; it is kept"]
    assert 'model = "untrained mine.safetensors"' in (tmp_path / "again.toml").read_text()
    (tmp_path / "in").mkdir()
    with pytest.raises(LessonError, match="copy it there"):
        Lesson(title="Small", scenes=scenes).save(tmp_path / "in" / "again.toml")


def test_what_can_be_claimed_of_a_reading_is_what_the_page_measures():
    prose, label = load_checkpoint("prose"), LABELS["quote"]
    (score,) = scores(prose, TEXT, [label])
    (effect,) = effects(prose, TEXT, label, [score.unit])
    known = {
        ("unit_number",): score.unit.index,
        ("unit_follows",): score.score,
        ("unit_follows", "than", "untrained"): score.untrained,
        ("closing_cut",): effect.cut,
        ("closing_probability",): effect.closing[0],
        ("closing_probability", "held", "off"): effect.closing[1],
        ("bits_per_character",): -advanced(opened(prose, TEXT), len(TEXT)).known()[1:].mean() / 0.6931472,
        ("unit_on_after", "after", 30, "cases", 20): 1.0,
    }
    claims = []
    for (name, *more), value in known.items():
        arguments = dict(zip(more[::2], more[1::2], strict=True))
        near = {"equals": Decimal(repr(float(value))), "within": Decimal(repr(abs(float(value)) * 1e-4))}
        claims += [Claim(quantity=name, arguments=arguments, **near)]
        claims += [Claim(quantity=name, arguments=arguments, equals=Decimal("12345.678"))]
    found = list(checked(Lesson(title="Small", scenes=(scene_of(claims=tuple(claims)),))))
    assert [
        (str(each.claim.words()), each.holds) for each in found if each.holds != (each.claim.within is not None)
    ] == []


def test_what_cannot_be_computed_is_said():
    numbered = scene_of(Watch(text=TEXT, unit=3), claims=(Claim(quantity="unit_follows", equals=1),))
    (found,) = checked(Lesson(title="Small", scenes=(numbered,)))
    assert (found.why_not, found.holds) == ("the unit is numbered: say which label it should follow", False)


def test_a_glide_is_refused():
    with pytest.raises(LessonError, match="no field that could be moved"):
        scene_of(plays=Glide("steps", 1, 9))
