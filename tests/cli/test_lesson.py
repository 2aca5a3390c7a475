"""`gradviz lesson --check` and `gradviz list lessons`."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from gradviz.cli import main
from gradviz.lessons import lessons
from tests.lessons.made import SCENE, lesson_file

TRUE = 'claims = [{quantity = "reaches_back_to", is = 0}, {quantity = "norm", above = 0, seeds = 3}]'


def test_a_lesson_whose_claims_hold(tmp_path, capsys):
    assert main(["lesson", str(lesson_file(tmp_path, TRUE)), "--check"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[:3] == [
        "Small",
        "  1  One",
        "     holds  A reaches_back_to: found 0; wanted 0",
    ]
    assert "in 3 of 3 draws (wanted 3); wanted above 0" in said.out
    assert said.out.endswith("all 2 claims hold, and every number is proven\n")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('claims = [{quantity = "reaches_back_to", is = 2}]', "FAILS  A reaches_back_to: found 0; wanted 2"),
        ('claims = [{quantity = "gate_mean", is = 2}]', "not computed: a tanh RNN has no forget gate"),
        ('question = "After 17 steps?"', "scene 1: nothing proves the 17 of the question"),
        ('claims = [{quantity = "steps_until", share = 1e-99, below = 9}]', "found infinity; wanted below 9"),
    ],
)
def test_a_lesson_that_says_too_much(lines, words, tmp_path, capsys):
    assert main(["lesson", str(lesson_file(tmp_path, lines)), "--check"]) == 1
    assert words in capsys.readouterr().out


def test_a_file_that_is_not_whole(tmp_path, capsys):
    path = lesson_file(tmp_path, TRUE, SCENE.replace("hidden", "hiddn"))
    assert main(["lesson", str(path), "--check"]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"gradviz: {path}, line 13: scene 2 is left out: there is no field named hiddn_size")
    assert "all 2 claims hold" in said.out


def test_a_newer_file_is_checked_as_far_as_it_is_known(tmp_path, capsys):
    path = lesson_file(tmp_path, TRUE, head='version = 9\ntitle = "Small"\n')
    assert main(["lesson", str(path), "--check"]) == 0
    assert "newer gradviz (version 9)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["lesson", "--check"], "needs the NAME of a lesson"),
        (["lesson", "satturation", "--check"], "did you mean saturation?"),
        (["lesson", "nothing-like-it", "--check"], "there are number, matrix"),
        (["lesson", "gone.toml", "--check"], "gone.toml cannot be read: there is no such file"),
        (["lesson", ".", "--check"], "it is a folder"),
    ],
)
def test_wrong_requests(argv, words, capsys):
    assert main(argv) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_a_bundled_lesson_by_its_name(capsys):
    assert main(["lesson", "draws", "--check"]) == 0
    assert capsys.readouterr().out.startswith("The numpy snippet’s draws\n")


def test_the_list(capsys):
    assert main(["list", "lessons"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(lessons())
    assert main(["list", "lessons", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [entry["name"] for entry in listed] == list(lessons())
    assert all(entry["description"] and entry["about"] and 3 <= len(entry["scenes"]) <= 6 for entry in listed)


def test_a_lesson_is_printed_a_page_for_every_scene(tmp_path, capsys) -> None:
    import re

    from gradviz.lessons import find_lesson, open_lesson

    assert main(["lesson", "number", "-o", str(tmp_path / "l.pdf")]) == 0
    written = (tmp_path / "l.pdf").read_bytes()
    scenes = open_lesson(find_lesson("number"))[0].scenes
    assert len(re.findall(rb"/Type /Page\b", written)) == len(scenes)
    assert b"/Type3" not in written  # letters stay letters
    assert main(["lesson", "number", "-o", str(tmp_path / "l.pdf")]) == 2
    assert main(["lesson", "number", "-o", str(tmp_path / "l.png")]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["lesson", "number", "--check", "-o", str(tmp_path / "m.pdf")]) == 2
    assert not (tmp_path / "m.pdf").exists()


def test_a_scene_of_a_network_that_reads_is_checked_and_printed(tmp_path, capsys):
    reading = 'reading = {sample = "dialogue", unit = 101, at = 90}'
    claims = 'claims = [{quantity = "unit_number", is = 101}]'
    path = lesson_file(tmp_path, reading, claims, scene='\n[[scene]]\ntitle = "It reads"\n')
    assert main(["lesson", str(path), "--check"]) == 0
    assert "     holds  unit_number: found 101; wanted 101" in capsys.readouterr().out
    assert main(["lesson", str(path), "-o", str(tmp_path / "page.pdf")]) == 0
    if shutil.which("pdftotext") is None:
        return
    command = ["pdftotext", "-layout", tmp_path / "page.pdf", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    for words in (
        "1 It reads",
        "Unit 101, memory cell c of prose",
        "The text costs 0.55 bits",
        "Dialogue, lines of 40",
    ):
        assert words in " ".join(said.stdout.split())
    assert said.stdout.count("Unit 101, memory cell c") == 2  # over the text, and over its story
