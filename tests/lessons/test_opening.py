"""Files that are not as they should be: one sentence with the line, and the rest opened."""

from __future__ import annotations

import time

import pytest

from gradviz.errors import FileError
from gradviz.lessons import Note, open_lesson, opening
from tests.lessons.made import HEAD, SCENE, lesson_file


def test_a_small_lesson_opens(tmp_path):
    lesson, notes = open_lesson(lesson_file(tmp_path))
    assert notes == ()
    assert (lesson.title, [scene.title for scene in lesson.scenes]) == ("Small", ["One"])
    assert lesson.scenes[0].experiments[0].steps == 4
    assert lesson.scenes[0].pictures == ("lecture",)


def test_a_caption_may_have_lines(tmp_path):
    scene = SCENE.replace('"Two sentences. Here."', '"""\nTwo sentences.\n  Here."""')
    lesson, _ = open_lesson(lesson_file(tmp_path, scene=scene))
    assert lesson.scenes[0].caption == "Two sentences. Here."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\0\1\2", "binary data"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"title = 'caf\xe9'", "not UTF-8 text"),
        (b"no toml at all", "line 1: this is not TOML: "),
        (b'{"title": 1}', "line 1: this is not TOML: "),
        (b'title = "x"\n\n\nscene = 3\n', "line 4: scene must be a list of tables: [[scene]]."),
        (b'title = "x"\nscene = [1]\n', "line 2: scene must be a list of tables"),
        (b'[project]\nname = "x"\n', "line 1: this is no lesson: a lesson has one [[scene]] or more."),
        (b"version = 1\n[[scene]]\n", "line 2: scene 1 is left out: a scene says its network"),
        (b"a = " + b"[" * 5000, "line 1: this is not TOML that can be read: it is nested too deeply."),
        (b"a = 1e999999999999999999999\n", "line 1: this is not TOML: a number in it cannot be read."),
        (b"a = " + b"9" * 5000, "line 1: this is not TOML: a number in it cannot be read."),
        (b"\n" * 1_000_000, "line 20001: a lesson has at most 20000 lines."),
        (b"x\n" * 20_000, "line 1: this is not TOML: "),
        (b"[[scene]]\n" * 20_000, "line 1: scene 1 is left out"),
        (b"[[scene]]\nx\n" * 10_000, "line 2: this is not TOML: "),
        (b"x = 1\n" * 20_000, "line 2: this is not TOML: cannot overwrite a value."),
        (b"[a.b.c.d.e.f]\n" * 2 + b"[[scene]]\n", "line 2: this is not TOML: cannot declare"),
        (b"a = 1\n" + b"# " + b"x" * 990_000, "no lesson"),
        (b'a = "' + b"\\" * 900_000, "line 1: this is not TOML: "),
    ],
)
def test_what_is_no_lesson_is_refused_in_one_sentence(content, words, tmp_path):
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    before = time.monotonic()
    with pytest.raises(FileError) as caught:
        open_lesson(path)
    assert time.monotonic() - before < 10
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_hundred_megabytes_are_not_read(tmp_path):
    path = tmp_path / "large.toml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(FileError, match="larger than 1 MB"):
        open_lesson(path)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(FileError, match="no such file"):
        open_lesson(tmp_path / "none.toml")
    with pytest.raises(FileError, match="it is a folder"):
        open_lesson(tmp_path)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('pictures = ["gradint"]', "line 8: scene 1 is left out: there is no picture gradint; did you mean gradient?"),
        ("pictures = []", "line 8: scene 1 is left out: pictures are one or more"),
        ('pictures = ["why", "why"]', "none of them twice"),
        ("pictures = 3", "line 8: scene 1 is left out: pictures must be a list of names"),
        ("options = {gradient = {relativ = true}}", "line 8: scene 1 is left out: the picture gradient has no option"),
        ("options = {gradint = {}}\nplays = 3", "line 9: scene 1 is left out: plays must be"),
        ("options = {gradient = 3}", "line 8: scene 1 is left out: options must be a table"),
        ("options = {nothing = {x = 1}}", "line 8: scene 1 is left out: options: there is no picture nothing"),
        ('plays = "storry"', "line 8: scene 1 is left out: plays must be"),
        ('plays = {field = "seed", from = 1, to = 2}', "line 8: scene 1 is left out: no field 'seed' can be moved"),
        ('plays = {field = "steps", from = 0, to = 9}', "steps must be between 1 and 100 000"),
        ('plays = {field = "steps", from = 1, to = 2.5}', "steps must be a whole number"),
        ('plays = {field = "steps", from = 1}', "steps must be a whole number"),
        ('plays = {field = "steps", from = 1, to = 9, seconds = 0}', "seconds must be a number between 1 and 120"),
        ('plays = {field = "steps", from = 1, to = 9, of = "b"}', "the scene has no network B"),
        ('plays = {field = "forget_bias", from = 1, to = 9}', "forget_bias belongs to a cell"),
        ('plays = {field = "steps", form = 1}', "plays has no form; did you mean from?"),
        ('shows = ["stepss"]', "line 8: scene 1 is left out: shows: there is no field stepss; did you mean steps?"),
        ("question = 3", "line 8: scene 1 is left out: question must be text"),
        ("predict_first = 1", "line 8: scene 1 is left out: predict_first must be true or false"),
        ('b = {cell = "lstmm"}', "line 8: scene 1 is left out: cell must be one of"),
        ("b = {cls = 5, self = 3}", "line 8: scene 1 is left out: there is no field named cls"),
        (f'pictures = ["{"x" * 100_000}"]', "line 8: scene 1 is left out: there is no picture xxx"),
        ("b = {steps = 5}", "line 8: scene 1 is left out: steps is the same for both networks: say it in a"),
        ("b = 3", "line 8: scene 1 is left out: b must be a table"),
        ("[scene.b]\n\nstep = 5", "line 10: scene 1 is left out: there is no field named step; did you mean steps?"),
        ("[scene.b]\nspectral_radius = -1", "line 9: scene 1 is left out: spectral_radius must be 0 or more"),
    ],
)  # fmt: skip
def test_a_bad_scene_is_left_out_and_named_by_its_line(line, words, tmp_path):
    path = lesson_file(tmp_path, line, SCENE.strip().replace("One", "Two"))
    lesson, notes = open_lesson(path)
    assert [scene.title for scene in lesson.scenes] == ["Two"]
    assert len(notes) == 1
    assert notes[0].lost
    assert words in str(notes[0])
    assert len(str(notes[0])) < 450
    assert len(lesson.unread) == 1


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ('claims = [\n  {quantity = "norm", above = 0},\n  {quantity = "nrm", is = 1},\n]',
         "line 10: a claim is left out: there is no quantity 'nrm'; did you mean norm?"),
        ('claims = [{quantity = "norm", above = 0}, {quantity = "norm", of = "b", is = 1}]',
         "line 8: a claim is left out: the scene has no network B."),
        ('[[scene.claims]]\nquantity = "norm"\nabove = 0\n[[scene.claims]]\nquantity = "norm"\nbelow = "x"',
         "line 13: a claim is left out: below must be a number"),
        ('claims = [{quantity = "norm", above = 0}, {quantity = "norm", is = 1, with = {steps = 0}}]',
         "line 8: a claim is left out: steps must be between"),
        ('claims = [{quantity = "norm", above = 0}, {quantity = "norm", abov = 1}]', "did you mean above?"),
        ('claims = [{quantity = "norm", above = 0}, {quantity = "norm", is = 1, with = 3}]', "with must be a table"),
        ('claims = [{quantity = "norm", above = 0}, {quantity = "norm", is = nan}]', "is must be a number"),
        ('claims = [{quantity = "norm", above = 0}, {quantity = "norm", is = 1e999999999}]', "is must be a number"),
        ('claims = [{quantity = "norm", above = 0}, {quantity = "norm", is = 1, with = {cls = 1}}]',
         "no field named cls"),
        ('claims = [{quantity = "norm", above = 0}, {quantity = "norm", is = 1, with = {model = "../m.pt"}}]',
         "line 8: a claim is left out: model must be one of"),
    ],
)  # fmt: skip
def test_a_bad_claim_leaves_its_scene(claims, words, tmp_path):
    lesson, notes = open_lesson(lesson_file(tmp_path, claims))
    assert [claim.quantity for claim in lesson.scenes[0].claims] == ["norm"]
    assert [words in str(note) and note.lost for note in notes] == [True]


def test_a_truncated_file_opens_as_far_as_it_goes(tmp_path):
    path = lesson_file(tmp_path, SCENE.strip().replace("One", "Two"))
    whole = path.read_text(encoding="utf-8")
    for end in range(len(HEAD) + len(SCENE), len(whole)):
        path.write_text(whole[:end], encoding="utf-8")
        lesson, notes = open_lesson(path)
        assert lesson.scenes[0].title == "One"
        assert all(note.line >= 7 for note in notes)
        assert len(lesson.scenes) == (2 if end > whole.rindex("}") else 1)
        assert bool(notes) == lesson.in_part or end <= whole.rindex("}")


def test_a_scene_that_is_no_toml_leaves_the_others(tmp_path):
    more = SCENE.replace("One", "Two").replace("steps = 4", "steps 4")
    lesson, notes = open_lesson(lesson_file(tmp_path, more, SCENE.replace("One", "Three"), 'pictures = ["x"]'))
    assert [scene.title for scene in lesson.scenes] == ["One"]
    assert [note.line for note in notes] == [12, 20]
    assert "line 12: this is not TOML: expected '=' after a key" in str(notes[0])
    assert lesson.in_part
    with pytest.raises(FileError, match="save under another name"):
        lesson.save(tmp_path / "small.toml")
    lesson.save(tmp_path / "other.toml")


def test_a_head_that_is_no_toml_leaves_the_scenes(tmp_path):
    lesson, notes = open_lesson(lesson_file(tmp_path, head="version = 1\ntitle = \n"))
    assert (lesson.title, len(lesson.scenes), lesson.in_part) == ("small", 1, True)
    assert str(notes[0]).startswith("line 2: this is not TOML: invalid value")


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ('title = "Small"\n', "line 1: it says no version; it is read as version 1."),
        (
            'title = "Small"\nversion = "1"\n',
            "line 2: version must be a whole number, not '1'; it is read as version 1.",
        ),
        ('version = 2\ntitle = "Small"\n', "line 1: it was written by a newer gradviz (version 2)"),
        (HEAD + "colour = 3\n", "line 3: this gradviz knows no colour; it is kept."),
    ],
)
def test_a_lesson_of_another_version_opens_with_a_note(head, words, tmp_path):
    lesson, notes = open_lesson(lesson_file(tmp_path, head=head))
    assert lesson.title == "Small"
    assert not notes[0].lost
    assert words in str(notes[0])


def test_an_older_version_is_brought_to_this_one(tmp_path, monkeypatch):
    path = lesson_file(tmp_path, head=HEAD.replace("title", "name"))
    monkeypatch.setattr(opening, "MIGRATIONS", (lambda table: {**table, "title": table["name"]},))
    monkeypatch.setattr(opening, "VERSION", 2)
    lesson, _ = open_lesson(path)
    assert (lesson.title, lesson.version) == ("Small", 2)


def test_unknown_keys_are_named_each_with_its_line(tmp_path):
    claims = 'claims = [\n  {quantity = "norm", above = 0, colour = "red"},\n]'
    notes = open_lesson(lesson_file(tmp_path, "sound = true", claims))[1]
    assert [str(note) for note in notes] == [
        "line 8: this gradviz knows no sound of a scene; it is kept.",
        "line 10: this gradviz knows no colour of a claim; it is kept.",
    ]
    assert not any(note.lost for note in notes)


def test_a_title_of_the_wrong_type_is_not_written_over(tmp_path):
    lesson, notes = open_lesson(lesson_file(tmp_path, head="version = 1\ntitle = 3\n"))
    assert [str(note) for note in notes] == ["line 2: title must be text, not 3."]
    assert (lesson.title, lesson.in_part) == ("small", True)


def test_notes_and_scenes_have_an_end(tmp_path):
    bad = SCENE.replace("hidden_size", "hiddn")
    _, notes = open_lesson(lesson_file(tmp_path, bad * 30))
    assert len(notes) == 21
    assert notes[-1] == Note(notes[-1].line, "and 10 more from here on")
    lesson, notes = open_lesson(lesson_file(tmp_path, SCENE * 250))
    assert len(lesson.scenes) == 200
    assert lesson.in_part
    assert "at most 200 scenes" in str(notes[0])


@pytest.mark.parametrize("model", ["../away.safetensors", "/etc/passwd", "sub/../../away.safetensors", ".", "", "link"])
def test_a_model_outside_of_the_folder_is_out_of_reach(model, tmp_path):
    (tmp_path / "link").symlink_to("/etc")
    scene = SCENE.replace("steps = 4", f'steps = 4, model = "{model}"')
    with pytest.raises(FileError, match=r"line 7: scene 1 is left out: model (must be|cannot)"):
        open_lesson(lesson_file(tmp_path, scene=scene))


def test_a_model_that_is_gone_leaves_its_scene_out(tmp_path):
    scene = SCENE.replace("steps = 4", 'steps = 4, model = "gone.safetensors"')
    lesson, notes = open_lesson(lesson_file(tmp_path, SCENE.replace("One", "Two"), scene=scene))
    assert len(lesson.scenes) == 1
    assert "line 7: scene 1 is left out: model cannot be used" in str(notes[0])
    assert "gone.safetensors cannot be read: there is no such file" in str(notes[0])
